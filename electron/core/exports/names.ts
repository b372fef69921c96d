/** A file name any Windows accepts, at most 60 characters; 档案 when nothing is left of `text`. */
export function safeFileName(text: string): string {
  const clean = text
    .replace(/[\\/:*?"<>|\u0000-\u001f]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/[. ]+$/, '')
    .trim();
  return [...(clean || '档案')].slice(0, 60).join('');
}
