/** All operators of content streams (ISO 32000-2 annex A). */
const OPERATORS: ReadonlySet<string> = new Set(
  (
    'b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k l m M MP n q Q re RG rg ri s S SC sc ' +
    'SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y \' "'
  ).split(' '),
);
const WORDS: ReadonlySet<string> = new Set(['true', 'false', 'null']);
const [SPACE, DELIMITER] = [/[\0\t\n\f\r ]/, /[()<>[\]{}/%]/];
const NUMBER = /^[+-]*\d*\.?[\d-]*$/;
/** A zero counts as a space, but no program writes rows of them: a bad sector does. */
const HOLE = '\0'.repeat(16);

/**
 * Whether a content stream, its filters undone, holds what no content stream does: an operator that is none (outside BX … EX), or a hole of
 * zeros. Readers pass over both and draw what is left. Strings and inline pictures may hold anything.
 */
export function isContentBroken(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  if (text.includes(HOLE)) return true;
  let at = 0;
  let lenient = 0;
  while (at < text.length) {
    const char = text[at] ?? '';
    if (SPACE.test(char) || /[[\]{}>]/.test(char)) at++;
    else if (char === '%') at = endOf(text, /[\r\n]/g, at);
    else if (char === '(') at = afterString(text, at);
    else if (char === '<') at = text[at + 1] === '<' ? at + 2 : text.indexOf('>', at) + 1 || text.length;
    else if (char === ')') return lenient === 0;
    else {
      const from = at++;
      while (at < text.length && !SPACE.test(text[at] ?? '') && !DELIMITER.test(text[at] ?? '')) at++;
      const token = text.slice(from, at);
      if (char === '/' || NUMBER.test(token) || WORDS.has(token)) continue;
      if (token === 'BX') lenient++;
      else if (token === 'EX') lenient--;
      else if (token === 'ID') at = afterPicture(text, at);
      else if (!OPERATORS.has(token) && lenient <= 0) return true;
    }
  }
  return false;
}

/** Where `pattern` is found from `from` on, or the end. */
function endOf(text: string, pattern: RegExp, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? text.length;
}

/** Behind a literal string, whose parentheses may be nested and escaped. */
function afterString(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const char = text[at];
    if (char === '\\') at++;
    else if (char === '(') depth++;
    else if (char === ')' && --depth === 0) return at + 1;
  }
  return text.length;
}

/** Behind the data of an inline picture: an EI that stands by itself. */
function afterPicture(text: string, from: number): number {
  const end = /[\0\t\n\f\r ]EI(?=[\0\t\n\f\r ]|$)/g;
  return Math.min(text.length, endOf(text, end, from) + 3);
}
