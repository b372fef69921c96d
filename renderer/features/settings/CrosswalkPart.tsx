import { Button } from 'antd';
import { useState } from 'react';
import { useArchive } from '../../api/archive.tsx';
import { useRead } from '../../api/hooks.ts';
import { CrosswalkDialog } from '../../parts/CrosswalkDialog.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Part } from './Part.tsx';

/** 指标对照: how many lines the framework in view has with the others, and the way to them. */
export function CrosswalkPart() {
  const { archive, framework, summary } = useArchive();
  const [open, setOpen] = useState(false);
  const list = useRead('crosswalk.list', { archive, framework: framework.id });
  const lines = (list.data?.lines ?? []).filter((line) => line.relation !== null);
  const own = lines.filter((line) => line.decidedBy !== null).length;
  return (
    <Part
      title="指标对照"
      actions={
        <Button size="small" onClick={() => setOpen(true)}>
          查看和修改…
        </Button>
      }
    >
      {list.error && <ErrorNotice error={list.error} />}
      <p>
        {summary.frameworks.length < 2
          ? '档案库里只有一个测评体系。几个体系一起迎检时,在一个体系里确认过的材料,会按对照在另一个体系里得到建议。'
          : `“${framework.name}”与其他体系有 ${lines.length} 行对照,其中你们自己定的 ${own} 行,其余是示例。`}
      </p>
      <CrosswalkDialog open={open} onClose={() => setOpen(false)} />
    </Part>
  );
}
