import { isReadable, satisfies } from '../gaps.ts';
import { isWithin, windowOf, type Window } from '../periods.ts';
import { groupsBy, onDocument, onLink, type CheckHit, type CheckRule } from './rule.ts';
import type { CheckedLink, CheckFacts } from './facts.ts';

/** Rules about one piece of confirmed evidence under its indicator. */

const MANY_LEAVES = 8;

/** The windows of the requirements that a link's kind answers; null when one of them has none. */
function windowsOf(link: CheckedLink, baseDate: string): readonly Window[] | null {
  const windows = link.leaf.requirements.filter((one) => satisfies(link.kind, one.kind)).map((one) => windowOf(one, baseDate));
  return windows.some(({ from, to }) => from === null && to === null) ? null : windows;
}

const spanOf = (windows: readonly Window[]): string =>
  windows.map(({ from, to }) => `${from ?? '不限'} 至 ${to ?? '不限'}`).join('、');

const each =
  (find: (link: CheckedLink, facts: CheckFacts) => string | null) =>
  (facts: CheckFacts): readonly CheckHit[] =>
    facts.links.flatMap((link) => {
      const message = find(link, facts);
      return message === null ? [] : [onLink(link, message)];
    });

export const EVIDENCE_RULES: readonly CheckRule[] = [
  {
    id: 'evidence-no-file',
    group: '佐证',
    title: '引用了没有文件的材料',
    why: '这份佐证已确认,但材料文件夹里从来没有或不再登记它的文件,成册时只能印占位页。',
    mend: '把原件放回材料文件夹后重新编目;确实没有原件的,在指标里退回这条佐证。',
    find: ({ documents }) =>
      documents.filter(({ path }) => path === '').map((one) => onDocument(one, `“${one.title}”没有登记任何文件位置。`)),
  },
  {
    id: 'evidence-missing',
    group: '佐证',
    title: '已确认佐证的文件不在原处',
    why: '文件被移走、改名或删除,成册时放不进去,缺项里也不再算数。',
    mend: '找回原件后重新编目;内容改过的,到工作台的“待核对”里选定。',
    find: ({ documents }) =>
      documents
        .filter(({ path, state }) => state === 'missing' && path !== '')
        .map((one) => onDocument(one, '编目时这个文件已经不在原处。')),
  },
  {
    id: 'evidence-unreadable',
    group: '佐证',
    title: '已确认的材料打不开',
    why: '损坏或有打开密码的材料不算数,检查组也打不开。',
    mend: '有密码的在 WPS 中去掉密码,损坏的换一份能打开的,再重新编目。',
    find: ({ documents }) =>
      documents
        .filter(({ state }) => state === 'failed' || state === 'encrypted')
        .map((one) => onDocument(one, one.stateMessage ?? (one.state === 'encrypted' ? '它有打开密码。' : '内容读不出来。'))),
  },
  {
    id: 'evidence-cloud',
    group: '佐证',
    title: '已确认的材料只在云盘上',
    why: '文件还没有下载到这台电脑,成册时读不到内容。',
    mend: '在云盘软件中下载到本机,再重新编目。',
    find: ({ documents }) =>
      documents.filter(({ state }) => state === 'online-only').map((one) => onDocument(one, '这个文件只有云盘占位,没有内容。')),
  },
  {
    id: 'evidence-undated',
    group: '佐证',
    title: '要看时限的材料没有日期',
    why: '材料要求规定了时限,没有日期的材料不能算在时限内。',
    mend: '在“材料”里补上成文日期或拍摄日期,要有依据。',
    find: each((link, { baseDate }) => {
      const windows = windowsOf(link, baseDate);
      return link.document.date === null && windows !== null && windows.length > 0
        ? `没有日期,不能算在时限(${spanOf(windows)})内。`
        : null;
    }),
  },
  {
    id: 'evidence-outside-window',
    group: '佐证',
    title: '日期不在要求的时限内',
    why: '确认过的材料超出时限,不算数,检查组会退回。',
    mend: '换成时限内的材料,或核对日期、测评基准日和材料要求有没有写错。',
    find: each((link, { baseDate }) => {
      const { date } = link.document;
      const windows = windowsOf(link, baseDate);
      if (date === null || windows === null || windows.length === 0 || windows.some((one) => isWithin(date, one))) return null;
      return `日期 ${date} 不在时限(${spanOf(windows)})内。`;
    }),
  },
  {
    id: 'evidence-future',
    group: '佐证',
    title: '日期在今天之后',
    why: '材料的日期还没有到,多半是写错了年份或月份。',
    mend: '核对原件,在“材料”里改正日期。',
    find: ({ documents, today }) =>
      documents
        .filter(({ date }) => date !== null && date > today)
        .map((one) => onDocument(one, `日期 ${one.date ?? ''} 在今天(${today})之后。`)),
  },
  {
    id: 'evidence-after-base',
    group: '佐证',
    title: '日期晚于测评基准日',
    why: '测评基准日之后形成的材料,按规定不计入这次测评。',
    mend: '核对日期;测评基准日变了的,在“设置”里改。',
    find: ({ documents, baseDate, today }) =>
      documents
        .filter(({ date }) => date !== null && date > baseDate && date <= today)
        .map((one) => onDocument(one, `日期 ${one.date ?? ''} 晚于测评基准日 ${baseDate}。`)),
  },
  {
    id: 'evidence-no-kind',
    group: '佐证',
    title: '没有定材料类型',
    why: '不知道是规范文件、说明报告还是图片,就不能算进任何一条材料要求。',
    mend: '在指标里给这条佐证选定材料类型。',
    find: each((link) => (link.kind === null && link.leaf.requirements.length > 0 ? '没有材料类型,不计入材料要求。' : null)),
  },
  {
    id: 'evidence-wrong-kind',
    group: '佐证',
    title: '材料类型不是要求的',
    why: '这条指标没有要这种材料,放进去不算数。',
    mend: '改正材料类型,或换成要求的材料;确有必要的可以忽略并写明理由。',
    find: each(({ kind, leaf }) =>
      kind !== null && leaf.requirements.length > 0 && !leaf.requirements.some((one) => satisfies(kind, one.kind))
        ? `是${kind},要的是${[...new Set(leaf.requirements.map((one) => one.kind))].join('、')}。`
        : null,
    ),
  },
  {
    id: 'evidence-page-range',
    group: '佐证',
    title: '引用的页码超出页数',
    why: '印在册子里的“第几页”在原件里找不到。',
    mend: '在指标里改正这条佐证的起止页。',
    find: each(({ firstPage, lastPage, document: { pages } }) => {
      if (firstPage !== null && lastPage !== null && firstPage > lastPage) return `起页 ${firstPage} 在止页 ${lastPage} 之后。`;
      const last = Math.max(firstPage ?? 0, lastPage ?? 0);
      return pages !== null && last > pages ? `引用到第 ${last} 页,原件只有 ${pages} 页。` : null;
    }),
  },
  {
    id: 'evidence-order',
    group: '佐证',
    title: '佐证的顺序有空号或重号',
    why: '排过顺序之后又加进或退回过佐证,材料编号①②③可能与原来报送的不一致。',
    mend: '到这条指标里重新排一次顺序。',
    find: ({ links }) =>
      [...groupsBy(links, ({ leaf }) => leaf.id).values()].flatMap((group) => {
        const placed = group.flatMap(({ position }) => (position === null ? [] : [position])).toSorted((a, b) => a - b);
        const [first] = group;
        if (!first || placed.length === 0) return [];
        const gapless = placed.every((position, index) => position === index + 1);
        if (gapless && placed.length === group.length) return [];
        const late = group.length - placed.length;
        const words = [gapless ? '' : `顺序号是 ${placed.join('、')}`, late > 0 ? `有 ${late} 份没有排进顺序` : ''];
        const { leaf } = first;
        return [
          {
            subject: `indicator ${leaf.id}`,
            what: `${leaf.code} ${leaf.name}`,
            message: `${words.filter((one) => one !== '').join(',')}。`,
            to: { screen: 'indicators', params: { indicator: String(leaf.id) }, framework: leaf.framework },
          },
        ];
      }),
  },
  {
    id: 'evidence-captions-differ',
    group: '佐证',
    title: '同一份材料在几条指标下说明不一致',
    why: '一材多用可以,但同一份材料写成两种说法,放在一起会被追问。',
    mend: '核对几处的说明,改成一致;确实证明不同内容的可以忽略并写明理由。',
    find: ({ links }) =>
      [...groupsBy(links, ({ document }) => document.id).values()].flatMap((group) => {
        const said = group.filter(({ caption }) => caption.trim() !== '');
        const [first] = said;
        if (!first || new Set(said.map(({ caption }) => caption.trim())).size < 2) return [];
        const words = said.map(({ leaf, caption }) => `${leaf.code}“${caption.trim().slice(0, 30)}”`).join(',');
        return [onDocument(first.document, `说明不一致:${words}。`)];
      }),
  },
  {
    id: 'evidence-everywhere',
    group: '佐证',
    title: `一份材料证明 ${MANY_LEAVES} 条以上指标`,
    why: '一份材料到处用,往往每一处都证明得不够。',
    mend: '逐条看它是不是真的写到了,写到的在佐证里标出页码,没写到的退回。',
    find: ({ links }) =>
      [...groupsBy(links, ({ document, leaf }) => `document ${document.id} framework ${leaf.framework}`)].flatMap(
        ([subject, group]) => {
          const [first] = group;
          return first && group.length >= MANY_LEAVES
            ? [onDocument(first.document, `在一个测评体系里证明 ${group.length} 条指标。`, subject)]
            : [];
        },
      ),
  },
  {
    id: 'evidence-not-readable-only',
    group: '佐证',
    title: '一条指标的佐证全都打不开',
    why: '这条指标看起来有佐证,其实一份能用的都没有。',
    mend: '换成能打开的原件,重新编目后再确认。',
    find: ({ links }) =>
      [...groupsBy(links, ({ leaf }) => leaf.id).values()].flatMap((group) => {
        const [first] = group;
        if (!first || group.some(({ document }) => isReadable(document.state))) return [];
        return [
          {
            subject: `indicator ${first.leaf.id}`,
            what: `${first.leaf.code} ${first.leaf.name}`,
            message: `已确认的 ${group.length} 份佐证都打不开或不在原处。`,
            to: { screen: 'indicators', params: { indicator: String(first.leaf.id) }, framework: first.leaf.framework },
          },
        ];
      }),
  },
];
