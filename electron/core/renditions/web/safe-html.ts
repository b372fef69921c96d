import { Parser } from 'htmlparser2';
import { escaped } from './page.ts';

/** A foreign page made harmless: only these tags, attributes and properties pass, every text written anew. */

const TAGS = new Set(
  (
    'a abbr address article aside b big blockquote br caption center cite code col colgroup dd del details dfn div dl dt em ' +
    'figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q s samp section small span ' +
    'strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr'
  ).split(' '),
);
const VOID = new Set(['br', 'col', 'hr', 'img', 'wbr']);
/** What stands in them is no text of the page. */
const SILENT = new Set([
  ...[
    'script',
    'style',
    'noscript',
    'template',
    'svg',
    'math',
    'title',
    'head',
    'iframe',
    'object',
    'embed',
    'applet',
    'frameset',
  ],
  ...['select', 'datalist', 'canvas', 'audio', 'video', 'textarea'],
]);
/** Parts of a page that end `head` even where it is never closed. */
const ENDS_HEAD = new Set(['body', 'p', 'div', 'table', 'h1', 'h2', 'h3']);
const ATTRIBUTES = new Set(['align', 'valign', 'colspan', 'rowspan', 'start', 'type', 'color', 'bgcolor', 'face', 'size', 'span', 'border', 'cellpadding', 'cellspacing']); // prettier-ignore
/** Looks that cannot hide a text or lay it over another one. */
const PROPERTIES = new Set([
  ...['color', 'background-color', 'text-align', 'text-indent', 'text-decoration', 'vertical-align', 'font-weight', 'font-style'],
  ...['font-size', 'line-height', 'border', 'border-top', 'border-right', 'border-bottom', 'border-left', 'border-collapse'],
  ...['padding', 'padding-left', 'padding-right', 'padding-top', 'padding-bottom', 'white-space', 'list-style-type'],
]);
const DANGEROUS = /url\s*\(|expression|javascript|@|\\|var\s*\(|image/i;
/** Nesting beyond this is flattened: a page of 100,000 open tags must not exhaust the browser. */
const MAX_DEPTH = 200;

export interface SafeHtml {
  readonly html: string;
  /** Addresses of pictures that could not be shown. */
  readonly lostPictures: number;
}

/**
 * Makes foreign HTML harmless and complete: scripts, frames, forms and style sheets fall away, all its words stay. `picture` says
 * under which name of ours a picture's address (`src`) is found, or null. It never throws.
 */
export function safeHtml(source: string, picture: (address: string) => string | null): SafeHtml {
  const out: string[] = [];
  const open: string[] = [];
  let silent: string[] = [];
  let lostPictures = 0;
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        if (silent.length > 0) {
          if (silent.length === 1 && silent[0] === 'head' && ENDS_HEAD.has(name)) silent = [];
          else {
            if (SILENT.has(name)) silent.push(name);
            return;
          }
        }
        if (SILENT.has(name)) return void silent.push(name);
        if (name === 'input') return void out.push(escaped(attributes['type'] === 'hidden' ? '' : (attributes['value'] ?? '')));
        if (!TAGS.has(name)) return;
        if (name === 'img') {
          const shown = picture(attributes['src'] ?? '');
          if (shown === null) lostPictures += isTiny(attributes) ? 0 : 1;
          else out.push(`<img src="${escaped(shown)}" alt=""${sizeOf(attributes)}>`);
          return;
        }
        if (VOID.has(name)) return void out.push(`<${name}>`);
        if (open.length >= MAX_DEPTH) return;
        open.push(name);
        out.push(`<${name}${keptAttributes(attributes)}>`);
      },
      ontext: (text) => {
        if (silent.length === 0) out.push(escaped(text));
      },
      onclosetag: (name) => {
        if (silent.length > 0) {
          const at = silent.lastIndexOf(name);
          if (at >= 0) silent = silent.slice(0, at);
          return;
        }
        const at = open.lastIndexOf(name);
        if (at < 0) return;
        for (const closed of open.splice(at).reverse()) out.push(`</${closed}>`);
      },
    },
    { decodeEntities: true, recognizeSelfClosing: false },
  );
  parser.end(source);
  for (const closed of open.reverse()) out.push(`</${closed}>`);
  return { html: out.join(''), lostPictures };
}

/** True where neither a word nor a picture would be printed. `html` is what `safeHtml` made. */
export function showsNothing(html: string): boolean {
  return !/\S/.test(html.replace(/<(?!img)[^>]*>/g, ''));
}

/** Counting pixels of senders and spacers. */
function isTiny(attributes: Readonly<Record<string, string>>): boolean {
  return [attributes['width'], attributes['height']].some((value) => value !== undefined && Number.parseFloat(value) <= 3);
}

/** Width and height of a picture in pixels, never wider than the page. */
function sizeOf(attributes: Readonly<Record<string, string>>): string {
  const width = /^\d{1,4}(px)?$/.test(attributes['width'] ?? '') ? Number.parseInt(attributes['width'] ?? '', 10) : 0;
  return width > 0 ? ` style="width:${width}px;height:auto;max-width:100%"` : '';
}

function keptAttributes(attributes: Readonly<Record<string, string>>): string {
  const kept = Object.entries(attributes)
    .filter(([name, value]) => ATTRIBUTES.has(name) && value.length <= 100 && !DANGEROUS.test(value))
    .map(([name, value]) => ` ${name}="${escaped(value)}"`);
  const style = (attributes['style'] ?? '')
    .split(';')
    .map((rule) => rule.split(':').map((part) => part.trim()) as [string, string?])
    .filter(
      ([name, value]) =>
        PROPERTIES.has(name.toLowerCase()) && value !== undefined && value.length <= 60 && !DANGEROUS.test(value),
    )
    .map(([name, value]) => `${name.toLowerCase()}:${value}`)
    .filter(readable);
  return kept.join('') + (style.length > 0 ? ` style="${escaped(style.join(';'))}"` : '');
}

/** A size of nothing, or white on white, would hide a text that must be printed. */
function readable(rule: string): boolean {
  if (/^(color|font-size|line-height):/.test(rule))
    return !/(#fff(fff)?\b|white|transparent|rgba?\(\s*255\s*,\s*255\s*,\s*255|:\s*0*(\.0+)?(px|pt|em|rem|%)?\s*$|:\s*[0-3](\.\d+)?(px|pt)\s*$)/i.test(
      rule,
    );
  return true;
}
