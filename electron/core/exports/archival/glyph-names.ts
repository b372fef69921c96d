/** Standard strings of CFF by their number (Adobe Technical Note 5176, appendix A); 1 to 228 are the Latin characters of ISOAdobe. */
export const CFF_STRINGS: readonly string[] = (
  '.notdef space exclam quotedbl numbersign dollar percent ampersand quoteright parenleft parenright asterisk plus comma hyphen ' +
  'period slash zero one two three four five six seven eight nine colon semicolon less equal greater question at A B C D E F G H ' +
  'I J K L M N O P Q R S T U V W X Y Z bracketleft backslash bracketright asciicircum underscore quoteleft a b c d e f g h i j k ' +
  'l m n o p q r s t u v w x y z braceleft bar braceright asciitilde exclamdown cent sterling fraction yen florin section ' +
  'currency quotesingle quotedblleft guillemotleft guilsinglleft guilsinglright fi fl endash dagger daggerdbl periodcentered ' +
  'paragraph bullet quotesinglbase quotedblbase quotedblright guillemotright ellipsis perthousand questiondown grave acute ' +
  'circumflex tilde macron breve dotaccent dieresis ring cedilla hungarumlaut ogonek caron emdash AE ordfeminine Lslash Oslash ' +
  'OE ordmasculine ae dotlessi lslash oslash oe germandbls onesuperior logicalnot mu trademark Eth onehalf plusminus Thorn ' +
  'onequarter divide brokenbar degree thorn threequarters twosuperior registered minus eth multiply threesuperior copyright ' +
  'Aacute Acircumflex Adieresis Agrave Aring Atilde Ccedilla Eacute Ecircumflex Edieresis Egrave Iacute Icircumflex Idieresis ' +
  'Igrave Ntilde Oacute Ocircumflex Odieresis Ograve Otilde Scaron Uacute Ucircumflex Udieresis Ugrave Yacute Ydieresis Zcaron ' +
  'aacute acircumflex adieresis agrave aring atilde ccedilla eacute ecircumflex edieresis egrave iacute icircumflex idieresis ' +
  'igrave ntilde oacute ocircumflex odieresis ograve otilde scaron uacute ucircumflex udieresis ugrave yacute ydieresis zcaron ' +
  'exclamsmall Hungarumlautsmall dollaroldstyle dollarsuperior ampersandsmall Acutesmall parenleftsuperior parenrightsuperior ' +
  'twodotenleader onedotenleader zerooldstyle oneoldstyle twooldstyle threeoldstyle fouroldstyle fiveoldstyle sixoldstyle ' +
  'sevenoldstyle eightoldstyle nineoldstyle commasuperior threequartersemdash periodsuperior questionsmall asuperior bsuperior ' +
  'centsuperior dsuperior esuperior isuperior lsuperior msuperior nsuperior osuperior rsuperior ssuperior tsuperior ff ffi ffl ' +
  'parenleftinferior parenrightinferior Circumflexsmall hyphensuperior Gravesmall Asmall Bsmall Csmall Dsmall Esmall Fsmall ' +
  'Gsmall Hsmall Ismall Jsmall Ksmall Lsmall Msmall Nsmall Osmall Psmall Qsmall Rsmall Ssmall Tsmall Usmall Vsmall Wsmall Xsmall ' +
  'Ysmall Zsmall colonmonetary onefitted rupiah Tildesmall exclamdownsmall centoldstyle Lslashsmall Scaronsmall Zcaronsmall ' +
  'Dieresissmall Brevesmall Caronsmall Dotaccentsmall Macronsmall figuredash hypheninferior Ogoneksmall Ringsmall Cedillasmall ' +
  'questiondownsmall oneeighth threeeighths fiveeighths seveneighths onethird twothirds zerosuperior foursuperior fivesuperior ' +
  'sixsuperior sevensuperior eightsuperior ninesuperior zeroinferior oneinferior twoinferior threeinferior fourinferior ' +
  'fiveinferior sixinferior seveninferior eightinferior nineinferior centinferior dollarinferior periodinferior commainferior ' +
  'Agravesmall Aacutesmall Acircumflexsmall Atildesmall Adieresissmall Aringsmall AEsmall Ccedillasmall Egravesmall Eacutesmall ' +
  'Ecircumflexsmall Edieresissmall Igravesmall Iacutesmall Icircumflexsmall Idieresissmall Ethsmall Ntildesmall Ogravesmall ' +
  'Oacutesmall Ocircumflexsmall Otildesmall Odieresissmall OEsmall Oslashsmall Ugravesmall Uacutesmall Ucircumflexsmall ' +
  'Udieresissmall Yacutesmall Thornsmall Ydieresissmall 001.000 001.001 001.002 001.003 Black Bold Book Light Medium Regular ' +
  'Roman Semibold'
).split(' ');

/** The Latin characters in the order of their names above (Adobe Glyph List). */
const LATIN =
  ' !"#$%&’()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_‘abcdefghijklmnopqrstuvwxyz{|}~¡¢£⁄¥ƒ§¤\'“«‹›ﬁﬂ–†‡·¶•‚„”»…‰¿`´ˆ˜¯˘˙¨˚¸˝˛ˇ—ÆªŁØŒºæıłøœß¹¬µ™Ð½±Þ¼÷¦°þ¾²®−ð×³©ÁÂÄÀÅÃÇÉÊËÈÍÎÏÌÑÓÔÖÒÕŠÚÛÜÙÝŸŽáâäàåãçéêëèíîïìñóôöòõšúûüùýÿž';

const LATIN_COUNT = 228;
const characters = new Map([...LATIN].map((char, index) => [CFF_STRINGS[index + 1] ?? '', char.codePointAt(0) ?? 0]));
characters.set('Euro', 0x20ac);
const names = new Map([...characters].map(([name, character]) => [character, name]));

/** First codes of the runs of StandardEncoding above ASCII and the number of the first name of each (ISO 32000-1 annex D.2). */
const STANDARD_RUNS: readonly (readonly [code: number, name: number, count: number])[] = [
  [32, 1, 95],
  [161, 96, 15],
  [177, 111, 4],
  [182, 115, 8],
  [191, 123, 1],
  [193, 124, 8],
  [202, 132, 2],
  [205, 134, 4],
  [225, 138, 1],
  [227, 139, 1],
  [232, 140, 4],
  [241, 144, 1],
  [245, 145, 1],
  [248, 146, 4],
];

/** The name of a code in Adobe's StandardEncoding; null where it has none. */
export function standardName(code: number): string | null {
  const run = STANDARD_RUNS.find(([first, , count]) => code >= first && code < first + count);
  return run ? (CFF_STRINGS[run[1] + code - run[0]] ?? null) : null;
}

/** Number of a standard string that names a Latin character, by its name. */
export function isLatinString(number: number): boolean {
  return number >= 1 && number <= LATIN_COUNT;
}

const decoders = { WinAnsiEncoding: new TextDecoder('windows-1252'), MacRomanEncoding: new TextDecoder('macintosh') } as const;
/** Where the encodings of PDF differ from the code pages they come from (ISO 32000-1 annex D.2, notes). */
const EXCEPTIONS: Readonly<Record<keyof typeof decoders, ReadonlyMap<number, string | null>>> = {
  WinAnsiEncoding: new Map([
    [0xa0, 'space'],
    [0xad, 'hyphen'],
    ...[0x7f, 0x81, 0x8d, 0x8f, 0x90, 0x9d].map((code) => [code, 'bullet'] as const),
    [0x27, 'quotesingle'],
    [0x60, 'grave'],
  ]),
  MacRomanEncoding: new Map<number, string | null>([
    [0xca, 'space'],
    [0xdb, 'currency'],
    [0x7f, null],
    ...[0xad, 0xb0, 0xb2, 0xb3, 0xb6, 0xb7, 0xb8, 0xb9, 0xba, 0xbd, 0xc3, 0xc5, 0xc6, 0xd7, 0xf0].map(
      (code) => [code, null] as const,
    ),
  ]),
};

/** The name of a code in one of PDF's encodings of Latin text; null where it has none, or the encoding is another. */
export function nameInEncoding(encoding: string, code: number): string | null {
  if (encoding === 'StandardEncoding') return standardName(code);
  if (!(encoding in decoders) || code < 32) return null;
  const known = encoding as keyof typeof decoders;
  const exception = EXCEPTIONS[known].get(code);
  if (exception !== undefined) return exception;
  const character = decoders[known].decode(Uint8Array.of(code)).codePointAt(0) ?? 0;
  return names.get(character) ?? null;
}

/** The character of a glyph's name: the Latin ones and `uni4E2D`; null for any other. */
export function characterOf(name: string): number | null {
  const hex = /^uni([0-9A-F]{4})$/.exec(name)?.[1];
  return hex !== undefined ? Number.parseInt(hex, 16) : (characters.get(name) ?? null);
}

/** The code of a glyph's name in MacRomanEncoding; null where it has none. */
export function macCodeOf(name: string): number | null {
  for (let code = 32; code < 256; code++) if (nameInEncoding('MacRomanEncoding', code) === name) return code;
  return null;
}
