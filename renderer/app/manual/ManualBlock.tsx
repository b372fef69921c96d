import { Fragment } from 'react';
import type { Block, Inline } from './markdown.ts';

const PICTURES = import.meta.glob<string>(['../../../docs/screenshots/*.png', '!**/*-1920.png'], {
  eager: true,
  query: '?url',
  import: 'default',
});

/** One block of the manual as elements. */
export function ManualBlock({ block, onGo }: { readonly block: Block; readonly onGo: (anchor: string) => void }) {
  const words = (inlines: readonly Inline[]) => <Inlines inlines={inlines} onGo={onGo} />;
  switch (block.type) {
    case 'heading': {
      const Tag = `h${block.level}` as 'h1' | 'h2' | 'h3' | 'h4';
      return (
        <Tag id={`manual-${block.anchor}`} tabIndex={-1}>
          {block.text}
        </Tag>
      );
    }
    case 'paragraph':
      return <p>{words(block.inlines)}</p>;
    case 'list': {
      const items = block.items.map((item, at) => <li key={at}>{words(item)}</li>);
      return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
    case 'table':
      return (
        <table>
          <thead>
            <tr>
              {block.heads.map((cell, at) => (
                <th key={at} scope="col">
                  {words(cell)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {block.rows.map((row, index) => (
              <tr key={index}>
                {row.map((cell, at) => (
                  <td key={at}>{words(cell)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      );
    case 'image': {
      const address = PICTURES[`../../../docs/${block.source}`];
      return address === undefined ? null : <img src={address} alt={block.alt} loading="lazy" />;
    }
  }
}

function Inlines({ inlines, onGo }: { readonly inlines: readonly Inline[]; readonly onGo: (anchor: string) => void }) {
  return inlines.map((one, at) => {
    switch (one.type) {
      case 'text':
        return <Fragment key={at}>{one.text}</Fragment>;
      case 'bold':
        return <strong key={at}>{one.text}</strong>;
      case 'code':
        return <code key={at}>{one.text}</code>;
      case 'key':
        return <kbd key={at}>{one.text}</kbd>;
      case 'link':
        return (
          <button key={at} type="button" className="manual-link" onClick={() => onGo(one.target)}>
            {one.text}
          </button>
        );
    }
  });
}
