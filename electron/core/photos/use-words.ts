import type { PhotoUse } from './reuse.ts';
import { lastName } from '../../../shared/domain/paths.ts';

/** What 体检 and the check before 成册 say of a photo's use: the files, the indicators and the days by name, and what to do. */
export function useSentence({ code, documents, indicators, dates }: PhotoUse): string {
  const under = indicators.map((one) => `${one.code} ${one.name}`).join('、');
  const days = [...new Map(dates.map(({ date, where }) => [`${date} ${where}`, `${date}(${where})`])).values()].join('、');
  switch (code) {
    case 'reused':
      return `同一张照片用在 ${indicators.length} 条指标:${under}。请核对是否都证明得了,不合适的换一张。`;
    case 'dates':
      return `同一张照片出现 ${new Set(dates.map(({ date }) => date)).size} 个日期:${days}。请核对是哪一天拍的,在“材料”里改正日期。`;
    case 'alike': {
      const files = documents.map(({ path }) => lastName(path)).join('、');
      return `${documents.length} 份材料看起来是同一张照片:${files};用在 ${under}${days === '' ? '' : `;日期 ${days}`}。请打开对比,重复的换一张。`;
    }
  }
}
