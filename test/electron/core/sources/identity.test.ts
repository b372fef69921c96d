import { copyFileSync, mkdirSync, openSync, renameSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { listDoubts } from '../../../../electron/core/doubts/doubts.ts';
import { addSource } from '../../../../electron/core/sources/sources.ts';
import { decideOn, links, placeWith } from '../links/links-support.ts';
import { index, put, type Place } from './index-support.ts';

// Three confirmed files. 甲 for 交通, 乙 for 制度化, and 夹/丙 for 学校: a link on the wrong file is seen by its indicator.
const FILES = { '甲.txt': '甲的内容', '乙.txt': '乙的另一份内容', '夹/丙.txt': '丙在文件夹里' };
const CODES = { '甲.txt': 'Ⅱ-11-1)', '乙.txt': 'Ⅱ-9-1)', '夹/丙.txt': 'Ⅱ-9-2)' } as const;

interface Disk {
  /** Full path in the first source. */
  readonly at: (path: string) => string;
  /** Full path in the second source. */
  readonly other: (path: string) => string;
}

interface Case {
  readonly name: string;
  readonly act: (disk: Disk, place: Place) => void | Promise<void>;
  /** What stands by itself after 编目: `path code`. */
  readonly linked: readonly string[];
  /** Former path and its candidates with what speaks for them. */
  readonly doubts?: Readonly<Record<string, readonly string[]>>;
}

const [A, B, C] = ['甲.txt Ⅱ-11-1)', '乙.txt Ⅱ-9-1)', '夹/丙.txt Ⅱ-9-2)'];
/** Edits as WPS and Word do: a new file takes the name, so the number of the file system changes too. */
const saveAnew = (path: string, content: string): void => {
  // Held open, the replaced file keeps its number: the system would give it to the next new file, now and then.
  openSync(path, 'r');
  writeFileSync(`${path}.new`, content);
  renameSync(`${path}.new`, path);
};

const cases: readonly Case[] = [
  { name: 'nothing happens', act: () => undefined, linked: [A, B, C] },
  {
    name: 'a file is renamed',
    act: ({ at }) => renameSync(at('甲.txt'), at('甲(定稿).txt')),
    linked: ['甲(定稿).txt Ⅱ-11-1)', B, C],
  },
  {
    name: 'a file is moved within its root',
    act: ({ at }) => renameSync(at('甲.txt'), at('夹/甲.txt')),
    linked: ['夹/甲.txt Ⅱ-11-1)', B, C],
  },
  {
    name: 'a file is moved to another root',
    act: ({ at, other }) => renameSync(at('甲.txt'), other('甲.txt')),
    linked: ['甲.txt Ⅱ-11-1)', B, C],
  },
  {
    name: 'the parent folder is renamed',
    act: ({ at }) => renameSync(at('夹'), at('新夹')),
    linked: [A, B, '新夹/丙.txt Ⅱ-9-2)'],
  },
  {
    name: 'a file is copied, then the original deleted, with 编目 in between',
    act: async ({ at }, place) => {
      copyFileSync(at('甲.txt'), at('甲 - 副本.txt'));
      await index(place);
      unlinkSync(at('甲.txt'));
    },
    linked: ['甲 - 副本.txt Ⅱ-11-1)', B, C],
  },
  {
    name: 'a file is copied, then the original deleted, at once',
    act: ({ at }) => {
      copyFileSync(at('甲.txt'), at('夹/甲.txt'));
      unlinkSync(at('甲.txt'));
    },
    linked: ['夹/甲.txt Ⅱ-11-1)', B, C],
  },
  {
    name: 'two files swap their names',
    act: ({ at }) => {
      renameSync(at('甲.txt'), at('x'));
      renameSync(at('乙.txt'), at('甲.txt'));
      renameSync(at('x'), at('乙.txt'));
    },
    linked: ['乙.txt Ⅱ-11-1)', '甲.txt Ⅱ-9-1)', C],
  },
  {
    name: 'three files change names in a ring',
    act: ({ at }) => {
      renameSync(at('甲.txt'), at('x'));
      renameSync(at('乙.txt'), at('甲.txt'));
      renameSync(at('夹/丙.txt'), at('乙.txt'));
      renameSync(at('x'), at('夹/丙.txt'));
    },
    linked: ['夹/丙.txt Ⅱ-11-1)', '甲.txt Ⅱ-9-1)', '乙.txt Ⅱ-9-2)'],
  },
  {
    name: 'a file is edited in place',
    act: ({ at }) => writeFileSync(at('甲.txt'), '甲改过的内容'),
    linked: [B, C],
    doubts: { '甲.txt': ['甲.txt place+fileId'] },
  },
  {
    name: 'a file is edited and saved under its name as office programs do',
    act: ({ at }) => saveAnew(at('甲.txt'), '甲改过的内容'),
    linked: [B, C],
    doubts: { '甲.txt': ['甲.txt place'] },
  },
  {
    name: 'a file is edited twice before anyone answers',
    act: async ({ at }, place) => {
      saveAnew(at('甲.txt'), '甲改过的内容');
      await index(place);
      saveAnew(at('甲.txt'), '甲又改过一次的内容');
    },
    linked: [B, C],
    doubts: { '甲.txt': ['甲.txt place'] },
  },
  {
    name: 'a file is edited in place while a copy keeps the confirmed content',
    act: async ({ at }, place) => {
      copyFileSync(at('甲.txt'), at('夹/甲.txt'));
      await index(place);
      writeFileSync(at('甲.txt'), '甲改过的内容');
    },
    linked: ['夹/甲.txt Ⅱ-11-1)', B, C],
  },
  {
    name: 'a file is moved and then edited',
    act: ({ at }) => {
      renameSync(at('甲.txt'), at('夹/甲的新名.txt'));
      writeFileSync(at('夹/甲的新名.txt'), '甲移动以后改过的内容');
    },
    linked: [B, C],
    doubts: { '甲.txt': ['夹/甲的新名.txt fileId'] },
  },
  {
    name: 'a file is moved and then edited and saved as a new file',
    act: ({ at }) => {
      renameSync(at('甲.txt'), at('夹/甲.txt'));
      saveAnew(at('夹/甲.txt'), '甲移动以后改过的内容');
    },
    linked: [B, C],
    doubts: { '甲.txt': ['夹/甲.txt name'] },
  },
  {
    name: 'a file is moved to another root and then edited',
    act: ({ at, other }) => {
      copyFileSync(at('甲.txt'), other('甲.txt'));
      unlinkSync(at('甲.txt'));
      writeFileSync(other('甲.txt'), '甲在另一个文件夹里改过');
    },
    linked: [B, C],
    doubts: { '甲.txt': ['甲.txt name'] },
  },
  {
    name: 'a file is replaced by another file of the same name',
    act: ({ at }) => {
      // Kept outside, so that its number cannot be given out again.
      renameSync(at('甲.txt'), at('../甲.txt'));
      put(at(''), '甲.txt', '完全无关的另一份文件');
    },
    linked: [B, C],
    doubts: { '甲.txt': ['甲.txt place'] },
  },
  {
    name: 'a file is replaced by another of the same name, and moved away and edited',
    act: ({ at }) => {
      renameSync(at('甲.txt'), at('夹/存档.txt'));
      writeFileSync(at('夹/存档.txt'), '甲挪开以后又改了');
      put(at(''), '甲.txt', '完全无关的另一份文件');
    },
    linked: [B, C],
    doubts: { '甲.txt': ['甲.txt place', '夹/存档.txt fileId'] },
  },
  {
    name: 'a confirmed file takes the name of another that is gone',
    act: ({ at }) => renameSync(at('乙.txt'), at('甲.txt')),
    linked: ['甲.txt Ⅱ-9-1)', C],
    doubts: { '甲.txt': ['甲.txt place'] },
  },
  {
    name: 'a file is deleted and one of another name comes',
    act: ({ at }) => {
      // Kept outside, so that its number cannot be given out again.
      renameSync(at('甲.txt'), at('../甲.txt'));
      put(at(''), '不相干.txt', '完全无关的另一份文件');
    },
    linked: [B, C],
  },
  { name: 'a file is deleted', act: ({ at }) => unlinkSync(at('甲.txt')), linked: [B, C] },
];

let open: Place | null = null;
afterEach(async () => {
  await open?.end();
  open = null;
});

async function start(): Promise<{ place: Place; disk: Disk }> {
  const place = await placeWith(FILES);
  open = place;
  const second = join(place.root, '第二处');
  mkdirSync(second);
  await addSource(place.archive.db, second, place.archive.path, { actor: '资料员', now: new Date() });
  for (const [path, code] of Object.entries(CODES)) await decideOn(place, path, code, 'confirm');
  return { place, disk: { at: (path) => join(place.source, path), other: (path) => join(second, path) } };
}

const standing = async (place: Place): Promise<string[]> => (await links(place)).map((line) => line.replace(/ confirmed$/, ''));

async function doubted(place: Place): Promise<Record<string, string[]>> {
  const doubts = await listDoubts(place.archive.db);
  return Object.fromEntries(
    doubts.map(({ former, candidates }) => [former.path, candidates.map(({ path, reasons }) => `${path} ${reasons.join('+')}`)]),
  );
}

test.each(cases)('no link is lost and none is on the wrong file when $name', async ({ act, linked, doubts }) => {
  const { place, disk } = await start();
  await act(disk, place);
  await index(place);
  expect(await standing(place)).toEqual([...linked].sort());
  expect(await doubted(place)).toEqual(doubts ?? {});
  // Every decision is still there, on its content, present or not.
  const kept = await place.archive.db.get<{ n: number }>("SELECT count(*) AS n FROM links WHERE state = 'confirmed'");
  expect(kept?.n).toBe(3);
});

test('a number that the file system gives out again leads to a question, never to a link', async () => {
  const { place, disk } = await start();
  const number = statSync(disk.at('甲.txt'), { bigint: true });
  rmSync(disk.at('甲.txt'));
  put(place.source, '夹/别的.txt', '另一份文件,碰巧得到同一个编号');
  await index(place);
  await place.archive.db.run("UPDATE locations SET file_id = ? WHERE path = '夹/别的.txt'", [`${number.dev}:${number.ino}`]);
  await place.archive.db.run('UPDATE runs SET ended_at = NULL');
  await index(place);
  expect(await standing(place)).toEqual([B, C].sort());
  expect(await doubted(place)).toEqual({ '甲.txt': ['夹/别的.txt fileId'] });
});

test('a later run asks the same and changes nothing', async () => {
  const { place, disk } = await start();
  writeFileSync(disk.at('甲.txt'), '甲改过的内容');
  for (let run = 0; run < 2; run++) {
    await index(place);
    expect(await standing(place)).toEqual([B, C].sort());
    expect(await doubted(place)).toEqual({ '甲.txt': ['甲.txt place+fileId'] });
  }
});

test('a question closes by itself when the confirmed content comes back', async () => {
  const { place, disk } = await start();
  writeFileSync(disk.at('甲.txt'), '甲改过的内容');
  await index(place);
  expect(Object.keys(await doubted(place))).toEqual(['甲.txt']);
  put(place.source, '夹/找回来的.txt', FILES['甲.txt']);
  await index(place);
  expect(await doubted(place)).toEqual({});
  expect(await standing(place)).toEqual(['夹/找回来的.txt Ⅱ-11-1)', B, C].sort());
});

test('many new files of one name are no trace of a deleted one, unless they lie in a folder of the same name', async () => {
  const { place, disk } = await start();
  renameSync(disk.at('夹/丙.txt'), disk.at('../丙.txt'));
  for (const folder of ['a', 'b', 'c']) put(place.source, `${folder}/丙.txt`, `${folder} 里的签到表`);
  put(place.source, 'd/夹/丙.txt', '同名文件夹里的签到表');
  await index(place);
  expect(await doubted(place)).toEqual({ '夹/丙.txt': ['d/夹/丙.txt name'] });
});
