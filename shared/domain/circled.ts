const GLYPHS = [...'①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿'];

/** The number of a material under its indicator: ① … ㊿, then (51) on. */
export function circled(ordinal: number): string {
  return GLYPHS[ordinal - 1] ?? `(${ordinal})`;
}
