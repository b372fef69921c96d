import { z } from 'zod';
import { KINDS } from '../domain/document.ts';
import type { Framework } from '../domain/framework.ts';
import type { GapsResult } from '../domain/gaps.ts';
import { volumeLook } from '../domain/volume-look.ts';
import { calendarDay } from './calendar-day.ts';
import { ledgerCliInputs, type LedgerCliOutputs } from './ledgers.ts';
import { SUBMIT_WRITES, submitCliInputs, submitInputs, type SubmitCliOutputs, type SubmitOutputs } from './submit.ts';
import { rollupInputs, type RollupOutputs } from './rollup.ts';
import { STATISTICS_WRITES, statisticsInputs, type StatisticsOutputs } from './statistics.ts';
import { CHECK_WRITES, checkCliInputs, checkInputs, type CheckCliOutputs, type CheckOutputs } from './checks.ts';
import { backupCliInputs, backupInputs, type BackupCliOutputs, type BackupOutputs } from './backups.ts';
import { displacedDocuments, exportsInputs, type ExportsOutputs } from './exports.ts';
import { LINK_WRITES, linkInputs, type LinkOutputs } from './links.ts';
import { INDICATOR_WRITES, indicatorInputs, type IndicatorOutputs } from './indicators.ts';
import { UNDO_WRITES, undoInputs, type UndoOutputs } from './undo.ts';
import { EDITION_WRITES, editionCliInputs, editionInputs, type EditionCliOutputs, type EditionOutputs } from './editions.ts';
import {
  FRAMEWORK_WRITES,
  frameworkCliInputs,
  frameworkInputs,
  importedTable,
  type FrameworkCliOutputs,
  type FrameworkOutputs,
} from './frameworks.ts';
import { gapsInputs, type GapsOutputs } from './gaps.ts';
import { DOCUMENTS_WRITES, documentsInputs, type DocumentsOutputs } from './documents.ts';
import { NODE_WRITES, nodeCliInputs, nodeInputs, type NodeCliOutputs, type NodeOutputs } from './nodes.ts';
import { OCR_WRITES, ocrInputs, type OcrOutputs, type OcrResult } from './ocr.ts';
import { DOUBT_WRITES, doubtCliInputs, doubtInputs, type DoubtCliOutputs, type DoubtOutputs } from './doubts.ts';
import { CROSSWALK_WRITES, crosswalkInputs, type CrosswalkOutputs } from './crosswalk.ts';
import { FILING_WRITES, filingInputs, type FilingOutputs } from './filing.ts';
import { RECORD_WRITES, recordInputs, type RecordOutputs } from './records.ts';
import { DUTY_WRITES, dutyInputs, type DutyOutputs } from './duties.ts';
import { DUTY_IMPORT_WRITES, dutyImportInputs, type DutyImportOutputs } from './duty-import.ts';
import { PACK_WRITES, packCliInputs, type PackCliOutputs } from './packs.ts';
import { PLEDGE_WRITES, pledgeInputs, type PledgeOutputs } from './pledges.ts';
import { homeInputs, type HomeOutputs } from './home.ts';
import { jobInputs, type JobOutputs } from './jobs.ts';
import { SESSION_WRITES, sessionInputs, type SessionOutputs } from './session.ts';
import type {
  CheckResult,
  CreateResult,
  DecideResult,
  DocumentsResult,
  ExportResult,
  FrameworkRow,
  ImportPreview,
  IndexResult,
  SourcesResult,
  SuggestResult,
} from './results.ts';
import { YEAR_END_WRITES, yearEndInputs, type YearEndOutputs } from './year-end.ts';

/** Every procedure: what goes in (checked at run time by `dispatch`) and what comes out. The three hosts derive from this table. */

const archive = z.string().min(1);

/** Procedures of the command line (CLI.md). */
export const CLI_INPUTS = {
  'archive.create': z.object({
    archive,
    /** Ids of shipped ones, files, or tables whose columns a person has looked at. */
    framework: z.array(z.union([z.string().min(1), importedTable])).min(1),
    sources: z.array(z.string().min(1)),
    baseDate: calendarDay.optional(),
    unit: z.string().optional(),
    name: z.string().optional(),
    /** The person knows that the archive will lie in a folder another program synchronises. */
    syncFolderOk: z.literal(true).optional(),
  }),
  ...editionCliInputs,
  'framework.list': z.object({}),
  'framework.show': z.object({ id: z.string().min(1) }),
  /** A further framework: a shipped id, a `.json` or a table. */
  'framework.add': z.object({ archive, framework: z.string().min(1) }),
  ...frameworkCliInputs,
  'framework.import': z.object({ file: z.string().min(1), map: z.string().optional() }),
  /** A shipped id or a file; with `archive` the id of a framework of that archive. */
  'framework.export': z.object({ id: z.string().min(1), out: z.string().min(1), archive: z.string().min(1).optional() }),
  'source.add': z.object({ archive, path: z.string().min(1) }),
  'source.remove': z.object({ archive, path: z.string().min(1) }),
  'source.relink': z.object({
    archive,
    from: z.string().min(1),
    to: z.string().min(1),
    /** Other sources that moved alike, by their former paths, or all whose files are found. */
    also: z.union([z.literal('all'), z.array(z.string())]).optional(),
  }),
  /** `ocr`: 识别 follows. */
  'index.run': z.object({ archive, ocr: z.literal(true).optional() }),
  'documents.list': z.object({
    archive,
    query: z.string().optional(),
    state: z.enum(['ok', 'empty', 'failed', 'missing', 'online-only', 'encrypted']).optional(),
    /** Of what is searched; default: `newest`. */
    order: z.enum(['newest', 'relevance']).optional(),
    limit: z.number().int().min(0).optional(),
  }),
  'suggest.list': z.object({ archive, document: z.string().optional() }),
  'links.decide': z.object({
    archive,
    document: z.string().min(1),
    indicator: z.string().min(1),
    framework: z.string().optional(),
    action: z.enum(['confirm', 'reject', 'clear']),
    kind: z.enum(KINDS).optional(),
    caption: z.string().optional(),
    firstPage: z.number().int().min(1).optional(),
    lastPage: z.number().int().min(1).optional(),
  }),
  'links.confirmBand': z.object({ archive, band: z.enum(['high', 'medium', 'low']) }),
  'gaps.read': z.object({ archive, framework: z.string().optional(), unit: z.string().optional(), xlsx: z.string().optional() }),
  'export.run': z.object({
    archive,
    out: z.string().min(1),
    framework: z.string().optional(),
    indicators: z.array(z.string()).optional(),
    unit: z.string().optional(),
    ...volumeLook,
    supplementTo: z.number().int().min(1).optional(),
    draft: z.boolean(),
    /** Opens locked materials. */
    password: z.string().optional(),
    /** 加密副本: beside every volume a copy that opens with this password only. */
    copyPassword: z.string().optional(),
    compareAll: z.boolean().optional(),
    displaced: displacedDocuments.optional(),
    /** What would stop it is left out and named instead. */
    leaveOutChanged: z.boolean().optional(),
  }),
  'verify.run': z.object({ path: z.string().min(1) }),
  'check.run': z.object({ archive }),
  ...checkCliInputs,
  ...doubtCliInputs,
  ...backupCliInputs,
  ...ledgerCliInputs,
  ...nodeCliInputs,
  ...packCliInputs,
  ...submitCliInputs,
  ...yearEndInputs,
} as const;

export interface CliOutputs
  extends
    BackupCliOutputs,
    CheckCliOutputs,
    EditionCliOutputs,
    LedgerCliOutputs,
    DoubtCliOutputs,
    PackCliOutputs,
    SubmitCliOutputs,
    YearEndOutputs,
    NodeCliOutputs {
  'archive.create': CreateResult;
  'framework.list': { readonly frameworks: readonly FrameworkRow[] };
  'framework.show': Framework;
  'framework.add': FrameworkOutputs['framework.adopt'];
  'framework.setCodeStyles': FrameworkCliOutputs['framework.setCodeStyles'];
  'framework.import': ImportPreview;
  'framework.export': { readonly file: string };
  'source.add': SourcesResult;
  'source.remove': SourcesResult;
  'source.relink': SourcesResult;
  'index.run': IndexResult & { readonly ocr?: OcrResult };
  'documents.list': DocumentsResult;
  'suggest.list': SuggestResult;
  'links.decide': DecideResult;
  'links.confirmBand': DecideResult;
  'gaps.read': GapsResult;
  'export.run': ExportResult;
  'verify.run': CheckResult;
  'check.run': CheckResult;
}

/** All procedures: the command line's and, one table a feature, the window's. */
export const INPUTS = {
  ...CLI_INPUTS,
  ...sessionInputs,
  ...jobInputs,
  ...gapsInputs,
  ...exportsInputs,
  ...submitInputs,
  ...documentsInputs,
  ...homeInputs,
  ...rollupInputs,
  ...statisticsInputs,
  ...checkInputs,
  ...linkInputs,
  ...undoInputs,
  ...indicatorInputs,
  ...editionInputs,
  ...nodeInputs,
  ...frameworkInputs,
  ...ocrInputs,
  ...doubtInputs,
  ...recordInputs,
  ...dutyInputs,
  ...dutyImportInputs,
  ...pledgeInputs,
  ...backupInputs,
  ...filingInputs,
  ...crosswalkInputs,
} as const;
export interface Outputs
  extends
    HomeOutputs,
    RollupOutputs,
    StatisticsOutputs,
    CheckOutputs,
    CliOutputs,
    SessionOutputs,
    JobOutputs,
    GapsOutputs,
    ExportsOutputs,
    SubmitOutputs,
    DocumentsOutputs,
    LinkOutputs,
    UndoOutputs,
    IndicatorOutputs,
    EditionOutputs,
    NodeOutputs,
    FrameworkOutputs,
    OcrOutputs,
    DoubtOutputs,
    FilingOutputs,
    CrosswalkOutputs,
    RecordOutputs,
    DutyOutputs,
    DutyImportOutputs,
    PledgeOutputs,
    BackupOutputs {}

/** Procedures that change what others show: each is followed by `data.changed`. */
export const WRITES: ReadonlySet<string> = new Set<Procedure>([
  'archive.create',
  'framework.add',
  'framework.setCodeStyles',
  'source.add',
  'source.remove',
  'source.relink',
  'index.run',
  'links.decide',
  'links.confirmBand',
  'export.run',
  'backup.run',
  'backup.restore',
  ...SESSION_WRITES,
  ...STATISTICS_WRITES,
  ...CHECK_WRITES,
  ...DOCUMENTS_WRITES,
  ...LINK_WRITES,
  ...UNDO_WRITES,
  ...INDICATOR_WRITES,
  ...EDITION_WRITES,
  ...NODE_WRITES,
  ...FRAMEWORK_WRITES,
  ...OCR_WRITES,
  ...DOUBT_WRITES,
  ...FILING_WRITES,
  ...CROSSWALK_WRITES,
  ...RECORD_WRITES,
  ...DUTY_WRITES,
  ...DUTY_IMPORT_WRITES,
  ...PLEDGE_WRITES,
  ...PACK_WRITES,
  ...SUBMIT_WRITES,
  ...YEAR_END_WRITES,
]);

export type CliProcedure = keyof typeof CLI_INPUTS;
export type Procedure = keyof typeof INPUTS;
export type Input<P extends Procedure> = z.infer<(typeof INPUTS)[P]>;
export type Output<P extends Procedure> = Outputs[P];
