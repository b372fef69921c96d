import { addDays, addMonths } from '../periods.ts';
import { sizeText } from '../size-text.ts';
import { plainUnit } from '../units.ts';
import { onArchive, type CheckRule } from './rule.ts';

/** Rules about the archive as a whole. */

/** Before the folder, in the subject of a finding about copies of 交接包. */
export const COPIES_SUBJECT = 'copies ';

const OLD_BASE_MONTHS = 12;
const OLD_INDEX_DAYS = 30;

export const ARCHIVE_RULES: readonly CheckRule[] = [
  {
    id: 'archive-source-missing',
    group: '档案库',
    title: '材料文件夹不在了',
    why: 'U 盘没有插、盘符变了或文件夹搬了家,里面的材料都读不到。',
    mend: '插上 U 盘,或在“设置”里重新指定文件夹。',
    find: ({ sources }) =>
      sources
        .filter(({ present }) => !present)
        .map(({ id, path, files }) =>
          onArchive(path, `找不到这个文件夹,其中 ${files} 个文件读不到。`, 'settings', `source ${id}`),
        ),
  },
  {
    id: 'archive-source-empty',
    group: '档案库',
    title: '材料文件夹里没有文件',
    why: '加错了文件夹,或者文件被移走了。',
    mend: '核对文件夹;加错的在“设置”里移除。',
    find: ({ sources, indexedOn }) =>
      indexedOn === null
        ? []
        : sources
            .filter(({ present, files }) => present && files === 0)
            .map(({ id, path }) => onArchive(path, '编目时里面没有任何文件。', 'settings', `source ${id}`)),
  },
  {
    id: 'archive-copies-unused',
    group: '档案库',
    title: '没有用到的收来副本',
    why: '收交接包时复制进来的原件,那次收取撤销了,或文件夹移除了;文件还占着地方,程序不会自己删。',
    mend: '可能还要重做那次收取的,先留着或忽略;确认用不着的,点“清理”删掉,腾出地方。',
    find: ({ unusedCopies }) =>
      unusedCopies.map(({ folder, files, sizeBytes }) =>
        onArchive(
          `交接材料/${folder}`,
          `${files} 个文件,${sizeText(sizeBytes)},没有用在档案库里。`,
          'settings',
          `${COPIES_SUBJECT}${folder}`,
        ),
      ),
  },
  {
    id: 'archive-base-date-old',
    group: '档案库',
    title: '测评基准日已经过去很久',
    why: '时限都从测评基准日往前算,基准日还是上一轮的,算出来的缺项就不对。',
    mend: '在“设置”里改成这一轮的测评基准日。',
    find: ({ baseDate, today }) =>
      baseDate !== '' && baseDate < addMonths(today, -OLD_BASE_MONTHS)
        ? [onArchive('测评基准日', `是 ${baseDate},过去已有一年以上(今天 ${today})。`)]
        : [],
  },
  {
    id: 'archive-evidence-older',
    group: '档案库',
    title: '最近一年没有新材料',
    why: '已确认的材料最晚的一份也在测评基准日一年以前,像是沿用上一轮的。',
    mend: '把这一轮的材料放进材料文件夹,编目后归类。',
    find: ({ baseDate, documents }) => {
      const latest = documents
        .flatMap(({ date }) => date ?? [])
        .toSorted()
        .at(-1);
      return latest !== undefined && latest < addMonths(baseDate, -12)
        ? [onArchive('已确认的材料', `最晚的日期是 ${latest},在测评基准日 ${baseDate} 的一年以前。`, 'documents')]
        : [];
    },
  },
  {
    id: 'archive-index-old',
    group: '档案库',
    title: '很久没有编目',
    why: '材料文件夹里新放的、改过的文件还不知道。',
    mend: '在工作台重新编目(F5)。',
    find: ({ indexedOn, today }) =>
      indexedOn !== null && indexedOn < addDays(today, -OLD_INDEX_DAYS)
        ? [onArchive('编目', `上次编目是 ${indexedOn}。`, 'home')]
        : [],
  },
  {
    id: 'archive-unit-without-items',
    group: '档案库',
    title: '本单位没有承担任何指标',
    why: '档案库写的编制单位在测评体系里一次也没有出现,单位名称可能写得不一样。',
    mend: '在“设置”里改成责任分解表里的写法,或核对测评体系。',
    find: ({ unit, indicators }) => {
      const named = indicators.flatMap(({ leadUnit, units }) => [leadUnit, ...units]).filter((one) => one.trim() !== '');
      const own = plainUnit(unit);
      return unit === '' ||
        named.length === 0 ||
        named.some((one) => plainUnit(one).includes(own) || own.includes(plainUnit(one)))
        ? []
        : [onArchive(unit, '测评体系里没有由它牵头或负责的指标。')];
    },
  },
  {
    id: 'archive-edition-stale',
    group: '档案库',
    title: '成册之后又有改动',
    why: '最近一版册子之后又确认、否决或改过佐证,册子与档案库已经不一致。',
    mend: '报送前重新成册。',
    find: ({ lastEdition, lastDecision }) =>
      lastEdition !== null && lastDecision !== null && lastDecision > lastEdition.createdAt
        ? [onArchive(`第 ${lastEdition.edition} 版`, '这一版之后佐证又有改动。', 'exports', `edition ${lastEdition.edition}`)]
        : [],
  },
];
