import type { FilingPreview, HitStanding } from '../../../shared/contract/filing.ts';

const WORDS: Readonly<Record<HitStanding, string>> = {
  open: '◔ 还没有决定',
  elsewhere: '✓ 已归入别处',
  rejected: '✕ 你否决过',
  confirmed: '✓ 已确认在此',
};

/** 预览命中: how many documents a rule fits, what was decided about them, and which they are. */
export function HitList({ preview }: { readonly preview: FilingPreview }) {
  const { counts, hits } = preview;
  const all = counts.open + counts.elsewhere + counts.rejected + counts.confirmed;
  if (all === 0)
    return (
      <p className="muted" role="status">
        没有材料符合。请放宽条件,或核对文件夹和词是否写得与材料一致。
      </p>
    );
  return (
    <>
      <p role="status" className="filing-counts">
        符合 <b>{all}</b> 份:还没有决定 {counts.open} 份,已确认在此 {counts.confirmed} 份,
        <span data-warn={counts.elsewhere + counts.rejected > 0}>已另有决定 {counts.elsewhere + counts.rejected} 份</span>
        {all > hits.length && `(列出前 ${hits.length} 份)`}
      </p>
      <ul className="filing-hits" aria-label="符合的材料" tabIndex={0}>
        {hits.map(({ item, standing, elsewhere }) => (
          <li key={item.id}>
            <span className="filing-hit">
              <span className="ellipsis" title={item.title}>
                {item.title}
              </span>
              <span className="muted ellipsis" title={item.path}>
                {item.path}
              </span>
            </span>
            <span className="filing-standing" data-standing={standing}>
              {standing === 'elsewhere' ? `✓ 已归入 ${elsewhere}` : WORDS[standing]}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
