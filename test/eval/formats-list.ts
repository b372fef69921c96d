/** One row of docs/formats.md: names of files that belong to it, what is read of them and where reading stops. */
export interface Format {
  readonly name: string;
  readonly suffixes: readonly string[];
  readonly read: string;
  readonly limits: string;
}

const TEXT_LIMIT = '2,000,000 characters, the rest is cut and said';
const PACKAGE_LIMIT = '64 MB a part, 200 MB a file unpacked; macros are never opened';
const OLE_LIMIT = '256 MB; macros are never opened';
const PICTURE_LIMIT = '500 megapixels';
const PICTURE_READ = 'size as shown, Exif moment, camera, place and written remarks; words by 识别 afterwards';

/** Every format the product knows of by name, in the order of the table. The last row takes what is in no other. */
export const FORMATS: readonly Format[] = [
  { name: 'txt', suffixes: ['txt', 'srt', 'log'], read: 'text in UTF-8, UTF-16, GB 18030, Big5, Windows-1252', limits: TEXT_LIMIT },
  { name: 'csv', suffixes: ['csv', 'tsv'], read: 'as txt', limits: TEXT_LIMIT },
  { name: 'md', suffixes: ['md', 'markdown'], read: 'as txt, marks kept', limits: TEXT_LIMIT },
  { name: 'html', suffixes: ['html', 'htm'], read: 'title and visible text; scripts, styles and tags dropped', limits: TEXT_LIMIT },
  { name: 'json', suffixes: ['json'], read: 'as txt', limits: TEXT_LIMIT },
  { name: 'xml', suffixes: ['xml'], read: 'as txt with its tags', limits: TEXT_LIMIT },
  { name: 'docx', suffixes: ['docx', 'docm', 'dotx'], read: 'body, tables, text boxes, notes, headers and footers, title, date, pages', limits: PACKAGE_LIMIT },
  { name: 'xlsx', suffixes: ['xlsx', 'xlsm', 'xltx'], read: 'cells of every sheet as shown, hidden ones too', limits: PACKAGE_LIMIT },
  { name: 'pptx', suffixes: ['pptx', 'pptm', 'ppsx'], read: 'slides in show order, tables, diagrams, speaker notes', limits: PACKAGE_LIMIT },
  { name: 'doc', suffixes: ['doc', 'dot'], read: 'body, text boxes, notes, headers and footers, title, date, pages', limits: OLE_LIMIT },
  { name: 'xls', suffixes: ['xls', 'xlt'], read: 'cells of every sheet as shown, Excel 95 too', limits: '64 MB; macros are never opened' },
  { name: 'ppt', suffixes: ['ppt', 'pps'], read: 'slides, speaker notes', limits: OLE_LIMIT },
  { name: 'rtf', suffixes: ['rtf'], read: 'text in its own code pages, title, date', limits: '64 MB' },
  { name: 'odt', suffixes: ['odt', 'ott'], read: 'body, tables, notes, title, date', limits: PACKAGE_LIMIT },
  { name: 'ods', suffixes: ['ods', 'ots'], read: 'cells of every sheet', limits: PACKAGE_LIMIT },
  { name: 'odp', suffixes: ['odp', 'otp'], read: 'slides, notes', limits: PACKAGE_LIMIT },
  { name: 'ofd', suffixes: ['ofd'], read: 'text objects of every page and its templates, title, date', limits: `${PACKAGE_LIMIT}; 5,000 pages` },
  { name: 'wps', suffixes: ['wps', 'wpt'], read: 'as doc (WPS 文字); Microsoft Works, which has the same suffix, by name only', limits: OLE_LIMIT },
  { name: 'et', suffixes: ['et', 'ett'], read: 'as xls (WPS 表格)', limits: '64 MB; macros are never opened' },
  { name: 'dps', suffixes: ['dps', 'dpt'], read: 'as ppt (WPS 演示)', limits: OLE_LIMIT },
  { name: 'pdf', suffixes: ['pdf'], read: 'text layer by pages, title, date; scans by 识别 afterwards', limits: '512 MB, 2,000 pages' },
  { name: 'jpg', suffixes: ['jpg', 'jpeg'], read: PICTURE_READ, limits: PICTURE_LIMIT },
  { name: 'png', suffixes: ['png'], read: PICTURE_READ, limits: PICTURE_LIMIT },
  { name: 'tiff', suffixes: ['tif', 'tiff'], read: `${PICTURE_READ}, of every page`, limits: PICTURE_LIMIT },
  { name: 'webp', suffixes: ['webp'], read: PICTURE_READ, limits: PICTURE_LIMIT },
  { name: 'heic', suffixes: ['heic', 'heif'], read: PICTURE_READ, limits: PICTURE_LIMIT },
  { name: 'gif', suffixes: ['gif'], read: 'size', limits: PICTURE_LIMIT },
  { name: 'bmp', suffixes: ['bmp'], read: 'size', limits: PICTURE_LIMIT },
  { name: 'zip', suffixes: ['zip'], read: 'every member listed and read in place, an archive in it too', limits: '10,000 members, 32 MB each, 300 MB together, two levels' },
  { name: 'rar', suffixes: ['rar'], read: 'as zip (RAR 4 and 5)', limits: '256 MB; then as zip' },
  { name: '7z', suffixes: ['7z'], read: 'as zip', limits: '256 MB; then as zip' },
  { name: 'eml', suffixes: ['eml'], read: 'subject, sender, date, words; attachments as members', limits: '128 MB; then as zip' },
  { name: 'msg', suffixes: ['msg'], read: 'as eml', limits: '128 MB; then as zip' },
  { name: 'epub', suffixes: ['epub'], read: 'chapters in reading order, title, date', limits: '16 MB a chapter, 200 MB a file unpacked' },
  { name: 'mp4', suffixes: ['mp4', 'm4v'], read: 'length and day; nothing is played', limits: 'none: only the header is read' },
  { name: 'mov', suffixes: ['mov'], read: 'as mp4', limits: 'none: only the header is read' },
  { name: 'mp3', suffixes: ['mp3', 'wav', 'm4a', 'flac', 'ogg'], read: 'title and length', limits: 'none' },
  { name: 'psd', suffixes: ['psd'], read: 'by name only', limits: 'none' },
  { name: 'dwg', suffixes: ['dwg', 'dxf'], read: 'by name only', limits: 'none' },
  { name: 'anything else', suffixes: [], read: 'by its first bytes as one of the above, else by name only', limits: 'none' },
]; // prettier-ignore

/** The row a file name belongs to. */
export function formatOf(path: string): Format {
  const suffix = /\.([a-z0-9]+)$/i.exec(path)?.[1]?.toLowerCase() ?? '';
  return FORMATS.find(({ suffixes }) => suffixes.includes(suffix)) ?? FORMATS.at(-1)!;
}
