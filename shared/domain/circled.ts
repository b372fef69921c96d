const GLYPHS = [...'①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿'];

/** The number of a material under its indicator: ① … ㊿, then (51) on. */
export function circled(ordinal: number): string {
  return GLYPHS[ordinal - 1] ?? `(${ordinal})`;
}

/** The number of a circled glyph, or null for any other character. */
export function numberOfCircled(char: string): number | null {
  const at = GLYPHS.indexOf(char);
  return at < 0 ? null : at + 1;
}
