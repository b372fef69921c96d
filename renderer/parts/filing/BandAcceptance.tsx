import type { Acceptance, FilingOutputs } from '../../../shared/contract/filing.ts';
import { BandMark } from '../../ui/BandMark.tsx';

const BANDS = ['high', 'medium', 'low'] as const;

/** The share as a clerk reads it: `96 %`, rounded down so that 100 % means all. */
export function acceptanceText({ of, accepted }: Acceptance): string {
  return `${Math.floor((accepted * 100) / of)} %`;
}

/** 采纳率 of the best suggestions by how sure they were, in one line. */
export function BandAcceptance({ bands }: { readonly bands: FilingOutputs['filing.list']['bands'] }) {
  if (BANDS.every((band) => bands[band].of === 0))
    return <p className="muted filing-bands">归类几份材料后,这里显示建议的采纳率。</p>;
  return (
    <p className="filing-bands">
      <span title="你处理过的材料中,首选建议正是你确认的那一条的比例,各取最近 200 份">首选建议的采纳率:</span>
      {BANDS.map((band) => (
        <span key={band}>
          <BandMark band={band} />{' '}
          {bands[band].of === 0 ? <span className="muted">还没有</span> : `${acceptanceText(bands[band])}(${bands[band].of} 份)`}
        </span>
      ))}
    </p>
  );
}
