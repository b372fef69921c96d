/**
 * The name of the picture that a cell of WPS 表格 holds (its text is then `=DISPIMG("ID_…",1)`, in files of WPS alone), null for any other
 * text.
 */
export function cellPictureName(text: string): string | null {
  return /^=?(?:_xlfn\.)?DISPIMG\(\s*"([^"]+)"/i.exec(text.trim())?.[1] ?? null;
}
