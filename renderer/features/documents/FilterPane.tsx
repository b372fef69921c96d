import { Button, DatePicker } from 'antd';
import dayjs from 'dayjs';
import {
  LINK_WORDS,
  PHOTO_MARK_WORDS,
  STATE_WORDS,
  type DocumentFacets,
  type DocumentFilter,
  type FacetValue,
} from '../../../shared/contract/documents.ts';
import { folderOf, lastName } from '../../../shared/domain/paths.ts';
import { narrows } from './chosen.ts';

export interface FilterPaneProps {
  readonly filter: DocumentFilter;
  readonly facets: DocumentFacets | null;
  readonly onFilter: (filter: DocumentFilter) => void;
}

type ListKey = 'links' | 'groups' | 'kinds' | 'photos' | 'states';

/** What the list is narrowed to, each choice with its count. */
export function FilterPane({ filter, facets, onFilter }: FilterPaneProps) {
  const toggle = (key: ListKey, value: string): void => {
    const known: readonly string[] = filter[key] ?? [];
    const next = known.includes(value) ? known.filter((one) => one !== value) : [...known, value];
    onFilter({ ...filter, [key]: next.length > 0 ? next : undefined } as DocumentFilter);
  };
  const lists: readonly (readonly [ListKey, string, readonly FacetValue[], (value: string) => string])[] = [
    ['links', '佐证', facets?.links ?? [], (value) => LINK_WORDS[value as keyof typeof LINK_WORDS]],
    ['groups', '格式', facets?.groups ?? [], (value) => value],
    ['kinds', '材料类型', facets?.kinds ?? [], (value) => value || '没有定类型'],
    ['photos', '照片提示', facets?.photos ?? [], (value) => PHOTO_MARK_WORDS[value as keyof typeof PHOTO_MARK_WORDS]],
    ['states', '读取情况', facets?.states ?? [], (value) => STATE_WORDS[value as keyof typeof STATE_WORDS]],
  ];
  const { folder = '' } = filter;
  return (
    <section className="pane doc-filters" aria-label="筛选">
      <div className="pane-head">
        <h2>筛选</h2>
        <span style={{ flex: 1 }} />
        {narrows(filter) && (
          <Button size="small" type="link" onClick={() => onFilter({})}>
            全部清除
          </Button>
        )}
      </div>
      <div className="pane-body" tabIndex={-1}>
        {filter.indicator !== undefined && (
          <fieldset>
            <legend>指标</legend>
            <Chosen
              label={filter.indicator}
              onRemove={() => onFilter({ ...filter, indicator: undefined, framework: undefined })}
            />
          </fieldset>
        )}
        {lists.map(([key, title, values, word]) => (
          <fieldset key={key} hidden={key === 'photos' && values.length === 0 && !filter.photos}>
            <legend>{title}</legend>
            {withChosen(values, filter[key] ?? []).map(({ value, count }) => (
              <label key={value} className="doc-facet">
                <input
                  type="checkbox"
                  checked={(filter[key] as readonly string[] | undefined)?.includes(value) ?? false}
                  onChange={() => toggle(key, value)}
                />
                <span className="ellipsis">{word(value)}</span>
                <span className="muted">{count}</span>
              </label>
            ))}
          </fieldset>
        ))}
        {((facets?.copies ?? 0) > 0 || filter.copies) && (
          <fieldset>
            <legend>重复</legend>
            <label className="doc-facet">
              <input
                type="checkbox"
                checked={filter.copies ?? false}
                onChange={() => onFilter({ ...filter, copies: filter.copies ? undefined : true })}
              />
              <span className="ellipsis">有几处相同</span>
              <span className="muted">{facets?.copies ?? 0}</span>
            </label>
          </fieldset>
        )}
        <fieldset>
          <legend>日期</legend>
          <DatePicker.RangePicker
            size="small"
            aria-label="日期范围"
            value={[filter.from ? dayjs(filter.from) : null, filter.to ? dayjs(filter.to) : null]}
            allowEmpty={[true, true]}
            placeholder={['从', '到']}
            onChange={(range) =>
              onFilter({ ...filter, from: range?.[0]?.format('YYYY-MM-DD'), to: range?.[1]?.format('YYYY-MM-DD') })
            }
          />
        </fieldset>
        {(folder !== '' || (facets?.folders.length ?? 0) > 0) && (
          <fieldset>
            <legend>文件夹</legend>
            {folder !== '' && (
              <Chosen label={folder} onRemove={() => onFilter({ ...filter, folder: folderOf(folder) || undefined })} />
            )}
            {(facets?.folders ?? []).map(({ value, count }) => (
              <button
                key={value}
                type="button"
                className="doc-facet"
                title={value}
                onClick={() => onFilter({ ...filter, folder: value })}
              >
                <span className="ellipsis">{lastName(value)}</span>
                <span className="muted">{count}</span>
              </button>
            ))}
          </fieldset>
        )}
        {(facets?.sources.length ?? 0) + (filter.source === undefined ? 0 : 1) > 1 && (
          <fieldset>
            <legend>材料文件夹</legend>
            {(facets?.sources ?? []).map(({ value, count }) => (
              <label key={value} className="doc-facet" title={value}>
                <input
                  type="checkbox"
                  checked={filter.source === value}
                  onChange={() => onFilter({ ...filter, source: filter.source === value ? undefined : value })}
                />
                <span className="ellipsis">{value.split(/[\\/]/).at(-1)}</span>
                <span className="muted">{count}</span>
              </label>
            ))}
          </fieldset>
        )}
      </div>
    </section>
  );
}

function Chosen({ label, onRemove }: { readonly label: string; readonly onRemove: () => void }) {
  return (
    <button type="button" className="doc-facet doc-chosen" title={label} aria-label={`不再限于 ${label}`} onClick={onRemove}>
      <span className="ellipsis">{label}</span>
      <span aria-hidden="true">×</span>
    </button>
  );
}

/** What is chosen stays to be unchosen, also when nothing fits it. */
function withChosen(values: readonly FacetValue[], chosen: readonly string[]): readonly FacetValue[] {
  const gone = chosen.filter((value) => !values.some((one) => one.value === value));
  return [...values, ...gone.map((value) => ({ value, count: 0 }))];
}
