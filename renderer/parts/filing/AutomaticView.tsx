import { Button, Spin } from 'antd';
import type { KeptFilingRule } from '../../../shared/contract/filing.ts';
import { conditionsText } from '../../../shared/domain/filing-rule.ts';
import { useArchive } from '../../api/archive.tsx';
import { useAct, useRead } from '../../api/hooks.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { useDone, useUndo } from '../use-undo.tsx';
import { HitList } from './HitList.tsx';

/** Everything that turning 自动确认 on is about to confirm, before it is turned on. */
export function AutomaticView({ rule, onBack }: { readonly rule: KeptFilingRule; readonly onBack: () => void }) {
  const { archive } = useArchive();
  const { indicatorId, name, conditions } = rule;
  const preview = useRead('filing.preview', { archive, rule: { indicatorId, name, conditions } });
  const automatic = useAct('filing.automatic');
  const done = useDone(useUndo());
  const shown = preview.isPlaceholderData ? undefined : preview.data;
  const turnOn = (): void =>
    automatic.mutate(
      { archive, id: rule.id, on: true },
      {
        onSuccess: ({ confirmed }) => {
          done(`“${name}”自动确认了 ${confirmed} 份`);
          onBack();
        },
      },
    );
  return (
    <>
      <p className="filing-lead">
        规则“{name}”:{conditionsText(conditions)},归入 <b>{rule.code}</b> {rule.indicatorName}。
      </p>
      <p className="muted filing-lead">
        下面“还没有决定”的现在就确认;以后编目找到的新材料也照此确认,记在你名下并写明是这条规则。否决过的和已归入别处的不动。整步可以一次撤销。
      </p>
      <section className="filing-preview" aria-label="预览命中">
        {!shown && !preview.error && <Spin style={{ margin: 24 }} />}
        {preview.error && <ErrorNotice error={preview.error} />}
        {shown && <HitList preview={shown} />}
        {automatic.error && <ErrorNotice error={automatic.error} />}
      </section>
      <div className="filing-foot">
        <Button autoFocus onClick={onBack}>
          返回
        </Button>
        <Button type="primary" disabled={!shown} loading={automatic.isPending} onClick={turnOn}>
          {shown ? `确认 ${shown.counts.open} 份并开启自动确认` : '开启自动确认'}
        </Button>
      </div>
    </>
  );
}
