import { Button } from 'antd';
import { useState } from 'react';
import { useArchive } from '../../../api/archive.tsx';
import { useRead } from '../../../api/hooks.ts';
import { FrameworkImport } from '../../../parts/FrameworkImport.tsx';
import { ErrorNotice } from '../../../ui/ErrorNotice.tsx';
import type { NextEdition } from './EditionWizard.tsx';

export interface EditionSourceProps {
  readonly current: string;
  readonly onChoose: (to: NextEdition) => void;
}

/** Where the new edition comes from: a table, a framework the archive holds already, or a shipped one. */
export function EditionSource({ current, onChoose }: EditionSourceProps) {
  const { summary } = useArchive();
  const list = useRead('framework.list', {});
  const [importing, setImporting] = useState(false);
  const held = summary.frameworks.filter(({ id }) => id !== current);
  const known = new Set(summary.frameworks.map(({ id }) => id));
  const shipped = list.data?.frameworks.filter(({ id }) => !known.has(id)) ?? [];
  return (
    <div className="edition-source">
      <section aria-label="从 Excel、Word 导入">
        <h3>从 Excel、Word 导入新版</h3>
        <p className="muted">上级新发的操作手册或责任分解表。导入前能看到每一列被当作什么。</p>
        <Button type="primary" onClick={() => setImporting(true)}>
          从 Excel、Word 导入
        </Button>
      </section>
      {held.length > 0 && (
        <section aria-label="已在档案库的体系">
          <h3>已在档案库的体系</h3>
          <Choices frameworks={held} onChoose={(id) => onChoose({ held: id })} />
        </section>
      )}
      <section aria-label="示例模板">
        <h3>示例模板</h3>
        {list.error && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
        <Choices frameworks={shipped} onChoose={(id) => onChoose({ reference: id })} />
      </section>
      <FrameworkImport
        open={importing}
        onClose={() => setImporting(false)}
        onImport={(table) => onChoose(table)}
        problem={null}
        busy={false}
      />
    </div>
  );
}

interface ChoicesProps {
  readonly frameworks: readonly {
    readonly id: string;
    readonly name: string;
    readonly edition: string;
    readonly leaves: number;
  }[];
  readonly onChoose: (id: string) => void;
}

function Choices({ frameworks, onChoose }: ChoicesProps) {
  return (
    <ul>
      {frameworks.map((one) => (
        <li key={one.id}>
          <Button type="link" onClick={() => onChoose(one.id)}>
            {one.name} {one.edition}
          </Button>
          <span className="muted">{one.leaves} 条</span>
        </li>
      ))}
    </ul>
  );
}
