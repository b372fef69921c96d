import type { LeftOut, PackageAnswer } from '../../../shared/contract/submit.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { PICTURE_TYPES } from '../../../shared/domain/document.ts';
import {
  nameFiles,
  patternProblem,
  suffixOf,
  type Nameable,
  type PackageLayout,
  type PackageName,
} from '../../../shared/domain/package-names.ts';
import {
  findingsOf,
  NEVER,
  pieceKey,
  RULE_WORDS,
  type PackageRules,
  type RuledItem,
  type RuleFinding,
} from '../../../shared/domain/package-rules.ts';
import { folderOf, lastName } from '../../../shared/domain/paths.ts';
import { versionName } from '../../../shared/domain/versions.ts';
import type { PlannedEvidence, PlannedGroup, PlannedIndicator } from '../../../shared/domain/volume.ts';
import type { Archive } from '../archives/archives.ts';
import { findProblems, planFramework, type EvidenceProblem } from '../exports/exports.ts';
import { readGaps } from '../gaps/gaps.ts';
import { isGbk } from '../gbk.ts';

export interface PackageChoice {
  readonly framework?: string | undefined;
  readonly unit?: string | undefined;
  readonly indicators?: readonly string[] | undefined;
  readonly pattern: string;
  readonly layout: PackageLayout;
  readonly answers: readonly PackageAnswer[];
}

/** One original with all that is said of it. */
export interface PackagePiece {
  readonly ruled: RuledItem;
  readonly nameable: Nameable;
  readonly evidence: PlannedEvidence;
  /** Null where no place is known. */
  readonly file: string | Uint8Array | null;
  /** The same for the states of one document under one indicator (初稿, 终稿). */
  readonly series: string;
}

export interface AnsweredFinding {
  readonly finding: RuleFinding;
  readonly answer: Omit<PackageAnswer, 'of'>;
}

/** What a package is made from: values, nothing opened but the originals' sizes and times. */
export interface PackagePlan {
  readonly frameworks: readonly { readonly id: string; readonly name: string }[];
  /** `framework code` of every leaf in scope, also of those without evidence. */
  readonly leaves: readonly string[];
  readonly pieces: readonly PackagePiece[];
  /** Findings nobody has answered yet. */
  readonly open: readonly RuleFinding[];
  readonly accepted: readonly AnsweredFinding[];
  readonly leftOut: readonly { readonly piece: PackagePiece; readonly why: AnsweredFinding }[];
  /** Names of `pieces` in their order, or why there are none. */
  readonly names: readonly PackageName[] | string;
}

/** Everything confirmed in a scope, before it is known what goes into which package. */
export interface PackageScope {
  readonly frameworks: PackagePlan['frameworks'];
  readonly leaves: readonly { readonly key: string; readonly leadUnit: string }[];
  readonly pieces: readonly PackagePiece[];
}

/** Reads the confirmed evidence of a choice. Throws AppError `not-found` (framework, unit, indicator), `usage` (pattern), `cancelled`. */
export async function readPackageScope(
  archive: Archive,
  choice: PackageChoice,
  { rules, signal }: { readonly rules: PackageRules; readonly signal: AbortSignal },
): Promise<PackageScope> {
  const problem = patternProblem(choice.pattern);
  if (problem !== null) throw new AppError('usage', problem);
  if (choice.answers.some(({ reason }) => reason.trim() === '')) throw new AppError('usage', '放行和不报都要写理由。');
  const gaps = await readGaps(archive, { unit: choice.unit, frameworkId: choice.framework });
  const pieces: PackagePiece[] = [];
  const leaves: PackageScope['leaves'][number][] = [];
  for (const framework of gaps.frameworks) {
    const { files, groups } = await planFramework(archive.db, {
      ...{ frameworkId: framework.id, levelNames: framework.levelNames, gaps: framework },
      selection: { indicators: choice.indicators ?? 'all' },
    });
    const evidence = groups.flatMap((group) => group.indicators.flatMap((indicator) => indicator.evidence));
    const problems = await findProblems(archive.db, { evidence, files, password: undefined }, signal);
    const facts = await readFacts(archive, evidence, rules);
    for (const group of groups)
      for (const indicator of group.indicators) {
        leaves.push({ key: `${framework.id} ${indicator.code}`, leadUnit: indicator.leadUnit });
        indicator.evidence.forEach((item, at) =>
          pieces.push({
            evidence: item,
            file: files.get(item.documentId)?.path ?? null,
            series: `${framework.id}\n${indicator.code}\n${seriesOf(item)}`,
            nameable: nameableOf(item, { framework, group, indicator, ordinal: at + 1 }),
            ruled: {
              ...ruledOf(item, { framework: framework.id, indicator: indicator.code }),
              ...(facts.get(item.documentId) ?? { words: null, pixels: null }),
              problem: problemOf(problems.get(item.documentId)),
              otherVersion: null,
            },
          }),
        );
      }
  }
  return { frameworks: gaps.frameworks.map(({ id, name }) => ({ id, name })), leaves, pieces };
}

/** One package of a scope. `baseLength`: of the folder it will be opened in. */
export function planPackage(
  { frameworks, leaves, pieces }: PackageScope,
  choice: PackageChoice,
  { rules, baseLength }: { readonly rules: PackageRules; readonly baseLength: number },
): PackagePlan {
  const answered = applyAnswers(pieces, rules, choice.answers);
  const names = nameFiles(
    answered.pieces.map((piece) => piece.nameable),
    { pattern: choice.pattern, layout: choice.layout, baseLength, isGbk },
  );
  return { frameworks, leaves: leaves.map(({ key }) => key), ...answered, names };
}

function nameableOf(
  item: PlannedEvidence,
  of: {
    readonly framework: { readonly id: string; readonly name: string };
    readonly group: PlannedGroup;
    readonly indicator: PlannedIndicator;
    readonly ordinal: number;
  },
): Nameable {
  const { framework, group, indicator, ordinal } = of;
  const { materialCode, title, date, docNumber, kind, path } = item;
  return {
    ...{ framework: framework.id, frameworkName: framework.name, group: { code: group.code, name: group.name } },
    ...{ indicator: indicator.code, indicatorName: indicator.name, leadUnit: indicator.leadUnit },
    ...{ materialCode, ordinal, title, date, docNumber, kind, fileName: lastName(path) },
  };
}

function ruledOf(item: PlannedEvidence, place: { readonly framework: string; readonly indicator: string }) {
  const { materialCode, sha256, title, path, documentId, type, kind, sizeBytes, caption } = item;
  return {
    ...{ ...place, materialCode, sha256, title, path, documentId, type, kind, sizeBytes, caption },
    suffix: suffixOf(lastName(path)).slice(1),
    hasPhotoCaption: item.photoCaption !== null,
  };
}

function problemOf(found: EvidenceProblem | undefined): RuledItem['problem'] {
  if (found === undefined || found.code === 'not-pages') return null;
  return { code: found.code, reason: found.reason };
}

/** Folder and name without version words; a photo, film or sound stands for itself. */
function seriesOf(item: PlannedEvidence): string {
  const isShot = PICTURE_TYPES.includes(item.type) || item.type === 'video' || item.type === 'audio';
  if (isShot) return item.sha256;
  const { stem, day } = versionName(lastName(item.path), false);
  return `${item.source}\n${folderOf(item.path)}\n${stem}\n${day}`;
}

/** The pieces as the rules look at them, each with another state of its document that is to go in too. */
function withVersions(pieces: readonly PackagePiece[]): readonly RuledItem[] {
  const series = new Map<string, PackagePiece[]>();
  for (const piece of pieces) {
    const known = series.get(piece.series);
    if (known) known.push(piece);
    else series.set(piece.series, [piece]);
  }
  return pieces.map((piece) => {
    const other = series.get(piece.series)?.find((one) => one !== piece);
    return other ? { ...piece.ruled, otherVersion: lastName(other.ruled.path) } : piece.ruled;
  });
}

interface Facts {
  readonly words: number | null;
  readonly pixels: { readonly width: number; readonly height: number } | null;
}

/** Size of pictures, and length of the texts whose words are limited. */
async function readFacts(
  archive: Archive,
  evidence: readonly PlannedEvidence[],
  rules: PackageRules,
): Promise<ReadonlyMap<number, Facts>> {
  const pictures = evidence.filter(({ type }) => PICTURE_TYPES.includes(type)).map(({ documentId }) => documentId);
  const reports = evidence.filter(({ kind }) => kind === '说明报告').map(({ documentId }) => documentId);
  const sizes = await archive.db.all<{ id: number; picture: string | null }>(
    'SELECT id, picture FROM documents WHERE id IN (SELECT value FROM json_each(?))',
    [JSON.stringify(pictures)],
  );
  const texts = await archive.db.all<{ id: number; words: number }>(
    `SELECT document_id AS id, length(replace(replace(replace(replace(replace(text, ' ', ''), char(10), ''), char(13), ''), char(9), ''), char(12288), '')) AS words
       FROM contents WHERE document_id IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(rules.maxWords === null ? [] : reports)],
  );
  const facts = new Map<number, Facts>();
  for (const { id, picture } of sizes) {
    const { widthPx = 0, heightPx = 0 } =
      picture === null ? {} : (JSON.parse(picture) as { widthPx?: number; heightPx?: number });
    facts.set(id, { words: null, pixels: widthPx > 0 && heightPx > 0 ? { width: widthPx, height: heightPx } : null });
  }
  for (const { id, words } of texts) facts.set(id, { words, pixels: facts.get(id)?.pixels ?? null });
  return facts;
}

/** More rounds than there are rules that depend on what else goes in: a piece left out may bring the others below a limit. */
const ROUNDS = 4;

function applyAnswers(
  all: readonly PackagePiece[],
  rules: PackageRules,
  answers: readonly PackageAnswer[],
): Pick<PackagePlan, 'pieces' | 'open' | 'accepted' | 'leftOut'> {
  const of = new Map(answers.map((one) => [one.of, one]));
  const answerTo = (finding: RuleFinding): PackageAnswer | undefined => {
    const forAll = of.get(finding.code);
    // Of several states one must stay; which one, only a person knows.
    return of.get(finding.key) ?? (forAll && isForAll(finding.code, forAll) ? forAll : undefined);
  };
  const byPiece = new Map(all.map((piece) => [pieceKey(piece.ruled), piece]));
  const gone = new Map<string, AnsweredFinding>();
  for (let round = 0; ; round++) {
    const kept = all.filter((piece) => !gone.has(pieceKey(piece.ruled)));
    const findings = findingsOf(withVersions(kept), rules);
    const leaving = findings.filter((finding) => finding.item !== null && answerTo(finding)?.action === 'leave-out');
    // First what is wrong by itself; only what is still too many then.
    const alone = leaving.filter(({ code }) => code !== 'count');
    const next = alone.length > 0 ? alone : leaving;
    if (next.length === 0 || round >= ROUNDS) {
      const accepted = findings.flatMap((finding): AnsweredFinding[] => {
        const answer = answerTo(finding);
        return answer?.action === 'accept' && !NEVER.has(finding.code) ? [{ finding, answer }] : [];
      });
      const done = new Set(accepted.map(({ finding }) => finding));
      return {
        pieces: kept,
        open: findings.filter((finding) => !done.has(finding)),
        accepted,
        leftOut: [...gone].flatMap(([key, why]) => {
          const piece = byPiece.get(key);
          return piece ? [{ piece, why }] : [];
        }),
      };
    }
    for (const finding of next) {
      const answer = answerTo(finding);
      if (finding.item && answer) gone.set(pieceKey(finding.item), { finding, answer });
    }
  }
}

const isForAll = (code: RuleFinding['code'], answer: PackageAnswer): boolean =>
  answer.action === 'accept' || canLeaveOutAll(code);

/** Rules all of whose findings can be left out at once. */
export function canLeaveOutAll(code: RuleFinding['code']): boolean {
  return code !== 'version' && code !== 'total';
}

/** Left-out pieces as the package's list names them. */
export function leftOutOf(plan: PackagePlan): readonly LeftOut[] {
  return plan.leftOut.map(({ piece: { ruled, evidence }, why }) => ({
    ...{ framework: ruled.framework, indicator: ruled.indicator, materialCode: evidence.materialCode },
    ...{ title: ruled.title, path: ruled.path, sha256: ruled.sha256 },
    why: `${RULE_WORDS[why.finding.code]}:${why.finding.found}`,
    reason: why.answer.reason,
  }));
}
