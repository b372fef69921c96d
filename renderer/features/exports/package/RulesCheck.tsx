import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import type { Input as ProcedureInput } from '../../../../shared/contract/api.ts';
import type { PackageAnswer, PackageCheck, PackageFinding, PackageFindings } from '../../../../shared/contract/submit.ts';
import { useSaveFile } from '../../../parts/use-save-file.ts';
import { go } from '../../../ui/go.ts';
import { sizeText } from '../../../../shared/domain/size-text.ts';

export interface RulesCheckProps {
  readonly check: PackageCheck;
  readonly answers: readonly PackageAnswer[];
  readonly input: ProcedureInput<'submit.report'>;
  readonly onAnswers: (answers: readonly PackageAnswer[]) => void;
}

/** What a reason is asked for. */
interface Asked {
  readonly of: string;
  readonly action: PackageAnswer['action'];
  readonly what: string;
}

const ACTIONS = { accept: '放行', 'leave-out': '不报' } as const;

/** 报送要求检查: what will go in, what does not keep to the rules and what the person says to it, how files will be called. */
export function RulesCheck({ check, answers, input, onAnswers }: RulesCheckProps) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const { saving, save } = useSaveFile('submit.report');
  const { totals, names } = check;
  const figures: readonly (readonly [string, string])[] = [
    ['指标', `${totals.indicators} 条`],
    ['原件', `${totals.files} 件`],
    ['大小', sizeText(totals.sizeBytes)],
    ['不报', `${check.leftOut} 件`],
    ['报送要求', check.rules.name],
  ];
  const answer = (reason: string): void => {
    if (!asked) return;
    onAnswers([...answers.filter(({ of }) => of !== asked.of), { of: asked.of, action: asked.action, reason }]);
    setAsked(null);
  };
  const takeBack = (finding: PackageFinding, code: string): void => onAnswers(answersWithout(answers, finding, code));
  return (
    <div className="ex-check pk-check">
      <dl className="ex-figures" aria-label="预计">
        {figures.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="muted ex-folder">
        生成第 {check.number} 号{check.units.length > 1 && `至第 ${check.number + check.units.length - 1} 号`}报送包,放到:
        <span title={check.out}>{check.out}</span>
      </p>
      <UnitList check={check} />
      {check.blockers.length > 0 && (
        <section aria-label="阻断">
          <h2>阻断 {check.blockers.length} 项</h2>
          <ul className="ex-findings">
            {check.blockers.map((text) => (
              <li key={text}>
                <span aria-hidden="true" style={{ color: 'var(--bad)' }}>
                  ⊠
                </span>
                <p>{text}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section aria-label="不合要求">
        <h2 className="pk-head">
          <span>{check.open === 0 ? '没有待处理的' : `待处理 ${check.open} 处`}</span>
          <Button
            size="small"
            loading={saving}
            onClick={() => void save(input, { title: '导出检查报告', name: '报送检查报告.xlsx', done: () => '已导出检查报告' })}
          >
            导出检查报告
          </Button>
        </h2>
        {check.findings.length === 0 && (
          <p className="muted">
            全部合乎报送要求“{check.rules.name}”{check.blockers.length === 0 && ',可以生成'}。
          </p>
        )}
        <ul className="ex-findings">
          {check.findings.map((group) => (
            <Group key={group.code} group={group} onAsk={setAsked} onTakeBack={(finding) => takeBack(finding, group.code)} />
          ))}
        </ul>
      </section>
      <section aria-label="命名">
        <h2>命名</h2>
        <p className="muted">
          最长的路径 {names.longest} 个字符;缩短 {names.shortened} 件,同名加序号 {names.numbered} 件
          {names.replaced.length === 0
            ? '。'
            : `,GBK 没有的字已替换:${names.replaced.map(({ char, by }) => `${char}→${by}`).join(' ')}。`}
          逐件列在目录的“说明”里。
        </p>
        <ul className="pk-names">
          {names.examples.map((path) => (
            <li key={path}>{path}</li>
          ))}
        </ul>
      </section>
      {asked && <ReasonDialog asked={asked} onCancel={() => setAsked(null)} onReason={answer} />}
    </div>
  );
}

/** 按责任单位分包: whose packages will be made, and who has nothing to send. */
function UnitList({ check: { units, emptyUnits } }: { readonly check: PackageCheck }) {
  if (units.length === 0 && emptyUnits.length === 0) return null;
  return (
    <section aria-label="各单位">
      <h2>{units.length} 个单位各一包</h2>
      <ul className="pk-names">
        {units.map(({ unit, number, totals, open }) => (
          <li key={unit}>
            第 {number} 号 {unit}:{totals.files} 件,{sizeText(totals.sizeBytes)}
            {open > 0 && `,待处理 ${open} 处`}
          </li>
        ))}
      </ul>
      {emptyUnits.length > 0 && <p>◇ 没有可报送的材料,不生成:{emptyUnits.join('、')}</p>}
    </section>
  );
}

/** An answer to one finding goes; of an answer to all of a rule, the whole answer. */
function answersWithout(answers: readonly PackageAnswer[], finding: PackageFinding, code: string): readonly PackageAnswer[] {
  const of = answers.some((one) => one.of === finding.key) ? finding.key : code;
  return answers.filter((one) => one.of !== of);
}

interface GroupProps {
  readonly group: PackageFindings;
  readonly onAsk: (asked: Asked) => void;
  readonly onTakeBack: (finding: PackageFinding) => void;
}

function Group({ group, onAsk, onTakeBack }: GroupProps) {
  const { code, title, count, open, canAccept, canLeaveOut, items } = group;
  const all = (action: PackageAnswer['action']): void =>
    onAsk({ of: code, action, what: `“${title}”${open} 处全部${ACTIONS[action]}` });
  return (
    <li>
      <span aria-hidden="true" style={{ color: open > 0 ? 'var(--warn)' : 'var(--good)' }}>
        {open > 0 ? '◇' : '●'}
      </span>
      <div>
        <span className="pk-head">
          <b>
            {title} {count} 处{open > 0 ? `,待处理 ${open}` : ',都已处理'}
          </b>
          <span style={{ flex: 1 }} />
          {open > 1 && canLeaveOut && (
            <Button size="small" aria-label={`${title}全部不报`} onClick={() => all('leave-out')}>
              全部不报…
            </Button>
          )}
          {open > 1 && canAccept && (
            <Button size="small" aria-label={`${title}全部放行`} onClick={() => all('accept')}>
              全部放行…
            </Button>
          )}
        </span>
        <details open={count <= 8}>
          <summary>{items.length < count ? `看前 ${items.length} 处` : `看这 ${count} 处`}</summary>
          <ul className="pk-items">
            {items.map((item) => (
              <Row
                key={`${item.key} ${item.title}`}
                group={group}
                item={item}
                onAsk={onAsk}
                onTakeBack={() => onTakeBack(item)}
              />
            ))}
          </ul>
        </details>
      </div>
    </li>
  );
}

interface RowProps {
  readonly group: PackageFindings;
  readonly item: PackageFinding;
  readonly onAsk: (asked: Asked) => void;
  readonly onTakeBack: () => void;
}

function Row({ group, item, onAsk, onTakeBack }: RowProps) {
  const what = `${item.materialCode} ${item.title}`.trim();
  const ask = (action: PackageAnswer['action']): void => onAsk({ of: item.key, action, what: `${ACTIONS[action]}:${what}` });
  return (
    <li>
      <span className="ellipsis" title={item.path || what}>
        {what}
      </span>
      <span>
        {item.found}
        {item.limit !== '' && <span className="muted">,要求:{item.limit}</span>}
      </span>
      {item.answer === null ? (
        <span className="muted">{item.advice}</span>
      ) : (
        <span>
          {item.answer.action === 'accept' ? '● 放行' : '○ 不报'}:{item.answer.reason}
        </span>
      )}
      <span className="pk-actions">
        {item.documentId !== null && (
          <Button
            type="link"
            size="small"
            aria-label={`查看 ${what}`}
            onClick={() => go('documents', { document: String(item.documentId) })}
          >
            查看
          </Button>
        )}
        {item.answer !== null && (
          <Button type="link" size="small" aria-label={`撤回 ${what}`} onClick={onTakeBack}>
            撤回
          </Button>
        )}
        {item.answer === null && item.documentId !== null && (
          <Button type="link" size="small" aria-label={`不报 ${what}`} onClick={() => ask('leave-out')}>
            不报
          </Button>
        )}
        {item.answer === null && group.canAccept && (
          <Button type="link" size="small" aria-label={`放行 ${what}`} onClick={() => ask('accept')}>
            放行
          </Button>
        )}
      </span>
    </li>
  );
}

/** Asks why. Ctrl+Enter says it, Esc leaves. */
function ReasonDialog({
  asked,
  onCancel,
  onReason,
}: {
  readonly asked: Asked;
  readonly onCancel: () => void;
  readonly onReason: (reason: string) => void;
}) {
  const [reason, setReason] = useState('');
  const ready = reason.trim() !== '';
  return (
    <Modal
      open
      title={asked.what}
      okText={ACTIONS[asked.action]}
      cancelText="取消"
      okButtonProps={{ disabled: !ready }}
      onOk={() => onReason(reason.trim())}
      onCancel={onCancel}
    >
      <Input.TextArea
        autoFocus
        rows={2}
        maxLength={500}
        aria-label="理由"
        placeholder={asked.action === 'accept' ? '如:已与省文明办沟通,同意照报' : '如:系统不收这种格式,另行邮寄'}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && event.ctrlKey && ready) onReason(reason.trim());
        }}
      />
      <p className="muted">
        {asked.action === 'accept' ? '照报,理由留在这一包的记录里。' : '不装进这一包,理由写进目录的“未报送的材料”。'}
        生成之前可以撤回。
      </p>
    </Modal>
  );
}
