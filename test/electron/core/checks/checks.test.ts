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
    const { notices, ...broken } = result;
    expect(broken).toEqual({ ok: true, checked: 5, problems: [] });
    // Nothing is broken, but the notice has no date and the framework wants one.
    expect(notices!.filter(({ file }) => file === '文明交通劝导方案.txt').map(({ code }) => code)).toContain('evidence-undated');
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

  test('leaves out what a clerk ignored for a reason, which is recorded, undone and done again', async () => {
    const { archive, core } = await archiveOfTwo('muted');
    const rule = 'evidence-undated';
    const read = async () => (await core.call('checks.read', { archive }, ctx)).rules.find((one) => one.rule === rule)!;
    const codes = async () => ((await core.call('check.run', { archive }, ctx)).notices ?? []).map(({ code }) => code);
    const [finding] = (await read()).findings;
    const mute = (reason: string | null, subjects: 'all' | string[] = [finding!.subject]) =>
      core.call('checks.mute', { archive, rule, subjects, reason }, ctx);
    expect(await codes()).toContain(rule);
    expect(await mute('原件就没有写日期')).toEqual({ changed: 1 });
    expect(await read()).toMatchObject({
      open: 0,
      muted: 1,
      findings: [{ muted: { reason: '原件就没有写日期', by: '资料员' } }],
    });
    expect(await codes()).not.toContain(rule);
    const { recent } = await core.call('home.read', { archive, framework: 'wenming-chengshi' }, ctx);
    expect(recent[0]!.words).toBe('忽略体检提示:要看时限的材料没有日期 1 条(原件就没有写日期)');
    await core.call('undo.run', { archive }, ctx);
    expect(await read()).toMatchObject({ open: 1, muted: 0 });
    await core.call('undo.redo', { archive }, ctx);
    expect(await mute(null, 'all')).toEqual({ changed: 1 });
    expect(await read()).toMatchObject({ open: 1, muted: 0 });
    await core.close();
  });

  test('refuses to ignore without a reason, and what is not there', async () => {
    const { archive, core } = await archiveOfTwo('not-muted');
    const mute = (rule: string, subject: string, reason: string) =>
      core.call('checks.mute', { archive, rule, subjects: [subject], reason }, ctx);
    await expect(mute('evidence-undated', 'document 1', ' ')).rejects.toMatchObject({ code: 'usage' });
    await expect(mute('evidence-undated', 'document 99', '理由')).rejects.toMatchObject({ code: 'not-found' });
    await expect(mute('no-such-rule', 'document 1', '理由')).rejects.toMatchObject({ code: 'not-found' });
    await core.close();
  });
});
