import type { CliProcedure } from '../../../shared/contract/api.ts';
import type { OptionSpec, Parsed } from './words.ts';

/** A command line turned into one call of the contract. */
export interface Call {
  readonly procedure: CliProcedure;
  readonly input: Record<string, unknown>;
}

/** One verb of the command line (CLI.md). `toCall` maps its words to the contract; `dispatch` checks the values. */
export interface Command {
  readonly name: string;
  readonly usage: string;
  readonly does: string;
  readonly options: readonly OptionSpec[];
  readonly positionals: readonly [min: number, max: number];
  readonly toCall: (words: Parsed) => Call;
}

export const text = (name: string): OptionSpec => ({ name, takes: 'text' });
export const many = (name: string): OptionSpec => ({ name, takes: 'many' });
export const flag = (name: string): OptionSpec => ({ name, takes: 'nothing' });
