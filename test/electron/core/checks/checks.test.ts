import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createCore } from '../../../../electron/core/core.ts';
import { openArchive } from '../../../../electron/core/archives/archives.ts';
import { temporaryFolder, treeHash } from '../../../support/folders.ts';

const folder = temporaryFolder('checks');
const now = () => new Date('2026-06-30T08:00:00Z');
const ctx = { signal: new AbortController().signal, progress: () => undefined };

/** An archive over two notices, the first of them confirmed evidence. */
async function archiveOfTwo(name: string) {
  const source = join(folder, `${name}-材料`);
  const archive = join(folder, name);
  mkdirSync(source);
  writeFileSync(join(source, '文明交通劝导方案.txt'), '文明交通劝导工作方案');
  writeFileSync(join(source, '控烟巡查登记.txt'), '控烟劝导员巡查登记');
  const core = createCore({ now, logFolder: join(folder, 'logs'), actor: '资料员' });
  await core.call('archive.create', { archive, framework: ['wenming-chengshi'], sources: [source], baseDate: '2026-06-30' }, ctx);
  await core.call('index.run', { archive }, ctx);
  await core.call('links.decide', { archive, document: '文明交通劝导方案.txt', indicator: 'Ⅱ-11-1', action: 'confirm' }, ctx);
  return { source, archive, core };
}

describe('the integrity check', () => {
  test('finds nothing wrong with a sound archive, and changes nothing in the source', async () => {
    const { source, archive, core } = await archiveOfTwo('sound');
    const before = treeHash(source);
    const result = await core.call('check.run', { archive }, ctx);
    expect(result).toEqual({ ok: true, checked: 5, problems: [] });
    expect(treeHash(source)).toBe(before);
    await core.close();
  });

  test('names an original whose content changed since it was indexed', async () => {
    const { source, archive, core } = await archiveOfTwo('changed');
    writeFileSync(join(source, '控烟巡查登记.txt'), '改过的内容');
    const { ok, problems } = await core.call('check.run', { archive }, ctx);
    expect({ ok, problems: problems.map(({ file, code }) => [file, code]) }).toEqual({
      ok: false,
      problems: [['控烟巡查登记.txt', 'changed']],
    });
    await core.close();
  });

  test('names a vanished original, before and after the next index run, and says that it is confirmed evidence', async () => {
    const { source, archive, core } = await archiveOfTwo('vanished');
    rmSync(join(source, '文明交通劝导方案.txt'));
    for (const reindexed of [false, true]) {
      if (reindexed) await core.call('index.run', { archive }, ctx);
      const { problems } = await core.call('check.run', { archive }, ctx);
      expect(problems.map(({ file, code }) => [file, code])).toEqual([['文明交通劝导方案.txt', 'missing']]);
      expect(problems[0]!.message).toContain('已确认佐证');
    }
    await core.close();
  });

  test('names a decision that was changed behind the program’s back', async () => {
    const { archive, core } = await archiveOfTwo('tampered');
    await core.close();
    const opened = await openArchive(archive, { now });
    await opened.db.run("UPDATE audit SET actor = '别人' WHERE seq = (SELECT max(seq) FROM audit)");
    await opened.close();
    const again = createCore({ now, logFolder: join(folder, 'logs') });
    const { problems } = await again.call('check.run', { archive }, ctx);
    expect(problems.map(({ code }) => code)).toEqual(['audit']);
    await again.close();
  });
});
