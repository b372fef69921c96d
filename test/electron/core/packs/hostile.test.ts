import { createHash } from 'node:crypto';
import { existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { writeZip, type ZipPart } from '../../../../electron/core/exports/word/zip-writer.ts';
import { readZipBytes } from '../../../../electron/core/zip-parts.ts';
import { fittingPath, safePackPath, type PackContent } from '../../../../shared/domain/pack.ts';
import { makeTwoLevels, type TwoLevels } from './two-archives.ts';

let levels: TwoLevels;
let parts: Map<string, Buffer>;
let sound: string;
let before: string;

/** Everything but the log, and the database's own side files. */
const archiveState = async (): Promise<string> => {
  const { documents } = await levels.upper.call('documents.list', {});
  const { recent } = await levels.upper.call('home.read', { framework: 'wenming-chengshi' });
  const undo = await levels.upper.call('undo.peek', {});
  return JSON.stringify([documents, recent, undo, existsSync(join(levels.upper.archive, '交接材料'))]);
};

beforeAll(async () => {
  levels = await makeTwoLevels('pack-hostile');
  levels.lower.put('通知.txt', '关于开展文明交通行动的通知');
  await levels.lower.call('index.run', {});
  await levels.upper.call('index.run', {});
  await levels.lower.confirm('通知.txt', 'Ⅱ-1-1)');
  sound = await levels.pack('好的');
  parts = await readZipBytes(readFileSync(sound));
  before = await archiveState();
});

/** A pack with its list or members changed. */
function pack(name: string, change: (content: PackContent) => object, members: readonly ZipPart[] = []): string {
  const content = JSON.parse(parts.get('pack.json')!.toString()) as PackContent;
  const file = join(levels.folder, `${name}.交接包.zip`);
  const own =
    members.length > 0
      ? members
      : [...parts].filter(([part]) => part.startsWith('原件/')).map(([part, bytes]) => ({ name: part, bytes }));
  writeFileSync(file, writeZip([...own, { name: 'pack.json', bytes: Buffer.from(JSON.stringify(change(content))) }]));
  return file;
}

const same = (content: PackContent): PackContent => content;
const withDocument = (change: object) => (content: PackContent) => ({
  ...content,
  documents: content.documents.map((one) => ({ ...one, ...change })),
});

const hostile: Readonly<Record<string, readonly [make: () => string, says: RegExp]>> = {
  'a file that is not there': [() => join(levels.folder, '没有.交接包.zip'), /读不到这个文件/],
  'a folder': [() => levels.folder, /它不是一个文件/],
  'an empty file': [() => written('空', Buffer.alloc(0)), /它是空文件/],
  'a file that is no zip': [() => written('文字', Buffer.from('不是压缩包'.repeat(100))), /不是完整的 zip 文件/],
  'a pack cut short': [
    () => {
      const file = written('半截', readFileSync(sound));
      truncateSync(file, Math.floor(readFileSync(sound).length / 2));
      return file;
    },
    /不是完整的 zip 文件,可能没有拷完/,
  ],
  'a zip of something else': [
    () => written('别的', writeZip([{ name: '照片.jpg', bytes: Buffer.from('x') }])),
    /里面没有 pack.json/,
  ],
  'a list of another kind': [() => pack('别类', () => ({ format: 'other' })), /不是迎检台账打的交接包/],
  'a list of a newer program': [() => pack('更新', (content) => ({ ...content, version: 9 })), /由更新版本的程序打成\(格式 9/],
  'a list that is no JSON': [
    () => written('乱', writeZip([{ name: 'pack.json', bytes: Buffer.from('{"format":') }])),
    /清单读不出来/,
  ],
  'a list with values of another kind': [() => pack('看不懂', (content) => ({ ...content, links: 7 })), /清单看不懂\(links\)/],
  'a list that names a member twice': [
    () => pack('两次', (content) => ({ ...content, documents: [...content.documents, ...content.documents] })),
    /前后不一致\(同一份材料列了两次\)/,
  ],
  'a list whose original is not there': [() => pack('缺', withDocument({ member: '原件/没有.txt' })), /缺少 原件\/没有.txt/],
  'evidence of a leaf the list does not have': [
    () => pack('越界', (content) => ({ ...content, links: content.links.map((one) => ({ ...one, indicator: 99 })) })),
    /前后不一致\(佐证\)/,
  ],
  'an original that was changed': [
    () => pack('改过', same, [{ name: '原件/0001_通知.txt', bytes: Buffer.from('关于停止文明交通行动的通知') }]),
    /“原件\/0001_通知.txt”与清单不符,在途中损坏或被改过/,
  ],
  'an original of another length': [
    () => pack('变长', same, [{ name: '原件/0001_通知.txt', bytes: Buffer.from('长'.repeat(1000)) }]),
    /与清单不符/,
  ],
  'a member that leads elsewhere': [
    () => pack('穿越', same, [{ name: '../../../逃出.txt', bytes: Buffer.from('x') }]),
    /里面有指向别处的文件名,不安全/,
  ],
  'a bomb': [() => pack('炸弹', same, [{ name: '原件/0001_通知.txt', bytes: Buffer.alloc(64 << 20) }]), /像是压缩炸弹/],
  'an encrypted pack': [() => written('加密', encrypted()), /被加了密码/],
};

function written(name: string, bytes: Buffer): string {
  const file = join(levels.folder, `${name}.交接包.zip`);
  writeFileSync(file, bytes);
  return file;
}

/** The sound pack with the flag of encryption (bit 0) in the headers of what is packed. */
function encrypted(): Buffer {
  const bytes = Buffer.from(readFileSync(sound));
  for (const [mark, at] of [
    ['PK\x03\x04', 6],
    ['PK\x01\x02', 8],
  ] as const)
    for (let found = bytes.indexOf(mark, 0, 'latin1'); found >= 0; found = bytes.indexOf(mark, found + 4, 'latin1'))
      if (bytes.readUInt16LE(found + at + 2) === 8) bytes.writeUInt16LE(bytes.readUInt16LE(found + at) | 1, found + at);
  return bytes;
}

test.each(Object.entries(hostile))(
  '%s is refused in one sentence, looked at or taken in, and nothing is half taken',
  async (_, [make, says]) => {
    const file = make();
    const messages: string[] = [];
    for (const procedure of ['merge.preview', 'merge.run'] as const)
      try {
        const { refusal } = await levels.upper.call(procedure, { file });
        messages.push(refusal ?? '');
      } catch (error) {
        expect(['refused', 'not-found']).toContain((error as { code: string }).code);
        messages.push((error as Error).message);
      }
    for (const message of messages) {
      expect(message).toMatch(says);
      expect(message).not.toMatch(/\n|Error|undefined/);
    }
    expect(await archiveState()).toBe(before);
  },
);

test('paths and names of a pack never lead out of its folder, and any system can hold them', () => {
  expect(safePackPath('../../etc/passwd')).toBe('etc/passwd');
  expect(safePackPath('C:\\Windows\\system32\\a.dll')).toBe('C：/Windows/system32/a.dll');
  expect(safePackPath('/绝对/路径.txt')).toBe('绝对/路径.txt');
  expect(safePackPath('con/aux.txt/名称. .txt...')).toBe('_con/_aux.txt/名称. .txt');
  expect(safePackPath('a<b>?\u0000\u202egpj.exe')).toBe('a＜b＞？ gpj.exe');
  expect(safePackPath('...')).toBe('未命名');
  expect(safePackPath(`${'很长'.repeat(100)}.pdf`)).toHaveLength(80);
  const deep = safePackPath(`${'文件夹'.repeat(20)}/${'下一层'.repeat(20)}/通知.pdf`);
  expect(fittingPath(deep, 200)).toBe(deep);
  expect(fittingPath(deep, 70)).toBe(`${'下一层'.repeat(20)}/通知.pdf`);
  expect(fittingPath(deep, 20)).toBe('通知.pdf');
  expect(fittingPath(`${'很长'.repeat(30)}.pdf`, 5)).toBe('很长很长很长很长.pdf');
});

test('a hostile path in a sound pack ends below the archive, and words are taken as words', async () => {
  const content = '<img src=x onerror=alert(1)>';
  const bytes = Buffer.from(content);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const file = pack(
    '名字',
    (list) => ({
      ...withDocument({
        sha256,
        sizeBytes: bytes.length,
        path: '../../../../逃出.txt',
        source: '..',
        title: "'; DROP TABLE links; --",
      })(list),
      links: list.links.map((one) => ({ ...one, document: sha256 })),
    }),
    [{ name: '原件/0001_通知.txt', bytes }],
  );
  const merged = await levels.upper.call('merge.run', { file });
  expect(merged.folder!.startsWith(join(levels.upper.archive, '交接材料'))).toBe(true);
  expect(readFileSync(join(merged.folder!, '逃出.txt'), 'utf8')).toBe(content);
  const { documents } = await levels.upper.call('documents.list', { query: '' });
  expect(documents.map(({ title }) => title)).toContain("'; DROP TABLE links; --");
  await levels.upper.call('undo.run', {});
});
