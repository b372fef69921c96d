import { Button } from 'antd';
import type { EditionDetail } from '../../../shared/contract/exports.ts';
import { useArchive } from '../../api/archive.tsx';
import { useRead } from '../../api/hooks.ts';
import { usePreference } from '../../api/preference.ts';
import { go } from '../../ui/go.ts';
import { choiceOf, isStoredChoice, type Choice } from './choice.ts';

/** From an edition on: the same again as it was chosen then, or only what came after it as a 补充卷. */
export function AgainButtons({ edition }: { readonly edition: EditionDetail }) {
  const { archive } = useArchive();
  const [, setChoice] = usePreference<Choice | null>(`exports.choice:${archive}`, null, isStoredChoice);
  const scope = useRead('exports.scope', { archive });
  const { plan } = edition;
  const open = (supplementTo: number | null): void => {
    if (plan && scope.data) setChoice({ ...choiceOf(plan, scope.data.frameworks), supplementTo });
    go('exports', { step: 'check' });
  };
  return (
    <>
      <Button disabled={plan !== null && !scope.data} onClick={() => open(null)}>
        {plan ? '照这一版的选项再成册' : '再次导出'}
      </Button>
      {plan && edition.supplementTo === null && (
        <Button
          disabled={!scope.data}
          title="只收这一版之后确认的材料,已交出的卷册和页码都不变"
          onClick={() => open(edition.edition)}
        >
          出补充卷
        </Button>
      )}
      <Button title="在报送登记里记下:这一版报给了谁" onClick={() => go('records', submission(edition))}>
        登记报送
      </Button>
    </>
  );
}

/** A new row of 报送登记 for this edition, what changed since the one before included (S10). */
function submission({ edition, frameworks, placed, changes }: EditionDetail): Readonly<Record<string, string>> {
  return {
    ledger: 'baosong',
    row: 'new',
    'v.what': `${frameworks.join('、')}迎检档案,${placed} 份材料`,
    'v.edition': `第 ${edition} 版`,
    ...(changes ? { 'v.note': `与第 ${changes.since} 版相比有 ${changes.lines.length} 处变化,${changes.kept} 份没有变` } : {}),
  };
}
