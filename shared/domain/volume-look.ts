import { z } from 'zod';

/** How a volume is made up, apart from what is in it: the choices of 成册, kept with every edition so that it can be made again. */

/** 分卷: only by size, or first by 项目, 年度 or 责任单位 and then by size. */
export const SPLITS = ['size', 'group', 'year', 'unit'] as const;
/** `archive` numbers only pages with content (封面、目录、备考表 unnumbered); `whole` numbers from the first page. */
export const NUMBERINGS = ['archive', 'whole'] as const;
/** 页号位置: 公文 (GB/T 9704-2012), 文书 (DA/T 22), 科技 (GB/T 11822). */
export const NUMBER_PRESETS = ['official', 'records', 'technical'] as const;
export const PHOTOS_PER_PAGE = [1, 2, 4, 6] as const;
/** Office programs of the machine that may lay documents out in place of ours. */
export const SUITES = ['wps', 'word', 'libreoffice'] as const;
/** 长期保存格式 of ISO 19005: `2b` is PDF/A-2b; `3b` is PDF/A-3b, with the originals within. */
export const ARCHIVALS = ['2b', '3b'] as const;
/** 正文字体 in place of the 宋体 that comes along: those of the machine, where it has them. */
export const BODY_FONTS = ['fangsong', 'kai'] as const;
/** 附表: 佐证对照表, 归档文件目录, and the lists by 文号 and by 责任单位. */
export const EXTRAS = ['evidence-table', 'archive-list', 'number-index', 'unit-index'] as const;

export type Split = (typeof SPLITS)[number];
export type Numbering = (typeof NUMBERINGS)[number];
export type NumberPreset = (typeof NUMBER_PRESETS)[number];
export type PhotosPerPage = (typeof PHOTOS_PER_PAGE)[number];
export type SuiteId = (typeof SUITES)[number];
export type Archival = (typeof ARCHIVALS)[number];
export type BodyFontId = (typeof BODY_FONTS)[number];
export type Extra = (typeof EXTRAS)[number];

/** Longest text of a cover or a running head. */
const LONGEST_TEXT = 80;

/** The choices as an input of the contract; every one may be left out. */
export const volumeLook = {
  maxPages: z.number().int().min(10).optional(),
  maxMegabytes: z.number().min(1).optional(),
  /** Thickest a printed volume may be, in millimetres of 80 g paper, on both sides where `doubleSided`. */
  maxMillimetres: z.number().min(5).max(500).optional(),
  splitBy: z.enum(SPLITS).optional(),
  photosPerPage: z.literal([...PHOTOS_PER_PAGE]).optional(),
  numbering: z.enum(NUMBERINGS).optional(),
  numberPreset: z.enum(NUMBER_PRESETS).optional(),
  doubleSided: z.boolean().optional(),
  /** 隔页标签: every 分隔页 carries an index tab with its number at the outer edge, staggered. */
  tabs: z.boolean().optional(),
  /** Also leaves without any evidence get their 指标页, with 缺 printed where the evidence would stand. */
  emptyItems: z.boolean().optional(),
  /** 缺项表 stays out, for a copy that is handed on; a 草稿 has it all the same. */
  withoutGaps: z.boolean().optional(),
  /** The office program that turns documents into pages; without one they are laid out by ours. */
  suite: z.enum(SUITES).optional(),
  /** 正文字体; without one the 宋体 that comes along. */
  bodyFont: z.enum(BODY_FONTS).optional(),
  /** 长期保存格式 the volumes keep to; without one they are plain PDF. */
  archival: z.enum(ARCHIVALS).optional(),
  /** 国密摘要: the list also has the SM3 (GB/T 32905-2016) of every material, volume and file. */
  sm3: z.boolean().optional(),
  extras: z.array(z.enum(EXTRAS)).optional(),
  /** In place of the archive's name, of its unit, and of the running head; '' leaves them as they are. */
  coverTitle: z.string().max(LONGEST_TEXT).optional(),
  coverUnit: z.string().max(LONGEST_TEXT).optional(),
  header: z.string().max(LONGEST_TEXT).optional(),
  /** 签署放行: why a volume with gaps or omissions goes out without the mark 不完整; printed on 备考表 and recorded. */
  signOff: z.string().max(500).optional(),
} as const;

export const volumeLookSchema = z.object(volumeLook);
export type VolumeLook = z.infer<typeof volumeLookSchema>;

export const BODY_FONT_NAMES: Readonly<Record<BodyFontId, string>> = { fangsong: '仿宋', kai: '楷体' };

/** A 长期保存格式 by its standard's name. */
export const ARCHIVAL_NAMES: Readonly<Record<Archival, string>> = { '2b': 'PDF/A-2b', '3b': 'PDF/A-3b' };
