/** Why a page of a source does not keep to ISO 19005-2 as it is. What is only in dictionaries, and can be left out unseen, is mended instead. */
export type PageFault =
  | 'font-outside'
  | 'font'
  | 'cmyk'
  | 'colour'
  | 'transparency'
  | 'picture'
  | 'annotation'
  | 'layers'
  | 'content'
  | 'resources'
  | 'limits';

/** In the order they are named in. */
const WORDS: Readonly<Record<PageFault, string>> = {
  'font-outside': '字体未嵌入',
  font: '字体与字形、宽度或编码不符',
  cmyk: 'CMYK 颜色没有颜色特性文件',
  colour: '颜色空间不合规定',
  transparency: '透明效果不合规定',
  picture: '图片格式不合规定',
  annotation: '批注没有固定的外观',
  layers: '图层随场合显示或隐藏',
  content: '页面内容写法不合规定',
  resources: '页面内容所用的资源不全',
  limits: '超出格式的限值',
};
const ORDER = Object.keys(WORDS) as PageFault[];

/** Faults in one fixed order, each once. */
export function inOrder(faults: Iterable<PageFault>): readonly PageFault[] {
  const found = new Set(faults);
  return ORDER.filter((fault) => found.has(fault));
}

export function faultWords(faults: Iterable<PageFault>): string {
  return inOrder(faults)
    .map((fault) => WORDS[fault])
    .join('、');
}

const NAMED_PAGES = 6;

/**
 * What 备考表 and the report say of pages (0-based) that went in as pictures, one sentence for each set of reasons.
 * @param bound number of pages of the source that are bound
 */
export function aboutPictures(faults: ReadonlyMap<number, readonly PageFault[]>, bound: number): readonly string[] {
  const byWords = new Map<string, number[]>();
  for (const [page, found] of [...faults].sort(([a], [b]) => a - b)) {
    const words = faultWords(found);
    byWords.set(words, [...(byWords.get(words) ?? []), page + 1]);
  }
  return [...byWords].map(([words, pages]) => {
    if (bound === 1) return `原件不符合长期保存格式（${words}），本页以图像装入。`;
    if (pages.length === bound) return `原件不符合长期保存格式（${words}），各页以图像装入。`;
    const named = pages.slice(0, NAMED_PAGES).join('、');
    const rest = pages.length > NAMED_PAGES ? ` 等 ${pages.length} 页` : ' 页';
    return `原件第 ${named}${rest}不符合长期保存格式（${words}），以图像装入。`;
  });
}
