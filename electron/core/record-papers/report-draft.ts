import type { Paper, PaperPart } from '../exports/exports.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { isClosed, isOverdue, numberOf, textOf, type LedgerRow } from '../../../shared/domain/ledgers/ledger.ts';
import { events } from '../../../shared/domain/ledgers/proof.ts';
import { rectification } from '../../../shared/domain/ledgers/rectification.ts';
import { DONE_STATES, totalsOf } from '../../../shared/domain/gaps.ts';
import type { Archive } from '../archives/archives.ts';
import { readAssessed } from '../gaps/gaps.ts';
import { readAttached, readRecords } from '../records/records.ts';

export interface DraftRequest {
  readonly framework: string;
  /** Local day. */
  readonly today: string;
}

/** A number of the draft and what it comes from. */
interface Source {
  readonly number: string;
  readonly from: string;
  readonly proof: string;
}

const MOST_LACKING = 20;

/**
 * 汇报材料骨架 (S8, M17): a draft a person goes on writing, made only of numbers the archive holds. Every number carries 〔n〕, and the
 * list at the end says from which ledger it comes and which documents prove it. Nothing is praised and nothing claimed. Throws AppError
 * `not-found` for the framework.
 */
export async function reportDraft(archive: Archive, { framework, today }: DraftRequest): Promise<Paper> {
  const [assessed] = await readAssessed(archive, { frameworkId: framework });
  if (!assessed) throw new AppError('not-found', `档案库里没有测评体系 ${framework}。请刷新后再试。`);
  const records = await readRecords(archive.db);
  const rowsOf = (ledger: string): readonly LedgerRow[] => records.get(ledger) ?? [];
  const sources: Source[] = [];
  const cite = (number: string, from: string, proof = ''): string => {
    sources.push({ number, from, proof });
    return `${number}〔${sources.length}〕`;
  };
  const totals = totalsOf(assessed.leaves.map(({ state }) => state));
  const lacking = assessed.leaves.filter(({ state }) => !DONE_STATES.has(state));
  const parts: PaperPart[] = [
    { kind: 'heading', text: '一、总体进展' },
    text(
      `按照《${assessed.name}》,共有末级指标 ${cite(`${totals.leaves} 条`, '测评体系')}。截至 ${today},佐证齐全 ${cite(`${totals.complete} 条`, '缺项')}、部分 ${cite(`${totals.partial} 条`, '缺项')}、缺失 ${cite(`${totals.missing} 条`, '缺项')}。`,
    ),
    text('(此处写:主要做法和成效。)'),
    { kind: 'heading', text: '二、问题整改' },
    text(problemWords(rowsOf('wenti'), today, cite)),
    { kind: 'heading', text: '三、会议调度与督导' },
    text(
      `召开联席会议、调度会 ${cite(`${rowsOf('huiyi').length} 次`, '联席会议与调度会', named(rowsOf('huiyi'), 'name'))},例会和专题会 ${cite(`${rowsOf('lihui').length} 次`, '例会与专题会')},开展日督导、周调度、月评比 ${cite(`${rowsOf('rizhouyue').length} 次`, '日督导周调度月评比')}。`,
    ),
    { kind: 'heading', text: '四、群众参与和宣传' },
    text(
      `开展活动 ${cite(`${rowsOf('huodong').length} 次`, events.name)},参加 ${cite(`${sum(rowsOf('huodong'), 'people')} 人次`, events.name)};媒体报道 ${cite(`${rowsOf('meiti').length} 篇`, '媒体报道统计')}。`,
    ),
    ...(await countedParts(archive, rowsOf('jishu'), cite)),
    { kind: 'heading', text: '五、存在的不足' },
    ...(lacking.length === 0
      ? [text('没有缺项。')]
      : [
          text(`还有 ${cite(`${lacking.length} 条`, '缺项')}没有齐全,列前 ${Math.min(MOST_LACKING, lacking.length)} 条:`),
          {
            kind: 'table',
            columns: [
              { name: '编号', share: 14 },
              { name: '测评标准', share: 50 },
              { name: '牵头单位', share: 18 },
              { name: '现状', share: 12 },
            ],
            rows: lacking.slice(0, MOST_LACKING).map(({ code, name, leadUnit, state }) => [code, name, leadUnit, state]),
          } as const,
        ]),
    { kind: 'heading', text: '六、下一步打算' },
    text('(此处写:下一步措施、责任和时限。)'),
    { kind: 'heading', text: '附:数字来源' },
  ];
  return {
    title: '创建工作情况汇报(草稿)',
    to: '',
    parts: [
      ...parts,
      {
        kind: 'table',
        columns: [
          { name: '序号', share: 7, align: 'center' },
          { name: '数字', share: 20 },
          { name: '来源', share: 24 },
          { name: '佐证', share: 48 },
        ],
        rows: sources.map(({ number, from, proof }, at) => [`〔${at + 1}〕`, number, from, proof]),
      },
    ],
    issuer: archive.settings.unit,
    day: today,
    fields: [],
    note: `本稿由台账数字拼成,供修改,不能直接报送;没有佐证的数字请先补佐证。${assessed.note}`,
  };
}

const text = (words: string): PaperPart => ({ kind: 'text', paragraphs: [words] });
const sum = (rows: readonly LedgerRow[], key: string): number => rows.reduce((total, row) => total + numberOf(row, key), 0);
const named = (rows: readonly LedgerRow[], key: string): string => rows.map((row) => textOf(row, key)).join('、');

type Cite = (number: string, from: string, proof?: string) => string;

function problemWords(rows: readonly LedgerRow[], today: string, cite: Cite): string {
  const closed = rows.filter((row) => isClosed(rectification, row)).length;
  const late = rows.filter((row) => isOverdue(rectification, row, today)).length;
  const from = rectification.name;
  return `登记问题 ${cite(`${rows.length} 个`, from)},已销号 ${cite(`${closed} 个`, from)},逾期未整改 ${cite(`${late} 个`, from)}。`;
}

/** The numbers bound to their evidence; one without says so. */
async function countedParts(archive: Archive, rows: readonly LedgerRow[], cite: Cite): Promise<readonly PaperPart[]> {
  if (rows.length === 0) return [];
  const attached = await readAttached(archive.db, 'jishu');
  return rows.map((row) => {
    const titles = (attached.get(row.id) ?? []).map(({ title }) => title).join('、');
    const scope = textOf(row, 'scope');
    const number = `${textOf(row, 'value')} ${textOf(row, 'unitWord')}`.trim();
    return text(
      `${textOf(row, 'name')} ${cite(number, '群众性活动计数', titles === '' ? '没有佐证' : titles)}${scope === '' ? '' : `(口径:${scope})`}。`,
    );
  });
}
