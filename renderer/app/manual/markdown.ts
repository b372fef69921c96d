/** The part of Markdown the manual uses, as values: no HTML is ever taken from the text. */
export type Inline =
  | { readonly type: 'text' | 'bold' | 'code' | 'key'; readonly text: string }
  | { readonly type: 'link'; readonly text: string; readonly target: string };

export type Block =
  | { readonly type: 'heading'; readonly level: number; readonly text: string; readonly anchor: string }
  | { readonly type: 'paragraph'; readonly inlines: readonly Inline[] }
  | { readonly type: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] }
  | {
      readonly type: 'table';
      readonly heads: readonly (readonly Inline[])[];
      readonly rows: readonly (readonly (readonly Inline[])[])[];
    }
  | { readonly type: 'image'; readonly alt: string; readonly source: string };

const ITEM = /^(?:[-*]|(\d+)\.)\s+(.*)$/;
const IMAGE = /^!\[([^\]]*)\]\(([^)]+)\)$/;

/** Reads a manual; a line that is nothing else is part of a paragraph. */
export function readMarkdown(text: string): readonly Block[] {
  const lines = text.replace(/\r\n/g, '\n').split('\n');
  const blocks: Block[] = [];
  let at = 0;
  const take = (test: (line: string) => boolean): string[] => {
    const from = at;
    while (at < lines.length && test(lines[at] ?? '')) at++;
    return lines.slice(from, at);
  };
  while (at < lines.length) {
    const line = lines[at] ?? '';
    const heading = /^(#{1,4})\s+(.*)$/.exec(line);
    const image = IMAGE.exec(line);
    if (line.trim() === '') at++;
    else if (heading) {
      const title = heading[2] ?? '';
      blocks.push({ type: 'heading', level: (heading[1] ?? '').length, text: title, anchor: anchorOf(title) });
      at++;
    } else if (image) {
      blocks.push({ type: 'image', alt: image[1] ?? '', source: image[2] ?? '' });
      at++;
    } else if (line.startsWith('|')) blocks.push(tableOf(take((one) => one.startsWith('|'))));
    else if (ITEM.test(line)) {
      const items = take((one) => ITEM.test(one)).map((one) => ITEM.exec(one));
      blocks.push({
        type: 'list',
        ordered: items[0]?.[1] !== undefined,
        items: items.map((one) => readInlines(one?.[2] ?? '')),
      });
    } else {
      const own = take((one) => one.trim() !== '' && !/^#{1,4}\s|^\|/.test(one) && !ITEM.test(one) && !IMAGE.test(one));
      blocks.push({ type: 'paragraph', inlines: readInlines(own.join('')) });
    }
  }
  return blocks;
}

/** `## 打不开怎么办?` → `打不开怎么办`, as a link of the manual writes it. */
export function anchorOf(title: string): string {
  return title
    .replace(/[^\p{L}\p{N}\s-]/gu, '')
    .trim()
    .replace(/\s+/g, '-')
    .toLowerCase();
}

/** Bold, code, `<kbd>` and links within the manual; anything else is text. */
export function readInlines(text: string): readonly Inline[] {
  const pattern = /\*\*([^*]+)\*\*|`([^`]+)`|<kbd>([^<]+)<\/kbd>|\[([^\]]+)\]\(#([^)]+)\)/g;
  const inlines: Inline[] = [];
  let reached = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > reached) inlines.push({ type: 'text', text: text.slice(reached, match.index) });
    const [all, bold, code, key, link, target] = match;
    if (bold !== undefined) inlines.push({ type: 'bold', text: bold });
    else if (code !== undefined) inlines.push({ type: 'code', text: code });
    else if (key !== undefined) inlines.push({ type: 'key', text: key });
    else inlines.push({ type: 'link', text: link ?? '', target: target ?? '' });
    reached = match.index + all.length;
  }
  if (reached < text.length) inlines.push({ type: 'text', text: text.slice(reached) });
  return inlines;
}

function tableOf(lines: readonly string[]): Block {
  const cells = lines
    .filter((line) => !/^\|[\s:|-]+\|$/.test(line))
    .map((line) =>
      line
        .replace(/^\||\|\s*$/g, '')
        .split('|')
        .map((cell) => readInlines(cell.trim())),
    );
  return { type: 'table', heads: cells[0] ?? [], rows: cells.slice(1) };
}
