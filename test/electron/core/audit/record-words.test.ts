import { appendFileSync, cpSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { createCore } from '../../../../electron/core/core.ts';
import { writeWorkbook } from '../../../../electron/core/ledgers/ledgers.ts';
import { WRITES } from '../../../../shared/contract/api.ts';
import { NO_CONDITIONS } from '../../../../shared/domain/filing-rule.ts';
import { NO_RULES } from '../../../../shared/domain/package-rules.ts';
import { NO_DUTY } from '../../../../shared/domain/duty.ts';
import { NO_CAPTION } from '../../../../shared/domain/photo-caption.ts';
import { temporaryFolder } from '../../../support/folders.ts';
import { quiet } from '../../../support/sample-core.ts';

/** Procedures that announce a change of what the screens show, but decide nothing in the archive, each with its reason. */
const NO_RECORD: Readonly<Record<string, string>> = {
  'archive.open': 'only the list of recent archives changes',
  'archive.close': 'nothing in the archive changes',
  'archive.forget': 'only the list of recent archives changes',
  'archive.createSample': 'makes an archive as archive.create does',
  'index.run': 'every run is a row of its own table, with its sums',
  'doubts.answer': 'the same record as doubts.settle, which it calls; only the words of the command line differ',
  'ocr.correct': 'needs a recognised page; its words are tested with it',
  'ocr.run': 'what was read is stored by page, and decides nothing',
  'backup.run': 'a copy beside the archive; nothing in it changes',
  'backup.restore': 'the record of the restored archive says so, not that of this one',
};

const PHOTO = fileURLToPath(new URL('../../../../resources/sample/files/照片/2026年3月学雷锋/IMG_2031.jpg', import.meta.url));

const SCHEME = { grades: [{ name: 'A', points: 100, fromShare: 0 }], parts: [], years: [], precondition: null };

const ACCEPTED = { of: 'captions', action: 'accept', reason: '照片另行说明' } as const;

const NOTICE = '关于开展文明交通行动的通知';

test('every action that writes into an archive leaves a record in a clerk’s words', async () => {
  const folder = temporaryFolder('record-words');
  const [source, other, moved] = [join(folder, '材料'), join(folder, '另一处'), join(folder, '搬走的')];
  for (const one of [source, other]) mkdirSync(one);
  for (const unit of ['交警队', '教育局', '城管局'])
    writeFileSync(join(source, `${unit}${NOTICE}.txt`), `${unit}${NOTICE}\n规范文件 志愿服务 文明交通 台账 2026年3月5日`);
  cpSync(join(source, `教育局${NOTICE}.txt`), join(source, '副本.txt'));
  cpSync(PHOTO, join(source, '照片.jpg'));
  const core = createCore({ now: () => new Date('2026-06-30T08:00:00Z'), logFolder: join(folder, 'logs'), actor: '资料员' });
  const archive = join(folder, '档案库');
  const framework = 'wenming-chengshi';
  await core.call('archive.create', { archive, name: '滨河区', framework: [framework], sources: [source] }, quiet());
  await core.call('index.run', { archive }, quiet());
  const { nodes } = await core.call('indicators.tree', { archive, framework }, quiet());
  const [leaf, second] = nodes.filter((node) => node.leaf);
  const { documents } = await core.call('documents.list', { archive, query: '', limit: 10 }, quiet());
  const ids = documents.map(({ id }) => id);
  const [documentId = 0, two = 0] = ids;
  const idOf = (path: string): number => documents.find((one) => one.path === path || one.otherPaths.includes(path))!.id;
  const lone = documents.findLast((one) => one.path.endsWith('.txt') && one.otherPaths.length === 0)!;
  const indicatorId = leaf!.id;
  const { code } = leaf!;
  const file = documents[0]!.path;
  const { items } = await core.call('links.queue', { archive, framework, queue: 'suggested', limit: 10 }, quiet());
  const [waiting] = items;
  const last = async (count: number): Promise<readonly string[]> => {
    const home = await core.call('home.read', { archive, framework }, quiet());
    expect(home.recent.every(({ actor }) => actor === '资料员')).toBe(true);
    return home.recent.slice(0, count).map(({ words }) => words);
  };
  const pairs = [documentId, two].map((id) => ({ documentId: id, indicatorId, action: 'confirm' as const }));

  const ruleId = async (): Promise<number> => (await core.call('filing.list', { archive, framework }, quiet())).rules[0]!.id;
  const problem = { site: '滨河路', problem: '占道经营', found: '2026-06-01', unit: '城管局', due: '2026-06-04' };

  const acts: Readonly<Record<string, () => Promise<unknown>>> = {
    'archive.create': async () => undefined,
    'archive.configure': () => core.call('archive.configure', { archive, unit: '文明办' }, quiet()),
    'framework.adopt': () => core.call('framework.adopt', { archive, from: { reference: 'wen-ming-dan-wei' } }, quiet()),
    'framework.add': () => core.call('framework.add', { archive, framework: 'wen-ming-xiao-yuan' }, quiet()),
    'links.later': () => core.call('links.later', { archive, framework, documentId }, quiet()),
    'links.decideMany': () => core.call('links.decideMany', { archive, pairs }, quiet()),
    'links.describe': () =>
      core.call(
        'links.describe',
        { archive, documentId, indicatorId, kind: '规范文件', caption: '正式印发', firstPage: null, lastPage: null },
        quiet(),
      ),
    'redLines.draw': () =>
      core.call(
        'redLines.draw',
        { archive, documentId, indicatorId, lines: [{ page: 1, x1: 0.1, y1: 0.5, x2: 0.9, y2: 0.5 }] },
        quiet(),
      ),
    'redLines.erase': () => core.call('redLines.erase', { archive, documentId, indicatorId, ids: null }, quiet()),
    'links.order': () => core.call('links.order', { archive, indicatorId, documentIds: [two, documentId] }, quiet()),
    'pack.run': () => core.call('pack.run', { archive, unit: '文明办', out: join(folder, '文明办.交接包.zip') }, quiet()),
    'merge.run': async () => {
      const cleared = { documentId: two, indicatorId, action: 'clear' as const };
      await core.call('links.decideMany', { archive, pairs: [cleared] }, quiet());
      return core.call('merge.run', { archive, file: join(folder, '文明办.交接包.zip') }, quiet());
    },
    'links.decide': () =>
      core.call('links.decide', { archive, document: file, indicator: code, framework, action: 'reject' }, quiet()),
    'links.none': () => core.call('links.none', { archive, framework, documentId: waiting!.id }, quiet()),
    'links.confirmBand': () => core.call('links.confirmBand', { archive, band: 'high' }, quiet()),
    'indicators.setRequirements': () =>
      core.call('indicators.setRequirements', { archive, indicator: indicatorId, requirements: [] }, quiet()),
    'indicators.setNotApplicable': () =>
      core.call('indicators.setNotApplicable', { archive, indicator: second!.id, reason: '辖区没有机动车道' }, quiet()),
    'documents.edit': () => core.call('documents.edit', { archive, id: documentId, title: '交通行动通知' }, quiet()),
    'documents.chooseCopy': () =>
      core.call('documents.chooseCopy', { archive, id: idOf('副本.txt'), source, path: '副本.txt' }, quiet()),
    'documents.caption': () =>
      core.call(
        'documents.caption',
        { archive, id: idOf('照片.jpg'), caption: { ...NO_CAPTION, event: '文明交通劝导' } },
        quiet(),
      ),
    'doubts.settle': async () => {
      await core.call('links.decideMany', { archive, pairs: [{ documentId: lone.id, indicatorId, action: 'confirm' }] }, quiet());
      const line = { page: 1, x1: 0.1, y1: 0.5, x2: 0.9, y2: 0.5 };
      await core.call('redLines.draw', { archive, documentId: lone.id, indicatorId, lines: [line] }, quiet());
      appendFileSync(join(source, lone.path), '(改)');
      await core.call('index.run', { archive }, quiet());
      const { doubts } = await core.call('doubts.list', { archive }, quiet());
      const { former, candidates } = doubts[0]!;
      return core.call('doubts.settle', { archive, formerId: former.id, candidateId: candidates[0]!.id }, quiet());
    },
    'redLines.keep': async () => {
      const { documents: now } = await core.call('documents.list', { archive }, quiet());
      const { id } = now.find(({ path }) => path === lone.path)!;
      return core.call('redLines.keep', { archive, documentId: id, indicatorId }, quiet());
    },
    'filing.save': () =>
      core.call(
        'filing.save',
        { archive, rules: [{ indicatorId, name: '交通通知', active: true, conditions: { ...NO_CONDITIONS, name: '文明交通' } }] },
        quiet(),
      ),
    'filing.automatic': async () => core.call('filing.automatic', { archive, id: await ruleId(), on: true }, quiet()),
    'crosswalk.set': async () => {
      const ends = [framework, 'wen-ming-dan-wei'].map((id) =>
        core.call('indicators.search', { archive, framework: id, query: '', limit: 1 }, quiet()),
      );
      const [one, two] = (await Promise.all(ends)).map(({ indicators }) => indicators[0]!.id);
      return core.call('crosswalk.set', { archive, rows: [{ oneId: one!, otherId: two!, relation: 'related' }] }, quiet());
    },
    'filing.remove': async () => core.call('filing.remove', { archive, id: await ruleId() }, quiet()),
    'records.save': () => core.call('records.save', { archive, ledger: 'wenti', values: problem }, quiet()),
    'records.move': async () => {
      const { rows } = await core.call('records.list', { archive, ledger: 'wenti' }, quiet());
      return core.call('records.move', { archive, id: rows[0]!.id, to: '交办' }, quiet());
    },
    'records.import': async () => {
      const table = join(folder, '清单.xlsx');
      const columns = ['点位', '存在问题', '发现日期'].map((header) => ({ header, widthChars: 10, type: 'text' as const }));
      const rows = [['广场', '乱停车', '2026-06-01']];
      await writeWorkbook(table, [{ name: '清单', title: '清单', remarks: [], columns, rows }]);
      return core.call('records.import', { archive, ledger: 'wenti', file: table, conflict: 'skip' }, quiet());
    },
    'records.selfCheck': () => core.call('records.selfCheck', { archive, framework }, quiet()),
    'records.negativeList': () => core.call('records.negativeList', { archive, framework }, quiet()),
    'records.remove': async () => {
      const { rows } = await core.call('records.list', { archive, ledger: 'wenti' }, quiet());
      return core.call('records.remove', { archive, ids: rows.map(({ id }) => id) }, quiet());
    },
    'records.addMany': () =>
      core.call(
        'records.addMany',
        { archive, ledger: 'wenti', from: '微信群', rows: [{ values: problem, documents: [] }] },
        quiet(),
      ),
    'records.spawn': async () => {
      const values = { name: '联席会议', day: '2026-06-20', decided: '补画停车线\n清理小广告' };
      const { id } = await core.call('records.save', { archive, ledger: 'huiyi', values }, quiet());
      return core.call('records.spawn', { archive, id }, quiet());
    },
    'duties.set': () =>
      core.call(
        'duties.set',
        { archive, indicator: indicatorId, due: '2026-07-03', lead: true, duties: [{ ...NO_DUTY, unit: '市教育局' }] },
        quiet(),
      ),
    'duties.import': async () => {
      const file = join(folder, '分解.xlsx');
      const columns = ['编号', '责任单位'].map((header) => ({ header, widthChars: 10, type: 'text' as const }));
      const heads = [{ ...columns[0]! }, { header: '测评标准', widthChars: 10, type: 'text' as const }, columns[1]!];
      const rows = [[second!.code, second!.name, '市民政局']];
      await writeWorkbook(file, [{ name: '分解', title: '责任分解表', remarks: [], columns: heads, rows }]);
      return core.call('duties.import', { archive, framework, file, conflict: 'update', newUnits: 'add' }, quiet());
    },
    'units.save': () =>
      core.call(
        'units.save',
        { archive, name: '市教育局', newName: '市教体局', parent: '', formerNames: [], abbreviations: [] },
        quiet(),
      ),
    'people.save': () =>
      core.call(
        'people.save',
        {
          ...{ archive, id: null, unit: '市教体局', name: '王敏', post: '科长', phone: '', since: '', until: '', note: '' },
          replaces: null,
        },
        quiet(),
      ),
    'scoring.change': () => core.call('scoring.change', { archive, framework, scheme: SCHEME }, quiet()),
    'checks.mute': () =>
      core.call('checks.mute', { archive, rule: 'document-no-number', subjects: 'all', reason: '都是复印件' }, quiet()),
    'checks.cleanCopies': () => {
      const unused = join(archive, '交接材料', '市教育局', '2026-06-30');
      mkdirSync(unused, { recursive: true });
      writeFileSync(join(unused, '通知.txt'), NOTICE);
      return core.call('checks.cleanCopies', { archive, folders: 'all' }, quiet());
    },
    'pledges.save': () =>
      core.call(
        'pledges.save',
        { archive, id: null, unit: '市民政局', signedOn: '2026-03-01', documentId: null, depositYuan: 2000, note: '' },
        quiet(),
      ),
    'pledges.remove': async () => {
      const { pledges } = await core.call('pledges.list', { archive, unit: '市民政局' }, quiet());
      return core.call('pledges.remove', { archive, id: pledges[0]!.id }, quiet());
    },
    'framework.saveAs': () =>
      core.call('framework.saveAs', { archive, framework: 'wen-ming-dan-wei', name: '本局体系', edition: '2026' }, quiet()),
    'framework.rename': () =>
      core.call('framework.rename', { archive, framework: 'wen-ming-dan-wei', name: '文明单位档案', edition: '试行' }, quiet()),
    'framework.setCodeStyles': () =>
      core.call('framework.setCodeStyles', { archive, framework: 'wen-ming-dan-wei', codeStyles: ['单-9'] }, quiet()),
    'nodes.edit': async () => {
      const own = (await core.call('archive.summary', { archive }, quiet())).frameworks.find(
        ({ name }) => name === '本局体系',
      )!.id;
      const change = { act: 'add' as const, parentId: null, before: null, code: '单-9', name: '本局特色' };
      return core.call('nodes.edit', { archive, framework: own, change }, quiet());
    },
    'node.run': async () => {
      const own = (await core.call('archive.summary', { archive }, quiet())).frameworks.find(
        ({ name }) => name === '本局体系',
      )!.id;
      return core.call('node.run', { archive, framework: own, act: 'name', node: '单-9', code: '单-10' }, quiet());
    },
    'editions.change': () =>
      core.call(
        'editions.change',
        { archive, framework: 'wen-ming-dan-wei', to: { reference: 'wei-cheng-nian-ren' }, choices: {} },
        quiet(),
      ),
    'edition.run': () =>
      core.call('edition.run', { archive, framework: 'wei-cheng-nian-ren', next: 'wen-ming-xiao-yuan', apply: true }, quiet()),
    'yearEnd.run': () =>
      core.call(
        'yearEnd.run',
        { archive, frameworks: [framework], edition: '2099年度', baseDate: '2099-06-30', lasting: false },
        quiet(),
      ),
    'undo.run': () => core.call('undo.run', { archive }, quiet()),
    'undo.redo': () => core.call('undo.redo', { archive }, quiet()),
    'source.add': () => core.call('source.add', { archive, path: other }, quiet()),
    'source.relink': async () => {
      renameSync(other, moved);
      return core.call('source.relink', { archive, from: other, to: moved }, quiet());
    },
    'source.remove': () => core.call('source.remove', { archive, path: moved }, quiet()),
    'submit.saveRules': () =>
      core.call('submit.saveRules', { archive, rules: { ...NO_RULES, name: '省系统', formats: ['pdf'] } }, quiet()),
    'submit.removeRules': () => core.call('submit.removeRules', { archive, name: '省系统' }, quiet()),
    'submit.run': async () => {
      await core.call('links.decideMany', { archive, pairs: [{ documentId: two, indicatorId, action: 'confirm' }] }, quiet());
      return core.call('submit.run', { archive, out: join(folder, '报送包'), answers: [ACCEPTED] }, quiet());
    },
    'submit.runByUnit': () =>
      core.call('submit.runByUnit', { archive, out: join(folder, '各单位'), answers: [ACCEPTED] }, quiet()),
    'export.run': () => core.call('export.run', { archive, out: join(folder, '成册'), draft: true }, quiet()),
  };
  expect([...Object.keys(acts), ...Object.keys(NO_RECORD)].sort()).toEqual([...WRITES].sort());

  const said: Record<string, string> = {};
  for (const [procedure, act] of Object.entries(acts)) {
    await act();
    // 建库 adds its folders after it.
    const [words = ''] = procedure === 'archive.create' ? (await last(2)).slice(1) : await last(1);
    said[procedure] = words;
  }
  expect(said).toEqual({
    'archive.create': '建库:滨河区',
    'crosswalk.set': '修改指标对照:Ⅱ-1-1)—单-1-1 有关联',
    'archive.configure': '修改档案库设置:单位 文明办',
    'framework.adopt': '加入测评体系:文明单位创建档案',
    'framework.add': '加入测评体系:文明校园(中小学)“六个好”',
    'links.later': `稍后再看:${file}`,
    'links.decideMany': '确认 2 项',
    'links.describe': `修改佐证的说明:${documents[0]!.title} → ${code}`,
    'redLines.draw': `划红线:${documents[0]!.title} → ${code}`,
    'redLines.keep': expect.stringMatching(/^核对红线:.+ → /) as string,
    'redLines.erase': `擦去红线:${documents[0]!.title} → ${code}`,
    'links.order': `调整佐证的顺序:${code}`,
    'pack.run': '打交接包:文明办,佐证 2 项',
    'merge.run': '收交接包:文明办,佐证 1 项、材料 0 份',
    'links.decide': `否决建议:${file} → ${code}`,
    'links.none': expect.stringMatching(/^否决/) as string,
    'links.confirmBand': expect.stringMatching(/^把握大的建议一并确认 \d+ 项$/) as string,
    'indicators.setRequirements': `修改材料要求:${code}`,
    'indicators.setNotApplicable': `标记不适用:${second!.code}(辖区没有机动车道)`,
    'documents.edit': `改题名:${documents[0]!.title} → 交通行动通知`,
    'documents.chooseCopy': '改用另一份入册:副本.txt',
    'documents.caption': '修改照片说明:照片.jpg',
    'doubts.settle': `核对:${lone.path} 的佐证沿用到改过的文件`,
    'filing.save': `保存归类规则:交通通知 → ${code}`,
    'filing.automatic': expect.stringMatching(/^按归类规则自动确认:交通通知,\d+ 份$/) as string,
    'filing.remove': `删除归类规则:交通通知 → ${code}`,
    'records.save': '问题台账:新增 滨河路 · 占道经营',
    'records.move': '问题台账:滨河路 · 占道经营 交办',
    'records.import': '问题台账:从 清单.xlsx 导入,新增 1 行,更新 0 行',
    'records.selfCheck': '生成自查表:第 1 轮 2026-06-30,155 条',
    'records.negativeList': '生成负面清单:全国文明城市测评体系,10 项',
    'records.remove': '问题台账:删除 2 行',
    'records.addMany': '问题台账:从微信群新增 1 行',
    'records.spawn': '联席会议与调度会:联席会议 · 2026-06-20 转为问题台账 2 行',
    'duties.set': `分配责任:${code} → 市教育局`,
    'duties.import': '导入责任分解:分解.xlsx,1 条',
    'units.save': '单位改名:市教育局 → 市教体局',
    'people.save': '人员:市教体局 王敏',
    'scoring.change': '修改评分办法:全国文明城市测评体系',
    'checks.cleanCopies': '清理没有用到的收来副本:1 个文件',
    'checks.mute': expect.stringMatching(/^忽略体检提示:规范文件没有文号 \d+ 条\(都是复印件\)$/) as string,
    'pledges.save': '登记责任状:市民政局 2026-03-01',
    'pledges.remove': '删除责任状:市民政局 2026-03-01',
    'framework.saveAs': expect.stringMatching(/^另存测评体系:文明单位创建档案.* → 本局体系$/) as string,
    'framework.rename': expect.stringMatching(/^测评体系改名:文明单位创建档案.* → 文明单位档案\(试行\)$/) as string,
    'framework.setCodeStyles': '编号样式:文明单位档案(试行) 单-1',
    'nodes.edit': '增加指标:单-9 本局特色',
    'node.run': '指标改号:单-9 → 单-10',
    'editions.change': expect.stringMatching(/^换版:文明单位档案.* → 未成年人.*,带过去 0 条佐证$/) as string,
    'edition.run': expect.stringMatching(/^换版:未成年人.* → 文明校园.*,带过去 0 条佐证$/) as string,
    'yearEnd.run': '年度结转:全国文明城市测评体系 → 2099年度,测评基准日 2099-06-30,沿用佐证 0 份',
    'undo.run': expect.stringMatching(/^撤销:/) as string,
    'undo.redo': expect.stringMatching(/^重做:/) as string,
    'source.add': `添加材料文件夹:${other}`,
    'source.relink': `重新指定材料文件夹:${other} → ${moved}`,
    'source.remove': `移除材料文件夹:${moved}`,
    'submit.saveRules': '保存报送要求:省系统',
    'submit.removeRules': '删除报送要求:省系统',
    'submit.run': '生成第 1 号报送包:3 件',
    'submit.runByUnit': expect.stringMatching(/^生成第 \d+ 号报送包:\d+ 件$/) as string,
    'export.run': '成册 第 1 版',
  });
  const check = await core.call('check.run', { archive }, quiet());
  expect(check.problems.filter(({ message }) => message.includes('记录'))).toEqual([]);
  await core.close();
});

test('a folder is known as indexed only after an 编目 that began later than it was added', async () => {
  const folder = temporaryFolder('indexed-source');
  const [source, other] = [join(folder, '材料'), join(folder, '另一处')];
  mkdirSync(source);
  writeFileSync(join(source, '通知.txt'), NOTICE);
  cpSync(source, other, { recursive: true });
  let minute = 0;
  const now = (): Date => new Date(Date.UTC(2026, 5, 30, 8, minute++));
  const core = createCore({ now, logFolder: join(folder, 'logs') });
  const archive = join(folder, '档案库');
  const indexed = async (): Promise<readonly boolean[]> =>
    (await core.call('archive.summary', { archive }, quiet())).sources.map((one) => one.indexed);
  await core.call('archive.create', { archive, framework: ['wenming-chengshi'], sources: [source] }, quiet());
  expect(await indexed()).toEqual([false]);
  await core.call('index.run', { archive }, quiet());
  expect(await indexed()).toEqual([true]);
  await core.call('source.add', { archive, path: other }, quiet());
  expect(await indexed()).toEqual([true, false]);
  await core.call('index.run', { archive }, quiet());
  expect(await indexed()).toEqual([true, true]);
  await core.close();
});
