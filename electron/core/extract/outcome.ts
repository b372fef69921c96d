import { EMPTY_EXTRACTION, type Extraction } from './extractor.ts';

/** Longer texts are cut here; 2,000,000 characters are about 1,300 printed pages. */
export const MAX_TEXT_CHARS = 2_000_000;

export const DAMAGED = '文件已损坏,读不出内容。请找原件重新导出后再编目';
export const ENCRYPTED = '它有打开密码。请在 WPS 中去掉密码后重新编目';
export const TOO_LARGE = '文件太大,没有读取内容。请拆成几个小文件后重新编目';
export const PARTLY_READ = '文件有损坏,只读出了一部分内容。请找原件核对';
export const CUT = '内容太长,只读取了前面一部分。需要全文检索时请拆成几个文件';

export const CRASHED = '读取时程序出错,已放弃这个文件。请用 WPS 打开后另存一份再编目';
export const START_FAILED = '读取程序没有启动,这个文件还没有读取。请重新启动软件后再编目';

/** Why a reading that held more than so many MB was ended. */
export function memorySentence(limitMb: number): string {
  return `读取时内存超过 ${limitMb} MB,已放弃。请把文件拆成几个小文件后重新编目`;
}

/** A file whose reading failed, with the sentence for the clerk. */
export function failed(message: string): Extraction {
  return { ...EMPTY_EXTRACTION, state: 'failed', message };
}

/** A file that only opens with a password. */
export function encrypted(): Extraction {
  return { ...EMPTY_EXTRACTION, state: 'encrypted', message: ENCRYPTED };
}

/** `ok` when there is a visible character, else `empty`; the text is cut to MAX_TEXT_CHARS without splitting a surrogate pair. */
export function withText(text: string, rest: Partial<Omit<Extraction, 'text' | 'state'>> = {}): Extraction {
  const cut = cutText(text);
  const message = rest.message ?? (cut.length < text.length ? CUT : null);
  return { ...EMPTY_EXTRACTION, ...rest, state: /\S/u.test(cut) ? 'ok' : 'empty', message, text: /\S/u.test(cut) ? cut : '' };
}

/** As it is, but nothing read of a damaged file is no empty file: it may well have had words. */
export function unlessLost(extraction: Extraction, damaged: boolean): Extraction {
  return damaged && extraction.state === 'empty' ? { ...failed(DAMAGED), members: extraction.members } : extraction;
}

/** The first MAX_TEXT_CHARS UTF-16 units of a text, without half a surrogate pair at the end. */
export function cutText(text: string): string {
  if (text.length <= MAX_TEXT_CHARS) return text;
  const last = text.charCodeAt(MAX_TEXT_CHARS - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? MAX_TEXT_CHARS - 1 : MAX_TEXT_CHARS);
}

/** Signals that reading must stop for a reason a clerk is told; the pool and the extractors turn it into `failed`. */
export class ReadingRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ReadingRefused';
  }
}
