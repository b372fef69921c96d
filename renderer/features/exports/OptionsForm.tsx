import { Button, Checkbox, Input, InputNumber, Segmented, Select, Switch } from 'antd';
import {
  ARCHIVALS,
  BODY_FONTS,
  BODY_FONT_NAMES,
  EXTRAS,
  NUMBERINGS,
  NUMBER_PRESETS,
  PHOTOS_PER_PAGE,
  SPLITS,
  type Archival,
  type Extra,
  type Numbering,
  type NumberPreset,
  type PhotosPerPage,
  type Split,
} from '../../../shared/domain/volume-look.ts';
import { passwordFault } from '../../../shared/domain/pdf-password.ts';
import type { ExportScope } from '../../../shared/contract/exports.ts';
import { desktop } from '../../api/transport.ts';
import type { Choice } from './choice.ts';
import { Option } from './Option.tsx';

const PHOTO_WORDS: Readonly<Record<PhotosPerPage, string>> = {
  1: '一页一张,附六要素说明表,报送常用。',
  2: '一页两张,上下排。',
  4: '一页四张,省纸。',
  6: '一页六张,最省纸,说明较短。',
};
const SPLIT_WORDS: Readonly<Record<Split, string>> = {
  size: '只按大小',
  group: '按项目',
  year: '按年度',
  unit: '按责任单位',
};
const NUMBER_WORDS: Readonly<Record<NumberPreset, { readonly label: string; readonly explained: string }>> = {
  official: { label: '公文', explained: '页脚居中“— 1 —”(GB/T 9704)。' },
  records: { label: '文书档案', explained: '正面右上角,背面左上角(DA/T 22)。' },
  technical: { label: '科技档案', explained: '正面右下角,背面左下角(GB/T 11822)。' },
};
const NUMBERING_WORDS: Readonly<Record<Numbering, string>> = {
  archive: '封面、目录、备考表不编',
  whole: '全册从第一页编起',
};
const EXTRA_WORDS: Readonly<Record<Extra, string>> = {
  'evidence-table': '佐证对照表',
  'archive-list': '归档文件目录',
  'number-index': '文号索引',
  'unit-index': '责任单位索引',
};
const ARCHIVAL_WORDS: Readonly<Record<Archival | '', { readonly label: string; readonly explained: string }>> = {
  '': { label: '普通 PDF', explained: '移交档案馆、要存多年的,选 PDF/A。' },
  '2b': {
    label: 'PDF/A-2b',
    explained:
      '不靠外部字体和设置,多年后打开还是这样(ISO 19005-2)。不合规定的原件页(如字体未嵌入)以图像装入并注明,要多用些时间。',
  },
  '3b': {
    label: 'PDF/A-3b,附原件',
    explained: '同 PDF/A-2b,收入材料的原件附在卷内,卷册约大一倍(ISO 19005-3)。接收单位只收 PDF/A-2 的不要选。',
  },
};
const TEXTS = [
  { key: 'coverTitle', label: '封面题名' },
  { key: 'coverUnit', label: '封面编制单位' },
  { key: 'header', label: '页眉文字' },
] as const;

export interface OptionsFormProps {
  readonly choice: Choice;
  readonly password: string;
  /** Where it goes by default, and the office programs and fonts of this machine. */
  readonly scope: Pick<ExportScope, 'folder' | 'suites' | 'bodyFonts'>;
  readonly onChange: (choice: Choice) => void;
  readonly onPassword: (password: string) => void;
  /** Of the 加密副本; '' for none. */
  readonly copyPassword: string;
  readonly onCopyPassword: (password: string) => void;
}

/** How the volume is made, each choice with one line on what it does. */
export function OptionsForm({
  choice,
  password,
  copyPassword,
  scope: { folder: defaultFolder, suites, bodyFonts },
  onChange,
  onPassword,
  onCopyPassword,
}: OptionsFormProps) {
  const pick = async (): Promise<void> => {
    const folder = await desktop?.pickFolder({
      title: '选择成册文件夹(要空的或新建的)',
      defaultPath: choice.folder || defaultFolder,
    });
    if (folder) onChange({ ...choice, folder });
  };
  return (
    <div className="ex-options">
      <Option label="每页照片" explained={PHOTO_WORDS[choice.photosPerPage]}>
        <Segmented
          aria-label="每页照片"
          value={choice.photosPerPage}
          onChange={(photosPerPage) => onChange({ ...choice, photosPerPage })}
          options={PHOTOS_PER_PAGE.map((value) => ({ value, label: `${value} 张` }))}
        />
      </Option>
      <Option label="分卷" explained="超过就另起一卷,一条指标的材料不拆开。厚度按 80 克纸估算,双面打印时按双面。">
        <span className="ex-inline">
          <Select
            aria-label="按什么分卷"
            value={choice.splitBy}
            onChange={(splitBy) => onChange({ ...choice, splitBy })}
            options={SPLITS.map((value) => ({ value, label: SPLIT_WORDS[value] }))}
            style={{ width: 118 }}
          />
          <span className="ex-part">
            每卷不超过
            <InputNumber
              aria-label="每卷最多页数"
              min={10}
              max={20000}
              value={choice.maxPages}
              onChange={(next) => onChange({ ...choice, maxPages: next ?? 1000 })}
              style={{ width: 76 }}
            />
            页、
          </span>
          <span className="ex-part">
            <InputNumber
              aria-label="每卷最多 MB"
              min={1}
              max={20000}
              value={choice.maxMegabytes}
              onChange={(next) => onChange({ ...choice, maxMegabytes: next ?? 1024 })}
              style={{ width: 76 }}
            />
            MB、
          </span>
          <span className="ex-part">
            <InputNumber
              aria-label="每卷最厚毫米"
              placeholder="不限"
              min={5}
              max={500}
              value={choice.maxMillimetres}
              onChange={(maxMillimetres) => onChange({ ...choice, maxMillimetres })}
              style={{ width: 76 }}
            />
            毫米厚
          </span>
        </span>
      </Option>
      <Option label="双面打印" explained="装订边左右交替,目录、分隔页、指标页都从正面开始;空出的背面印“此页空白”。">
        <Switch
          aria-label="双面打印"
          checked={choice.doubleSided}
          onChange={(doubleSided) => onChange({ ...choice, doubleSided })}
        />
      </Option>
      <Option
        label="隔页标签"
        explained="分隔页外侧错开印项目编号的标签,双面打印时两面对齐,合上也翻得到。用厚纸打印分隔页更耐用。"
      >
        <Switch aria-label="隔页标签" checked={choice.tabs} onChange={(tabs) => onChange({ ...choice, tabs })} />
      </Option>
      <Option label="页号" explained={NUMBER_WORDS[choice.numberPreset].explained}>
        <span className="ex-inline">
          <Select
            aria-label="页号位置"
            value={choice.numberPreset}
            onChange={(numberPreset) => onChange({ ...choice, numberPreset })}
            options={NUMBER_PRESETS.map((value) => ({ value, label: NUMBER_WORDS[value].label }))}
            style={{ width: 100 }}
          />
          <Select
            aria-label="从哪页编号"
            value={choice.numbering}
            onChange={(numbering) => onChange({ ...choice, numbering })}
            options={NUMBERINGS.map((value) => ({ value, label: NUMBERING_WORDS[value] }))}
            style={{ width: 224 }}
          />
        </span>
      </Option>
      <Option label="空项" explained="没有材料的指标也印指标页,卷内目录里印“缺”。">
        <Switch
          aria-label="空项也印"
          checked={choice.emptyItems}
          onChange={(emptyItems) => onChange({ ...choice, emptyItems })}
        />
      </Option>
      <Option
        label="缺项表"
        explained={
          choice.draft ? '草稿留在本单位用,总有缺项表。' : '交出去的册子可以不装缺项表,备考表会写明。册子不完整的,仍标“不完整”。'
        }
      >
        <Switch
          aria-label="装入缺项表"
          disabled={choice.draft}
          checked={choice.draft || !choice.withoutGaps}
          onChange={(isIn) => onChange({ ...choice, withoutGaps: !isIn })}
        />
      </Option>
      <Option label="正文字体" explained={fontWords(choice.bodyFont, bodyFonts)}>
        <Select
          aria-label="正文字体"
          value={choice.bodyFont}
          onChange={(bodyFont) => onChange({ ...choice, bodyFont })}
          options={[
            { value: '', label: '宋体(随程序)' },
            ...BODY_FONTS.map((id) => ({
              value: id,
              label: bodyFonts.includes(id) ? BODY_FONT_NAMES[id] : `${BODY_FONT_NAMES[id]}(这台电脑上没有)`,
              disabled: !bodyFonts.includes(id),
            })),
          ]}
          style={{ width: 220 }}
        />
      </Option>
      <Option label="办公文档" explained={suiteWords(choice.suite, suites)}>
        <Select
          aria-label="办公文档的排版"
          value={choice.suite}
          onChange={(suite) => onChange({ ...choice, suite })}
          options={[{ value: '', label: '内置排版' }, ...suites.map(({ id, name }) => ({ value: id, label: `用 ${name} 转换` }))]}
          style={{ width: 220 }}
        />
      </Option>
      <Option label="长期保存格式" explained={ARCHIVAL_WORDS[choice.archival].explained}>
        <Select
          aria-label="长期保存格式"
          value={choice.archival}
          onChange={(archival) => onChange({ ...choice, archival })}
          options={(['', ...ARCHIVALS] as const).map((value) => ({ value, label: ARCHIVAL_WORDS[value].label }))}
          style={{ width: 220 }}
        />
      </Option>
      <Option
        label="国密摘要"
        explained="清单里除 SHA-256 外,再记下每份材料、每卷和每个附件的 SM3(GB/T 32905)。每 GB 约多用 5 秒。"
      >
        <Switch aria-label="国密摘要" checked={choice.sm3} onChange={(sm3) => onChange({ ...choice, sm3 })} />
      </Option>
      <Option label="附表" explained="印在材料之后、备考表之前。">
        <Checkbox.Group
          aria-label="附表"
          value={[...choice.extras]}
          onChange={(extras) => onChange({ ...choice, extras })}
          options={EXTRAS.map((value) => ({ value, label: EXTRA_WORDS[value] }))}
        />
      </Option>
      <Option label="封面与页眉" explained="空着就用档案库名称、编制单位和“名称 + 卷号”。下次成册还用这些。">
        <span className="ex-inline">
          {TEXTS.map(({ key, label }) => (
            <Input
              key={key}
              aria-label={label}
              placeholder={label}
              maxLength={80}
              value={choice[key]}
              onChange={(event) => onChange({ ...choice, [key]: event.target.value })}
              style={{ width: 150 }}
            />
          ))}
        </span>
      </Option>
      <Option label="草稿" explained="封面、页眉和文件名都标“草稿”,不会与正式版混淆。">
        <Switch aria-label="草稿" checked={choice.draft} onChange={(draft) => onChange({ ...choice, draft })} />
      </Option>
      <Option label="逐页比对" explained="每一页都与原件对照画面,不同的改用图片收入;页数多时要多等几分钟。不开时抽查几页。">
        <Switch
          aria-label="逐页比对"
          checked={choice.compareAll}
          onChange={(compareAll) => onChange({ ...choice, compareAll })}
        />
      </Option>
      <Option label="打开密码" explained="材料里有加密 PDF 时,填它们的打开密码。只用这一次,不保存。">
        <Input.Password
          aria-label="加密 PDF 的打开密码"
          autoComplete="off"
          value={password}
          onChange={(event) => onPassword(event.target.value)}
          style={{ width: 220 }}
        />
      </Option>
      <Option label="加密副本" explained={copyWords(copyPassword)}>
        <Input.Password
          aria-label="加密副本的密码"
          autoComplete="new-password"
          value={copyPassword}
          status={copyPassword !== '' && passwordFault(copyPassword) !== null ? 'error' : ''}
          onChange={(event) => onCopyPassword(event.target.value)}
          style={{ width: 220 }}
        />
      </Option>
      <Option label="输出文件夹" explained="要空的或新建的文件夹,不能在材料文件夹或档案库里。">
        <span className="ex-inline" style={{ width: '100%', flexWrap: 'nowrap' }}>
          <Input
            aria-label="输出文件夹"
            value={choice.folder}
            placeholder={defaultFolder}
            title={choice.folder || defaultFolder}
            onChange={(event) => onChange({ ...choice, folder: event.target.value })}
          />
          {desktop && <Button onClick={() => void pick()}>选择…</Button>}
        </span>
      </Option>
    </div>
  );
}

function copyWords(password: string): string {
  const fault = password === '' ? null : passwordFault(password);
  return fault === null
    ? '发给别人用:每卷另存一份要密码才能打开的 PDF(AES-256),不能改动。密码不保存,忘了打不开;归档用不加密的那份。'
    : `▲ ${fault}`;
}

function fontWords(chosen: Choice['bodyFont'], found: ExportScope['bodyFonts']): string {
  if (chosen !== '') return '用这台电脑上的字体,嵌入册中,到哪里打开都一样;加粗的字和它没有的字用宋体。';
  if (found.length === 0) return '公文正文用仿宋;这台电脑上没有可以嵌入的仿宋或楷体,用随程序的宋体。';
  return '公文正文用仿宋(GB/T 9704),这台电脑上有的可以选。';
}

function suiteWords(chosen: string, suites: ExportScope['suites']): string {
  if (chosen !== '') return '版面与它打开时一样,每份约多用几秒;转换不了的按内置排版印出并注明。打开的是副本,原件不动。';
  if (suites.length === 0) return '这台电脑上没有找到 WPS、Microsoft Office 或 LibreOffice,由本程序排版。';
  return '由本程序排版,最快。版式复杂的文件可以改用办公软件转换。';
}
