import { Select } from 'antd';
import { usePreference } from '../../api/preference.ts';
import type { Sorting } from './chosen.ts';

const ORDERS = [
  { value: 'newest', label: '按编入时间' },
  { value: 'relevance', label: '按相关度' },
  { value: 'columns', label: '按表头' },
] as const;
export type SearchOrder = (typeof ORDERS)[number]['value'];

const isSearchOrder = (value: unknown): value is SearchOrder => ORDERS.some((order) => order.value === value);

/** A search of fewer characters finds too much to be put in an order of its own. */
const FROM_CHARACTERS = 2;

export interface SearchOrdering {
  /** In which order the list stands now. */
  readonly sorting: Sorting;
  /** To be called when a head of the list is clicked: it wins over the order of the search. */
  readonly onSorting: (sorting: Sorting) => void;
  /** Null while no order of its own can be chosen for what is searched. */
  readonly chosen: SearchOrder | null;
  readonly onChoose: (order: SearchOrder) => void;
}

/** The order of the list: that of its heads, and while a word is searched the one chosen for searching. Both are remembered. */
export function useSearchOrder(query: string, sorting: Sorting, onSorting: (sorting: Sorting) => void): SearchOrdering {
  const [order, setOrder] = usePreference<SearchOrder>('documents.searchOrder', 'newest', isSearchOrder);
  const chosen = query.split(/\s+/u).some((word) => [...word].length >= FROM_CHARACTERS) ? order : null;
  return {
    sorting: chosen === null || chosen === 'columns' ? sorting : { sort: chosen, direction: 'down' },
    onSorting: (next) => {
      onSorting(next);
      if (chosen !== null) setOrder('columns');
    },
    chosen,
    onChoose: setOrder,
  };
}

/** In which order what was found stands. */
export function SearchOrderChoice({ chosen, onChoose }: Pick<SearchOrdering, 'chosen' | 'onChoose'>) {
  if (chosen === null) return null;
  return (
    <Select<SearchOrder>
      size="small"
      className="doc-order"
      aria-label="查找结果的顺序"
      title="按相关度:先列名称和题名里有的,再看正文里出现几次、篇幅长短"
      value={chosen}
      onChange={onChoose}
      options={[...ORDERS]}
      popupMatchSelectWidth={false}
    />
  );
}
