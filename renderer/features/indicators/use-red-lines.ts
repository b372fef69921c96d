import type { Evidence, IndicatorDetail } from '../../../shared/contract/indicators.ts';
import type { AppError } from '../../../shared/contract/errors.ts';
import { carriesRedLines } from '../../../shared/domain/red-lines.ts';
import { useArchive } from '../../api/archive.tsx';
import { useAct } from '../../api/hooks.ts';
import type { RedLineTool } from '../../parts/DocumentPreview.tsx';

/** 红线 on one confirmed evidence of a leaf; undefined where none can be drawn. Each stroke is stored at once and can be undone. */
export function useRedLines(
  detail: IndicatorDetail | undefined,
  evidence: Evidence | null,
  done: (text: string) => void,
): { readonly tool: RedLineTool | undefined; readonly error: AppError | null } {
  const { archive } = useArchive();
  const draw = useAct('redLines.draw');
  const erase = useAct('redLines.erase');
  const keep = useAct('redLines.keep');
  const error = draw.error ?? erase.error ?? keep.error;
  const known = detail?.evidence.find((one) => one.linkId === evidence?.linkId);
  if (!detail || !known || !carriesRedLines(known.type)) return { tool: undefined, error };
  const place = { archive, documentId: known.documentId, indicatorId: detail.id };
  const tool: RedLineTool = {
    lines: known.redLines,
    onDraw: (line) => draw.mutate({ ...place, lines: [line] }, { onSuccess: () => done('已划红线') }),
    onKeep: () => keep.mutate(place, { onSuccess: () => done('红线已核对') }),
    onErase: (ids) =>
      erase.mutate(
        { ...place, ids: ids === null ? null : [...ids] },
        { onSuccess: () => done(`已擦去 ${ids?.length ?? known.redLines.length} 条红线`) },
      ),
  };
  return { tool, error };
}
