import { parseArgs } from 'node:util';
import { AppError } from '../../../shared/contract/errors.ts';

export interface OptionSpec {
  readonly name: string;
  readonly takes: 'text' | 'many' | 'nothing';
}

/** The words of one command line, read by kind. */
export interface Parsed {
  readonly positionals: readonly string[];
  /** Throws AppError `usage` when there is no such word. */
  at(index: number): string;
  text(name: string): string | undefined;
  required(name: string): string;
  many(name: string): readonly string[];
  flag(name: string): boolean;
  number(name: string): number | undefined;
}

/** Reads options anywhere on the line. Throws AppError `usage` for an unknown option or a missing value. */
export function parseWords(argv: readonly string[], options: readonly OptionSpec[]): Parsed {
  const config = Object.fromEntries(
    options.map((option) => [
      option.name,
      option.takes === 'nothing' ? { type: 'boolean' as const } : { type: 'string' as const, multiple: option.takes === 'many' },
    ]),
  );
  const { values, positionals } = read(argv, config);
  const text = (name: string): string | undefined => {
    const value = values[name];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    positionals,
    at(index) {
      const word = positionals[index];
      if (word === undefined) throw new AppError('usage', `少写了第 ${index + 1} 项内容。`);
      return word;
    },
    text,
    required(name) {
      const value = text(name);
      if (value === undefined || value === '') throw new AppError('usage', `缺少 --${name}。`);
      return value;
    },
    many(name) {
      const value = values[name];
      return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
    },
    flag: (name) => values[name] === true,
    number(name) {
      const value = text(name);
      if (value === undefined) return undefined;
      if (!/^\d+(\.\d+)?$/.test(value)) throw new AppError('usage', `--${name} 要写数字,不能是“${value}”。`);
      return Number(value);
    },
  };
}

function read(argv: readonly string[], config: Record<string, { type: 'boolean' } | { type: 'string'; multiple: boolean }>) {
  try {
    return parseArgs({ args: [...argv], options: config, allowPositionals: true, strict: true });
  } catch (error) {
    const option = /'(-{1,2}[^'\s]+)/.exec(String((error as Error).message))?.[1] ?? '';
    const missing = (error as NodeJS.ErrnoException).code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE';
    throw new AppError(
      'usage',
      missing ? `选项 ${option} 后面的值不对或没有写。` : `不认识的选项 ${option}。运行 taizhang --help 看用法。`,
    );
  }
}
