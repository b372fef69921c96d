import { Select } from 'antd';
import { useId, useState } from 'react';
import {
  CODE_STYLES,
  guessStyles,
  MOST_STYLES,
  normalStyles,
  otherSpelling,
  styledKey,
  stylesProblem,
} from '../../shared/domain/code-styles.ts';
import { codeReader } from '../../shared/domain/codes.ts';
import './code-styles.css';

export interface CodeStylesFieldProps {
  /** Codes of the framework's leaves. */
  readonly codes: readonly string[];
  readonly value: readonly string[];
  readonly onChange: (styles: readonly string[]) => void;
}

const EXAMPLES = 3;

/** 编号样式: a list to choose from, any code typed as a sample, and how three codes are read from names of files by what is chosen. */
export function CodeStylesField({ codes, value, onChange }: CodeStylesFieldProps) {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const guess = guessStyles(codes);
  const known = new Map(CODE_STYLES.map(({ style, example }) => [style, example]));
  const offered = [...new Set([...guess, ...known.keys()])];
  const read = codeReader(codes, value);
  const fitting = codes.filter((code) => value.some((style) => styledKey(code, style) !== null));
  const shown = (fitting.length > 0 ? fitting : codes).slice(0, EXAMPLES);
  const put = (styles: readonly string[]): void => {
    if (stylesProblem(styles) === null) onChange(normalStyles(styles));
    // The open list lies over what is pressed next.
    setOpen(false);
  };
  return (
    <div className="code-styles">
      <label htmlFor={id}>编号样式:看起来像</label>
      <Select
        id={id}
        mode="tags"
        aria-label="编号样式"
        value={[...value]}
        maxCount={MOST_STYLES}
        placeholder="不声明,按编号自动识别"
        options={offered.map((style) => ({
          value: style,
          label: `${style}${known.has(style) ? `(如 ${known.get(style) ?? ''})` : ''}${guess.includes(style) ? ' · 这套编号' : ''}`,
        }))}
        optionLabelProp="value"
        open={isOpen}
        onOpenChange={setOpen}
        onChange={put}
      />
      <ul className="muted" aria-label="编号读法举例">
        {shown.map((code) => {
          const name = `${otherSpelling(code)}通知.docx`;
          const found = read(name);
          return (
            <li key={code}>
              文件名“{name}” → {found === null ? '认不出编号' : `读作 ${found}`}
            </li>
          );
        })}
      </ul>
      {fitting.length < codes.length && value.length > 0 && (
        <span className="muted">{codes.length - fitting.length} 条的编号不是这种样式,按自动识别</span>
      )}
    </div>
  );
}
