import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findByNames, findByPaths } from '../../../../electron/core/documents/documents.ts';
import { index, makePlace, put, type Place } from '../sources/index-support.ts';

let place: Place;
beforeEach(async () => {
  place = await makePlace();
  put(place.source, '甲/通知.txt', '甲的通知');
  put(place.source, '乙/通知.txt', '乙的通知');
  put(place.source, '乙/小结.txt', '小结的正文');
  put(place.source, '乙/空.txt', '');
  await index(place);
});
afterEach(() => place.end());

const byPaths = (...paths: string[]) => findByPaths(place.archive.db, paths);
const byNames = (...files: { name: string; sizeBytes: number }[]) => findByNames(place.archive.db, files);
const idOf = async (path: string): Promise<number> =>
  (await place.archive.db.get<{ id: number }>('SELECT document_id AS id FROM locations WHERE path = ?', [path]))!.id;

test('dropped files of a 材料文件夹 are found by their path, each document once', async () => {
  const [one, two] = [join(place.source, '甲/通知.txt'), join(place.source, '乙/小结.txt')];
  expect(await byPaths(one, two, one)).toEqual({ ids: [await idOf('甲/通知.txt'), await idOf('乙/小结.txt')], message: null });
});

test('a file outside every 材料文件夹 names the folder to add; the others are still found', async () => {
  const outside = put(join(place.root, '材料二'), '会议.txt', '会议');
  const found = await byPaths(outside, join(place.source, '乙/小结.txt'));
  expect(found.ids).toEqual([await idOf('乙/小结.txt')]);
  expect(found.message).toBe(`“会议.txt”不在材料文件夹里。请在“设置”里添加 ${join(place.root, '材料二')} 并编目,再拖进来。`);
});

test('a file that is new, gone at the last 编目, or left out says what to do', async () => {
  const fresh = put(place.source, '甲/新来的.txt', '新来的');
  expect((await byPaths(fresh)).message).toBe('“新来的.txt”还没有编目,或编目后改过。请先编目(F5),再拖进来。');
  const gone = join(place.source, '乙/小结.txt');
  rmSync(gone);
  await index(place);
  expect(await byPaths(gone)).toEqual({ ids: [], message: '“小结.txt”上次编目时不在原处。请重新编目(F5),再拖进来。' });
  expect((await byPaths(fresh)).ids).toHaveLength(1);
  const skipped = put(place.source, '~$锁.docx', '锁');
  await index(place);
  expect((await byPaths(skipped)).message).toMatch(/^“~\$锁\.docx”没有收入档案库:.+。$/);
});

test('many files of one kind are counted after three', async () => {
  const files = ['1.txt', '2.txt', '3.txt', '4.txt'].map((name) => join(place.root, '别处', name));
  expect((await byPaths(...files)).message).toMatch(/^“1\.txt”、“2\.txt”、“3\.txt”等 4 个文件不在材料文件夹里。/);
});

test('where only name and size are known, both must fit, and two documents alike are not guessed between', async () => {
  const size = Buffer.byteLength('小结的正文');
  expect(await byNames({ name: '小结.txt', sizeBytes: size })).toEqual({ ids: [await idOf('乙/小结.txt')], message: null });
  expect((await byNames({ name: '小结.txt', sizeBytes: size + 1 })).message).toMatch(/还没有编目,或编目后改过/);
  expect((await byNames({ name: '结.txt', sizeBytes: size })).ids).toEqual([]);
  expect(await byNames({ name: '通知.txt', sizeBytes: Buffer.byteLength('甲的通知') })).toEqual({
    ids: [],
    message: '“通知.txt”在档案库里有几份同名同大小的材料。请从“材料”里选要的那一份归入。',
  });
});
