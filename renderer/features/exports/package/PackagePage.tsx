import { Button, Select, Spin } from 'antd';
import { useState } from 'react';
import type { PackageChanges, PackageDetail } from '../../../../shared/contract/submit.ts';
import { useArchive } from '../../../api/archive.tsx';
import { useRead } from '../../../api/hooks.ts';
import { desktop } from '../../../api/transport.ts';
import { ErrorNotice } from '../../../ui/ErrorNotice.tsx';
import { go } from '../../../ui/go.ts';
import { sizeText } from '../../../../shared/domain/size-text.ts';
import { PlaceOnDisk } from '../PlaceOnDisk.tsx';
import './package.css';

/** One package: what is in it, what is not and why, where it lies, whether it still is what it was, what changed since another. */
export function PackagePage({ number }: { readonly number: number }) {
  const { archive } = useArchive();
  const { data, error } = useRead('submit.read', { archive, number });
  if (error) return <ErrorNotice error={error} />;
  if (data?.number !== number) return <Spin style={{ margin: 40 }} />;
  return <Package key={number} detail={data} />;
}

function Package({ detail }: { readonly detail: PackageDetail }) {
  const { leftOutItems, accepted } = detail;
  return (
    <div className="page ex-edition">
      <h1>第 {detail.number} 号报送包</h1>
      <p className="ex-sentence">
        装入 {detail.files} 件原件
        {leftOutItems.length > 0 ? `,${leftOutItems.length} 件不报(理由见下)。` : ',一件不少。'}
        {accepted.length > 0 && <span style={{ color: 'var(--warn)' }}> ◑ 放行 {accepted.length} 处</span>}
      </p>
      <p className="muted">
        {detail.createdAt.slice(0, 16).replace('T', ' ')};{detail.form === 'zip' ? 'ZIP' : '文件夹'},{sizeText(detail.sizeBytes)};
        {detail.frameworks.join('、')};范围:{detail.scope};报送要求:{detail.rules.name};命名:{detail.pattern}
      </p>
      <p className="muted">校验清单的数字指纹:{detail.digest.slice(0, 16)}…</p>
      <PlaceOnDisk
        path={detail.out}
        shown={detail.form === 'zip' ? detail.out : `${detail.out}${detail.out.includes('\\') ? '\\' : '/'}目录.xlsx`}
        present={detail.present}
        gone="这个报送包不在原处。它可能被移走或在没插上的盘里;记录还在,找回后可以校验。"
        unchanged={(checked) => `校验通过:${checked} 个文件与生成时一致,没有缺少,没有多出。`}
        advice="请不要报送这一包,重新生成。"
      >
        <Button title="在报送登记里记下:这一包报给了谁" onClick={() => go('records', submission(detail))}>
          登记报送
        </Button>
        <Button onClick={() => go('exports', { way: 'package' })}>全部报送包</Button>
      </PlaceOnDisk>
      <Changes detail={detail} />
      {leftOutItems.length > 0 && (
        <section aria-label="不报的材料">
          <h2>不报的材料 {leftOutItems.length} 件</h2>
          <ul className="ex-omitted pk-list">
            {leftOutItems.map((item) => (
              <li key={`${item.indicator} ${item.sha256}`}>
                <span>{item.materialCode}</span>
                <span className="ellipsis" title={item.path}>
                  {item.title}
                </span>
                <span className="muted ellipsis" title={item.why}>
                  {item.why}
                </span>
                <span className="ellipsis" title={item.reason}>
                  {item.reason}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {accepted.length > 0 && (
        <section aria-label="放行">
          <h2>放行 {accepted.length} 处</h2>
          <ul className="ex-omitted pk-list">
            {accepted.map((item, at) => (
              <li key={at}>
                <span>{item.indicator}</span>
                <span className="ellipsis" title={item.title}>
                  {item.title}
                </span>
                <span
                  className="muted ellipsis"
                  title={`${item.rule}:${item.found}${item.limit === '' ? '' : `;要求:${item.limit}`}`}
                >
                  {item.rule}:{item.found}
                </span>
                <span className="ellipsis" title={item.reason}>
                  {item.reason}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

/** A new row of 报送登记 for this package (S10). */
function submission({ number, frameworks, scope, files, changes }: PackageDetail): Readonly<Record<string, string>> {
  return {
    ledger: 'baosong',
    row: 'new',
    'v.what': `${frameworks.join('、')}报送包(${scope}),${files} 件原件`,
    'v.edition': `第 ${number} 号报送包`,
    ...(changes ? { 'v.note': `与${changes.since}相比${totalsOf(changes)}` } : {}),
  };
}

function totalsOf({ added, removed, replaced, kept }: PackageChanges): string {
  return `新增 ${added.length} 件,移出 ${removed.length} 件,替换 ${replaced.length} 件,没有变 ${kept} 件`;
}

const CHANGES = [
  { key: 'added', word: '新增', mark: '+' },
  { key: 'removed', word: '移出', mark: '−' },
  { key: 'replaced', word: '替换', mark: '↻' },
] as const;

/** What changed since another package: one made here, or any on a disk. */
function Changes({ detail }: { readonly detail: PackageDetail }) {
  const { archive } = useArchive();
  const list = useRead('submit.list', { archive });
  const [before, setBefore] = useState('');
  const others = (list.data?.packages ?? []).filter(({ number }) => number !== detail.number);
  const compared = useRead('submit.compare', before === '' ? null : { archive, before, after: String(detail.number) });
  const changes = before === '' ? detail.changes : (compared.data ?? null);
  const pick = async (): Promise<void> => {
    const found = await desktop?.pickFile({ title: '选择要对比的报送包(.zip,或文件夹里的 bagit.txt)', suffixes: ['zip', 'txt'] });
    if (found) setBefore(found.replace(/[\\/]bagit\.txt$/i, ''));
  };
  if (others.length === 0 && changes === null && !desktop) return null;
  return (
    <section aria-label="与以前的报送包相比">
      <h2 className="pk-head">
        <span>与以前的报送包相比</span>
        {others.length > 0 && (
          <Select
            aria-label="对比哪一包"
            placeholder="选一包对比"
            value={before === '' ? null : before}
            onChange={(next: string) => setBefore(next)}
            options={others.map(({ number, scope }) => ({ value: String(number), label: `第 ${number} 号(${scope})` }))}
            style={{ minWidth: 200 }}
          />
        )}
        {desktop && <Button onClick={() => void pick()}>别处的报送包…</Button>}
      </h2>
      {compared.error && before !== '' && <ErrorNotice error={compared.error} />}
      {changes && (
        <>
          <p>
            与{changes.since}相比:{totalsOf(changes)}。
          </p>
          <ul className="ex-omitted pk-list">
            {CHANGES.flatMap(({ key, word, mark }) =>
              changes[key].map((item) => (
                <li key={`${key} ${item.packagePath}`}>
                  <span>
                    <span aria-hidden="true">{mark}</span> {word}
                  </span>
                  <span className="ellipsis" title={item.title}>
                    {item.materialCode} {item.title}
                  </span>
                  <span className="muted ellipsis" title={item.path}>
                    {item.path}
                  </span>
                  <span className="muted ellipsis" title={item.packagePath}>
                    {item.packagePath}
                  </span>
                </li>
              )),
            )}
          </ul>
        </>
      )}
    </section>
  );
}
