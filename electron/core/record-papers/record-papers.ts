import { readFile } from 'node:fs/promises';
import { AppError } from '../../../shared/contract/errors.ts';
import type { RecordDocument, RecordPaper } from '../../../shared/contract/records.ts';
import { wordsOf } from '../../../shared/domain/ledgers/check-values.ts';
import {
  among,
  isOverdue,
  textOf,
  type Among,
  type Figure,
  type LedgerDefinition,
} from '../../../shared/domain/ledgers/ledger.ts';
import { PICTURE_TYPES } from '../../../shared/domain/document.ts';
import type { Archive } from '../archives/archives.ts';
import type { Paper, PaperPart } from '../exports/exports.ts';
import { findOriginal, presentPath } from '../previews/previews.ts';
import { definitionOf, derivedOf, isChosen, readAttached, readRecords, type StoredRecord } from '../records/records.ts';

export { reportDraft } from './report-draft.ts';

export interface PaperRequest {
  readonly ledger: string;
  readonly what: RecordPaper;
  /** What the paper is called after the ledger: `周报`. */
  readonly title: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Local day. */
  readonly today: string;
}

/** Photos are held in memory until the paper is written. */
const MOST_PAIRS = 300;
const MOST_ROWS = 2_000;

/**
 * A ledger as papers ready to be laid out, with how many rows are in them: the report of a period (its sentences, its numbers as
 * tables, its rows), or photos before and after side by side (M1: 前后照片并排). Throws AppError `not-found` for the ledger, `refused`
 * where nothing is there to print or far too much.
 */
export async function recordPapers(
  archive: Archive,
  request: PaperRequest,
): Promise<{ readonly papers: readonly Paper[]; readonly rows: number }> {
  const definition = definitionOf(request.ledger);
  const all = await readRecords(archive.db);
  const own = all.get(definition.id) ?? [];
  const rows = own.filter((row) => isChosen(definition, row, request));
  const head = {
    title: `${definition.name}${request.title}`,
    to: '',
    issuer: archive.settings.unit,
    day: request.today,
    fields: [],
    note: '',
  };
  if (request.what === '报告') {
    if (own.length === 0) throw new AppError('refused', `“${definition.name}”还没有内容,没有可以写的。`);
    if (rows.length > MOST_ROWS)
      throw new AppError(
        'refused',
        `“${definition.name}”这一段有 ${rows.length} 行,超过 ${MOST_ROWS} 行。请改用 Excel 导出,或选短一些的时段。`,
      );
    return { papers: [{ ...head, parts: reportParts(definition, { own, rows, all, request }) }], rows: rows.length };
  }
  const attached = await readAttached(archive.db, definition.id);
  const shown = rows.filter((row) => (attached.get(row.id) ?? []).some(({ role }) => role === 'before' || role === 'after'));
  if (shown.length === 0) throw new AppError('refused', '这一段里还没有带照片的问题。请先在“照片和佐证”里选整改前、整改后照片。');
  if (shown.length > MOST_PAIRS)
    throw new AppError('refused', `带照片的问题有 ${shown.length} 个,一次最多印 ${MOST_PAIRS} 个。请选短一些的时段。`);
  const parts: PaperPart[] = [periodPart(request, `带照片的问题 ${shown.length} 个。`)];
  for (const [at, row] of shown.entries())
    parts.push(...(await photoParts(archive, definition, { at, row, attached: attached.get(row.id) ?? [] })));
  return { papers: [{ ...head, parts }], rows: shown.length };
}

function periodPart({ from, to, today }: PaperRequest, words: string): PaperPart {
  const period = from === undefined && to === undefined ? `截至 ${today}` : `${from ?? ''} 至 ${to ?? today}`;
  return { kind: 'text', paragraphs: [`${period},${words}`] };
}

interface ReportFacts {
  readonly own: readonly StoredRecord[];
  readonly rows: readonly StoredRecord[];
  readonly all: ReadonlyMap<string, readonly StoredRecord[]>;
  readonly request: PaperRequest;
}

function reportParts(definition: LedgerDefinition, { own, rows, all, request }: ReportFacts): readonly PaperPart[] {
  const around = among(all, request.today);
  const period = { from: request.from ?? '', to: request.to ?? request.today };
  const sentences = definition.report?.(own, period, around) ?? [];
  // Where sentences speak of all rows so do the pictures, and the numbers are said already.
  const counted = definition.report ? own : rows;
  const figures = counted.length === 0 ? [] : (definition.figures?.(counted, around) ?? []);
  const numbers = definition.report
    ? []
    : figures.flatMap((one) => (one.kind === 'number' ? [[one.label, one.value, one.note]] : []));
  const late = own.filter((row) => isOverdue(definition, row, request.today));
  const listed = (text: string, part: readonly StoredRecord[]): readonly PaperPart[] =>
    part.length === 0 ? [] : [{ kind: 'heading', text }, rowTable(definition, part, around)];
  return [
    periodPart(request, `${definition.name}登记 ${rows.length} 行。`),
    { kind: 'text', paragraphs: sentences },
    ...(numbers.length === 0
      ? []
      : [
          { kind: 'heading', text: '主要数据' } as const,
          { kind: 'table', columns: [column('项目', 3), column('数据', 3), column('说明', 6)], rows: numbers } as const,
        ]),
    ...figures.flatMap(figureParts),
    ...listed('逾期没有办结', late),
    ...listed('明细', rows),
  ];
}

function rowTable(definition: LedgerDefinition, rows: readonly StoredRecord[], around: Among): PaperPart {
  const columns = [...definition.columns, ...(definition.derived ?? [])];
  const shown = definition.shown.flatMap((key) => columns.filter((one) => one.key === key));
  return {
    kind: 'table',
    columns: [
      { name: '序号', share: 6, align: 'center' },
      ...(definition.states ? [{ name: '状态', share: 11, align: 'center' } as const] : []),
      ...shown.map(({ header, type }) => column(header, type === 'long' ? 24 : type === 'date' ? 17 : 13)),
    ],
    rows: rows.map((row, at) => {
      const derived = derivedOf(definition, row, around);
      const mark = isOverdue(definition, row, around.today) ? '▲ ' : '';
      return [
        String(at + 1),
        ...(definition.states ? [`${mark}${row.state ?? ''}`] : []),
        ...shown.map(({ key }) => String(row.values[key] ?? derived[key] ?? '')),
      ];
    }),
  };
}

const column = (name: string, share: number) => ({ name, share });

function figureParts(figure: Figure): readonly PaperPart[] {
  switch (figure.kind) {
    case 'bars':
      return [
        { kind: 'heading', text: figure.note ? `${figure.title}(${figure.note})` : figure.title },
        {
          kind: 'table',
          columns: [column('名称', 5), column('数据', 7)],
          rows: figure.bars.map(({ label, words }) => [label, words]),
        },
      ];
    case 'line':
      return [
        { kind: 'heading', text: figure.title },
        {
          kind: 'table',
          columns: [column('日期', 5), column('数值', 7)],
          rows: figure.points.map(({ label, value }) => [label, String(value)]),
        },
      ];
    case 'table':
      return [
        { kind: 'heading', text: figure.title },
        {
          kind: 'table',
          columns: figure.headers.map((name) => column(name, 1)),
          rows: figure.rows.map((row) => row.map(String)),
        },
      ];
    case 'number':
    case 'calendar':
      return [];
  }
}

interface PhotoRow {
  readonly at: number;
  readonly row: StoredRecord;
  readonly attached: readonly RecordDocument[];
}

async function photoParts(
  archive: Archive,
  definition: LedgerDefinition,
  { at, row, attached }: PhotoRow,
): Promise<readonly PaperPart[]> {
  const [before, after] = ['before', 'after'].map((role) => attached.filter((one) => one.role === role)) as [
    RecordDocument[],
    RecordDocument[],
  ];
  const parts: PaperPart[] = [];
  const facts = [
    textOf(row, 'unit') && `责任单位:${textOf(row, 'unit')}`,
    textOf(row, 'measure') && `整改措施:${textOf(row, 'measure')}`,
    `状态:${row.state ?? '—'}`,
    textOf(row, 'closedOn') && `销号日期:${textOf(row, 'closedOn')}`,
  ].filter(Boolean);
  for (let pair = 0; pair < Math.max(before.length, after.length); pair++)
    parts.push({
      kind: 'photos',
      title: `${at + 1}. ${wordsOf(definition, row.values)}`,
      sides: [await sideOf(archive, '整改前', before[pair]), await sideOf(archive, '整改后', after[pair])],
      below: facts.join(';'),
    });
  return parts;
}

/** One photo with its day; what cannot be shown is named with the reason. */
async function sideOf(archive: Archive, label: string, one: RecordDocument | undefined) {
  if (!one) return { label, picture: null, words: '' };
  const day = one.date ?? '';
  if (!PICTURE_TYPES.includes(one.type)) return { label, picture: null, words: `${one.title}(不是图片)` };
  try {
    const { paperPicture } = await import('../exports/exports.ts');
    const original = await findOriginal(archive, one.documentId, '');
    const picture = original ? await paperPicture(await readFile(asFile(presentPath(original)))) : null;
    return { label, picture, words: picture ? day : `${one.title}(这张图片读不出来)` };
  } catch (error) {
    if (error instanceof AppError) return { label, picture: null, words: `${one.title}(${error.message})` };
    return { label, picture: null, words: `${one.title}(文件打不开,请重新编目)` };
  }
}

const asFile = (path: string | Uint8Array): string | Buffer => (typeof path === 'string' ? path : Buffer.from(path));
