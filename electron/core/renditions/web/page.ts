import { fontRules } from '../page-fonts.ts';

/** A source as HTML for the browser engine, with what of it could not be shown (each a Chinese sentence for the report). */
export interface WebPages {
  /** Inside of `body`, made by us: every text escaped, every tag our own. */
  readonly body: string;
  readonly css: string;
  /** Paper of one page in millimetres, its margins all around too; undefined: `PAPER`. */
  readonly paper?: { readonly widthMm: number; readonly heightMm: number; readonly marginMm: number };
  /** Files `body` shows, by the name it uses. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** It carries 电子签章. */
  readonly signed?: boolean;
  readonly notes: readonly string[];
}

/** What a placed page has of an A4 sheet (see `placedFrame`): pages of this size are placed without being scaled. */
export const PAPER = { widthMm: 177, heightMm: 265, marginMm: 6 } as const;

/** The whole page, as bytes that are the same for the same source. */
export function wholePage({ body, css, paper = PAPER }: WebPages): string {
  return [
    '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">',
    // Nothing but our own files: no script, no frame, no network.
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src file: data:; font-src file:; style-src 'unsafe-inline'">`,
    `<style>${fontRules()}
@page{size:${paper.widthMm}mm ${paper.heightMm}mm;margin:${paper.marginMm}mm}
html,body{margin:0;padding:0;background:#fff;color:#000;-webkit-print-color-adjust:exact}
body{font-family:'TZ Song',serif;font-size:12pt;line-height:1.5}
${css}</style></head><body>${body}</body></html>`,
  ].join('\n');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text for HTML, in an element or an attribute in quotes. Control characters vanish. */
export function escaped(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '').replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}
