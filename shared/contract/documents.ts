import { z } from 'zod';
import { calendarDay } from './calendar-day.ts';
import type { DateOrigin, DocumentState, PictureFacts } from '../domain/document.ts';
import { KINDS, type Kind } from '../domain/document.ts';
import type { Band, Reason } from '../domain/link.ts';
import { CAPTION_LIMITS, type CaptionProposal, type PhotoCaption } from '../domain/photo-caption.ts';
import { HINT_WORDS, PHOTO_HINTS, type PhotoHint } from '../domain/photo-hints.ts';
import { TYPE_GROUPS, type TypeGroup } from '../domain/type-groups.ts';
import type { VersionRelation } from '../domain/versions.ts';
import type { RecognisedText } from './ocr.ts';
import type { DocumentRow } from './results.ts';

/** 材料: finding documents, looking at them, correcting what was read from them. */

const archive = z.string().min(1);
const id = z.number().int().min(1);

export const DOCUMENT_STATES = ['ok', 'empty', 'failed', 'encrypted', 'online-only', 'missing'] as const;

/** How a document stands to the indicators: the best of its links. */
export const LINK_STATES = ['none', 'suggested', 'confirmed', 'rejected'] as const;
export type LinkStanding = (typeof LINK_STATES)[number];

/** What the list can be narrowed to of photos: a hint, or that another photo looks alike. */
export const PHOTO_MARKS = [...PHOTO_HINTS, 'alike'] as const;
export type PhotoMark = (typeof PHOTO_MARKS)[number];

const filter = z.object({
  /** Words separated by white space; all must occur. */
  query: z.string().max(200).optional(),
  states: z.array(z.enum(DOCUMENT_STATES)).optional(),
  groups: z.array(z.enum(TYPE_GROUPS)).optional(),
  /** '' stands for documents without a kind. */
  kinds: z.array(z.enum(['', ...KINDS])).optional(),
  /** Path of the 材料文件夹. */
  source: z.string().optional(),
  /** Relative folder with `/`; what lies deeper belongs to it. */
  folder: z.string().optional(),
  from: calendarDay.optional(),
  to: calendarDay.optional(),
  links: z.array(z.enum(LINK_STATES)).optional(),
  photos: z.array(z.enum(PHOTO_MARKS)).optional(),
  /** Code of an indicator: documents suggested for it or confirmed. */
  indicator: z.string().optional(),
  framework: z.string().optional(),
  /** Documents that lie at more than one place. */
  copies: z.literal(true).optional(),
});
export type DocumentFilter = z.infer<typeof filter>;

/** `relevance`, downwards, is how well a document fits the query; without words of two characters and more it is `newest`. */
export const SORTS = ['path', 'title', 'date', 'size', 'type', 'newest', 'relevance'] as const;
export type DocumentSort = (typeof SORTS)[number];
const order = { sort: z.enum(SORTS), direction: z.enum(['up', 'down']) };

export interface DocumentListRow extends DocumentRow {
  readonly links: LinkStanding;
}

export interface FacetValue {
  readonly value: string;
  readonly count: number;
}

/** Counts of every choice under the other filters; a facet's own choice does not narrow it. */
export interface DocumentFacets {
  readonly total: number;
  readonly states: readonly FacetValue[];
  readonly groups: readonly FacetValue[];
  readonly kinds: readonly FacetValue[];
  readonly links: readonly FacetValue[];
  /** Documents that lie at more than one place. */
  readonly copies: number;
  /** A photo counts under each of its marks. */
  readonly photos: readonly FacetValue[];
  readonly sources: readonly FacetValue[];
  /** Folders directly below the chosen one. */
  readonly folders: readonly FacetValue[];
}

export interface DocumentLink {
  readonly framework: string;
  readonly frameworkName: string;
  readonly indicatorId: number;
  readonly code: string;
  readonly name: string;
  readonly state: 'suggested' | 'confirmed' | 'rejected';
  readonly band: Band | null;
  readonly reasons: readonly Reason[];
  readonly caption: string | null;
  readonly decidedBy: string | null;
  /** ISO 8601. */
  readonly decidedAt: string | null;
}

/** An edition (版次) of the bound volume that holds a document. */
export interface PlacedEdition {
  readonly edition: number;
  /** ISO 8601. */
  readonly createdAt: string;
}

/** Another document that looks like a version of this one. Shown only; nothing follows from it by itself. */
export interface DocumentVersion {
  readonly id: number;
  readonly title: string;
  readonly path: string;
  readonly date: string | null;
  readonly state: DocumentState;
  readonly links: LinkStanding;
  readonly relation: VersionRelation;
  readonly placed: readonly PlacedEdition[];
}

/** Another photo that looks like this one. A suggestion: nothing follows from it. */
export interface AlikePhoto {
  readonly id: number;
  readonly sha256: string;
  readonly title: string;
  readonly path: string;
  /** Local day, null when not known. */
  readonly date: string | null;
  /** Of 256 bits of the perceptual hash, how many differ: 0 is the same picture saved again. */
  readonly bits: number;
}

/** What is known of a document because it is a picture. */
export interface DocumentPhoto {
  readonly hints: readonly PhotoHint[];
  /** What a person wrote, null when nobody did. */
  readonly caption: PhotoCaption | null;
  /** What could be written; shown only, never stored by itself. */
  readonly proposal: CaptionProposal;
  /** Nearest first, at most 20; `alikeTotal` counts all. */
  readonly alike: readonly AlikePhoto[];
  readonly alikeTotal: number;
}

export interface DocumentDetails extends DocumentListRow {
  readonly issuer: string | null;
  readonly titleOrigin: string;
  /** Where the date comes from, in words. */
  readonly dateWords: string;
  /** Why the text could not be read, or what was left out; null when all went well. */
  readonly textMessage: string | null;
  readonly characters: number;
  /** 个人信息 in it, in words; none: nothing was found. */
  readonly sensitive: readonly string[];
  /** Null where all text is the file's own. */
  readonly recognised: RecognisedText | null;
  readonly picture: PictureFacts | null;
  /** Null for what is no picture or was not read. */
  readonly photo: DocumentPhoto | null;
  /** `canonical`: the copy that stands in the volume. */
  readonly paths: readonly {
    readonly path: string;
    readonly source: string;
    readonly present: boolean;
    readonly canonical: boolean;
  }[];
  readonly versions: readonly DocumentVersion[];
  /** Editions this very content is in, newest first. */
  readonly placed: readonly PlacedEdition[];
  readonly evidence: readonly DocumentLink[];
  /** Pages (1-based) on which the query occurs, for texts that have pages. */
  readonly hitPages: readonly { readonly page: number; readonly hits: number }[];
}

/** How a document can be looked at. `form` is the form of its bytes to ask for. */
export type DocumentLook =
  | {
      readonly kind: 'pages';
      readonly form: 'original' | 'preview';
      /** A browser engine made the pages, as it does for the volume. */
      readonly printed: boolean;
      /** What the pages do not show, one sentence; else null. */
      readonly note: string | null;
    }
  | { readonly kind: 'picture'; readonly form: 'original' | 'preview' }
  | {
      readonly kind: 'none';
      /** Why, and what to do. */
      readonly message: string;
      /** The text that was read, '' when there is none. */
      readonly text: string;
    };

/** Files taken at one drop. */
export const MOST_DROPPED = 1000;

export interface DroppedDocuments {
  /** Of the files that are documents of the archive. */
  readonly ids: readonly number[];
  /** What the others are and what to do, in sentences; null when there are none. */
  readonly message: string | null;
}

const element = (most: number) =>
  z
    .string()
    .trim()
    .max(most, { message: `这一项最多写 ${most} 个字` });

export const documentsInputs = {
  'documents.page': z.object({
    archive,
    filter,
    ...order,
    offset: z.number().int().min(0),
    limit: z.number().int().min(0).max(500),
  }),
  'documents.facets': z.object({ archive, filter }),
  /** Ids of all that fit, in order: for choosing everything and for finding the place of one. */
  'documents.ids': z.object({ archive, filter, ...order }),
  'documents.read': z.object({ archive, id, query: z.string().max(200).optional() }),
  'documents.edit': z.object({
    archive,
    id,
    title: z.string().trim().min(1, { message: '题名不能空着' }).max(300, { message: '题名最多 300 个字' }).optional(),
    /** Null: no kind. */
    kind: z.enum(KINDS).nullable().optional(),
    /** Null: no date can be told. */
    /** A day the calendar has; said with the day where it is not. */
    date: z.string().nullable().optional(),
  }),
  /** Which of several equal files stands in the volume. */
  'documents.chooseCopy': z.object({ archive, id, source: z.string().min(1), path: z.string().min(1) }),
  /** 照片说明: all six elements at once; with all of them empty the caption is taken away. */
  'documents.caption': z.object({
    archive,
    id,
    caption: z.object({
      event: element(CAPTION_LIMITS.event),
      time: element(CAPTION_LIMITS.time),
      place: element(CAPTION_LIMITS.place),
      people: element(CAPTION_LIMITS.people),
      background: element(CAPTION_LIMITS.background),
      photographer: element(CAPTION_LIMITS.photographer),
    }),
  }),
  /** Files dropped on the window: by path where the host knows it. */
  'documents.byPaths': z.object({ archive, paths: z.array(z.string().min(1)).min(1).max(MOST_DROPPED) }),
  /** By name and size where it does not. */
  'documents.byNames': z.object({
    archive,
    files: z
      .array(z.object({ name: z.string().min(1), sizeBytes: z.number().int().min(0) }))
      .min(1)
      .max(MOST_DROPPED),
  }),
  /** Makes a preview where one is needed and says what it is. */
  'documents.look': z.object({ archive, id }),
} as const;

export interface DocumentsOutputs {
  'documents.page': { readonly total: number; readonly documents: readonly DocumentListRow[] };
  'documents.facets': DocumentFacets;
  'documents.ids': { readonly ids: readonly number[] };
  'documents.read': DocumentDetails;
  'documents.edit': { readonly title: string; readonly kind: Kind | null; readonly date: string | null };
  'documents.chooseCopy': Record<string, never>;
  'documents.caption': { readonly caption: PhotoCaption | null };
  'documents.byPaths': DroppedDocuments;
  'documents.byNames': DroppedDocuments;
  'documents.look': DocumentLook;
}

export const DOCUMENTS_WRITES = [
  'documents.edit',
  'documents.chooseCopy',
  'documents.caption',
] as const satisfies readonly (keyof typeof documentsInputs)[];

/** Words of the date's origin. */
export const DATE_WORDS: Readonly<Record<DateOrigin, string>> = {
  name: '来自文件名',
  text: '来自正文',
  exif: '来自照片的拍摄时间',
  properties: '来自文件属性',
  manual: '人工填写',
  none: '没有可靠的日期',
};
export const STATE_WORDS: Readonly<Record<DocumentState, string>> = {
  ok: '已读取',
  empty: '没有文字',
  failed: '无法读取',
  encrypted: '有打开密码',
  'online-only': '只在网盘上',
  missing: '不在原处',
};
export const LINK_WORDS: Readonly<Record<LinkStanding, string>> = {
  none: '未归类',
  suggested: '待确认',
  confirmed: '已确认',
  rejected: '已否决',
};
export const PHOTO_MARK_WORDS: Readonly<Record<PhotoMark, string>> = { ...HINT_WORDS, alike: '有相近的照片' };
export type { TypeGroup };
