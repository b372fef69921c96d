import type { PlannedEvidence } from '../../../shared/domain/volume.ts';
import type { Archive } from '../archives/archives.ts';
import { stopIfCancelled, type JobContext } from '../jobs/jobs.ts';
import { createRenditions, type Printer, type Suite } from '../renditions/renditions.ts';
import type { Fonts } from './fonts.ts';
import { measureEvidence, type Measured } from './measure.ts';
import { measureKey } from './paginate.ts';
import { createLooker } from './pdf/look.ts';
import type { FrameworkPlan } from './plan.ts';
import type { PrintCopies } from './print-copies.ts';

/** PDFs of a volume that are read as the standard says and still compared, one page each. */
const SAMPLE = 8;

/**
 * JPEGs of a volume whose codes are all gone through, about 30 bytes a microsecond: half a second of processor time at most. Of the others
 * only those with a hole are. Where every page is compared, every picture is gone through too.
 */
const PICTURE_BYTES = 16 << 20;

/**
 * Measures all evidence of some plans, by measureKey. A PDF one of whose pages came out unlike its source goes in as pictures
 * wherever it stands. Throws AppError `cancelled` only.
 */
export async function measureAll(
  archive: Archive,
  plans: readonly FrameworkPlan[],
  options: {
    readonly fonts: Fonts;
    readonly password: string | undefined;
    readonly compareAll: boolean;
    readonly printer: Printer | null;
    readonly suite: Suite | null;
    readonly prints: PrintCopies;
    readonly archival: boolean;
    readonly ctx: JobContext;
  },
): Promise<Map<string, Measured>> {
  const { fonts, password, compareAll, printer, suite, prints, archival, ctx } = options;
  const storedText = async (documentId: number): Promise<string> =>
    (await archive.db.get<{ text: string }>('SELECT text FROM contents WHERE document_id = ?', [documentId]))?.text ?? '';
  const wordPlaces = async (documentId: number): Promise<ReadonlyMap<number, string>> => {
    const rows = await archive.db.all<{ page: number; places: string }>(
      'SELECT page, word_places AS places FROM lined_pages WHERE document_id = ?',
      [documentId],
    );
    return new Map(rows.map(({ page, places }) => [page, places]));
  };
  const all = plans.flatMap((plan) =>
    plan.groups.flatMap((group) =>
      group.indicators.flatMap((indicator) =>
        indicator.evidence.map((evidence) => ({ evidence, file: plan.files.get(evidence.documentId) })),
      ),
    ),
  );
  const measured = new Map<string, Measured>();
  const sampled = sampleOf(all.map(({ evidence }) => evidence));
  const pictures = { leftBytes: compareAll ? Infinity : PICTURE_BYTES };
  const looker = createLooker();
  const renditions = createRenditions({ archivePath: archive.path, printer, suite, signal: ctx.signal });
  try {
    for (const { evidence, file } of all) {
      stopIfCancelled(ctx.signal);
      ctx.progress({ stage: '检查材料', done: measured.size, total: all.length, label: evidence.path });
      const comparing = compareAll ? 'all' : sampled.has(evidence.sha256) ? 'sample' : 'irregular';
      const result: Measured = file
        ? await measureEvidence(evidence, file, {
            fonts,
            password,
            storedText,
            wordPlaces,
            looker,
            renditions,
            prints,
            comparing,
            pictures,
            archival,
            signal: ctx.signal,
          })
        : { kind: 'refused', reason: '没有这份材料的文件记录。请重新编目' };
      measured.set(measureKey(evidence), result);
    }
  } finally {
    await looker.close();
  }
  agree(
    all.map(({ evidence }) => evidence),
    measured,
  );
  return measured;
}

/** Contents of a few PDFs spread evenly over the volume: the same plan always gives the same ones. */
function sampleOf(all: readonly PlannedEvidence[]): ReadonlySet<string> {
  const contents = [...new Set(all.filter(({ type }) => type === 'pdf').map(({ sha256 }) => sha256))];
  const step = Math.max(1, contents.length / SAMPLE);
  return new Set(contents.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step)));
}

/** One content is placed in one way, whichever of its pages were compared. */
function agree(all: readonly PlannedEvidence[], measured: Map<string, Measured>): void {
  const asPictures = new Map<string, readonly string[]>();
  for (const evidence of all) {
    const how = measured.get(measureKey(evidence));
    if (how?.kind === 'pdf' && how.asPictures) asPictures.set(evidence.sha256, how.notes);
  }
  for (const evidence of all) {
    const how = measured.get(measureKey(evidence));
    const notes = asPictures.get(evidence.sha256);
    if (how?.kind === 'pdf' && notes)
      measured.set(measureKey(evidence), { ...how, asPictures: true, pictured: new Map(), notes });
  }
}
