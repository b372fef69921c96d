import { join } from 'node:path';
import { expect, test } from 'vitest';
import { WRITTEN_PLACES } from '../../../../electron/core/handlers/written-places.ts';
import { INPUTS } from '../../../../shared/contract/api.ts';
import { LABEL_SHEETS } from '../../../../shared/domain/label-sheets.ts';
import { treeHash } from '../../../support/folders.ts';
import { makeDutyCore } from '../../../support/duty-core.ts';

/** Inputs of these names that name something else than a place to write to. */
const NO_PLACE: Readonly<Record<string, string>> = {
  'source.add': 'a 材料文件夹',
  'source.remove': 'a 材料文件夹',
  'documents.chooseCopy': 'a path within a 材料文件夹',
  'verify.run': 'what was handed over, only read',
  'framework.export': 'of a shipped framework: no archive and so no 材料文件夹 is open',
};

test('every input that says where to write is known as one', () => {
  const asking = Object.entries(INPUTS).flatMap(([procedure, input]) =>
    Object.keys(input.shape)
      .filter((key) => ['path', 'out', 'xlsx'].includes(key))
      .map((key) => `${procedure} ${key}`),
  );
  const known = [...Object.entries(WRITTEN_PLACES), ...Object.keys(NO_PLACE).map((one) => [one, null] as const)].map(
    ([procedure, key]) => asking.find((one) => (key === null ? one.startsWith(`${procedure} `) : one === `${procedure} ${key}`)),
  );
  expect(known.toSorted()).toEqual(asking.toSorted());
});

/** What a procedure asks for that another of the same name does not take. */
const OWN: Readonly<Record<string, object>> = {
  'editions.workbook': { to: { reference: 'wen-ming-dan-wei' }, choices: {} },
  'duties.paper': { format: 'pdf' },
  'records.paper': { format: 'pdf', what: '报告', title: '周报' },
  'duties.labels': {
    box: { thicknessMm: 'auto', fonds: '', keeping: '长期' },
    ...{ sheet: LABEL_SHEETS['3×8'], startAt: 1, outlined: false },
  },
  'duties.materials': { format: 'pdf', what: '资料目录汇总表' },
  'records.draft': { format: 'pdf' },
  'rollup.workbook': { others: [] },
};

test('nothing is ever written where it would lie in a 材料文件夹, whatever asks for it', async () => {
  const { call, framework, source } = await makeDutyCore('written-places');
  const before = treeHash(source);
  const base = {
    framework,
    unit: '市民政局',
    what: '督办单',
    format: 'json',
    name: '责任分解一体表',
    ledger: 'wenti',
    draft: true,
    states: [],
    text: '',
    next: 'wen-ming-dan-wei',
  };
  for (const [procedure, key] of Object.entries(WRITTEN_PLACES))
    for (const place of [join(source, '写出'), join(source, '新文件夹', '写出')])
      await expect(
        call(procedure as keyof typeof WRITTEN_PLACES, { ...base, ...OWN[procedure], [key]: place } as never),
        `${procedure} ${place}`,
      ).rejects.toMatchObject({ code: 'refused', message: expect.stringContaining('材料文件夹') });
  expect(treeHash(source)).toBe(before);
});
