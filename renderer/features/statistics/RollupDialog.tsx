import { Button, Modal, Spin } from 'antd';
import { useState } from 'react';
import type { RollupUnit } from '../../../shared/contract/rollup.ts';
import { useArchive } from '../../api/archive.tsx';
import { useRead } from '../../api/hooks.ts';
import { usePreference } from '../../api/preference.ts';
import { PathField } from '../../parts/PathField.tsx';
import { useSaveFile } from '../../parts/use-save-file.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';

const isPaths = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

const FIGURES: readonly { readonly title: string; readonly of: (unit: RollupUnit) => string | number }[] = [
  { title: '齐全', of: ({ totals }) => totals?.complete ?? '—' },
  { title: '部分', of: ({ totals }) => totals?.partial ?? '—' },
  { title: '缺失', of: ({ totals }) => totals?.missing ?? '—' },
  { title: '材料', of: ({ materials }) => materials },
  { title: '与别处相同', of: ({ shared }) => shared },
  { title: '问题(逾期)', of: ({ problems, overdue }) => `${problems}(${overdue})` },
];

/** 汇总: the archives of other units beside this one, how they stand together, as Excel too. They are only read. */
export function RollupDialog({ onClose }: { readonly onClose: () => void }) {
  const { archive, framework } = useArchive();
  const [others, setOthers] = usePreference<readonly string[]>('statistics.rollup', [], isPaths);
  const [path, setPath] = useState('');
  const wanted = { archive, framework: framework.id, others: [...others] };
  const read = useRead('rollup.read', wanted);
  const { saving, save } = useSaveFile('rollup.workbook');
  const add = (): void => {
    const next = path.trim();
    if (next === '' || others.includes(next)) return;
    setOthers([...others, next]);
    setPath('');
  };
  const run = (): Promise<void> =>
    save(wanted, { title: '导出汇总表', name: `档案汇总_${framework.name}.xlsx`, done: ({ rows }) => `已导出 ${rows} 条指标` });
  const rollup = read.data;
  return (
    <Modal
      title="汇总各单位的档案库"
      open
      onCancel={onClose}
      width="min(1000px, 96%)"
      style={{ top: 24 }}
      footer={[
        <Button key="excel" loading={saving} disabled={!rollup} onClick={() => void run()}>
          导出 Excel
        </Button>,
        <Button key="close" type="primary" onClick={onClose}>
          完成
        </Button>,
      ]}
    >
      <div className="stats-rollup-add">
        <PathField
          label="别的单位的档案库"
          placeholder="档案库文件夹的完整路径"
          pick="folder"
          value={path}
          onChange={setPath}
          onEnter={add}
        />
        <Button onClick={add} disabled={path.trim() === ''}>
          加入
        </Button>
      </div>
      <p className="muted">按指标编号对应,只读不写。内容相同的材料只算一份;每条取各单位中最好的,看上卷以后还缺什么。</p>
      {read.error && <ErrorNotice error={read.error} onRetry={() => void read.refetch()} />}
      {!rollup && !read.error && <Spin />}
      {rollup && (
        <>
          <p>
            合并以后:{rollup.together.leaves} 条中齐全 {rollup.together.complete}、部分 {rollup.together.partial}、缺失{' '}
            {rollup.together.missing};材料 {rollup.materials} 份,另有 {rollup.repeated} 份内容相同没有重复计算。
          </p>
          <div className="stats-scroll" tabIndex={0} role="region" aria-label="各单位的档案库">
            <table className="stats-table stats-rollup">
              <thead>
                <tr>
                  <th scope="col">单位</th>
                  {FIGURES.map(({ title }) => (
                    <th key={title} scope="col" className="is-number">
                      {title}
                    </th>
                  ))}
                  <th scope="col" className="is-number">
                    <span className="visually-hidden">移出</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {rollup.units.map((unit) => (
                  <tr key={unit.path}>
                    <th scope="row">
                      <span title={unit.path}>{unit.name}</span>
                      {unit.problem !== '' && <div className="stats-rollup-problem">⊠ {unit.problem}</div>}
                    </th>
                    {FIGURES.map(({ title, of }) => (
                      <td key={title} className="is-number">
                        {of(unit)}
                      </td>
                    ))}
                    <td className="is-number">
                      {unit.path !== archive && (
                        <Button
                          size="small"
                          type="link"
                          aria-label={`移出 ${unit.name}`}
                          onClick={() => setOthers(others.filter((one) => one !== unit.path))}
                        >
                          移出
                        </Button>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </Modal>
  );
}
