/** What one entry of the audit record says, in a clerk's words. An action this program does not know keeps its own name. */
export function wordsOfEntry(action: string, detail: unknown): string {
  const d = (detail ?? {}) as Readonly<Record<string, unknown>>;
  const text = (key: string): string => (typeof d[key] === 'string' ? d[key] : '');
  const count = (key: string): number => (typeof d[key] === 'number' ? d[key] : 0);
  const links = Array.isArray(d['links']) ? (d['links'] as readonly Readonly<Record<string, string>>[]) : [];
  const where = `${nameOf(text('path'))} → ${text('indicator')}`;
  switch (action) {
    case 'link.confirm':
      return `确认佐证:${where}`;
    case 'link.reject':
      return `否决建议:${where}`;
    case 'link.clear':
      return `退回待确认:${where}`;
    case 'link.confirm-band':
      return `把握${{ high: '大', medium: '中', low: '小' }[text('band')] ?? ''}的建议一并确认 ${links.length} 项`;
    case 'link.decide-many':
      return manyWords(count('confirmed'), count('rejected'), count('cleared'), links);
    case 'link.describe':
      return '修改佐证的说明、类型或页码';
    case 'link.order':
      return '调整佐证的顺序';
    case 'indicator.requirements':
      return `修改材料要求 ${text('code') || text('indicator')}`;
    case 'indicator.not-applicable':
      return `标记或取消不适用 ${text('code') || text('indicator')}`;
    case 'document.edit':
      return `修改材料信息 ${nameOf(text('path'))}`;
    case 'document.copy':
      return `改用另一份入册 ${nameOf(text('path'))}`;
    case 'document.caption':
      return `修改照片说明 ${text('title')}`;
    case 'archive.configure':
      return '修改档案库设置';
    case 'doubt.settle':
      return d['candidate']
        ? `核对:${nameOf(text('path'))} 的佐证沿用到改过的文件`
        : `核对:${nameOf(text('path'))} 另有其文件,都不是`;
    case 'export':
      return `成册 第 ${count('edition')} 版`;
    case 'undo':
      return `撤销:${text('label')}`;
    case 'redo':
      return `重做:${text('label')}`;
    default:
      return action;
  }
}

function manyWords(
  confirmed: number,
  rejected: number,
  cleared: number,
  links: readonly Readonly<Record<string, string>>[],
): string {
  const [only] = links.length === 1 ? links : [];
  const word = confirmed > 0 ? '确认佐证' : rejected > 0 ? '否决建议' : '退回待确认';
  if (only) return `${word}:${nameOf(only['path'] ?? '')} → ${only['indicator'] ?? ''}`;
  const parts = [
    confirmed > 0 ? `确认 ${confirmed} 项` : '',
    rejected > 0 ? `否决 ${rejected} 项` : '',
    cleared > 0 ? `退回待确认 ${cleared} 项` : '',
  ];
  return parts.filter((part) => part !== '').join(',');
}

function nameOf(path: string): string {
  return path.split('/').at(-1) ?? path;
}
