import {
  DownOutlined,
  MinusOutlined,
  PlusOutlined,
  RotateRightOutlined,
  UpOutlined,
  VerticalLeftOutlined,
  VerticalRightOutlined,
} from '@ant-design/icons';
import { Button, InputNumber, Select, Tooltip } from 'antd';
import type { ReactNode } from 'react';

/** How large a page is shown: fitted, or so many times its own size. */
export type Zoom = 'width' | 'page' | number;

const STEPS: readonly number[] = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4, 6];

/** The next step up or down from the size shown now. */
export function zoomStep(scale: number, direction: 'in' | 'out'): number {
  const found =
    direction === 'in' ? STEPS.find((step) => step > scale * 1.01) : [...STEPS].reverse().find((step) => step < scale * 0.99);
  return found ?? scale;
}

export interface PreviewBarProps {
  readonly zoom: Zoom;
  /** The size shown now, 1 = its own. */
  readonly scale: number;
  readonly onZoom: (zoom: Zoom) => void;
  readonly onTurn: () => void;
  readonly pages?: { readonly current: number; readonly count: number; readonly onGo: (page: number) => void };
  readonly hits?: {
    readonly current: number;
    readonly count: number;
    readonly looking: number | null;
    readonly onGo: (step: 1 | -1) => void;
  };
  readonly extra?: ReactNode;
}

/** Tools of the preview: page, size, turn, hits. */
export function PreviewBar({ zoom, scale, onZoom, onTurn, pages, hits, extra }: PreviewBarProps) {
  const percent = `${Math.round(scale * 100)}%`;
  const options = [
    { value: 'width', label: '适合宽度' },
    { value: 'page', label: '适合页面' },
    ...STEPS.map((step) => ({ value: String(step), label: `${step * 100}%` })),
  ];
  const shown = typeof zoom === 'number' && !STEPS.includes(zoom) ? percent : String(zoom);
  return (
    <div className="preview-bar" role="toolbar" aria-label="预览工具">
      {pages && (
        <span className="preview-group">
          <Tool
            label="上一页 PgUp"
            icon={<VerticalRightOutlined aria-hidden="true" rotate={90} />}
            onClick={() => pages.onGo(pages.current - 1)}
          />
          <InputNumber
            aria-label="页码"
            size="small"
            controls={false}
            min={1}
            max={pages.count}
            value={pages.current}
            onChange={(page) => page !== null && pages.onGo(page)}
            className="preview-page-number"
          />
          <span className="muted">/ {pages.count}</span>
          <Tool
            label="下一页 PgDn"
            icon={<VerticalLeftOutlined aria-hidden="true" rotate={90} />}
            onClick={() => pages.onGo(pages.current + 1)}
          />
        </span>
      )}
      <span className="preview-group">
        <Tool label="缩小 -" icon={<MinusOutlined aria-hidden="true" />} onClick={() => onZoom(zoomStep(scale, 'out'))} />
        <Select
          aria-label="显示大小"
          size="small"
          value={shown}
          onChange={(value) => onZoom(value === 'width' || value === 'page' ? value : Number.parseFloat(value))}
          options={options}
          popupMatchSelectWidth={false}
          style={{ width: 96 }}
        />
        <Tool label="放大 +" icon={<PlusOutlined aria-hidden="true" />} onClick={() => onZoom(zoomStep(scale, 'in'))} />
        <Tool label="向右转 R" icon={<RotateRightOutlined aria-hidden="true" />} onClick={onTurn} />
      </span>
      {hits && (
        <span className="preview-group" aria-live="polite">
          <span className="muted">{hitWords(hits)}</span>
          {hits.count > 0 && (
            <>
              <Tool label="上一处 Shift+F3" icon={<UpOutlined aria-hidden="true" />} onClick={() => hits.onGo(-1)} />
              <Tool label="下一处 F3" icon={<DownOutlined aria-hidden="true" />} onClick={() => hits.onGo(1)} />
            </>
          )}
        </span>
      )}
      {extra}
    </div>
  );
}

function hitWords({ current, count, looking }: NonNullable<PreviewBarProps['hits']>): string {
  if (count > 0) return `第 ${current + 1} / ${count} 处`;
  return looking === null ? '页面里没有' : `查找中,第 ${looking} 页`;
}

interface ToolProps {
  readonly label: string;
  readonly icon: ReactNode;
  readonly onClick: () => void;
}

function Tool({ label, icon, onClick }: ToolProps) {
  return (
    <Tooltip title={label} mouseEnterDelay={0.6}>
      <Button size="small" type="text" aria-label={label} icon={icon} onClick={onClick} />
    </Tooltip>
  );
}
