import { z } from 'zod';
import type { DocumentType } from '../domain/document.ts';
import type { ChatReading } from '../domain/ledgers/chat.ts';
import type { Figure, Value, Values } from '../domain/ledgers/ledger.ts';
import { PAPER_FORMATS, type WrittenPaper } from './duties.ts';
import type { OfferedFile } from './gaps.ts';

/** 台账: the mechanism ledgers. Their columns and states are in shared/domain/ledgers, known to both sides. */

export interface LedgerCount {
  readonly ledger: string;
  readonly rows: number;
  /** Past their day and not closed. */
  readonly overdue: number;
}

export interface RecordDocument {
  readonly documentId: number;
  readonly role: string;
  readonly sha256: string;
  readonly type: DocumentType;
  readonly title: string;
  readonly date: string | null;
  /** False while its file is nowhere. */
  readonly present: boolean;
}

export interface RecordRow {
  readonly id: number;
  readonly values: Values;
  /** Columns that are worked out, by key. */
  readonly derived: Readonly<Record<string, Value | null>>;
  readonly state: string | null;
  readonly overdue: boolean;
  readonly documents: readonly RecordDocument[];
  /** Expected documents that are not there, by their labels. */
  readonly lacking: readonly string[];
  readonly updatedAt: string;
  readonly updatedBy: string;
}

export interface RecordList {
  readonly rows: readonly RecordRow[];
  readonly figures: readonly Figure[];
  /** What was written before, for columns that propose: units, persons, sites. */
  readonly known: { readonly units: readonly string[]; readonly persons: readonly string[]; readonly sites: readonly string[] };
  readonly today: string;
}

/** A document that may belong to a row, with why. */
export interface ProposedDocument extends RecordDocument {
  readonly path: string;
  readonly reasons: readonly string[];
  /** Chosen beforehand. */
  readonly sure: boolean;
}

/** A type of 考察点位 with its standards, editable where a city has its own. */
export interface SiteType {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly standards: readonly string[];
}

/** What a workbook would become, and after `records.import` what it became. */
export interface RecordImport {
  readonly sheet: string;
  readonly sheets: readonly string[];
  /** 1-based row of the header. */
  readonly headerRow: number;
  /** Column letter → header as it stands, and the key of our column it was taken for, or null. */
  readonly columns: readonly { readonly letter: string; readonly header: string; readonly key: string | null }[];
  readonly found: number;
  readonly added: number;
  readonly updated: number;
  /** Known rows left as they are. */
  readonly skipped: number;
  /** Rows that were not understood, each with its reason; `added + updated + skipped + refused = found`. */
  readonly refused: number;
  readonly problems: readonly { readonly row: number; readonly column: string; readonly text: string; readonly reason: string }[];
  /** Names of units that are not written as units are called here, the unknown ones first; the first ones of many. */
  readonly units: readonly ImportedUnit[];
  /** Present names of the units of the archive, to choose from; none where no name is unknown. */
  readonly unitNames: readonly string[];
  readonly preview: readonly { readonly row: number; readonly what: '新增' | '更新' | '跳过'; readonly words: string }[];
}

/** A name of a unit in a table that is no present name of one. */
export interface ImportedUnit {
  readonly written: string;
  /** Rows that were understood and name it. */
  readonly rows: number;
  /** The unit's present name where the name is a former one or an abbreviation; null: nobody knows it. */
  readonly present: string | null;
  /** Of one nobody knows the known name nearest to it, or null. */
  readonly nearest: string | null;
  /** What will be stored. */
  readonly taken: string;
}

/** A folder of the 材料文件夹 with pictures of a WeChat group. */
export interface ChatFolder {
  readonly sourceId: number;
  /** Inside its source, with `/`; '' for the source itself. */
  readonly folder: string;
  readonly name: string;
  readonly photos: number;
}

/** What such a folder would become: `groups` name their photos by document id. */
export interface ChatProposal extends ChatReading {
  readonly photos: readonly Omit<RecordDocument, 'role'>[];
  readonly messages: number;
  /** Pictures that hang on a problem already, left out. */
  readonly alreadyUsed: number;
}

/** Papers made of a ledger: a report of a period with its numbers, and photos before and after side by side. */
export const RECORD_PAPERS = ['报告', '整改前后对照'] as const;
export type RecordPaper = (typeof RECORD_PAPERS)[number];

const archive = z.string().min(1);
const ledger = z.string().min(1);
const id = z.number().int().min(1);
const values = z.record(z.string(), z.union([z.string().max(5_000), z.number()]));
const documents = z.array(z.object({ documentId: id, role: z.string().min(1) })).max(500);
const table = {
  archive,
  ledger,
  file: z.string().min(1),
  sheet: z.string().optional(),
  /** Column letter → key of our column, '' to leave it out; as guessed where it is not named. */
  mapping: z.record(z.string(), z.string()).optional(),
  /** What happens to rows whose key columns are known already. */
  conflict: z.enum(['skip', 'update', 'stop']),
  /** Name as the table writes it → the unit that is meant; a name that is not here is taken as it stands. */
  units: z.record(z.string().max(200), z.string().min(1).max(200)).optional(),
};

export const recordInputs = {
  'records.counts': z.object({ archive }),
  'records.siteTypes': z.object({}),
  'records.list': z.object({ archive, ledger }),
  /** Without `id` a new row. `documents` replaces all that are attached; left out, they stay. */
  'records.save': z.object({ archive, ledger, id: id.optional(), values, documents: documents.optional() }),
  /** Documents that belong to the occasion of a row as it stands in the form (方案、签到、照片、简报、总结); nothing is written. */
  'records.proposals': z.object({ archive, ledger, values, attached: z.array(id).max(500) }),
  'records.move': z.object({ archive, id, to: z.string().min(1), reason: z.string().max(2_000).optional() }),
  'records.remove': z.object({ archive, ids: z.array(id).min(1) }),
  /** What a row can become in another ledger (议定事项 → tasks), those that are there already left out; one step of undo. */
  'records.spawn': z.object({ archive, id }),
  /** Folders with pictures of a WeChat group, and what one of them would become; nothing is written. */
  'records.chatFolders': z.object({ archive }),
  'records.chat': z.object({ archive, sourceId: id, folder: z.string() }),
  /** Several new rows at once, all or none, one step of undo. `from`: where they come from, for the record. */
  'records.addMany': z.object({
    archive,
    ledger,
    from: z.string().min(1).max(200),
    rows: z.array(z.object({ values, documents })).min(1).max(2_000),
  }),
  /** A round of 自查 from the leaves of a framework. */
  'records.selfCheck': z.object({ archive, framework: z.string().min(1) }),
  /** The 负面清单 that a framework brings along. */
  'records.negativeList': z.object({ archive, framework: z.string().min(1) }),
  'records.preview': z.object(table),
  'records.import': z.object(table),
  /** The whole ledger, or of a report only the rows of its days; to `path`, or where the page can download it. */
  'records.workbook': z.object({
    archive,
    ledger,
    from: z.string().optional(),
    to: z.string().optional(),
    path: z.string().min(1).optional(),
  }),
  /** 汇报草稿 from the numbers of the ledgers, each with its source. */
  'records.draft': z.object({
    archive,
    framework: z.string().min(1),
    format: z.enum(PAPER_FORMATS),
    path: z.string().min(1).optional(),
  }),
  /** The same as a paper, `title` its name (`周报`); without days all rows. */
  'records.paper': z.object({
    archive,
    ledger,
    what: z.enum(RECORD_PAPERS),
    title: z.string().min(1).max(40),
    format: z.enum(PAPER_FORMATS),
    from: z.string().optional(),
    to: z.string().optional(),
    path: z.string().min(1).optional(),
  }),
} as const;

export interface RecordOutputs {
  'records.counts': { readonly counts: readonly LedgerCount[] };
  'records.siteTypes': { readonly note: string; readonly types: readonly SiteType[] };
  'records.list': RecordList;
  'records.save': { readonly id: number };
  'records.proposals': { readonly documents: readonly ProposedDocument[] };
  'records.move': { readonly state: string };
  'records.remove': { readonly removed: number };
  'records.spawn': { readonly added: number; readonly known: number };
  'records.chatFolders': { readonly folders: readonly ChatFolder[] };
  'records.chat': ChatProposal;
  'records.addMany': { readonly added: number };
  'records.selfCheck': { readonly round: string; readonly rows: number };
  'records.negativeList': { readonly rows: number };
  'records.preview': RecordImport;
  'records.import': RecordImport;
  'records.workbook': { readonly rows: number; readonly path: string | null; readonly file: OfferedFile | null };
  'records.draft': WrittenPaper;
  'records.paper': WrittenPaper & { readonly rows: number };
}

export const RECORD_WRITES = [
  'records.save',
  'records.move',
  'records.remove',
  'records.import',
  'records.spawn',
  'records.addMany',
  'records.selfCheck',
  'records.negativeList',
] as const satisfies readonly (keyof typeof recordInputs)[];
