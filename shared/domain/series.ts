import { fold } from './text.ts';

/**
 * The name without what tells issues of a series apart: numbers, dates, 第…期, copies. `志愿服务简报第3期.docx` and
 * `志愿服务简报第4期.docx` have the same; '' where nothing is left (camera names).
 */
export function seriesOf(fileName: string): string {
  const stem = fold(fileName).replace(/\.[a-z0-9]{1,5}$/u, '');
  const rest = stem
    .replace(/第[0-9一二三四五六七八九十百零〇]+([期次批号季度周月年届])/gu, '第#$1')
    .replace(/[一二三四五六七八九十]+月|[一二三四]季度/gu, '#')
    .replace(/[-_(（]?\s*副本\s*[)）]?|copy/gu, '')
    .replace(/[0-9]+/gu, '#')
    .replace(/[#\s_().,，、年月日-]+/gu, '#');
  return /\p{Script=Han}/u.test(rest) ? rest : '';
}
