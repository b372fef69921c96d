const BLOCKS = new Set(['p', 'div', 'br', 'li', 'tr', 'table', 'section', 'article', 'header', 'footer', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'dt', 'dd', 'pre', 'blockquote', 'hr', 'title', 'option']); // prettier-ignore
const SILENT = new Set(['script', 'style', 'noscript', 'template', 'svg', 'title']);

/** Title and readable text of a page, a line a block, cells parted by tabs; scripts and styles are left out. Never throws. */
export async function textOfHtml(html: string): Promise<{ readonly title: string | null; readonly text: string }> {
  const { Parser } = await import('htmlparser2');
  let text = '';
  let title = '';
  let silent = 0;
  let inTitle = false;
  const parser = new Parser({
    onopentag: (name) => {
      if (SILENT.has(name)) silent++;
      if (name === 'title' && title === '') inTitle = true;
      if (BLOCKS.has(name)) text += '\n';
    },
    onclosetag: (name) => {
      if (SILENT.has(name)) silent--;
      if (name === 'title') inTitle = false;
      if (BLOCKS.has(name)) text += '\n';
      if (name === 'td' || name === 'th') text += '\t';
    },
    ontext: (piece) => {
      if (inTitle) title += piece;
      else if (silent === 0) text += piece.replace(/\s+/g, ' ');
    },
  });
  parser.end(html);
  const lines = text.split('\n').map((line) => line.replace(/[ \u00a0]+/g, ' ').replace(/ ?\t ?/g, '\t').trim()); // prettier-ignore
  return { title: title.replace(/\s+/g, ' ').trim() || null, text: lines.filter((line) => line !== '').join('\n') };
}
