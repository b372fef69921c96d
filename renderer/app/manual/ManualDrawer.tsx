import { Drawer } from 'antd';
import { useRef, useState } from 'react';
import text from '../../../docs/manual.zh-CN.md?raw';
import { useCommand } from '../../ui/commands.ts';
import { ManualBlock } from './ManualBlock.tsx';
import { readMarkdown, type Block } from './markdown.ts';
import './manual.css';

const BLOCKS = readMarkdown(text);
const CONTENTS = BLOCKS.filter(
  (one): one is Extract<Block, { type: 'heading' }> => one.type === 'heading' && (one.level === 2 || one.level === 3),
);

/** 使用手册(F1): the manual beside the work, with its contents. */
export function ManualDrawer() {
  const [open, setOpen] = useState(false);
  const body = useRef<HTMLElement>(null);
  useCommand('help.manual', () => setOpen(true));
  const goTo = (anchor: string): void => {
    const heading = body.current?.querySelector<HTMLElement>(`#${CSS.escape(`manual-${anchor}`)}`);
    heading?.scrollIntoView({ block: 'start' });
    heading?.focus({ preventScroll: true });
  };
  return (
    <Drawer title="使用手册" open={open} onClose={() => setOpen(false)} size="min(1000px, 94%)" destroyOnHidden>
      <div className="manual">
        <nav aria-label="手册目录">
          {CONTENTS.map((one) => (
            <button key={one.anchor} type="button" className={`level-${one.level}`} onClick={() => goTo(one.anchor)}>
              {one.text}
            </button>
          ))}
        </nav>
        <article ref={body} tabIndex={0} aria-label="手册正文">
          {BLOCKS.map((block, at) => (
            <ManualBlock key={at} block={block} onGo={goTo} />
          ))}
        </article>
      </div>
    </Drawer>
  );
}
