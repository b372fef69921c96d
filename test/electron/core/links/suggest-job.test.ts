import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { listSuggestions, runSuggest } from '../../../../electron/core/links/links.ts';
import { index, put, type Place } from '../sources/index-support.ts';
import { decideOn, links, placeWith, remove, suggest, suggested, TREE } from './links-support.ts';
import { framework, indicator } from '../../../shared/domain/framework-maker.ts';
import { treeHash } from '../../../support/folders.ts';

let place: Place;
afterEach(() => place.end());

describe('suggesting', () => {
  test('gives every present document its list, best first, an empty one where none fits', async () => {
    place = await placeWith({
      '交警队/文明交通劝导.txt': '一',
      '交警队/IMG_2031.txt': '二',
      '采购合同.txt': '三',
      'Ⅱ—9—1）② 名册.txt': '四',
    });
    await suggest(place);
    expect(await suggested(place)).toEqual({
      '交警队/文明交通劝导.txt': ['Ⅱ-11-1)'],
      '交警队/IMG_2031.txt': [],
      '采购合同.txt': [],
      'Ⅱ—9—1）② 名册.txt': ['Ⅱ-9-1)'],
    });
    const { documents } = await listSuggestions(place.archive, { path: 'Ⅱ—9—1）② 名册.txt' });
    expect(documents).toEqual([
      {
        path: 'Ⅱ—9—1）② 名册.txt',
        suggestions: [
          {
            framework: 'test',
            indicator: 'Ⅱ-9-1)',
            name: '制度化',
            score: expect.any(Number) as number,
            band: 'high',
            reasons: [{ kind: 'code', text: '名称含编号 Ⅱ-9-1)' }],
          },
        ],
      },
    ]);
  });

  test('reads the text of a document whose name says nothing', async () => {
    place = await placeWith({ 'IMG_1.txt': '关于在路口开展礼让斑马线活动的情况' });
    await suggest(place);
    expect(await suggested(place)).toEqual({ 'IMG_1.txt': ['Ⅱ-11-1)'] });
  });

  test('goes by the name where the text could not be read', async () => {
    place = await placeWith({ '文明交通方案.pdf': 'broken' });
    expect(await place.archive.db.get('SELECT text_state FROM documents')).toEqual({ text_state: 'failed' });
    await suggest(place);
    expect(await suggested(place)).toEqual({ '文明交通方案.pdf': ['Ⅱ-11-1)'] });
  });

  test('judges copies by the place that tells most', async () => {
    place = await placeWith({ '0未整理/IMG_1 - 副本.txt': '一', '文明交通/IMG_1.txt': '一', '杂/IMG_1.txt': '一' });
    await suggest(place);
    expect(await suggested(place)).toEqual({ '0未整理/IMG_1 - 副本.txt': ['Ⅱ-11-1)'] });
  });

  test('knows a unit by the former names a person stored, and says so as by its present one', async () => {
    const leaf = {
      ...indicator({ id: 'n3', code: 'Ⅱ-11-1)', name: '文明交通', keywords: ['文明交通'] }),
      leadUnit: '市交通委',
      units: ['市交通委'],
    };
    place = await placeWith({ '运输管理处/文明交通劝导.txt': '一' }, [framework([leaf])]);
    const kinds = async (): Promise<readonly string[]> => {
      await suggest(place);
      const { documents } = await listSuggestions(place.archive, {});
      return documents[0]!.suggestions[0]!.reasons.map(({ kind }) => kind);
    };
    expect(await kinds()).not.toContain('unit');
    await place.archive.db.run("INSERT INTO units (name, former_names) VALUES ('市交通委', ?)", [JSON.stringify(['运输管理处'])]);
    // Made anew without any file having changed: what is known of units is knowledge.
    expect(await kinds()).toContain('unit');
  });

  test('never touches the files', async () => {
    place = await placeWith({ '文明交通.txt': '一' });
    const before = treeHash(place.source);
    await suggest(place);
    expect(treeHash(place.source)).toBe(before);
  });

  test('takes back what no longer holds and what has no file any more', async () => {
    place = await placeWith({ '文明交通.txt': '一', '礼让斑马线.txt': '二' });
    await suggest(place);
    renameSync(join(place.source, '文明交通.txt'), join(place.source, '采购合同.txt'));
    remove(join(place.source, '礼让斑马线.txt'));
    await index(place);
    await suggest(place);
    expect(await suggested(place)).toEqual({ '采购合同.txt': [] });
    expect(await place.archive.db.get('SELECT count(*) AS n FROM links')).toEqual({ n: 0 });
  });

  test('a cancelled run says so', async () => {
    place = await placeWith({ '文明交通.txt': '一' });
    const stop = AbortSignal.abort();
    await expect(runSuggest(place.archive, { signal: stop, progress: () => undefined })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });

  test('progress ends at its total', async () => {
    place = await placeWith({ '文明交通.txt': '一', '合同.txt': '二' });
    const seen: (number | null)[][] = [];
    const progress = ({ done, total }: { done: number; total: number | null }) => void seen.push([done, total]);
    await runSuggest(place.archive, { signal: new AbortController().signal, progress });
    expect(seen.at(-1)).toEqual([2, 2]);
  });
});

describe('a later run', () => {
  /** How many documents a run made suggestions for. */
  const looked = async (): Promise<number> => {
    let total = 0;
    const progress = (seen: { total: number | null }): void => void (total = seen.total ?? 0);
    await runSuggest(place.archive, { signal: new AbortController().signal, progress });
    return total;
  };

  test('looks at nothing where nothing changed', async () => {
    place = await placeWith({ '文明交通.txt': '一', '合同.txt': '二' });
    expect(await looked()).toBe(2);
    expect(await looked()).toBe(0);
    await index(place);
    expect(await looked()).toBe(0);
    expect(await suggested(place)).toEqual({ '文明交通.txt': ['Ⅱ-11-1)'], '合同.txt': [] });
  });

  test('looks only at what was renamed, copied, added, or read anew', async () => {
    place = await placeWith({ '文明交通.txt': '一', '合同.txt': '二', '通知.txt': '三', '名册.txt': '四' });
    await looked();
    renameSync(join(place.source, '合同.txt'), join(place.source, '礼让斑马线.txt'));
    put(place.source, '文明交通/通知副本.txt', '三');
    put(place.source, '新.txt', '五');
    await index(place);
    expect(await looked()).toBe(3);
    await place.archive.db.run("UPDATE contents SET text = '礼让斑马线' WHERE text = '四'");
    await place.archive.db.run("UPDATE documents SET kind = '规范文件' WHERE title = '文明交通'");
    expect(await looked()).toBe(2);
  });

  test('looks at all again once a confirmed example, and so its knowledge, changed', async () => {
    place = await placeWith({ '文明交通.txt': '一', '合同.txt': '二' });
    await looked();
    await decideOn(place, '文明交通.txt', 'Ⅱ-11-1)', 'confirm');
    expect(await looked()).toBe(2);
  });

  test('brings a suggestion back after its rejection was taken back', async () => {
    place = await placeWith({ '文明交通.txt': '一' });
    await decideOn(place, '文明交通.txt', 'Ⅱ-11-1)', 'reject');
    await looked();
    await decideOn(place, '文明交通.txt', 'Ⅱ-11-1)', 'clear');
    await looked();
    expect(await suggested(place)).toEqual({ '文明交通.txt': ['Ⅱ-11-1)'] });
  });
});

describe('a person’s decision', () => {
  test('stands through ten runs, and a rejected pair never comes back, not even when the file moves', async () => {
    place = await placeWith({ '文明交通.txt': '一', '志愿服务记录办法.txt': '二' });
    await suggest(place);
    await decideOn(place, '文明交通.txt', 'Ⅱ-11-1)', 'reject');
    await decideOn(place, '志愿服务记录办法.txt', 'Ⅱ-9-1)', 'confirm', { caption: '第一版' });
    const decided = ['志愿服务记录办法.txt Ⅱ-9-1) confirmed', '文明交通.txt Ⅱ-11-1) rejected'];
    for (let run = 0; run < 10; run++) {
      await suggest(place);
      expect(await links(place)).toEqual([...decided].sort());
    }
    renameSync(join(place.source, '文明交通.txt'), join(place.source, '文明交通 Ⅱ-11-1).txt'));
    put(place.source, '副本/文明交通礼让斑马线.txt', '一');
    await index(place);
    await suggest(place);
    expect(Object.values(await suggested(place)).flat()).toEqual([]);
    expect(await place.archive.db.get("SELECT caption FROM links WHERE state = 'confirmed'")).toEqual({ caption: '第一版' });
  });

  test('teaches the next run', async () => {
    place = await placeWith({ '林邑讲坛第一期.txt': '一', '林邑讲坛第二期.txt': '二' });
    await suggest(place);
    expect(await suggested(place)).toEqual({ '林邑讲坛第一期.txt': [], '林邑讲坛第二期.txt': [] });
    await decideOn(place, '林邑讲坛第一期.txt', 'Ⅱ-9-2)', 'confirm');
    await suggest(place);
    expect((await suggested(place))['林邑讲坛第二期.txt']).toEqual(['Ⅱ-9-2)']);
  });
});

test('a document in two frameworks is suggested in both', async () => {
  place = await placeWith({ '文明交通.txt': '一' }, [TREE, { ...TREE, id: 'other' }]);
  await suggest(place);
  const { documents } = await listSuggestions(place.archive, {});
  expect(documents[0]?.suggestions.map((one) => one.framework).sort()).toEqual(['other', 'test']);
});
