import { Button } from 'antd';
import { useState } from 'react';
import { useArchive } from '../../api/archive.tsx';
import { useRead } from '../../api/hooks.ts';
import { FilingDialog } from '../../parts/FilingDialog.tsx';
import { BandAcceptance } from '../../parts/filing/BandAcceptance.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Part } from './Part.tsx';

/** 归类规则: how many there are, how the suggestions did, and the way to them. */
export function FilingPart() {
  const { archive, framework } = useArchive();
  const [open, setOpen] = useState(false);
  const list = useRead('filing.list', { archive, framework: framework.id });
  const rules = list.data?.rules ?? [];
  const automatic = rules.filter((rule) => rule.automatic).length;
  return (
    <Part
      title="归类规则"
      actions={
        <Button size="small" onClick={() => setOpen(true)}>
          管理规则…
        </Button>
      }
    >
      {list.error && <ErrorNotice error={list.error} />}
      <p>
        {rules.length === 0
          ? `“${framework.name}”还没有归类规则。规则按文件夹、名称、正文等条件提建议。`
          : `“${framework.name}”有 ${rules.length} 条规则,其中 ${automatic} 条自动确认。`}
      </p>
      {list.data && <BandAcceptance bands={list.data.bands} />}
      <FilingDialog open={open} onClose={() => setOpen(false)} />
    </Part>
  );
}
