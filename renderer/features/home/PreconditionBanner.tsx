import { Button } from 'antd';
import type { Precondition } from '../../../shared/contract/home.ts';
import { go } from '../../ui/go.ts';

/** 前置条件: said while it is not reached, and while nobody has said how far it is. */
export function PreconditionBanner({ precondition }: { readonly precondition: Precondition | null }) {
  if (precondition === null || precondition.met === true) return null;
  const { name, least, reached, computed } = precondition;
  const short = reached !== null;
  return (
    <div className={`home-condition${short ? ' is-short' : ''}`} role={short ? 'alert' : 'status'}>
      <span aria-hidden="true">{short ? '▲' : '○'}</span>
      <div className="grow">
        <strong>
          {short
            ? `不得申报:前置条件没有达到,${name} ${reached} 分,要 ${least} 分`
            : `前置条件还不清楚:${name}要 ${least} 分以上`}
        </strong>
        <div className="muted">
          {short
            ? computed
              ? '按本档案库里这个体系已齐全的指标保守计算。补齐材料,或在评分办法里填上正式得分。'
              : '得分是在评分办法里填写的。'
            : '拿到得分后,在“统计”的评分办法里填上。'}
        </div>
      </div>
      <Button onClick={() => go('statistics')}>看评分办法</Button>
    </div>
  );
}
