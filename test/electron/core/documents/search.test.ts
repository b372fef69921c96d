import { mkdtempSync, existsSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, test } from 'vitest';
import { createArchive, openArchive, type Archive } from '../../../../electron/core/archives/archives.ts';
import { listDocuments, markForSearch, openSearch } from '../../../../electron/core/documents/documents.ts';
import { fold } from '../../../../shared/domain/text.ts';
import { generateText, seeded } from './generated-text.ts';

interface Made {
  readonly path: string;
  readonly title: string;
  readonly docNumber: string | null;
  readonly text: string;
}

const now = () => new Date('2026-06-30T00:00:00Z');

/** An archive with these documents, stored as an index run would store them. */
async function archiveWith(root: string, documents: readonly Made[]): Promise<Archive> {
  const fill = async ({ db }: Archive) => {
    await db.run(`INSERT INTO sources (path, added_at) VALUES ('/材料', '')`);
    for (const [at, { path, title, docNumber, text }] of documents.entries()) {
      await db.run(
        `INSERT INTO documents (id, sha256, size_bytes, type, text_state, title, doc_number, first_seen_at)
         VALUES (?, ?, 1, 'txt', 'ok', ?, ?, '')`,
        [at + 1, `sha${at}`, title, docNumber],
      );
      await db.run(
        `INSERT INTO locations (source_id, path, size_bytes, modified_ms, document_id, state, seen_run) VALUES (1, ?, 1, 1, ?, 'ok', 1)`,
        [path, at + 1],
      );
      await db.run('INSERT INTO contents (document_id, text) VALUES (?, ?)', [at + 1, text]);
    }
  };
  return createArchive(join(root, '档案库'), { name: 'n', unit: '', baseDate: '2026-06-30' }, fill, { now });
}

const found = async (archive: Archive, query: string): Promise<string[]> =>
  (await listDocuments(archive, { query })).documents.map(({ path }) => path);

const folder = () => mkdtempSync(join(tmpdir(), 'taizhang-search-'));

describe('a search', () => {
  let root: string;
  let archive: Archive;
  beforeAll(async () => {
    root = folder();
    archive = await archiveWith(root, [
      {
        path: '交警队/通知.txt',
        title: '关于开展文明交通行动的通知',
        docNumber: '泸市体〔2011〕141号',
        text: '各单位:\n现将文明交通行动方案印发。',
      },
      {
        path: 'b/ABC报告.txt',
        title: '2025年ABC报告',
        docNumber: null,
        text: `${'前'.repeat(100)}志愿服务在行动${'后'.repeat(100)}`,
      },
      { path: 'c.txt', title: '全角ABC与全角123', docNumber: null, text: 'ＡＢＣ 公司 １２３ 号' },
      { path: 'd.txt', title: '生僻字', docNumber: null, text: '𠮷野家 is here' },
      { path: 'e.txt', title: '繁体', docNumber: null, text: '第二行\n六優(yōu)行動開展' },
    ]);
  });
  afterAll(async () => {
    await archive.close();
    rmSync(root, { recursive: true });
  });

  test.each([
    ['通', ['交警队/通知.txt']],
    ['交通', ['交警队/通知.txt']],
    ['文明交通行动', ['交警队/通知.txt']],
    ['〔2011〕141号', ['交警队/通知.txt']],
    ['交警队', ['交警队/通知.txt']],
    ['行动', ['e.txt', 'b/ABC报告.txt', '交警队/通知.txt']],
    ['(yōu', []],
    ['優', ['e.txt']],
    ['文明 方案', ['交警队/通知.txt']],
    ['文明 志愿', []],
    ['abc', ['c.txt', 'b/ABC报告.txt']],
    ['123', ['c.txt']],
    ['1', ['c.txt', '交警队/通知.txt']],
    ['𠮷', ['d.txt']],
    [':', ['交警队/通知.txt']],
    ['"', []],
    ['文明*', []],
    ['警通', []],
    ['   ', ['b/ABC报告.txt', 'c.txt', 'd.txt', 'e.txt', '交警队/通知.txt']],
  ])('for “%s” finds exactly what holds it, newest first', async (query, paths) => {
    expect(await found(archive, query)).toEqual(paths);
  });

  test('shows the text around the hit as it is written', async () => {
    const [one] = (await listDocuments(archive, { query: '志愿服务' })).documents;
    expect(one?.snippet).toBe(`…${'前'.repeat(30)}志愿服务在行动${'后'.repeat(27)}…`);
    const [wide] = (await listDocuments(archive, { query: 'abc 公司' })).documents;
    expect(wide?.snippet).toBe('ＡＢＣ 公司 １２３ 号');
    const [noisy] = (await listDocuments(archive, { query: '六优行动' })).documents;
    expect(noisy?.snippet).toBe('第二行 六優(yōu)行動開展');
    const [named] = (await listDocuments(archive, { query: '交警队' })).documents;
    expect(named).not.toHaveProperty('snippet');
  });

  test('counts all hits whatever the limit and pages through them', async () => {
    const first = await listDocuments(archive, { query: '行动', limit: 1, offset: 1 });
    const second = await listDocuments(archive, { query: '行动', limit: 1, offset: 2 });
    expect([first.total, second.total]).toEqual([3, 3]);
    expect([first.documents[0]?.path, second.documents[0]?.path]).toEqual(['b/ABC报告.txt', '交警队/通知.txt']);
    expect((await listDocuments(archive, { query: '行动', state: 'missing' })).total).toBe(0);
  });
});

describe('recall', () => {
  const documents: Made[] = [];
  const corpora = process.env['TAIZHANG_CORPORA'] ?? '../shared/corpora';
  if (existsSync(join(corpora, '10-文本编码'))) documents.push(...corporaTexts(corpora));
  else console.warn('shared corpora not present: recall is tested on generated text only');
  const random = seeded(20260630);
  while (documents.length < 250) {
    const text = generateText(random, 40 + Math.floor(random() * 1500));
    const number = random() < 0.3 ? `泸市体〔20${10 + Math.floor(random() * 15)}〕${Math.floor(random() * 300)}号` : null;
    documents.push({
      path: `夹${documents.length % 13}/${text.slice(0, 8)}.txt`,
      title: text.slice(0, 15),
      docNumber: number,
      text,
    });
  }

  test('equals brute force for 300 queries of 1 to 6 characters and for pairs of words', async () => {
    const root = folder();
    const unique = documents.map((made, at) => ({ ...made, path: `${at}-${made.path}` }));
    const archive = await archiveWith(root, unique);
    const folded = unique.map(({ path, title, docNumber, text }) => [path, title, docNumber ?? '', text].map(fold));
    const brute = (query: string) =>
      unique
        .filter((_, at) =>
          fold(query)
            .split(/\s+/u)
            .filter(Boolean)
            .every((word) => folded[at]!.some((field) => field.includes(word))),
        )
        .map(({ path }) => path)
        .reverse();
    let hits = 0;
    const differing: unknown[] = [];
    for (let n = 0; n < 360; n++) {
      const cut = () => {
        const { text, title } = unique[Math.floor(random() * unique.length)]!;
        const from = random() < 0.2 ? title : text;
        const start = Math.floor(random() * Math.max(1, from.length - 6));
        return from.slice(start, start + 1 + (n % 6));
      };
      const query = n < 300 ? cut() : `${cut()} ${cut()}`;
      if (fold(query).trim() === '' || /\p{Surrogate}/u.test(query)) continue;
      const [want, got] = [brute(query), await found(archive, query)];
      hits += want.length;
      if (JSON.stringify(want) !== JSON.stringify(got)) {
        differing.push({
          query,
          missed: want.filter((path) => !got.includes(path)),
          extra: got.filter((path) => !want.includes(path)),
        });
      }
    }
    await archive.close();
    rmSync(root, { recursive: true });
    expect(differing).toEqual([]);
    expect(hits).toBeGreaterThan(1000);
  });
});

test('a word of Chinese is found where it is written otherwise, and not where only its pieces stand', async () => {
  const root = folder();
  const made = (path: string, text: string): Made => ({ path, title: '材料', docNumber: null, text });
  const archive = await archiveWith(root, [
    made('1.txt', '开展文明交通行动'),
    made('2.txt', '開展文明交通行動'),
    made('3.txt', '文\u200b明交通'),
    made('4.txt', '文明(míng)交通'),
    made('5.txt', '文明、明交,明交通'),
    made('文明交通.txt', ''),
    made('7.txt', '⽂明交通'),
  ]);
  try {
    expect(await found(archive, '文明交通')).toEqual(['7.txt', '文明交通.txt', '4.txt', '3.txt', '2.txt', '1.txt']);
    const odd = await archive.db.all('SELECT document_id AS id FROM search.respelled ORDER BY 1');
    expect(odd).toEqual([{ id: 2 }, { id: 3 }, { id: 4 }, { id: 7 }]);
  } finally {
    await archive.close();
    rmSync(root, { recursive: true, force: true });
  }
});

test('words that stand in names only are found, and words of which one is in a name and the other in the text', async () => {
  const root = folder();
  const archive = await archiveWith(root, [
    { path: '文明交通/1.txt', title: '材料', docNumber: null, text: '志愿服务活动' },
    { path: '2.txt', title: '文明交通行动', docNumber: null, text: '' },
    { path: '3.txt', title: '材料', docNumber: '文明交通〔2026〕3号', text: '文明、明交、交通,志愿服务' },
    { path: '文明/交通.txt', title: '明交', docNumber: null, text: '志愿服务' },
  ]);
  try {
    expect(await found(archive, '文明交通')).toEqual(['3.txt', '2.txt', '文明交通/1.txt']);
    expect(await found(archive, '文明交通 志愿服务')).toEqual(['3.txt', '文明交通/1.txt']);
    expect(await found(archive, '文明交通 材料')).toEqual(['3.txt', '文明交通/1.txt']);
    await archive.db.transaction(async (tx) => {
      await tx.run("UPDATE documents SET title = '志愿服务' WHERE id = 1");
      await markForSearch(tx, [1]);
    });
    expect(await found(archive, '志愿服务')).toEqual(['文明/交通.txt', '3.txt', '文明交通/1.txt']);
  } finally {
    await archive.close();
    rmSync(root, { recursive: true, force: true });
  }
});

describe('the index file', () => {
  let root: string;
  let archive: Archive;
  const file = () => join(root, '档案库', 'search.sqlite');
  const reopen = async (between: () => void) => {
    await archive.close();
    between();
    archive = await openArchive(join(root, '档案库'), { now });
  };
  beforeEach(async () => {
    root = folder();
    const text = (n: number) => `第${n}份:${generateText(seeded(n), 500)}`;
    archive = await archiveWith(
      root,
      Array.from({ length: 60 }, (_, n) => ({ path: `${n}.txt`, title: `题名${n}`, docNumber: null, text: text(n) })),
    );
    expect(await found(archive, '第7份')).toEqual(['7.txt']);
  });
  afterEach(async () => {
    await archive.close();
    rmSync(root, { recursive: true });
  });

  test('is made again when it was deleted', async () => {
    await reopen(() => rmSync(file()));
    expect(await found(archive, '第7份')).toEqual(['7.txt']);
  });

  test('is made again when it is no database', async () => {
    await reopen(() => writeFileSync(file(), 'garbage '.repeat(1000)));
    expect(await found(archive, '第7份')).toEqual(['7.txt']);
  });

  test('is made again when it is damaged in the middle', async () => {
    await reopen(() => {
      const bytes = readFileSync(file());
      bytes.fill(0x5a, 8192, bytes.length);
      writeFileSync(file(), bytes);
    });
    expect(await found(archive, '第7份')).toEqual(['7.txt']);
  });

  test('is made again when it was cut short', async () => {
    await reopen(() => truncateSync(file(), Math.floor(statSync(file()).size / 3)));
    expect(await found(archive, '第7份')).toEqual(['7.txt']);
  });

  test('is made again when it has another version', async () => {
    await openSearch(archive.db);
    await archive.db.exec('DELETE FROM search.grams WHERE rowid = 8; PRAGMA search.user_version = 99;');
    await reopen(() => undefined);
    expect(await found(archive, '第7份')).toEqual(['7.txt']);
  });

  test('follows a document that was noted as changed', async () => {
    await archive.db.transaction(async (tx) => {
      await tx.run(`UPDATE documents SET title = '改过的题名' WHERE id = 8`);
      await markForSearch(tx, [8, null]);
    });
    expect(await found(archive, '改过')).toEqual(['7.txt']);
    expect(await found(archive, '题名7')).toEqual([]);
  });
});

function filesBelow(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)) : [];
}

function corporaTexts(corpora: string): Made[] {
  const folders = ['01-法规与政府报告', '02-测评指标与领域文本', '10-文本编码'];
  const names = folders.flatMap((name) => filesBelow(join(corpora, name)));
  return names
    .filter((path) => /\.(txt|md|csv)$/.test(path) && statSync(path).size < 200_000)
    .slice(0, 80)
    .map((path) => ({
      path: path.slice(corpora.length + 1),
      title: path.slice(-20),
      docNumber: null,
      text: readFileSync(path, 'utf8').replaceAll('\0', ' '),
    }));
}
