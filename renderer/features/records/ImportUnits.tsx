import { Select } from 'antd';
import type { ImportedUnit } from '../../../shared/contract/records.ts';

export interface ImportUnitsProps {
  readonly units: readonly ImportedUnit[];
  /** Present names of the units of the archive. */
  readonly names: readonly string[];
  /** `to` null: as the table writes it. */
  readonly onChoose: (written: string, to: string | null) => void;
}

/** Names of units in a table that are not written as units are called here: what each becomes, and another choice for unknown ones. */
export function ImportUnits({ units, names, onChoose }: ImportUnitsProps) {
  if (units.length === 0) return null;
  const unknown = units.filter(({ present }) => present === null).length;
  return (
    <section className="rec-import-units" aria-label="单位名称核对">
      <p>{unknown > 0 ? <b>▲ {unknown} 个单位不在单位名单里,请核对。</b> : <span>单位的旧名、简称按现名导入。</span>}</p>
      <ul>
        {units.map(({ written, rows, present, nearest, taken }) => (
          <li key={written}>
            <span>
              {written}{' '}
              <span className="muted">
                {rows} 行{nearest === null ? '' : `,最接近“${nearest}”`}
              </span>
            </span>
            {present === null ? (
              <Select
                size="small"
                showSearch={{ optionFilterProp: 'label' }}
                aria-label={`“${written}”导入为`}
                value={taken === written ? '' : taken}
                options={[
                  { value: '', label: '照表里写的' },
                  ...(nearest === null ? [] : [{ value: nearest, label: `${nearest}(最接近)` }]),
                  ...names.filter((name) => name !== nearest).map((name) => ({ value: name, label: name })),
                ]}
                onChange={(to: string) => onChoose(written, to === '' ? null : to)}
              />
            ) : (
              <span>→ {taken}(现名)</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
