import type { z } from 'zod';

/** What the command line and the window call the inputs a person fills in; others are told by their own name. */
const FIELD_WORDS: Readonly<Record<string, string>> = {
  archive: '档案库',
  action: '决定',
  archival: '长期保存格式(--pdfa)',
  band: '把握(--confirm-band)',
  baseDate: '测评基准日(--base-date)',
  caption: '说明(--caption)',
  document: '材料(--document)',
  file: '文件',
  firstPage: '起始页(--pages)',
  framework: '测评体系(--framework)',
  from: '原来的文件夹',
  id: '测评体系编号',
  indicator: '指标编号(--indicator)',
  indicators: '指标编号(--indicator)',
  kind: '材料类型(--kind)',
  lastPage: '结束页(--pages)',
  choicesFile: '对照文件(--choices)',
  compareAll: '逐页比对(--compare-all)',
  sm3: '国密摘要(--sm3)',
  copyPassword: '加密副本的密码(--copy-password)',
  limit: '条数(--limit)',
  maxMegabytes: '每卷大小 MB(--max-mb)',
  maxMillimetres: '每卷厚度毫米(--max-mm)',
  maxPages: '每卷页数(--max-pages)',
  name: '名称(--name)',
  next: '新体系',
  order: '顺序(--order)',
  out: '输出文件夹(--out)',
  password: '密码(--password)',
  path: '路径',
  photosPerPage: '每页照片数',
  query: '查找内容(--query)',
  sources: '材料文件夹(--source)',
  state: '状态(--state)',
  suite: '办公软件(--office)',
  bodyFont: '正文字体(--font)',
  to: '新的文件夹',
  unit: '单位(--unit)',
};

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: '是或否',
  array: '一组内容',
  object: '一组内容',
};

/** One sentence on an input that the contract refuses: which one, and what it must be. `issue` is zod's first finding. */
export function inputProblem(issue: z.core.$ZodIssue): string {
  const key = issue.path.filter((part) => typeof part === 'string').at(-1) ?? '';
  const field = FIELD_WORDS[key] ?? key;
  return `参数不对:${field}${demandOf(issue)}。`;
}

function demandOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? '没有写' : `要写${TYPE_WORDS[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `只能是 ${issue.values.map(String).join('、')} 之一`;
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array'
        ? Number(issue.minimum) === 1
          ? '不能空着'
          : `至少要有 ${issue.minimum} ${issue.origin === 'string' ? '个字' : '项'}`
        : `不能小于 ${issue.minimum}`;
    case 'too_big':
      return issue.origin === 'string' || issue.origin === 'array'
        ? `最多 ${issue.maximum} ${issue.origin === 'string' ? '个字' : '项'}`
        : `不能大于 ${issue.maximum}`;
    case 'unrecognized_keys':
      return `里有不认识的内容 ${issue.keys.join('、')}`;
    case 'custom':
      return issue.message ? `:${issue.message}` : '的值不合要求';
    default:
      return '的值不合要求';
  }
}
