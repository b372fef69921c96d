import { AppError } from '../../../shared/contract/errors.ts';
import { flag, many, text, type Command } from './command.ts';

/** Verbs of the 测评体系 themselves: taking in, changing, 换版, 年度结转. */
export const FRAMEWORK_COMMANDS: readonly Command[] = [
  {
    name: 'framework',
    usage:
      'framework list | show 编号 | add 档案库 体系 | import 文件.xlsx [--map 对应.json] | export 编号 --out 文件.xlsx [--archive 档案库] | styles 档案库 体系编号 (--style 样子… | --none)',
    does: '查看内置测评体系;给档案库再加一个(内置编号、.json 或 .xlsx);试读 Excel 体系并列出看不懂的地方;导出为 Excel;styles 声明编号样式,例如 --style Ⅰ-1-1)',
    options: [text('map'), text('archive'), many('style'), flag('none')],
    positionals: [1, 3],
    toCall: (w) => {
      switch (w.at(0)) {
        case 'add':
          return { procedure: 'framework.add', input: { archive: w.at(1), framework: w.at(2) } };
        case 'list':
          return { procedure: 'framework.list', input: {} };
        case 'show':
          return { procedure: 'framework.show', input: { id: w.at(1) } };
        case 'import':
          return { procedure: 'framework.import', input: { file: w.at(1), map: w.text('map') } };
        case 'export':
          return { procedure: 'framework.export', input: { id: w.at(1), out: w.required('out'), archive: w.text('archive') } };
        case 'styles':
          if ((w.many('style').length === 0) !== w.flag('none'))
            throw new AppError('usage', '请用 --style 写编号样式(可以写几个,照一条真实的编号写就行),或用 --none 不声明。');
          return {
            procedure: 'framework.setCodeStyles',
            input: { archive: w.at(1), framework: w.at(2), codeStyles: w.many('style') },
          };
        default:
          throw new AppError('usage', `framework 后面只能是 list、show、add、import、export 或 styles,不能是“${w.at(0)}”。`);
      }
    },
  },
  {
    name: 'node',
    usage:
      'node 档案库 体系编号 add --code 编号 --name 名称 [--heading] | shape 编号 [--heading] | name 编号 [--code 新编号] [--name 新名称] | move 编号 | remove 编号 [--to 接收的编号] [--under 上级编号 | --top] [--before 编号]',
    does: '修改自己的一套测评体系:增加、改名改号、移动、删除一条指标;--heading 是下面还没有指标的上级标题,shape 在标题和末级指标之间改;示例模板要先另存为;每次一步,可以撤销',
    options: [flag('heading'), text('code'), text('name'), text('under'), flag('top'), text('before'), text('to')],
    positionals: [3, 4],
    toCall: (w) => {
      const act = (['add', 'name', 'move', 'shape', 'remove'] as const).find((one) => one === w.at(2));
      if (!act) throw new AppError('usage', `node 后面只能是 add、name、move、shape 或 remove,不能是“${w.at(2)}”。`);
      return {
        procedure: 'node.run',
        input: {
          ...{ archive: w.at(0), framework: w.at(1), act, code: w.text('code'), name: w.text('name') },
          ...{ before: w.text('before'), to: w.text('to'), under: w.flag('top') ? '' : w.text('under') },
          ...(w.flag('heading') ? { heading: true as const } : {}),
          node: act === 'add' ? undefined : w.at(3),
        },
      };
    },
  },
  {
    name: 'edition',
    usage: 'edition 档案库 旧体系编号 新体系 [--choices 对照.json] [--xlsx 文件] [--apply]',
    does: '换版:比较新旧两版,列出去向和待核对的指标;--apply 把做过的工作带到新版,旧版照旧保留,可以撤销',
    options: [text('choices'), text('xlsx'), flag('apply')],
    positionals: [3, 3],
    toCall: (w) => ({
      procedure: 'edition.run',
      input: {
        ...{ archive: w.at(0), framework: w.at(1), next: w.at(2), choicesFile: w.text('choices'), xlsx: w.text('xlsx') },
        ...(w.flag('apply') ? { apply: true as const } : {}),
      },
    }),
  },
  {
    name: 'rollover',
    usage: 'rollover 档案库 体系编号… --edition 2027年度 --base-date YYYY-MM-DD [--lasting] [--apply]',
    does: '年度结转:先列出新年度会怎样;--apply 照做,--lasting 沿用仍然有效的佐证;去年的照旧保留,可以撤销',
    options: [text('edition'), text('base-date'), flag('lasting'), flag('apply')],
    positionals: [2, 50],
    toCall: (w) => {
      const choice = {
        ...{ archive: w.at(0), frameworks: [...w.positionals.slice(1)] },
        ...{ edition: w.required('edition'), baseDate: w.required('base-date') },
      };
      return w.flag('apply')
        ? { procedure: 'yearEnd.run', input: { ...choice, lasting: w.flag('lasting') } }
        : { procedure: 'yearEnd.preview', input: choice };
    },
  },
];
