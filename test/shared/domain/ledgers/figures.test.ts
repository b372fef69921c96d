import { describe, expect, test } from 'vitest';
import { barWords, derivedOf, figuresOf, numberWords, rowsOf } from './ledger-rows.ts';

describe('督导、考核和评比', () => {
  test('日督导、周调度 and 月评比 of this month are counted, share one calendar, and 月评比 is ranked within its month with ties', () => {
    const rows = rowsOf([
      { day: '2026-11-02', kind: '日督导', where: '滨河路', problems: 3 },
      { day: '2026-11-03', kind: '日督导', where: '火车站', problems: 2 },
      { day: '2026-11-06', kind: '周调度', who: '文明办' },
      { day: '2026-10-30', kind: '月评比', unit: '东街道', score: 99 },
      { day: '2026-11-25', kind: '月评比', unit: '东街道', score: 90 },
      { day: '2026-11-25', kind: '月评比', unit: '西街道', score: 95 },
      { day: '2026-11-25', kind: '月评比', unit: '南街道', score: 90 },
      { day: '2026-11-25', kind: '月评比', unit: '北街道', score: 80 },
    ]);
    const figures = figuresOf('rizhouyue', rows);
    expect(numberWords(figures, '本月日督导')).toBe('2 次 问题 5 个 none');
    expect(numberWords(figures, '本月周调度')).toBe('1 次 问题 0 个 none');
    expect(numberWords(figures, '本月月评比')).toBe('4 次 问题 0 个 none');
    const calendar = figures.find((one) => one.kind === 'calendar');
    expect(calendar?.kind === 'calendar' ? calendar.days.length : 0).toBe(8);
    expect(calendar?.kind === 'calendar' ? calendar.days[0] : null).toEqual({
      date: '2026-11-02',
      id: 1,
      words: '日督导 滨河路',
    });
    expect(derivedOf('rizhouyue', rows).map(({ place }) => place)).toEqual([null, null, null, 1, 2, 1, 2, 4]);
  });

  test('every 督查通报 tells how much of what it handed over was mended; nothing handed over is no rate', () => {
    const rows = rowsOf([
      { number: '第 9 期', day: '2026-09-01', given: 57, mended: 28 },
      { number: '第 10 期', day: '2026-10-01' },
    ]);
    expect(barWords(figuresOf('ducha', rows), '各期整改率')).toEqual(['第 9 期 49.1%(28/57)', '第 10 期 0%(0/0)']);
    expect(derivedOf('ducha', rows).map(({ rate }) => rate)).toEqual([49.1, null]);
  });

  test('红黑榜 ranks one kind in one period; equal scores share a place and the next place is left out', () => {
    const rows = rowsOf([
      { period: '2026 年 11 月', kind: '村', name: '一村', score: 88, board: '红榜' },
      { period: '2026 年 11 月', kind: '村', name: '二村', score: 88 },
      { period: '2026 年 11 月', kind: '村', name: '三村', score: 60, board: '黑榜' },
      { period: '2026 年 11 月', kind: '社区', name: '一社区', score: 70 },
    ]);
    expect(derivedOf('honghei', rows).map(({ place }) => place)).toEqual([1, 1, 3, 1]);
    expect(figuresOf('honghei', rows)).toMatchObject([
      { title: '2026 年 11 月 社区 红黑榜', rows: [[1, '一社区', 70, '—']] },
      {
        title: '2026 年 11 月 村 红黑榜',
        rows: [
          [1, '一村', 88, '红榜'],
          [1, '二村', 88, '—'],
          [3, '三村', 60, '黑榜'],
        ],
      },
    ]);
  });

  const quarter = (scores: readonly number[]) =>
    figuresOf(
      'kaohe',
      rowsOf(
        scores.map((score, at) => ({ quarter: 'Q', unit: `单位${at + 1}`, content: '全部', points: 100, minus: 100 - score })),
      ),
    ).map((one) => (one.kind === 'table' ? [one.title, one.rows.map(([place, unit]) => `${place} ${unit}`)] : []));

  test('20 units are all in 前 20 名 and none is named a second time as one of 后 10 名', () => {
    expect(quarter(Array.from({ length: 20 }, (_, at) => 100 - at))).toEqual([
      ['Q 前 20 名', Array.from({ length: 20 }, (_, at) => `${at + 1} 单位${at + 1}`)],
    ]);
  });

  test('the 21st unit is the only one of 后 10 名, unless it shares place 20: then it stands among the first', () => {
    const falling = Array.from({ length: 20 }, (_, at) => 100 - at);
    expect(quarter([...falling, 50])[1]).toEqual(['Q 后 10 名', ['21 单位21']]);
    const tied = quarter([...falling, 81]);
    expect(tied.length).toBe(1);
    expect((tied[0]![1] as readonly string[]).slice(-2)).toEqual(['20 单位20', '20 单位21']);
  });

  test('a tie at the edge of the last ten names all that share it', () => {
    const scores = [...Array.from({ length: 25 }, (_, at) => 100 - at), ...Array.from({ length: 12 }, () => 40)];
    const [, last] = quarter(scores);
    expect(last![0]).toBe('Q 后 10 名');
    expect(last![1]).toEqual(Array.from({ length: 12 }, (_, at) => `26 单位${at + 26}`));
  });
});

describe('会议', () => {
  test('a quarter without 联席会议 says so; one that was held counts, and its tasks are counted by where they come from', () => {
    const rows = rowsOf([
      { name: '第一次联席会议', day: '2026-02-10', decided: '整治背街小巷' },
      { name: '第二次联席会议', day: '2026-05-10' },
    ]);
    expect(numberWords(figuresOf('huiyi', rows), '2026 年第 4 季度')).toBe('本季度未开 每季度至少一次联席会议或调度会 bad');
    const held = rowsOf([{ name: '第三次', day: '2026-10-01' }]);
    expect(numberWords(figuresOf('huiyi', held), '2026 年第 4 季度')).toBe('1 次 已开联席会议或调度会 good');
    expect(barWords(figuresOf('huiyi', rows), '各季度次数')).toEqual(['2026 年第 1 季度 1 次', '2026 年第 2 季度 1 次']);
    const tasks = rowsOf([{ site: '第一次联席会议', problem: '整治背街小巷', note: '来自2026-02-10 第一次联席会议' }]);
    expect(derivedOf('huiyi', rows, { wenti: tasks }).map((one) => one['tasks'])).toEqual([1, 0]);
  });

  test('例会 and 专题会 are counted by kind, so that “五次专题会议” has its evidence', () => {
    const rows = rowsOf([
      ...Array.from({ length: 5 }, (_, at) => ({ name: `专题${at}`, day: `2026-1${at % 2}-0${at + 1}`, kind: '专题会' })),
      { name: '例会', day: '2026-11-23', kind: '例会' },
    ]);
    expect(numberWords(figuresOf('lihui', rows), '专题会')).toBe('5 次 已登记 none');
    expect(numberWords(figuresOf('lihui', rows), '例会')).toBe('1 次 已登记 none');
  });
});

describe('群众', () => {
  test('a survey is added up over its targets: rates are shares of what came back, and nothing back is said', () => {
    const rows = rowsOf([
      { version: '第一版', day: '2026-03-01', among: '社区', given: 100, back: 80, knows: 60, supports: 72, content: 40 },
      { version: '第一版', day: '2026-03-02', among: '机关', given: 100, back: 20, knows: 20, supports: 18, content: 20 },
      { version: '第二版', day: '2026-06-01', given: 50 },
    ]);
    const figures = figuresOf('wenjuan', rows);
    expect(figures[0]).toMatchObject({ note: '回收 100 / 发放 200 份' });
    expect(barWords(figures, '第一版')).toEqual(['知晓率 80%(80/100)', '支持率 90%(90/100)', '满意率 60%(60/100)']);
    expect(barWords(figures, '第二版')).toEqual(['知晓率 没有回收', '支持率 没有回收', '满意率 没有回收']);
    expect(derivedOf('wenjuan', rows)[0]).toEqual({ backRate: 80, knowsRate: 75, supportsRate: 90, contentRate: 50 });
  });

  test('题库 gives the share of each kind of question and names the weakest; questions without answers count for nothing', () => {
    const rows = rowsOf([
      { version: '一', number: '1', question: '知道创城吗', kind: '知晓', asked: 100, good: 90 },
      { version: '一', number: '2', question: '知道热线吗', kind: '知晓', asked: 100, good: 30 },
      { version: '一', number: '3', question: '支持吗', kind: '支持' },
    ]);
    const figures = figuresOf('tiku', rows);
    expect(numberWords(figures, '一')).toBe('3 题 录入答题 2 题 none');
    expect(barWords(figures, '一 各类题目')).toEqual(['知晓 60%(120/200,2 题)']);
    expect(figures.find((one) => one.kind === 'table')).toMatchObject({
      rows: [
        ['2', '知道热线吗', 30],
        ['1', '知道创城吗', 90],
      ],
    });
    expect(derivedOf('tiku', rows).map((one) => one['rate'])).toEqual([90, 30, null]);
  });

  test('the roster of 社会监督员 counts who is in office and what each of them said', () => {
    const rows = rowsOf([
      { name: '张三', until: '2026-11-25' },
      { name: '李四', until: '2026-11-26' },
    ]);
    const said = {
      pingyi: rowsOf([
        { day: '2026-10-01', who: '李四', said: '路灯' },
        { day: '2026-10-02', who: '李四', said: '噪声' },
      ]),
    };
    expect(derivedOf('jianduyuan', rows, said)).toEqual([
      { said: 0, office: '▲ 已到期' },
      { said: 2, office: '在聘' },
    ]);
    expect(numberWords(figuresOf('jianduyuan', rows, said), '在聘')).toBe('1 名 名册共 2 名 none');
    expect(numberWords(figuresOf('jianduyuan', rows, said), '反映意见')).toBe('2 条 在“市民评议与社会监督”里登记的 none');
  });

  test.each([
    ['pingyi', 'way', '各来源办结率', '信箱'],
    ['tousu', 'line', '各热线办结率', '12345'],
  ])('%s: the rate of what is settled, in all and by where it came from', (ledger, key, title, from) => {
    const rows = rowsOf([
      { day: '2026-10-01', [key]: from, said: '路灯不亮', $state: '办结' },
      { day: '2026-10-02', [key]: from, said: '占道', $state: '办理中' },
      { day: '2026-10-03', said: '噪声', $state: '办结' },
    ]);
    const figures = figuresOf(ledger, rows);
    expect(numberWords(figures, '办结率')).toBe('66.7% 办结 2 / 3 件 none');
    expect(barWords(figures, title)).toEqual([`${from} 50%(1/2)`, '没有写 100%(1/1)']);
  });

  test('media reports are counted by month, in order of the months', () => {
    const rows = rowsOf([
      { medium: '日报', day: '2026-03-05', title: '一' },
      { medium: '日报', day: '2026-01-05', title: '二' },
      { medium: '电视台', day: '2026-03-09', title: '三' },
    ]);
    expect(barWords(figuresOf('meiti', rows), '每月报道')).toEqual(['2026-01 1 篇', '2026-03 2 篇']);
  });

  test('the card of an activity names the papers that are missing; the totals count times, people and hours', () => {
    const five = ['plan', 'attendance', 'photo', 'bulletin', 'summary'];
    const rows = rowsOf(
      [
        { name: '学雷锋', day: '2026-03-05', place: '广场', people: 120, hours: 240 },
        { name: '清洁家园', day: '2026-04-05', place: '社区', people: 30 },
      ],
      [five, ['plan', 'photo']],
    );
    expect(derivedOf('huodong', rows).map((one) => one['set'])).toEqual(['● 成套', '◑ 缺签到、简报、总结']);
    const figures = figuresOf('huodong', rows);
    expect(numberWords(figures, '活动')).toBe('2 次 已登记 none');
    expect(numberWords(figures, '参加')).toBe('150 人次 各次参加人数之和 none');
    expect(numberWords(figures, '服务')).toBe('240 小时 各次服务时长之和 none');
    expect(numberWords(figures, '不成套')).toBe('1 缺方案、签到、照片、简报或总结 warn');
  });

  test('a number of a report without evidence is named before it is used', () => {
    const rows = rowsOf(
      [
        { name: '维护次数', value: 108, unitWord: '次' },
        { name: '发放宣传单', value: 300 },
      ],
      [['evidence']],
    );
    expect(derivedOf('jishu', rows).map((one) => one['proved'])).toEqual(['● 有 1 份', '○ 没有佐证']);
    expect(numberWords(figuresOf('jishu', rows), '没有佐证')).toBe('1 写进汇报前先找到原件 bad');
  });
});

describe('机制、阶段、监测和荣誉', () => {
  test('a phase tells how much of it is done, a task how many days are left', () => {
    const rows = rowsOf([
      { phase: '实施', task: '补硬件', due: '2026-11-20', $state: '进行中' },
      { phase: '实施', task: '立宣传栏', due: '2026-11-01', $state: '完成' },
      { phase: '迎检', task: '布置资料室', due: '2026-12-06', $state: '未开始' },
      { phase: '迎检', task: '试讲', due: '2026-11-26', $state: '未开始' },
    ]);
    expect(derivedOf('jieduan', rows).map((one) => one['left'])).toEqual(['逾期 6 天', '已完成', '还有 10 天', '今天到期']);
    const figures = figuresOf('jieduan', rows);
    expect(numberWords(figures, '最近的时限')).toBe('还有 0 天 2026-11-26 none');
    expect(barWords(figures, '各阶段完成')).toEqual(['实施 完成 1/2', '迎检 完成 0/2']);
  });

  test('a place under watch gives one line of its values by day, each item its own', () => {
    const rows = rowsOf([
      { site: '水厂', item: '浊度', day: '2026-02-01', value: 2, unitWord: 'NTU' },
      { site: '水厂', item: '浊度', day: '2026-01-01', value: 3 },
      { site: '水厂', item: '余氯', day: '2026-01-01', value: 0.5 },
    ]);
    expect(figuresOf('jiance', rows)).toMatchObject([
      {
        title: '水厂 浊度 NTU',
        points: [
          { label: '2026-01-01', value: 3 },
          { label: '2026-02-01', value: 2 },
        ],
      },
      { title: '水厂 余氯', points: [{ value: 0.5 }] },
    ]);
  });

  test('a mechanism needs its paper and a record that it is lived', () => {
    const names = ['领导负责', '目标管理', '督查落实', '激励表彰'];
    const rows = rowsOf(
      names.map((name) => ({ name })),
      [['paper', 'record'], ['paper'], ['record'], []],
    );
    expect(derivedOf('jizhi', rows).map((one) => one['proved'])).toEqual(['● 齐备', '◑ 缺落实记录', '◑ 缺制度文件', '○ 都没有']);
  });

  test('honours are counted by level', () => {
    const rows = rowsOf([
      { name: '双拥模范城', level: '国家级' },
      { name: '卫生城市', level: '国家级' },
      { name: '先进', level: '' },
    ]);
    const figures = figuresOf('rongyu', rows);
    expect(numberWords(figures, '国家级')).toBe('2 项 荣誉 none');
    expect(numberWords(figures, '没有定级别')).toBe('1 项 荣誉 none');
  });
});
