/** One file of the sample, what it is meant to prove, and what is wrong with it on purpose. */
export interface SampleItem {
  /** Below `files/`, with `/`. */
  readonly path: string;
  /** The indicator it proves, or null when it should be filed nowhere. */
  readonly indicator: string | null;
  readonly kind: string | null;
  /** The date a reader can tell from name, text or EXIF (`YYYY-MM-DD`); null when it cannot be told. */
  readonly date: string | null;
  /** False when its content cannot be read without help (broken, encrypted). */
  readonly readable: boolean;
  /** True when writing it again gives other bytes (random salts, another program): a committed copy is kept. */
  readonly keep: boolean;
  readonly planted: Planted | null;
  readonly content: () => Promise<Buffer>;
}

export interface Planted {
  readonly problem: string;
  readonly expectation: string;
  readonly password?: string;
}

/** What a plain item needs; the rest is as usual (readable, nothing planted). */
export function item(
  path: string,
  proves: { readonly indicator: string | null; readonly kind: string | null; readonly date: string | null },
  content: () => Promise<Buffer> | Buffer,
  more: Partial<Pick<SampleItem, 'readable' | 'keep' | 'planted'>> = {},
): SampleItem {
  return { path, ...proves, readable: true, keep: false, planted: null, content: async () => content(), ...more };
}

export const proof = (indicator: string, kind: string, date: string | null) => ({ indicator, kind, date });
export const nothing = (kind: string | null = null, date: string | null = null) => ({ indicator: null, kind, date });
