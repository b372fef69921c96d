import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCore, type Core } from '../../../../electron/core/core.ts';
import { renderPages } from '../../../../electron/core/pdf-pages/pdf-pages.ts';
import { zip } from '../../../../resources/sample/make/encodings.ts';
import { temporaryFolder } from '../../../support/folders.ts';
import { quiet } from '../../../support/sample-core.ts';

/** A line drawn on a document that was changed since: what stands there now only a person can tell. */
const folder = temporaryFolder('red-lines-recheck');
const [source, archive] = [join(folder, '材料'), join(folder, '档案库')];
const FRAMEWORK = 'wenming-chengshi';
const CODE = 'Ⅱ-11-1)';
const SHEET = { name: '考核表.xlsx', code: 'Ⅱ-11-2)' } as const;
const SHEET_OF_SAMPLE = join(
  import.meta.dirname,
  '../../../../resources/sample/files',
  '01 领导小组与责任分解/2026年度创建目标责任状签订台账20260312.xlsx',
);
const LINE = { page: 1, x1: 0.2, y1: 0.3, x2: 0.8, y2: 0.3 };
let core: Core;
let indicatorId = 0;

/** A DOCX of some paragraphs. */
function docx(paragraphs: readonly string[]): Buffer {
  const w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
  const body = paragraphs.map((text) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`).join('');
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument';
  const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
  const parts = {
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${type}"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${office}" Target="word/document.xml"/></Relationships>`,
    'word/document.xml': `<w:document ${w}><w:body>${body}</w:body></w:document>`,
  };
  return zip(
    Object.entries(parts).map(([name, content]) => ({ name: Buffer.from(name), utf8: true, content: Buffer.from(content) })),
  );
}

const PAPER = ['关于文明交通行动的通知', '考核结果为优秀。', '滨河区文明办', '2026年3月5日'];
const write = (more: readonly string[]): void => writeFileSync(join(source, '通知.docx'), docx([...more, ...PAPER]));
const idOf = async (name = '通知.docx'): Promise<number> =>
  (await core.call('documents.list', { archive }, quiet())).documents.find(({ path }) => path === name)!.id;
const lines = async () => {
  const { evidence } = await core.call('indicators.read', { archive, indicator: indicatorId }, quiet());
  return evidence.map(({ redLines }) => redLines.map(({ y1, recheck }) => [y1, recheck]));
};
const reminder = async () => {
  const check = await core.call('exports.check', { archive, draft: false, indicators: [CODE] }, quiet());
  return check.reminders.find(({ code }) => code === 'red-lines');
};

let volumes = 0;
/** Where the last volume's page is red, in pixels from its top left corner. */
let reds: readonly number[] = [];
/** What 成册 says of red lines, and whether any red is printed. */
async function bind(code = CODE): Promise<{ readonly said: readonly string[]; readonly red: boolean }> {
  const out = join(folder, `卷${++volumes}`);
  const made = await core.call('export.run', { archive, out, draft: true, indicators: [code] }, quiet());
  const [placed] = made.placed;
  const [picture] = await renderPages(join(out, made.volumes[0]!.file), [placed!.firstPage - 1], 600);
  const { rgba } = picture!;
  reds = [...Array(rgba.length / 4).keys()].filter((pixel) => {
    const [r = 0, g = 255, b = 255] = rgba.subarray(4 * pixel, 4 * pixel + 3);
    return r > 180 && g < 90 && b < 90;
  });
  const said = made.warnings.map(({ message }) => message).filter((message) => message.includes('红线'));
  return { said, red: reds.length > 0 };
}

beforeAll(async () => {
  mkdirSync(source);
  write([]);
  copyFileSync(SHEET_OF_SAMPLE, join(source, SHEET.name));
  core = createCore({ now: () => new Date('2026-06-30T08:00:00Z'), logFolder: join(folder, 'log'), actor: '资料员' });
  await core.call('archive.create', { archive, framework: [FRAMEWORK], sources: [source], baseDate: '2026-06-30' }, quiet());
  await core.call('index.run', { archive }, quiet());
  await core.call('links.decide', { archive, document: '通知.docx', indicator: CODE, action: 'confirm' }, quiet());
  const { nodes } = await core.call('indicators.tree', { archive, framework: FRAMEWORK }, quiet());
  indicatorId = nodes.find(({ leaf, code }) => leaf && code === CODE)!.id;
  const documentId = await idOf();
  await core.call('redLines.draw', { archive, documentId, indicatorId, lines: [LINE] }, quiet());
  await core.call('links.decide', { archive, document: SHEET.name, indicator: SHEET.code, action: 'confirm' }, quiet());
  const sheet = {
    documentId: await idOf(SHEET.name),
    indicatorId: nodes.find(({ leaf, code }) => leaf && code === SHEET.code)!.id,
  };
  await core.call('redLines.draw', { archive, ...sheet, lines: [LINE] }, quiet());
}, 60_000);
afterAll(() => core.close());

test('while nothing changed the line is printed and nobody is asked', async () => {
  expect(await reminder()).toBeUndefined();
  expect(await bind()).toEqual({ said: [], red: true });
}, 60_000);

test('set anew from unchanged content, the line stands where it stood and nobody is asked: the cache emptied, the file touched, moved, and seen again', async () => {
  const stood = reds;
  const [there, elsewhere] = [join(source, '通知.docx'), join(source, '归档', '新名.docx')];
  mkdirSync(join(source, '归档'));
  for (const step of ['emptied', 'touched', 'moved', 'back']) {
    if (step === 'emptied') rmSync(join(archive, 'cache'), { recursive: true, force: true });
    if (step === 'touched') utimesSync(there, new Date('2026-06-01T08:00:00Z'), new Date('2026-06-01T08:00:00Z'));
    if (step === 'moved') renameSync(there, elsewhere);
    if (step === 'back') renameSync(elsewhere, there);
    await core.call('index.run', { archive }, quiet());
    expect([await bind(), await lines(), await reminder()], step).toEqual([{ said: [], red: true }, [[[0.3, false]]], undefined]);
    expect(reds, step).toEqual(stood);
  }
}, 90_000);

test('so it is with a workbook', async () => {
  expect(await bind(SHEET.code)).toEqual({ said: [], red: true });
  const stood = reds;
  rmSync(join(archive, 'cache'), { recursive: true, force: true });
  utimesSync(join(source, SHEET.name), new Date('2026-06-02T08:00:00Z'), new Date('2026-06-02T08:00:00Z'));
  await core.call('index.run', { archive }, quiet());
  expect(await bind(SHEET.code)).toEqual({ said: [], red: true });
  expect(reds).toEqual(stood);
}, 60_000);

test('once the document was changed and its evidence carried over, the line waits to be looked at: named in 指标 and before 成册, and not printed', async () => {
  write(['新加的一段。', '又加的一段。']);
  await core.call('index.run', { archive }, quiet());
  const [doubt] = (await core.call('doubts.list', { archive }, quiet())).doubts;
  const settled = await core.call(
    'doubts.settle',
    { archive, formerId: doubt!.former.id, candidateId: doubt!.candidates[0]!.id },
    quiet(),
  );
  expect(settled.lines).toBe(1);
  expect(await lines()).toEqual([[[0.3, true]]]);
  expect(await reminder()).toMatchObject({ count: 1, title: '1 份材料的红线需重新核对' });
  expect(await bind()).toEqual({ said: ['通知.docx:文件或它的排版改动之前划的 1 条红线还没有重新核对,没有印出'], red: false });
}, 60_000);

test('a person who says it stands right has it printed; 撤销 lets it wait again, and erasing it ends the question', async () => {
  const documentId = await idOf();
  await core.call('redLines.keep', { archive, documentId, indicatorId }, quiet());
  expect(await lines()).toEqual([[[0.3, false]]]);
  expect([await reminder(), await bind()]).toEqual([undefined, { said: [], red: true }]);
  await expect(core.call('redLines.keep', { archive, documentId, indicatorId }, quiet())).rejects.toMatchObject({
    code: 'not-found',
  });
  expect(await core.call('undo.run', { archive }, quiet())).toMatchObject({ label: expect.stringContaining('核对') as string });
  expect(await lines()).toEqual([[[0.3, true]]]);
  await core.call('redLines.erase', { archive, documentId, indicatorId, ids: null }, quiet());
  expect(await reminder()).toBeUndefined();
  expect(existsSync(join(source, '通知.docx'))).toBe(true);
}, 60_000);
