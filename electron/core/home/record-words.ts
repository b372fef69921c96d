import { lastName } from '../../../shared/domain/paths.ts';
/** What one entry of the audit record says, in a clerk's words. An action this program does not know keeps its own name. */
export function wordsOfEntry(action: string, detail: unknown): string {
  const d = (detail ?? {}) as Readonly<Record<string, unknown>>;
  const text = (key: string): string => (typeof d[key] === 'string' ? d[key] : '');
  const count = (key: string): number => (typeof d[key] === 'number' ? d[key] : 0);
  const links = Array.isArray(d['links']) ? (d['links'] as readonly Readonly<Record<string, string>>[]) : [];
  const where = `${lastName(text('path'))} → ${text('indicator')}`;
  switch (action) {
    case 'archive.create':
      return `建库:${text('name')}`;
    case 'archive.restore':
      return `从备份恢复:${text('file')}`;
    case 'edition.change':
      return `换版:${text('from')} → ${text('to')},带过去 ${count('confirmed')} 条佐证`;
    case 'year-end.run':
      return `年度结转:${text('names')} → ${text('edition')},测评基准日 ${text('baseDate')},沿用佐证 ${count('confirmed')} 份`;
    case 'node.edit':
      return text('words');
    case 'framework.save-as':
      return `另存测评体系:${text('from')} → ${text('name')}`;
    case 'framework.rename':
      return `测评体系改名:${text('from')} → ${text('to')}`;
    case 'framework.code-styles':
      return `编号样式:${text('name')} ${(d['styles'] as readonly string[]).join('、') || '不声明'}`;
    case 'framework.adopt':
      return `加入测评体系:${text('name')}`;
    case 'source.add':
      return `添加材料文件夹:${text('path')}`;
    case 'source.remove':
      return `移除材料文件夹:${text('path')}`;
    case 'source.relink':
      return `重新指定材料文件夹:${text('from')} → ${text('to')}`;
    case 'triage.later':
      return `稍后再看:${lastName(text('path'))}`;
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
      return `修改佐证的说明:${text('document')} → ${text('indicator')}`;
    case 'red-lines.draw':
      return `划红线:${text('document')} → ${text('indicator')}`;
    case 'red-lines.keep':
      return `核对红线:${text('document')} → ${text('indicator')}`;
    case 'red-lines.erase':
      return `擦去红线:${text('document')} → ${text('indicator')}`;
    case 'link.order':
      return `调整佐证的顺序:${text('indicator')}`;
    case 'indicator.requirements':
      return `修改材料要求:${text('indicator')}`;
    case 'indicator.not-applicable':
      return text('reason') === '' ? `取消不适用:${text('indicator')}` : `标记不适用:${text('indicator')}(${text('reason')})`;
    case 'document.edit':
      return editWords(valuesOf(d['before']), valuesOf(d['after']));
    case 'document.copy':
      return `改用另一份入册:${lastName(text('path'))}`;
    case 'document.text':
      return d['back']
        ? `第 ${count('page')} 页恢复识别的文字:${text('title')}`
        : `改正第 ${count('page')} 页的文字:${text('title')}`;
    case 'document.caption':
      return `修改照片说明:${lastName(text('path'))}`;
    case 'archive.configure':
      return configureWords(valuesOf(d['before']), valuesOf(d['after']));
    case 'pack.make':
      return `打交接包:${text('unit')},佐证 ${count('links')} 项`;
    case 'pack.merge':
      return `收交接包:${text('unit')},佐证 ${count('links')} 项、材料 ${count('documents')} 份`;
    case 'doubt.settle':
      return d['candidate']
        ? `核对:${lastName(text('path'))} 的佐证沿用到改过的文件`
        : `核对:${lastName(text('path'))} 另有其文件,都不是`;
    case 'rule.save':
      return ruleWords(Array.isArray(d['rules']) ? (d['rules'] as readonly Readonly<Record<string, string>>[]) : []);
    case 'crosswalk.set':
      return crosswalkWords(Array.isArray(d['lines']) ? (d['lines'] as readonly string[]) : []);
    case 'rule.remove':
      return `删除归类规则:${text('name')} → ${text('indicator')}`;
    case 'rule.automatic':
      return d['on'] === true ? `按归类规则自动确认:${text('name')},${links.length} 份` : `停止自动确认:归类规则 ${text('name')}`;
    case 'record.add':
      return `${text('ledger')}:新增 ${text('row')}`;
    case 'record.edit':
      return `${text('ledger')}:修改 ${text('row')}`;
    case 'record.move':
      return `${text('ledger')}:${text('row')} ${text('word')}`;
    case 'record.add-many':
      return `${text('ledger')}:从${text('from')}新增 ${Array.isArray(d['rows']) ? d['rows'].length : 0} 行`;
    case 'record.spawn':
      return `${text('ledger')}:${text('row')} 转为${text('target')} ${count('added')} 行`;
    case 'record.self-check':
      return `生成自查表:${text('round')},${count('rows')} 条`;
    case 'record.negative-list':
      return `生成负面清单:${text('name')},${count('rows')} 项`;
    case 'record.remove':
      return `${text('ledger')}:删除 ${count('rows')} 行`;
    case 'record.import':
      return `${text('ledger')}:从 ${lastName(text('file'))} 导入,新增 ${count('added')} 行,更新 ${count('updated')} 行`;
    case 'duty.set':
      return `分配责任:${text('indicator')}${Array.isArray(d['units']) && d['units'].length > 0 ? ` → ${d['units'].join('、')}` : '(清空)'}`;
    case 'pledge.save':
      return `登记责任状:${text('unit')} ${text('signedOn')}`;
    case 'pledge.remove':
      return `删除责任状:${text('unit')} ${text('signedOn')}`;
    case 'duty.import':
      return `导入责任分解:${lastName(text('file'))},${count('written')} 条`;
    case 'unit.save':
      return text('name') === text('newName') ? `修改单位:${text('name')}` : `单位改名:${text('name')} → ${text('newName')}`;
    case 'person.save':
      return `${text('replaces') === '' ? '人员' : `接替 ${text('replaces')}`}:${text('unit')} ${text('name')}`;
    case 'scoring.change':
      return `修改评分办法:${text('name')}`;
    case 'check.mute':
      return d['reason'] === null
        ? `恢复体检提示:${text('title')} ${count('count')} 条`
        : `忽略体检提示:${text('title')} ${count('count')} 条(${text('reason')})`;
    case 'copies.clean':
      return `清理没有用到的收来副本:${count('files')} 个文件`;
    case 'export':
      return `成册 第 ${count('edition')} 版${text('signOff') === '' ? '' : `,签署放行:${text('signOff')}`}`;
    case 'package': {
      const [kept, left] = [d['accepted'], d['leftOut']].map((list) => (Array.isArray(list) ? list.length : 0));
      return `生成第 ${count('number')} 号报送包:${count('files')} 件${kept ? `,放行 ${kept} 处` : ''}${left ? `,不报 ${left} 件` : ''}`;
    }
    case 'package.rules':
      return `保存报送要求:${text('name')}`;
    case 'package.rules-removed':
      return `删除报送要求:${text('name')}`;
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
  if (only) return `${word}:${lastName(only['path'] ?? '')} → ${only['indicator'] ?? ''}`;
  const parts = [
    confirmed > 0 ? `确认 ${confirmed} 项` : '',
    rejected > 0 ? `否决 ${rejected} 项` : '',
    cleared > 0 ? `退回待确认 ${cleared} 项` : '',
  ];
  return parts.filter((part) => part !== '').join(',');
}

function crosswalkWords(lines: readonly string[]): string {
  return lines.length === 1 ? `修改指标对照:${lines[0] ?? ''}` : `修改指标对照 ${lines.length} 行`;
}

function ruleWords(rules: readonly Readonly<Record<string, string>>[]): string {
  const [only] = rules.length === 1 ? rules : [];
  return only ? `保存归类规则:${only['name'] ?? ''} → ${only['indicator'] ?? ''}` : `保存归类规则 ${rules.length} 条`;
}

/** What was corrected of a document: `改题名:甲 → 乙`, `改日期:乙 2026-03-05`. */
function editWords(before: Values, after: Values): string {
  const parts = [
    before['title'] === after['title'] ? '' : `改题名:${before['title']} → ${after['title']}`,
    before['kind'] === after['kind'] ? '' : `改材料类型:${after['title']} ${after['kind'] ?? '没有定类型'}`,
    before['date'] === after['date'] ? '' : `改日期:${after['title']} ${after['date'] ?? '没有日期'}`,
  ].filter((part) => part !== '');
  return parts.length > 0 ? parts.join(';') : `核对材料信息:${after['title'] ?? ''}`;
}

/** `修改档案库设置:测评基准日 2026-06-30`. */
function configureWords(before: Values, after: Values): string {
  const words = { name: '名称', unit: '单位', baseDate: '测评基准日' };
  const parts = Object.entries(words).flatMap(([key, word]) =>
    before[key] === after[key] ? [] : [`${word} ${after[key] || '(空)'}`],
  );
  return ['修改档案库设置', parts.join('、')].filter((part) => part !== '').join(':');
}

type Values = Readonly<Record<string, string | null>>;

function valuesOf(value: unknown): Values {
  return typeof value === 'object' && value !== null ? (value as Values) : {};
}
