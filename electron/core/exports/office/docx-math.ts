import { child, elements, textOf, type XmlElement } from '../../xml-tree.ts';

/**
 * An equation of Word (OMML, ECMA-376 part 1, 22.1) in one line that reads as it is meant: fractions with a slash, raised and lowered parts
 * by ^ and _, roots, sums and matrices by their signs, brackets where the line would else read otherwise.
 */
export function mathText(element: XmlElement): string {
  let text = '';
  let ends = false;
  for (const part of elements(element)) {
    const own = partText(part);
    // What is raised or lowered ends where the next word begins.
    text += ends && /^[\p{L}\d]/u.test(own) ? ` ${own}` : own;
    if (own !== '') ends = SCRIPTS.includes(part.name);
  }
  return text;
}

const SCRIPTS: readonly string[] = ['m:sSub', 'm:sSup', 'm:sSubSup', 'm:f', 'm:nary'];

function partText(element: XmlElement): string {
  const part = (name: string): string => {
    const found = child(element, `m:${name}`);
    return found ? mathText(found) : '';
  };
  const parts = (name: string): string[] => elements(element).filter((one) => one.name === `m:${name}`).map(mathText); // prettier-ignore
  const said = (property: string): string | undefined =>
    child(child(element, `${element.name}Pr`), `m:${property}`)?.attributes['m:val'];
  switch (element.name) {
    case 'm:r':
    case 'w:r':
      return elements(element)
        .filter(({ name }) => name === 'm:t' || name === 'w:t')
        .map(textOf)
        .join('');
    case 'm:f':
      return `${tied(part('num'))}/${tied(part('den'))}`;
    case 'm:sSup':
      return `${tied(part('e'))}^${tied(part('sup'))}`;
    case 'm:sSub':
      return `${tied(part('e'))}_${tied(part('sub'))}`;
    case 'm:sSubSup':
      return `${tied(part('e'))}_${tied(part('sub'))}^${tied(part('sup'))}`;
    case 'm:sPre':
      return `_${tied(part('sub'))}^${tied(part('sup'))}${tied(part('e'))}`;
    case 'm:rad': {
      const degree = part('deg');
      const sign = { '': '√', '2': '√', '3': '∛', '4': '∜' }[degree];
      return `${sign ?? `${degree}√`}${tied(part('e'))}`;
    }
    case 'm:nary': {
      const [from, to] = [part('sub'), part('sup')];
      const limits = `${from === '' ? '' : `_${tied(from)}`}${to === '' ? '' : `^${tied(to)}`}`;
      return `${said('chr') ?? '∫'}${limits}${limits === '' ? '' : ' '}${part('e')}`;
    }
    case 'm:d':
      return `${said('begChr') ?? '('}${parts('e').join(said('sepChr') ?? '|')}${said('endChr') ?? ')'}`;
    case 'm:func':
      return `${part('fName')}${/^[\p{L}\d]/u.test(part('e')) ? ' ' : ''}${part('e')}`;
    case 'm:limLow':
      return `${part('e')}_${tied(part('lim'))}`;
    case 'm:limUpp':
      return `${part('e')}^${tied(part('lim'))}`;
    case 'm:eqArr':
      return parts('e').join('; ');
    case 'm:m':
      return `[${elements(element)
        .filter(({ name }) => name === 'm:mr')
        .map((row) => elements(row).map(mathText).join(', '))
        .join('; ')}]`;
    case 'm:phant':
      return '';
    default:
      // Properties hold no words.
      return element.name.endsWith('Pr') ? '' : mathText(element);
  }
}

/** In brackets where more than one sign is meant together. */
function tied(text: string): string {
  const clean = text.trim();
  return /^([\p{L}\p{M}]+|\d+(\.\d+)?|.|\([^()]*\)|\[[^[\]]*\])$/u.test(clean) ? clean : `(${clean})`;
}
