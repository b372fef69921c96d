import { Input, InputNumber, Select } from 'antd';
import { KINDS, type Kind } from '../../../shared/domain/document.ts';

/** What the person says of this piece of evidence; a field that is not there leaves what is known. */
export interface Details {
  readonly kind?: Kind;
  readonly caption?: string;
  readonly firstPage?: number;
  readonly lastPage?: number;
}

export const NO_DETAILS: Details = {};

export interface AssignDetailsProps {
  /** As recognised. */
  readonly kind: Kind | null;
  readonly pages: number | null;
  /** First and last page that its suggestion names; taken where the person names none. */
  readonly suggested: readonly [number, number] | null;
  readonly value: Details;
  readonly onChange: (value: Details) => void;
}

/** 材料类型, 说明 and 页码 of one document under one indicator, folded away: rarely needed. */
export function AssignDetails({ kind, pages, suggested, value, onChange }: AssignDetailsProps) {
  const put = (change: { readonly [Key in keyof Details]?: Details[Key] | undefined }): void =>
    onChange(
      Object.fromEntries(Object.entries({ ...value, ...change }).filter(([, one]) => one !== undefined && one !== '')) as Details,
    );
  return (
    <details className="assign-details">
      <summary>材料类型、说明和页码</summary>
      <div className="assign-fields">
        <label>
          材料类型
          <Select<Kind>
            aria-label="材料类型"
            allowClear
            placeholder={kind ?? '未识别'}
            value={value.kind ?? null}
            onChange={(next) => put({ kind: next ?? undefined })}
            options={KINDS.map((one) => ({ value: one, label: one }))}
          />
        </label>
        <label>
          说明(印在卷中)
          <Input value={value.caption ?? ''} maxLength={200} onChange={(event) => put({ caption: event.target.value })} />
        </label>
        {pages !== null && pages > 1 && (
          <label>
            页码(共 {pages} 页{suggested && `,建议 ${suggested[0]}–${suggested[1]}`})
            <span style={{ display: 'flex', gap: 4, alignItems: 'center' }}>
              <PageField
                label="起始页"
                pages={pages}
                hint={suggested?.[0]}
                value={value.firstPage}
                onChange={(firstPage) => put({ firstPage })}
              />
              至
              <PageField
                label="结束页"
                pages={pages}
                hint={suggested?.[1]}
                value={value.lastPage}
                onChange={(lastPage) => put({ lastPage })}
              />
            </span>
          </label>
        )}
      </div>
    </details>
  );
}

interface PageFieldProps {
  readonly label: string;
  readonly pages: number;
  readonly hint: number | undefined;
  readonly value: number | undefined;
  readonly onChange: (value: number | undefined) => void;
}

function PageField({ label, pages, hint, value, onChange }: PageFieldProps) {
  return (
    <InputNumber
      aria-label={label}
      min={1}
      max={pages}
      precision={0}
      placeholder={hint === undefined ? '' : String(hint)}
      style={{ width: 64 }}
      value={value ?? null}
      onChange={(next) => onChange(next ?? undefined)}
    />
  );
}
