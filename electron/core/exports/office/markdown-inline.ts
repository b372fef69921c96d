import type { Token } from 'markdown-it';
import type { FontFace, Run } from '../layout/blocks.ts';

/** How the text around some inline tokens is set. */
export interface InlineLook {
  readonly sizePt: number;
  readonly face: FontFace;
  readonly color?: string;
}

/** What could not be printed, counted over a whole file. */
export interface Unprinted {
  pictures: number;
  tags: number;
}

const ADDRESS_COLOR = '#444444';
const HEAVY: Readonly<Record<FontFace, FontFace>> = {
  song: 'song-bold',
  'song-bold': 'song-bold',
  hei: 'hei-bold',
  'hei-bold': 'hei-bold',
};

/**
 * The text of one paragraph as runs: strong text bold, emphasis in 黑体 (Chinese has no slanted type), code in 黑体 on grey words, links as
 * their text with the address behind it, pictures as their name. Counts in `unprinted` what it leaves out.
 */
export function inlineRuns(tokens: readonly Token[], look: InlineLook, unprinted: Unprinted): Run[] {
  const runs: Run[] = [];
  let [strong, emphasis, strike] = [0, 0, 0];
  let link: { readonly address: string; readonly from: number } | null = null;
  const say = (text: string, other: Partial<Run> = {}): void => {
    if (text === '') return;
    const leaning: FontFace = emphasis > 0 && look.face === 'song' ? 'hei' : look.face;
    const color = look.color === undefined ? {} : { color: look.color };
    const struck = strike > 0 ? { strike: true } : {};
    runs.push({ text, face: strong > 0 ? HEAVY[leaning] : leaning, sizePt: look.sizePt, ...color, ...struck, ...other });
  };
  for (const token of tokens) {
    switch (token.type) {
      case 'text':
      case 'text_special':
        say(token.content);
        break;
      case 'code_inline':
        say(token.content, { face: 'hei' });
        break;
      case 'softbreak':
      case 'hardbreak':
        say('\n');
        break;
      case 'strong_open':
      case 'strong_close':
        strong += token.nesting;
        break;
      case 'em_open':
      case 'em_close':
        emphasis += token.nesting;
        break;
      case 's_open':
      case 's_close':
        strike += token.nesting;
        break;
      case 'link_open':
        link = { address: shownAddress(token, 'href'), from: runs.length };
        break;
      case 'link_close': {
        const shown = runs.slice(link?.from ?? runs.length).map(({ text }) => text).join(''); // prettier-ignore
        if (link && link.address !== '' && link.address !== shown) say(`（${link.address}）`, { color: ADDRESS_COLOR });
        link = null;
        break;
      }
      case 'image':
        unprinted.pictures++;
        say(`〔图片：${token.content || shownAddress(token, 'src').slice(0, LONGEST_ADDRESS)}〕`, {
          color: ADDRESS_COLOR,
        });
        break;
      case 'html_inline':
        if (/^<br\b/i.test(token.content)) say('\n');
        else if (!token.content.startsWith('<!--')) unprinted.tags++;
        break;
      default:
        say(token.content);
    }
  }
  return runs;
}

const LONGEST_ADDRESS = 200;

/** An address as a person writes it; '' for a place within the same page. */
function shownAddress(token: Token, attribute: string): string {
  const href = String(token.attrGet(attribute) ?? '');
  if (href.startsWith('#')) return '';
  const address = href.replace(/^mailto:/, '');
  try {
    return decodeURI(address);
  } catch {
    return address;
  }
}
