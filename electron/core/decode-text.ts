export interface DecodedText {
  readonly text: string;
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'big5' | 'windows-1252';
}

type Encoding = DecodedText['encoding'];

/** Frequent characters of running Chinese text, simplified and traditional; what separates a right decoding from a wrong one. */
const FREQUENT = new Set(
  '的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经' +
    '十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形' +
    '相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五' +
    '果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先' +
    '回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教' +
    '速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究' +
    '观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号' +
    '率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严首底液官德随病' +
    '街镇村校室宣评测材编档案册章通知附单位姓名序备注责任检督察整改' +
    '這個為們來時說國對會發動產種後學經進著電裡現實應開還業點從當兩與關樣間線數總長題黨結無軍變條問質氣別圖處隊門規領東導壓爭濟階' +
    '術極聯認權證單風車務議報類離華確張馬節話據給記須際驗連斷難廣眾書復兒觀織裝團歷構稱準號維劃選標寫親輯編號檔責任檢測評單於' +
    '，。、：；（）《》“”！？「」',
);

interface Candidate {
  readonly encoding: Encoding;
  readonly text: string;
  readonly score: number;
}

/**
 * Decodes text of unknown encoding: BOM, UTF-8, UTF-16 with and without BOM, GB18030 (GB 18030-2022) against Big5 by how much
 * of it is ordinary Chinese. Returns null when the bytes are not text (control bytes, nothing fits).
 */
export function decodeText(bytes: Uint8Array): DecodedText | null {
  return decodePart(bytes, 'whole');
}

/** As decodeText, for the first bytes of a longer text: a character cut at the end is no fault. */
export function decodeStart(bytes: Uint8Array): DecodedText | null {
  return decodePart(bytes, 'start');
}

type Extent = 'whole' | 'start';

function decodePart(bytes: Uint8Array, extent: Extent): DecodedText | null {
  if (bytes.length === 0) return { text: '', encoding: 'utf-8' };
  const bom = byBom(bytes, extent);
  if (bom !== undefined) return bom;
  const controls = controlBytes(bytes);
  if (controls > 0) {
    const wide = best(utf16Candidates(bytes, extent), 0.5);
    // A bell or a spoilt byte here and there does not make a text another thing; a NUL does.
    if (wide !== null || bytes.includes(0) || controls * 200 > bytes.length) return wide;
    return decodePart(
      bytes.filter((byte) => !isControl(byte)),
      extent,
    );
  }
  const utf8 = strict(bytes, 'utf-8', extent);
  if (utf8 !== null) return { text: utf8, encoding: 'utf-8' };
  const strictOnes = [
    ...utf16Candidates(bytes, extent),
    ...doubleByteCandidate(bytes, 'gb18030', extent),
    ...doubleByteCandidate(bytes, 'big5', extent),
  ];
  return best(strictOnes, 0.3) ?? lenient(bytes) ?? western(bytes);
}

function byBom(bytes: Uint8Array, extent: Extent): DecodedText | null | undefined {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) {
    const text = strict(bytes.subarray(3), 'utf-8', extent) ?? new TextDecoder('utf-8').decode(bytes);
    return { text, encoding: 'utf-8' };
  }
  const encoding = a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : null;
  if (encoding === null) return undefined;
  const body = bytes.subarray(2, bytes.length - (bytes.length % 2));
  const text = new TextDecoder(encoding).decode(body);
  if (text.includes('\0')) return null;
  // Some writers put the mark of the one order before a text in the other.
  const other = encoding === 'utf-16le' ? 'utf-16be' : 'utf-16le';
  const turned = new TextDecoder(other).decode(body);
  const wrongWay = ordinary(text) < 0.05 && ordinary(turned) > 0.3 && !turned.includes('\0');
  return wrongWay ? { text: turned, encoding: other } : { text, encoding };
}

/** Share of plain Latin and frequent Chinese characters. */
function ordinary(text: string): number {
  return share(text, (char) => /[\t\n\r\x20-\x7e]/.test(char) || FREQUENT.has(char));
}

function best(candidates: readonly Candidate[], minScore: number): DecodedText | null {
  const [first] = candidates.filter((candidate) => candidate.score >= minScore).sort((a, b) => b.score - a.score);
  return first ? { text: first.text, encoding: first.encoding } : null;
}

function strict(bytes: Uint8Array, encoding: Encoding, extent: Extent): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: extent === 'start' });
  } catch {
    return null;
  }
}

/** C0 controls other than tab, line ends, form feed, the DOS end mark and escape. */
function isControl(byte: number): boolean {
  return byte < 9 || byte === 0x0b || (byte > 0x0d && byte < 0x20 && byte !== 0x1a && byte !== 0x1b) || byte === 0x7f;
}

function controlBytes(bytes: Uint8Array): number {
  return bytes.reduce((count, byte) => count + (isControl(byte) ? 1 : 0), 0);
}

function utf16Candidates(bytes: Uint8Array, extent: Extent): readonly Candidate[] {
  if (bytes.length < 4 || (extent === 'whole' && bytes.length % 2 === 1)) return [];
  // Most bytes of a Western text are Latin letters, hardly a third of Chinese in UTF-16.
  if (!bytes.includes(0) && latinShare(bytes) > 0.85) return [];
  const even = bytes.subarray(0, bytes.length - (bytes.length % 2));
  return (['utf-16le', 'utf-16be'] as const).flatMap((encoding) => {
    const text = strict(even, encoding, extent);
    if (text === null || /[\0-\x08\x0b\x0e-\x19\x1c-\x1f\ufffe\uffff]/.test(text)) return [];
    const plain = share(text, (char) => /[\t\n\r\f\x20-\x7e\u3001-\u3011\uff01-\uff5e]/.test(char));
    const known = plain + share(text, (char) => isHan(char) || /[\u00a0-\u1fff\u2000-\u2fff]/.test(char));
    const frequent = share(text, (char) => FREQUENT.has(char));
    // A text in another encoding read as UTF-16 gives scattered rare characters; only ordinary ones vouch for UTF-16.
    if (known < 0.9 || plain + frequent < 0.15) return [];
    return [{ encoding, text, score: known + 2 * frequent }];
  });
}

function latinShare(bytes: Uint8Array): number {
  const sample = Buffer.from(bytes.subarray(0, 4096)).toString('latin1');
  return share(sample, (char) => /[A-Za-z0-9 .,\r\n]/.test(char));
}

function doubleByteCandidate(bytes: Uint8Array, encoding: 'gb18030' | 'big5', extent: Extent): readonly Candidate[] {
  const text = strict(bytes, encoding, extent);
  if (text === null) return [];
  const wide = text.replace(/[\0-\x7f]/g, '');
  const prior = encoding === 'gb18030' ? 0.1 : 0;
  return [{ encoding, text, score: prior + firstLevelShare(bytes, encoding) + 2 * share(wide, (char) => FREQUENT.has(char)) }];
}

/** Share of the two-byte characters that lie in the standard's first level (GB 2312 rows 1–9 and 16–55; Big5 A1–C6). */
function firstLevelShare(bytes: Uint8Array, encoding: 'gb18030' | 'big5'): number {
  let first = 0;
  let total = 0;
  for (let at = 0; at < bytes.length - 1; at++) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) continue;
    const trail = bytes[at + 1] ?? 0;
    total++;
    if (encoding === 'big5') first += lead >= 0xa1 && lead <= 0xc6 ? 1 : 0;
    else first += trail >= 0xa1 && ((lead >= 0xb0 && lead <= 0xd7) || (lead >= 0xa1 && lead <= 0xa9)) ? 1 : 0;
    at++;
  }
  return total === 0 ? 0 : first / total;
}

/** A text with a few spoilt bytes: at most one replaced character in a hundred wide ones. */
function lenient(bytes: Uint8Array): DecodedText | null {
  for (const encoding of ['utf-8', 'gb18030'] as const) {
    const text = new TextDecoder(encoding).decode(bytes);
    const wide = text.replace(/[\0-\x7f]/g, '');
    const spoilt = wide.split('\ufffd').length - 1;
    if (spoilt * 100 <= wide.length && share(wide, (char) => FREQUENT.has(char)) >= 0.15) return { text, encoding };
  }
  return null;
}

/** Mostly ASCII with a few accented letters or typographic quotes. */
function western(bytes: Uint8Array): DecodedText | null {
  const high = bytes.reduce((count, byte) => count + (byte >= 0x80 ? 1 : 0), 0);
  if (high > bytes.length * 0.3) return null;
  return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'windows-1252' };
}

function isHan(char: string): boolean {
  return char >= '\u4e00' && char <= '\u9fff';
}

/** Share of characters that fit; only the first 20,000 are looked at. */
function share(text: string, fits: (char: string) => boolean): number {
  const sample = text.slice(0, 20_000);
  if (sample.length === 0) return 0;
  let count = 0;
  for (let at = 0; at < sample.length; at++) if (fits(sample.charAt(at))) count++;
  return count / sample.length;
}
