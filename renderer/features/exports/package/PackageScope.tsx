import { Button, Input, Segmented, Select } from 'antd';
import { useState } from 'react';
import type { ExportScope } from '../../../../shared/contract/exports.ts';
import type { Output } from '../../../../shared/contract/api.ts';
import type { PackageForm } from '../../../../shared/contract/submit.ts';
import {
  LAYOUTS,
  NAME_TOKENS,
  patternProblem,
  stemFor,
  type Nameable,
  type PackageLayout,
} from '../../../../shared/domain/package-names.ts';
import { useArchive } from '../../../api/archive.tsx';
import { useRead } from '../../../api/hooks.ts';
import { desktop } from '../../../api/transport.ts';
import { useMoreBelow } from '../../../ui/use-more-below.ts';
import { Option } from '../Option.tsx';
import { RangePanel } from '../RangePanel.tsx';
import type { PackageChoice } from './choice.ts';
import { PackageHistory } from './PackageHistory.tsx';
import { RulesDialog } from './RulesDialog.tsx';

const LAYOUT_WORDS: Readonly<Record<PackageLayout, { readonly label: string; readonly explained: string }>> = {
  group: { label: '项目 / 指标', explained: '每个项目一个文件夹,里面每条指标一个。' },
  leaf: { label: '指标', explained: '每条指标一个文件夹。' },
  year: { label: '年度 / 指标', explained: '按材料日期的年份分,里面按指标。' },
  unit: { label: '牵头单位 / 指标', explained: '每个牵头单位一个文件夹,里面按指标。' },
  flat: { label: '不分', explained: '所有文件放在一起,靠编号区分。' },
};

/** A made-up piece that shows what a pattern gives. */
const EXAMPLE: Nameable = {
  ...{ framework: '', frameworkName: '', group: { code: 'Ⅰ-3', name: '培育文明道德风尚' } },
  ...{ indicator: 'Ⅱ-9-1)', indicatorName: '志愿服务制度化', materialCode: 'Ⅱ-9-1)-①', ordinal: 1, title: '志愿服务记录办法' },
  ...{ date: '2026-03-05', docNumber: '滨文明办〔2026〕5号', kind: '规范文件', leadUnit: '文明办', fileName: '办法(终稿).pdf' },
};

export interface PackageScopeProps {
  readonly scope: ExportScope;
  readonly rules: Output<'submit.rules'>['rules'];
  readonly choice: PackageChoice;
  readonly onChange: (choice: PackageChoice) => void;
}

/** 选范围: what goes in, how it is named and laid out, what the receiver asks for; the packages so far beside it. */
export function PackageScope({ scope, rules, choice, onChange }: PackageScopeProps) {
  const { archive } = useArchive();
  const [editing, setEditing] = useState(false);
  const side = useMoreBelow<HTMLDivElement>();
  const list = useRead('submit.list', { archive });
  const problem = patternProblem(choice.pattern);
  const packages = list.data?.packages ?? [];
  const chosen = rules.find(({ name }) => name === choice.rules);
  const pick = async (): Promise<void> => {
    const title = '选择报送包的位置';
    const found =
      choice.form === 'zip' && !choice.byUnit
        ? await desktop?.pickSaveFile({ title, defaultPath: choice.place || '报送包.zip' })
        : await desktop?.pickFolder({ title: `${title}(要空的或新建的文件夹)` });
    if (found) onChange({ ...choice, place: found });
  };
  return (
    <div className="ex-scope">
      <RangePanel
        scope={scope}
        range={choice}
        allWords="的全部指标,一个体系一个文件夹。"
        onChange={(range) => onChange({ ...choice, ...range })}
      />
      <div className="ex-side" {...side}>
        <section className="ex-panel" aria-label="选项">
          <header>
            <h2>选项</h2>
            <span style={{ flex: 1 }} />
            <span className="muted">只装已确认的材料,原件照抄一份,不改动原件</span>
          </header>
          <div className="ex-options">
            <Option
              label="形式"
              explained={
                choice.form === 'zip' ? '一个 ZIP 文件,文件名在新旧 Windows 上都不乱码。' : '一个文件夹,可以直接查看或刻盘。'
              }
            >
              <Segmented
                aria-label="形式"
                value={choice.form}
                onChange={(form: PackageForm) => onChange({ ...choice, form, place: '' })}
                options={[
                  { value: 'folder', label: '文件夹' },
                  { value: 'zip', label: 'ZIP' },
                ]}
              />
            </Option>
            <Option
              label="分包"
              explained={
                choice.byUnit
                  ? '范围内每个责任单位(按牵头单位)各一包,各有目录、检查报告和报送包号,放在同一个文件夹里;没有材料的单位会列出来。'
                  : '范围内的材料装在一起。'
              }
            >
              <Segmented
                aria-label="分包"
                value={choice.byUnit ? 'unit' : 'one'}
                onChange={(next) => onChange({ ...choice, byUnit: next === 'unit', place: '' })}
                options={[
                  { value: 'one', label: '合成一包' },
                  { value: 'unit', label: '每个责任单位一包' },
                ]}
              />
            </Option>
            {choice.byUnit && (
              <Option label="报送对象" explained="填了就给每一包在报送登记里记一行,日期是当天;空着不记。">
                <Input
                  aria-label="报送对象"
                  placeholder="例:省文明办"
                  maxLength={60}
                  value={choice.to ?? ''}
                  onChange={(event) => onChange({ ...choice, to: event.target.value })}
                />
              </Option>
            )}
            <Option label="命名规则" explained={problem === null ? `例:${stemFor(choice.pattern, EXAMPLE)}.pdf` : ''}>
              <Input
                aria-label="命名规则"
                value={choice.pattern}
                maxLength={120}
                status={problem === null ? '' : 'error'}
                onChange={(event) => onChange({ ...choice, pattern: event.target.value })}
              />
              <span className="ex-inline pk-tokens" role="group" aria-label="可用的字段">
                {NAME_TOKENS.map(({ token, explained }) => (
                  <Button
                    key={token}
                    size="small"
                    title={explained}
                    aria-label={`加入字段 ${token}:${explained}`}
                    onClick={() => onChange({ ...choice, pattern: `${choice.pattern}{${token}}` })}
                  >
                    {token}
                  </Button>
                ))}
              </span>
              {problem !== null && (
                <span role="alert" style={{ color: 'var(--bad)' }}>
                  ⊠ {problem}
                </span>
              )}
            </Option>
            <Option label="目录层次" explained={LAYOUT_WORDS[choice.layout].explained}>
              <Select
                aria-label="目录层次"
                value={choice.layout}
                onChange={(layout) => onChange({ ...choice, layout })}
                options={LAYOUTS.map((value) => ({ value, label: LAYOUT_WORDS[value].label }))}
                style={{ width: 180 }}
              />
            </Option>
            <Option label="报送要求" explained="申报系统收什么格式、多大、多少件;生成之前逐件检查。各系统不同,照通知填。">
              <span className="ex-inline">
                <Select
                  aria-label="报送要求"
                  value={choice.rules}
                  onChange={(name) => onChange({ ...choice, rules: name })}
                  options={rules.map(({ name }) => ({ value: name, label: name }))}
                  style={{ width: 220 }}
                />
                <Button onClick={() => setEditing(true)}>{chosen?.shipped ? '照此新建…' : '修改…'}</Button>
              </span>
            </Option>
            <Option
              label="接收位置"
              explained="对方打开时放在哪里(如 D:\报送);整条路径不超过 240 个字符,过长的名称会缩短并列明。空着就按生成的位置算。"
            >
              <Input
                aria-label="接收位置"
                value={choice.target}
                placeholder="与生成的位置相同"
                onChange={(event) => onChange({ ...choice, target: event.target.value })}
              />
            </Option>
            {packages.length > 0 && (
              <Option label="对比" explained="与以前的一包比:新增、移出、替换了哪些,写进目录。">
                <Select
                  aria-label="与哪一包对比"
                  value={packages.some(({ number }) => String(number) === choice.since) ? choice.since : ''}
                  onChange={(since) => onChange({ ...choice, since })}
                  options={[
                    { value: '', label: '不对比' },
                    ...packages.map(({ number, scope: words }) => ({
                      value: String(number),
                      label: `第 ${number} 号(${words})`,
                    })),
                  ]}
                  style={{ width: 220 }}
                />
              </Option>
            )}
            <Option label="生成位置" explained="要空的或新建的,不能在材料文件夹或档案库里。空着就放在档案库旁边的“报送”里。">
              <span className="ex-inline" style={{ width: '100%', flexWrap: 'nowrap' }}>
                <Input
                  aria-label="生成位置"
                  value={choice.place}
                  placeholder="档案库旁边的“报送”"
                  title={choice.place}
                  onChange={(event) => onChange({ ...choice, place: event.target.value })}
                />
                {desktop && <Button onClick={() => void pick()}>选择…</Button>}
              </span>
            </Option>
          </div>
        </section>
        <section className="ex-panel ex-history" aria-label="已有报送包">
          <header>
            <h2>已有报送包</h2>
          </header>
          <PackageHistory packages={list.data?.packages ?? null} />
        </section>
      </div>
      {editing && chosen && (
        <RulesDialog
          rules={chosen}
          onClose={(name) => {
            setEditing(false);
            if (name !== null) onChange({ ...choice, rules: name });
          }}
        />
      )}
    </div>
  );
}
