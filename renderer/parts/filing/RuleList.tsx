import { Button, Dropdown, Spin } from 'antd';
import type { Acceptance, KeptFilingRule } from '../../../shared/contract/filing.ts';
import { conditionsText } from '../../../shared/domain/filing-rule.ts';
import { useArchive } from '../../api/archive.tsx';
import { useAct, useRead } from '../../api/hooks.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { useSaveFile } from '../use-save-file.ts';
import { useDone, useUndo } from '../use-undo.tsx';
import { acceptanceText, BandAcceptance } from './BandAcceptance.tsx';

export interface RuleListProps {
  readonly onNew: () => void;
  readonly onEdit: (rule: KeptFilingRule) => void;
  readonly onAutomatic: (rule: KeptFilingRule) => void;
  readonly onLearned: () => void;
  readonly onImport: () => void;
}

/** The rules of the framework in view, how they did, and what can be done with each. */
export function RuleList({ onNew, onEdit, onAutomatic, onLearned, onImport }: RuleListProps) {
  const { archive, framework } = useArchive();

  const list = useRead('filing.list', { archive, framework: framework.id });
  const automatic = useAct('filing.automatic');
  const remove = useAct('filing.remove');
  const { save } = useSaveFile('filing.write');
  const done = useDone(useUndo());
  const run = (format: 'xlsx' | 'json'): Promise<void> =>
    save(
      { archive, framework: framework.id, format },
      { title: '导出归类规则', name: `归类规则_${framework.name}.${format}`, done: () => '已导出归类规则' },
    );
  const rules = list.data?.rules ?? [];
  const error = list.error ?? automatic.error ?? remove.error;
  return (
    <>
      <p className="muted filing-lead">
        规则只提建议,理由里写明“符合归类规则”。开了“自动确认”的才替你确认,已经作出的确认和否决都不改。
      </p>
      <div className="filing-bar">
        <Button type="primary" autoFocus onClick={onNew}>
          新建规则
        </Button>
        <Button onClick={onLearned}>从我的确认中提取</Button>
        <span style={{ flex: 1 }} />
        <Button onClick={onImport}>导入…</Button>
        <Dropdown
          trigger={['click']}
          disabled={rules.length === 0}
          menu={{
            items: [
              { key: 'xlsx', label: 'Excel 表格' },
              { key: 'json', label: 'JSON 文件' },
            ],
            onClick: ({ key }) => void run(key === 'json' ? 'json' : 'xlsx'),
          }}
        >
          <Button>导出</Button>
        </Dropdown>
      </div>
      {error && <ErrorNotice error={error} />}
      {!list.data && !list.error && <Spin style={{ margin: 24 }} />}
      {list.data && rules.length === 0 && (
        <EmptyState
          title="还没有归类规则"
          text="点“新建规则”写一条,如:文件夹“志愿服务”里名称含“简报”的,归入某条指标。归类过一些材料后,也可以“从我的确认中提取”。"
        />
      )}
      {rules.length > 0 && (
        <div className="filing-scroll">
          <table className="filing-table">
            <thead>
              <tr>
                <th scope="col">规则</th>
                <th scope="col">归入</th>
                <th scope="col">采纳率</th>
                <th scope="col">用法</th>
                <th scope="col">操作</th>
              </tr>
            </thead>
            <tbody>
              {rules.map((rule) => (
                <tr key={rule.id}>
                  <th scope="row">
                    <span className="ellipsis" title={rule.name}>
                      {rule.name}
                    </span>
                    <span className="muted ellipsis" title={conditionsText(rule.conditions)}>
                      {conditionsText(rule.conditions)}
                    </span>
                  </th>
                  <td>
                    <span className="ellipsis" title={`${rule.code} ${rule.indicatorName}`}>
                      <span className="muted">{rule.code}</span> {rule.indicatorName}
                    </span>
                  </td>
                  <td>{ruleAcceptance(rule.acceptance)}</td>
                  <td>
                    <b data-automatic={rule.automatic}>{!rule.active ? '○ 停用' : rule.automatic ? '✓ 自动确认' : '只提建议'}</b>
                    <span className="muted filing-small">
                      {rule.automatic || rule.confirmed > 0 ? `已自动确认 ${rule.confirmed} 份` : `待确认 ${rule.open} 份`}
                    </span>
                  </td>
                  <td className="filing-actions">
                    <Button size="small" type="link" aria-label={`修改“${rule.name}”`} onClick={() => onEdit(rule)}>
                      修改
                    </Button>
                    {rule.automatic ? (
                      <Button
                        size="small"
                        type="link"
                        aria-label={`停止自动确认“${rule.name}”`}
                        onClick={() =>
                          automatic.mutate(
                            { archive, id: rule.id, on: false },
                            { onSuccess: () => done(`“${rule.name}”只提建议了,已确认的不变`) },
                          )
                        }
                      >
                        停止自动
                      </Button>
                    ) : (
                      <Button
                        size="small"
                        type="link"
                        disabled={!rule.active}
                        aria-label={`让“${rule.name}”自动确认`}
                        onClick={() => onAutomatic(rule)}
                      >
                        自动确认…
                      </Button>
                    )}
                    <Button
                      size="small"
                      type="link"
                      danger
                      aria-label={`删除“${rule.name}”`}
                      onClick={() =>
                        remove.mutate({ archive, id: rule.id }, { onSuccess: () => done(`已删除规则“${rule.name}”`) })
                      }
                    >
                      删除
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {list.data && <BandAcceptance bands={list.data.bands} />}
    </>
  );
}

function ruleAcceptance(acceptance: Acceptance) {
  if (acceptance.of === 0) return <span className="muted">还没有答复过</span>;
  return (
    <span title={`近 ${acceptance.of} 条建议中采纳 ${acceptance.accepted} 条`}>
      {acceptanceText(acceptance)}
      <span className="muted filing-small">近 {acceptance.of} 条建议</span>
    </span>
  );
}
