import type { Framework, Indicator } from '../../../shared/domain/framework.ts';
import type { Lexicon } from '../../../shared/domain/lexicon.ts';

/** A leaf (or a branch with `leaf: false`) with only the fields a test speaks of. */
export function indicator(given: Partial<Indicator> & Pick<Indicator, 'id'>): Indicator {
  return {
    code: given.id,
    altCodes: [],
    name: given.id,
    level: 1,
    parentId: null,
    leaf: true,
    standard: '',
    methods: [],
    leadUnit: '',
    units: [],
    dueText: '',
    keywords: [],
    weakKeywords: [],
    confidence: '',
    requirements: [],
    ...given,
  };
}

export function framework(indicators: readonly Indicator[]): Framework {
  return {
    id: 'test',
    name: '试验体系',
    edition: '',
    reconstructed: false,
    note: '',
    levelNames: ['项目', '内容'],
    indicators,
  };
}

/** An empty word list: what the rules do by themselves. */
export const NO_WORDS: Lexicon = {
  abbreviations: {},
  unitAliases: {},
  genericTitleWords: ['通知', '方案', '照片'],
  cameraNames: ['IMG_', 'DSC', '微信图片_', 'mmexport', '新建 Microsoft Word 文档'],
  referenceNames: ['测评体系', '工作手册'],
  evidenceNames: ['责任|分工|通知'],
  properNames: ['无障碍(?:大街|路)', '(?:文明交通|斑马线)(?:酒店|集团)'],
  everydayNames: ['放假|报价'],
  everydayFolders: ['^下载|^人事科$'],
  everydayWords: ['甲方', '乙方', '起拍价', '竞买人'],
  cues: {},
};
