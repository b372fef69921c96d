import { Button } from 'antd';
import { useState } from 'react';
import { RELATION_WORDS } from '../../../shared/domain/crosswalk.ts';
import { useArchive } from '../../api/archive.tsx';
import { useRead } from '../../api/hooks.ts';
import { CrosswalkDialog } from '../../parts/CrosswalkDialog.tsx';
import { go } from '../../ui/go.ts';

/** What a leaf is to leaves of the archive's other frameworks, each a way there; nothing where there is only one framework. */
export function LeafCrosswalk({ leaf, code }: { readonly leaf: number; readonly code: string }) {
  const { archive, framework, summary, chooseFramework } = useArchive();
  const [open, setOpen] = useState(false);
  const list = useRead('crosswalk.list', summary.frameworks.length < 2 ? null : { archive, framework: framework.id, leaf });
  if (!list.data) return null;
  const lines = list.data.lines.flatMap((line) =>
    line.relation === null ? [] : [{ ...line, word: RELATION_WORDS[line.relation] }],
  );
  const nameOf = (id: string): string => summary.frameworks.find((one) => one.id === id)?.name ?? id;
  return (
    <>
      <div className="ind-title">
        <h3>其他体系的对照 {lines.length} 条</h3>
        <Button size="small" onClick={() => setOpen(true)}>
          修改对照
        </Button>
      </div>
      {lines.length === 0 && <p className="muted">没有对照。写了对照,在那边确认过的材料这里也会得到建议。</p>}
      <ul className="ind-waiting" aria-label="其他体系的对照">
        {lines.map(({ other, word, decidedBy }) => (
          <li key={other.id}>
            <div className="ind-line">
              <span>{word}</span>
              <button
                type="button"
                className="ind-link ellipsis"
                title={`到“${nameOf(other.framework)}”看 ${other.code} ${other.name}`}
                onClick={() => {
                  chooseFramework(other.framework);
                  go('indicators', { indicator: String(other.id) });
                }}
              >
                {other.code} {other.name}
              </button>
              {decidedBy === null && <span className="muted">示例</span>}
            </div>
            <div className="muted ellipsis">{nameOf(other.framework)}</div>
          </li>
        ))}
      </ul>
      <CrosswalkDialog open={open} find={code} onClose={() => setOpen(false)} />
    </>
  );
}
