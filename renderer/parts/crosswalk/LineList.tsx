import { Button, Input, Select, Spin } from 'antd';
import { useState } from 'react';
import type { CrosswalkEnd, CrosswalkLine } from '../../../shared/contract/crosswalk.ts';
import { RELATION_WORDS, type Relation } from '../../../shared/domain/crosswalk.ts';
import { fold } from '../../../shared/domain/text.ts';
import { useArchive } from '../../api/archive.tsx';
import { useAct, useRead } from '../../api/hooks.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { useSaveFile } from '../use-save-file.ts';
import { useDone, useUndo } from '../use-undo.tsx';
import { RelationSelect } from './RelationSelect.tsx';

const ALL = '';

export interface LineListProps {
  readonly find: string;
  readonly onOpen: (view: 'add' | 'proposals' | 'import') => void;
}

/** The lines of the framework in view, each with its relation to change and its origin; those taken away stay to be brought back. */
export function LineList({ find, onOpen }: LineListProps) {
  const { archive, framework, summary } = useArchive();
  const [text, setText] = useState(find);
  const [other, setOther] = useState(ALL);
  const list = useRead('crosswalk.list', { archive, framework: framework.id });
  const set = useAct('crosswalk.set');
  const { save } = useSaveFile('crosswalk.write');
  const done = useDone(useUndo());
  const others = summary.frameworks.filter((one) => one.id !== framework.id);
  const nameOf = (id: string): string => summary.frameworks.find((one) => one.id === id)?.name ?? id;
  const lines = list.data?.lines ?? [];
  const words = fold(text).split(/\s+/u);
  const shown = lines.filter(
    (line) =>
      (other === ALL || line.other.framework === other) &&
      words.every((word) => fold(`${line.one.code} ${line.one.name} ${line.other.code} ${line.other.name}`).includes(word)),
  );
  const say = (line: CrosswalkLine, relation: Relation | 'none' | 'shipped', words: string): void =>
    set.mutate(
      { archive, rows: [{ oneId: line.one.id, otherId: line.other.id, relation }] },
      { onSuccess: () => done(`${line.one.code} 与 ${line.other.code}:${words}`) },
    );
  const error = list.error ?? set.error;
  if (others.length === 0)
    return (
      <EmptyState
        title="档案库里只有一个测评体系"
        text="几个体系一起迎检时,先在“设置”的“测评体系”里添加另一个。之后一份材料在一个体系里确认了,对照的指标也会得到建议。"
      />
    );
  return (
    <>
      <p className="muted filing-lead">
        一份材料在一个体系里确认后,对照到的指标就得到建议,理由写明是哪一条。对照只提建议,不替你确认。标“示例”的按示例模板的文字写成,不是官方对照。
      </p>
      <div className="filing-bar crosswalk-bar">
        <Input
          allowClear
          autoFocus
          style={{ width: 220 }}
          aria-label="筛选对照"
          placeholder="编号或名称"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Select
          aria-label="另一测评体系"
          style={{ width: 240 }}
          value={other}
          onChange={setOther}
          options={[{ value: ALL, label: '全部体系' }, ...others.map(({ id, name }) => ({ value: id, label: name }))]}
        />
        <span style={{ flex: 1 }} />
        <Button type="primary" onClick={() => onOpen('add')}>
          新增对照
        </Button>
        <Button onClick={() => onOpen('proposals')}>按名称相近找…</Button>
        <Button onClick={() => onOpen('import')}>导入…</Button>
        <Button
          disabled={lines.length === 0}
          onClick={() =>
            void save(
              { archive, framework: framework.id },
              { title: '导出指标对照', name: `指标对照_${framework.name}.xlsx`, done: () => '已导出指标对照' },
            )
          }
        >
          导出 Excel
        </Button>
      </div>
      {error && <ErrorNotice error={error} />}
      {!list.data && !list.error && <Spin style={{ margin: 24 }} />}
      {list.data && shown.length === 0 && (
        <EmptyState
          title={lines.length === 0 ? '还没有对照' : '没有符合的对照'}
          text={lines.length === 0 ? '点“按名称相近找…”看看哪些指标相像,或“新增对照”自己写一行。' : '换一个词,或选“全部体系”。'}
        />
      )}
      {shown.length > 0 && (
        <div className="filing-scroll" tabIndex={0} role="region" aria-label="对照清单">
          <table className="filing-table crosswalk-table">
            <thead>
              <tr>
                <th scope="col">本体系指标</th>
                <th scope="col">关系</th>
                <th scope="col">另一体系的指标</th>
                <th scope="col">来源</th>
                <th scope="col">操作</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((line) => (
                <tr key={`${line.one.id} ${line.other.id}`} data-gone={line.relation === null}>
                  <td>
                    <End end={line.one} />
                  </td>
                  <td>
                    {line.relation === null ? (
                      <span>✕ 已去掉</span>
                    ) : (
                      <RelationSelect
                        label={`${line.one.code} 与 ${line.other.code} 的关系`}
                        value={line.relation}
                        onChange={(relation) => say(line, relation, RELATION_WORDS[relation])}
                      />
                    )}
                  </td>
                  <td>
                    <End end={line.other} />
                    <span className="muted ellipsis" title={nameOf(line.other.framework)}>
                      {nameOf(line.other.framework)}
                    </span>
                  </td>
                  <td>
                    <span className="ellipsis" title={line.decidedBy ?? '示例'}>
                      {line.decidedBy === null ? '示例' : line.decidedBy}
                    </span>
                  </td>
                  <td className="filing-actions">
                    {line.shipped !== null && line.decidedBy !== null && (
                      <Button
                        size="small"
                        type="link"
                        aria-label={`恢复示例 ${line.one.code} 与 ${line.other.code}`}
                        onClick={() => say(line, 'shipped', '已恢复示例')}
                      >
                        恢复示例
                      </Button>
                    )}
                    {line.relation !== null && (
                      <Button
                        size="small"
                        type="link"
                        aria-label={`去掉 ${line.one.code} 与 ${line.other.code}`}
                        onClick={() => say(line, line.shipped === null ? 'shipped' : 'none', '已去掉')}
                      >
                        去掉
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

function End({ end }: { readonly end: CrosswalkEnd }) {
  return (
    <span className="ellipsis" title={`${end.code} ${end.name}`}>
      <span className="muted">{end.code}</span> {end.name}
    </span>
  );
}
