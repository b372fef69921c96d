import MarkdownIt, { type Token } from 'markdown-it';
import { textOfHtml } from '../../extract/extract.ts';
import type { Block, FontFace, Run, TableBlock, TableRow } from '../layout/blocks.ts';
import { inlineRuns, type InlineLook, type Unprinted } from './markdown-inline.ts';

const BODY_PT = 12;
const HEADING_PT: Readonly<Record<string, number>> = { h1: 18, h2: 15, h3: 13.5, h4: 12, h5: 12, h6: 12 };
const CODE_PT = 10;
const INDENT_PT = 21;
/** Deeper lists and quotes stand no further in: a line must have room for its words. */
const MOST_INDENT_PT = 168;
const QUOTE_COLOR = '#444444';
const HEAD_SHADE = '#f0f0f0';
/** Nesting of lists and quotes that is still read; nobody writes it, and beyond it the reader would drop text. */
const MOST_NESTING = 60;

/**
 * The text of a Markdown file (CommonMark with tables and strikethrough) as blocks: headings, emphasis, lists, tables, quotes and code as
 * they are meant, line feeds kept, addresses of links in words. Nothing is fetched, no HTML acts. Null where it nests so deeply that
 * text would be lost, and where nothing of it would be seen.
 */
export async function readMarkdownBlocks(
  text: string,
  widthPt: number,
): Promise<{ readonly blocks: Block[]; readonly notes: string[] } | null> {
  const { head, body } = withoutFrontMatter(text.replace(/\r\n?/g, '\n'));
  const tokens = reader.parse(body, {});
  if (tokens.some(({ level }) => level >= MOST_NESTING - 1)) return null;
  const unprinted: Unprinted = { pictures: 0, tags: 0 };
  const blocks = [...codeBlocks(head, 0), ...(await readTokens(tokens, widthPt, unprinted))];
  if (blocks.every(({ kind }) => kind === 'space')) return null;
  const { pictures, tags } = unprinted;
  return {
    blocks,
    notes: [
      ...(pictures > 0 ? [`文中 ${pictures} 张图片不在这个文件里,没有印出,只印了名称`] : []),
      ...(tags > 0 ? ['文中的 HTML 标记没有印出,其中的文字照印'] : []),
    ],
  };
}

const reader = createReader();

const CHINESE = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef“”‘’…—·]/u;

/**
 * CommonMark takes `**重点：**后文` for no emphasis, since a mark of punctuation stands before the closing stars; between Chinese, which sets
 * no spaces, it is meant as one.
 */
function createReader() {
  const made = new MarkdownIt({ html: true, linkify: false, typographer: false, maxNesting: MOST_NESTING });
  const { State } = made.inline;
  made.inline.State = class extends State {
    override scanDelims(start: number, canSplitWord: boolean) {
      const scanned = super.scanDelims(start, canSplitWord);
      if (!canSplitWord) return scanned;
      const before = this.src.slice(Math.max(0, start - 1), start);
      const after = this.src.slice(start + scanned.length, start + scanned.length + 1);
      if (!CHINESE.test(before) && !CHINESE.test(after)) return scanned;
      return {
        ...scanned,
        can_open: scanned.can_open || /\S/.test(after),
        can_close: scanned.can_close || /\S/.test(before),
      };
    }
  };
  return made;
}

/** The `---` head of notes kept by other programs, which is not Markdown. */
function withoutFrontMatter(text: string): { readonly head: string; readonly body: string } {
  const found = /^\ufeff?---\n((?:[^\s:-][^\n:]*:[^\n]*\n|[ \t-][^\n]*\n){1,100})---\n/.exec(text);
  return found ? { head: found[1] ?? '', body: text.slice(found[0].length) } : { head: '', body: text };
}

/** Where a paragraph stands: within how many lists and quotes, and which mark the next one carries. */
interface Place {
  readonly lists: { next: number | null }[];
  quotes: number;
  mark: string | null;
}

async function readTokens(tokens: readonly Token[], widthPt: number, unprinted: Unprinted): Promise<Block[]> {
  const blocks: Block[] = [];
  const place: Place = { lists: [], quotes: 0, mark: null };
  const leftPt = (): number => Math.min(MOST_INDENT_PT, INDENT_PT * (place.lists.length + place.quotes));
  const look = (): InlineLook => ({ sizePt: BODY_PT, face: 'song', ...(place.quotes > 0 ? { color: QUOTE_COLOR } : {}) });
  const paragraph = (runs: readonly Run[], spaceAfterPt: number): void => {
    const mark = place.mark === null ? {} : { mark: place.mark };
    place.mark = null;
    blocks.push({ kind: 'paragraph', runs, align: 'left', leftPt: leftPt(), spaceAfterPt, ...mark });
  };
  /** A mark whose item begins with a table or code stands alone. */
  const flushMark = (): void => {
    if (place.mark !== null) paragraph([{ text: ' ', sizePt: BODY_PT }], 0);
  };
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (!token) break;
    const inline = tokens[at + 1]?.children ?? [];
    switch (token.type) {
      case 'heading_open': {
        const sizePt = HEADING_PT[token.tag] ?? BODY_PT;
        const runs = inlineRuns(inline, { sizePt, face: 'hei-bold' }, unprinted);
        const spaceBeforePt = blocks.length === 0 ? 0 : sizePt * 0.7;
        flushMark();
        blocks.push({ kind: 'paragraph', runs, align: 'left', leftPt: leftPt(), spaceBeforePt, spaceAfterPt: 4, lineHeight: 1.4, keepWithNext: true }); // prettier-ignore
        at += 2;
        break;
      }
      case 'paragraph_open':
        if (place.mark === BULLET) place.mark = taskMark(inline) ?? BULLET;
        paragraph(inlineRuns(inline, look(), unprinted), token.hidden ? 0 : 6);
        at += 2;
        break;
      case 'bullet_list_open':
        flushMark();
        place.lists.push({ next: null });
        break;
      case 'ordered_list_open':
        flushMark();
        place.lists.push({ next: Number(token.attrGet('start') ?? 1) });
        break;
      case 'bullet_list_close':
      case 'ordered_list_close':
        place.lists.pop();
        if (place.lists.length === 0) blocks.push({ kind: 'space', heightPt: 4 });
        break;
      case 'list_item_open': {
        const list = place.lists.at(-1);
        place.mark = list === undefined || list.next === null ? BULLET : `${list.next++}${token.markup}`;
        break;
      }
      case 'list_item_close':
        flushMark();
        break;
      case 'blockquote_open':
      case 'blockquote_close':
        flushMark();
        place.quotes += token.nesting;
        break;
      case 'fence':
      case 'code_block':
        flushMark();
        blocks.push(...codeBlocks(token.content, leftPt()));
        break;
      case 'hr':
        blocks.push({ kind: 'rule' });
        break;
      case 'html_block': {
        const { text } = await textOfHtml(token.content);
        if (!/^\s*<!--/.test(token.content)) unprinted.tags++;
        if (text !== '') paragraph([{ ...look(), text }], 6);
        break;
      }
      case 'table_open': {
        flushMark();
        const end = tokens.findIndex((other, index) => index > at && other.type === 'table_close');
        blocks.push(tableOf(tokens.slice(at, end), widthPt - leftPt(), unprinted), { kind: 'space', heightPt: 8 });
        at = end;
        break;
      }
    }
  }
  return blocks;
}

const BULLET = '•';

/** The mark of a task list's item, whose brackets are taken off its text; null for any other. */
function taskMark(inline: readonly Token[]): string | null {
  const [first] = inline;
  const found = first?.type === 'text' ? /^\[([ xX])\]\s+/.exec(first.content) : null;
  if (!first || !found) return null;
  first.content = first.content.slice(found[0].length);
  return found[1] === ' ' ? '□' : '■';
}

/** Code line by line, its spaces kept. */
function codeBlocks(code: string, leftPt: number): Block[] {
  if (code === '') return [];
  const lines = code.replace(/\n+$/, '').split('\n');
  return [
    ...lines.map((line): Block => ({
      kind: 'paragraph',
      runs: [{ text: line === '' ? ' ' : line.replaceAll(' ', '\u00a0'), face: 'hei' satisfies FontFace, sizePt: CODE_PT }],
      align: 'left',
      leftPt: leftPt + 12,
      lineHeight: 1.3,
    })),
    { kind: 'space', heightPt: 6 },
  ];
}

const [MEASURED_ROWS, LEAST_WIDTH, MOST_WIDTH] = [200, 6, 40] as const;
/** Of a table with many columns the text is smaller. */
const sizeFor = (columns: number): number => (columns <= 6 ? 10.5 : columns <= 10 ? 9 : 7.5);

function tableOf(tokens: readonly Token[], roomPt: number, unprinted: Unprinted): TableBlock {
  const columnCount = tokens.filter(({ type }) => type === 'th_open').length;
  const sizePt = sizeFor(columnCount);
  const widths = new Array<number>(Math.max(1, columnCount)).fill(LEAST_WIDTH);
  const rows: TableRow[] = [];
  let cells: TableRow['cells'][number][] = [];
  tokens.forEach((token, at) => {
    if (token.type === 'tr_open') cells = [];
    if (token.type === 'tr_close') rows.push({ cells });
    if (token.type !== 'th_open' && token.type !== 'td_open') return;
    const head = token.type === 'th_open';
    const inline = tokens[at + 1];
    const runs = inlineRuns(inline?.children ?? [], { sizePt, face: head ? 'hei-bold' : 'song' }, unprinted);
    const align = /right|center/.exec(String(token.attrGet('style') ?? ''))?.[0] as 'right' | 'center' | undefined;
    if (rows.length < MEASURED_ROWS) {
      const width = widthOf(runs.map(({ text }) => text).join(''));
      widths[cells.length] = Math.min(MOST_WIDTH, Math.max(widths[cells.length] ?? LEAST_WIDTH, width));
    }
    cells.push({
      blocks: runs.length === 0 ? [] : [{ kind: 'paragraph', runs, align: align ?? (head ? 'center' : 'left'), lineHeight: 1.3 }],
      verticalAlign: 'middle',
      ...(head ? { shade: HEAD_SHADE } : {}),
    });
  });
  const naturalPt = widths.reduce((sum, width) => sum + (width * sizePt) / 2 + 12, 0);
  return {
    kind: 'table',
    columns: widths,
    rows,
    headerRows: 1,
    widthPt: Math.min(roomPt, Math.max(naturalPt, roomPt * 0.5)),
    border: true,
  };
}

/** Half squares its longest line takes. */
function widthOf(text: string): number {
  return Math.max(0, ...text.split('\n').map((line) => [...line].reduce((sum, char) => sum + (char > '\u00ff' ? 2 : 1), 0)));
}
