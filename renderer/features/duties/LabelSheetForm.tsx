import { Button, InputNumber, Select, Switch } from 'antd';
import { useState } from 'react';
import type { BoxChoice } from '../../../shared/contract/duties.ts';
import {
  A4_MM,
  LABEL_SHEETS,
  labelPlace,
  sheetFault,
  type LabelSheet,
  type LabelSheetName,
} from '../../../shared/domain/label-sheets.ts';
import { useArchive } from '../../api/archive.tsx';
import { usePreference } from '../../api/preference.ts';
import { useSaveFile } from '../../parts/use-save-file.ts';

const PLAIN: LabelSheetName = 'A4 普通纸';
const NAMES = Object.keys(LABEL_SHEETS) as readonly LabelSheetName[];
const MEASURES = [
  { key: 'columns', label: '列', step: 1 },
  { key: 'rows', label: '行', step: 1 },
  { key: 'widthMm', label: '标签宽', step: 0.1 },
  { key: 'heightMm', label: '标签高', step: 0.1 },
  { key: 'leftMm', label: '左边距', step: 0.1 },
  { key: 'topMm', label: '上边距', step: 0.1 },
  { key: 'gapXMm', label: '列间距', step: 0.1 },
  { key: 'gapYMm', label: '行间距', step: 0.1 },
] as const satisfies readonly { readonly key: keyof LabelSheet; readonly label: string; readonly step: number }[];

interface Kept {
  readonly name: LabelSheetName;
  /** Its measures, as the person mended them. */
  readonly sheet: LabelSheet;
  readonly outlined: boolean;
}
const FIRST: Kept = { name: '3×8', sheet: LABEL_SHEETS['3×8'], outlined: false };

/** 盒签: the sheet, its first free label and its measures, and the file. What was chosen is kept for the next time. */
export function LabelSheetForm({ box }: { readonly box: BoxChoice }) {
  const { archive, framework } = useArchive();
  const [{ name, sheet, outlined }, keep] = usePreference<Kept>('duties.labels', FIRST, isKept);
  const [startAt, setStartAt] = useState(1);
  const { saving, save } = useSaveFile('duties.labels');
  const fault = sheetFault(sheet, startAt);
  const places = sheet.columns * sheet.rows;
  const choose = (next: LabelSheetName): void => {
    keep({ name: next, sheet: LABEL_SHEETS[next], outlined: next === PLAIN });
    setStartAt(1);
  };
  const run = (): Promise<void> =>
    save(
      { archive, framework: framework.id, box, sheet, startAt, outlined },
      {
        title: '存盒签',
        name: `盒签_${framework.name}.pdf`,
        done: ({ labels, pages }) => `已生成盒签 ${labels} 枚,共 ${pages} 页。请按 100% 打印,不要“适合页面”`,
      },
    );
  return (
    <section aria-label="盒签" className="duty-labels">
      <div className="duty-box">
        <label htmlFor="label-sheet">盒签用纸</label>
        <Select
          id="label-sheet"
          aria-label="盒签用纸"
          value={name}
          options={NAMES.map((value) => ({ value, label: sheetWords(value) }))}
          onChange={choose}
        />
        <label htmlFor="label-start">从第几枚起</label>
        <span className="duty-papers">
          <InputNumber
            id="label-start"
            aria-label="从第几枚起"
            min={1}
            max={places}
            value={startAt}
            onChange={(value) => setStartAt(value ?? 1)}
            style={{ width: 72 }}
          />
          <small className="muted">用过几枚的纸从空的那枚印起</small>
        </span>
        <label htmlFor="label-outline">印边框</label>
        <span className="duty-papers">
          <Switch
            id="label-outline"
            aria-label="印边框"
            checked={outlined}
            onChange={(on) => keep({ name, sheet, outlined: on })}
          />
          <small className="muted">裁剪用;也可先印在普通纸上对位</small>
        </span>
        <span>盒签</span>
        <span>
          <Button type="primary" loading={saving} disabled={fault !== null} onClick={() => void run()}>
            生成盒签 PDF
          </Button>
        </span>
      </div>
      <SheetPicture sheet={sheet} startAt={fault === null ? startAt : 1} />
      <details className="duty-fold">
        <summary>尺寸(毫米),打印有偏差时改边距</summary>
        <div className="duty-measures">
          {MEASURES.map(({ key, label, step }) => [
            <label key={`${key} label`} htmlFor={`label-${key}`}>
              {label}
            </label>,
            <InputNumber
              key={key}
              id={`label-${key}`}
              aria-label={label}
              size="small"
              min={step === 1 ? 1 : 0}
              step={step}
              value={sheet[key]}
              onChange={(value) => keep({ name, sheet: { ...sheet, [key]: value ?? sheet[key] }, outlined })}
              style={{ width: 62 }}
            />,
          ])}
        </div>
      </details>
      {fault !== null && (
        <p role="alert" className="duty-fold">
          ▲ {fault}
        </p>
      )}
    </section>
  );
}

function sheetWords(name: LabelSheetName): string {
  const { columns, rows, widthMm, heightMm } = LABEL_SHEETS[name];
  return `${name}(${columns * rows} 枚,${widthMm} × ${heightMm} 毫米)`;
}

/** The sheet small: which labels are used up, which will be printed. */
function SheetPicture({ sheet, startAt }: { readonly sheet: LabelSheet; readonly startAt: number }) {
  const places = Math.min(98, Math.max(1, Math.floor(sheet.columns) * Math.floor(sheet.rows)));
  return (
    <svg
      viewBox={`-1 -1 ${A4_MM.width + 2} ${A4_MM.height + 2}`}
      role="img"
      aria-label={`一张 ${places} 枚,从第 ${startAt} 枚印起`}
    >
      <rect className="sheet" width={A4_MM.width} height={A4_MM.height} />
      {Array.from({ length: places }, (_, at) => {
        const { xMm, yMm } = labelPlace(sheet, 1, at);
        return (
          <rect
            key={at}
            className={at + 1 < startAt ? 'used' : 'free'}
            x={xMm}
            y={yMm}
            width={sheet.widthMm}
            height={sheet.heightMm}
            rx={2}
          />
        );
      })}
    </svg>
  );
}

function isKept(value: unknown): value is Kept {
  if (typeof value !== 'object' || value === null) return false;
  const one = value as Partial<Kept>;
  return (
    NAMES.some((name) => name === one.name) &&
    typeof one.outlined === 'boolean' &&
    typeof one.sheet === 'object' &&
    MEASURES.every(({ key }) => typeof one.sheet?.[key] === 'number')
  );
}
