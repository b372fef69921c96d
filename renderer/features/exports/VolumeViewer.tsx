import { useVirtualizer } from '@tanstack/react-virtual';
import { Button, InputNumber, Segmented, Spin } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { openVolume, type OpenVolume, type OutlineEntry } from './volume-pages.ts';

/** A4 portrait: every page of a volume. */
const A4_RATIO = 297 / 210;
const GAP_PX = 12;
const WIDEST_PX = 860;

/** A volume as it will be printed: bookmarks at the left, pages at the right; only pages in sight are drawn. */
export function VolumeViewer({ address, name }: { readonly address: string; readonly name: string }) {
  const [volume, setVolume] = useState<OpenVolume | null>(null);
  const [failed, setFailed] = useState('');
  useEffect(() => {
    let left = false;
    let opened: OpenVolume | null = null;
    setVolume(null);
    setFailed('');
    openVolume(address).then(
      (found) => {
        opened = found;
        if (left) found.close();
        else setVolume(found);
      },
      () => !left && setFailed(`预览打不开:${name}。请重新预览;仍不行时可以直接生成后打开。`),
    );
    return () => {
      left = true;
      opened?.close();
    };
  }, [address, name]);
  if (failed) return <p role="alert">{failed}</p>;
  if (!volume) return <Spin style={{ margin: 32 }} />;
  return <Pages volume={volume} name={name} />;
}

function Pages({ volume, name }: { readonly volume: OpenVolume; readonly name: string }) {
  const scroller = useRef<HTMLDivElement>(null);
  const [fit, setFit] = useState<'width' | 'page'>('width');
  const [widthPx, setWidthPx] = useState(600);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const measure = (): void => {
      const wholePx = fit === 'page' ? (element.clientHeight - 2 * GAP_PX) / A4_RATIO : WIDEST_PX;
      setWidthPx(Math.round(Math.max(200, Math.min(wholePx, element.clientWidth - 32))));
    };
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    return () => watch.disconnect();
  }, [fit]);
  const heightPx = Math.round(widthPx * A4_RATIO);
  const pages = useVirtualizer({
    count: volume.pages,
    getScrollElement: () => scroller.current,
    estimateSize: () => heightPx + GAP_PX,
    overscan: 1,
    paddingStart: GAP_PX,
  });
  useEffect(() => pages.measure(), [pages, heightPx]);
  const current = Math.min(volume.pages, Math.floor(((pages.scrollOffset ?? 0) + heightPx / 3) / (heightPx + GAP_PX)) + 1);
  const goTo = (page: number): void => pages.scrollToIndex(Math.max(1, Math.min(volume.pages, page)) - 1, { align: 'start' });
  const follow = async (entry: OutlineEntry): Promise<void> => {
    const page = await volume.pageOf(entry);
    if (page !== null) goTo(page);
  };
  const label = volume.labels?.[current - 1];
  return (
    <div className="vv">
      <nav className="vv-outline" aria-label="卷册目录">
        <Outline entries={volume.outline} depth={0} onFollow={(entry) => void follow(entry)} />
      </nav>
      <div className="vv-main">
        <div className="vv-bar">
          <Button size="small" onClick={() => goTo(current - 1)} disabled={current <= 1}>
            上一页
          </Button>
          <span>
            第{' '}
            <InputNumber
              size="small"
              aria-label="页"
              min={1}
              max={volume.pages}
              value={current}
              onChange={(page) => page && goTo(page)}
              style={{ width: 64 }}
              controls={false}
            />{' '}
            页 共 {volume.pages} 页
          </span>
          <Button size="small" onClick={() => goTo(current + 1)} disabled={current >= volume.pages}>
            下一页
          </Button>
          <Segmented
            size="small"
            aria-label="页面大小"
            value={fit}
            onChange={setFit}
            options={[
              { value: 'width', label: '适合宽度' },
              { value: 'page', label: '整页' },
            ]}
          />
          {label && label !== String(current) && <span className="muted">印出的页号:{label}</span>}
        </div>
        <div ref={scroller} className="vv-pages" tabIndex={0} role="region" aria-label={`${name} 的页面`}>
          <div style={{ position: 'relative', height: pages.getTotalSize() }}>
            {pages.getVirtualItems().map((item) => (
              <Page
                key={item.index}
                volume={volume}
                number={item.index + 1}
                topPx={item.start}
                widthPx={widthPx}
                heightPx={heightPx}
              />
            ))}
          </div>
        </div>
      </div>
    </div>
  );
}

interface PageProps {
  readonly volume: OpenVolume;
  readonly number: number;
  readonly topPx: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

function Page({ volume, number, topPx, widthPx, heightPx }: PageProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [drawn, setDrawn] = useState<'no' | 'yes' | 'failed'>('no');
  useEffect(() => {
    if (!canvas.current) return;
    const drawing = volume.draw(number, canvas.current, widthPx);
    drawing.done.then(
      () => setDrawn('yes'),
      () => setDrawn('failed'),
    );
    return drawing.stop;
  }, [volume, number, widthPx]);
  return (
    <div className="vv-page" style={{ top: topPx, width: widthPx, height: heightPx }} data-drawn={drawn}>
      <canvas key={widthPx} ref={canvas} role="img" aria-label={`第 ${number} 页`} style={{ width: '100%', height: '100%' }} />
      {drawn === 'failed' && <p className="muted">这一页画不出来,不影响成册。</p>}
    </div>
  );
}

interface OutlineProps {
  readonly entries: readonly OutlineEntry[];
  readonly depth: number;
  readonly onFollow: (entry: OutlineEntry) => void;
}

function Outline({ entries, depth, onFollow }: OutlineProps) {
  return (
    <ul>
      {entries.map((entry, at) => (
        <OutlineRow key={at} entry={entry} depth={depth} onFollow={onFollow} />
      ))}
    </ul>
  );
}

function OutlineRow({ entry, depth, onFollow }: Omit<OutlineProps, 'entries'> & { readonly entry: OutlineEntry }) {
  const [open, setOpen] = useState(false);
  const parent = entry.children.length > 0;
  return (
    <li>
      <div className="vv-entry" style={{ paddingLeft: depth * 14 }}>
        {parent ? (
          <button
            type="button"
            className="vv-toggle"
            aria-expanded={open}
            aria-label={`${open ? '收起' : '展开'} ${entry.title}`}
            onClick={() => setOpen(!open)}
          >
            {open ? '▾' : '▸'}
          </button>
        ) : (
          <span className="vv-toggle" />
        )}
        <button type="button" className="ellipsis" title={entry.title} onClick={() => onFollow(entry)}>
          {entry.title}
        </button>
      </div>
      {open && parent && <Outline entries={entry.children} depth={depth + 1} onFollow={onFollow} />}
    </li>
  );
}
