import { Button, Input } from 'antd';
import type { ExportCheck, Finding, Jump } from '../../../shared/contract/exports.ts';
import { go } from '../../ui/go.ts';
import { sizeText } from '../../../shared/domain/size-text.ts';

export interface CheckPageProps {
  readonly check: ExportCheck;
  readonly signOff: string;
  readonly onSignOff: (reason: string) => void;
}

/** What makes a volume 不完整 (gaps, and evidence that cannot be placed). */
const INCOMPLETE: ReadonlySet<Finding['code']> = new Set([
  ...(['gaps', 'missing', 'changed', 'locked', 'unreadable', 'online-only', 'not-pages'] as const),
]);

/** 检查: how large it will be, what stands against it, what should be known before. */
export function CheckPage({ check, signOff, onSignOff }: CheckPageProps) {
  const { estimate, blockers, reminders } = check;
  const free = estimate.freeBytes === null ? '' : `(剩余 ${sizeText(estimate.freeBytes)})`;
  const figures: readonly (readonly [string, string])[] = [
    ['指标', `${estimate.indicators} 条`],
    ['材料', `${estimate.documents} 份`],
    ['篇幅', `约 ${estimate.pages} 页,${estimate.volumes} 卷`],
    ['大小', `约 ${sizeText(estimate.sizeBytes)}${free}`],
    ['打印厚度', `约 单面 ${estimate.singleSidedMm} mm,双面 ${estimate.doubleSidedMm} mm(80 g 纸)`],
  ];
  return (
    <div className="ex-check">
      <dl className="ex-figures" aria-label="预计">
        {figures.map(([label, value]) => (
          <div key={value}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="muted ex-folder">
        生成第 {check.edition} 版,放到:<span title={check.folder}>{check.folder}</span>
      </p>
      <Findings title="阻断" tone="bad" shape="⊠" none="没有阻断,可以成册。" findings={blockers} />
      <Findings title="提醒" tone="warn" shape="◇" none="没有要提醒的。" findings={reminders} />
      {reminders.some(({ code }) => INCOMPLETE.has(code)) && <SignOff value={signOff} onChange={onSignOff} />}
    </div>
  );
}

/** 签署放行: a written reason in place of the mark 不完整. */
function SignOff({ value, onChange }: { readonly value: string; readonly onChange: (reason: string) => void }) {
  return (
    <section aria-label="签署放行">
      <h2>签署放行</h2>
      <p className="muted">
        这一版会在页眉和文件名里标“不完整”。负责人同意照现状报出的,在这里写明理由:不再标注,理由印在备考表上并留痕,缺项表和未收入材料表照印。
      </p>
      <Input.TextArea
        aria-label="放行理由"
        placeholder="不放行就空着"
        maxLength={500}
        autoSize={{ minRows: 1, maxRows: 4 }}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </section>
  );
}

interface FindingsProps {
  readonly title: string;
  readonly tone: 'bad' | 'warn';
  readonly shape: string;
  readonly none: string;
  readonly findings: readonly Finding[];
}

function Findings({ title, tone, shape, none, findings }: FindingsProps) {
  return (
    <section aria-label={title}>
      <h2>
        {title} {findings.length} 项
      </h2>
      {findings.length === 0 && <p className="muted">{none}</p>}
      <ul className="ex-findings">
        {findings.map((finding) => (
          <li key={finding.code}>
            <span aria-hidden="true" style={{ color: `var(--${tone})` }}>
              {shape}
            </span>
            <div>
              <b>{finding.title}</b>
              <p>{finding.text}</p>
              {finding.items.length > 0 && <Items finding={finding} />}
            </div>
            {finding.to && <JumpButton to={finding.to} label="去处理" name={`去处理:${finding.title}`} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Items({ finding }: { readonly finding: Finding }) {
  return (
    <details>
      <summary>
        {finding.items.length < finding.count ? `看前 ${finding.items.length} 项` : `看这 ${finding.items.length} 项`}
      </summary>
      <ul>
        {finding.items.map((item, at) => (
          <li key={at}>
            <span className="ellipsis" title={item.what}>
              {item.what}
            </span>
            <span className="muted ellipsis" title={item.why}>
              {item.why}
            </span>
            {item.to && <JumpButton to={item.to} label="查看" name={`查看 ${item.what}`} />}
          </li>
        ))}
      </ul>
    </details>
  );
}

function JumpButton({ to, label, name }: { readonly to: Jump; readonly label: string; readonly name: string }) {
  return (
    <Button type="link" size="small" aria-label={name} onClick={() => go(to.screen, to.params)}>
      {label}
    </Button>
  );
}
