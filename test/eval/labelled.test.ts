import { expect, test } from 'vitest';
import { loadBuiltinFramework } from '../../electron/core/frameworks/frameworks.ts';
import { BODIED_FILES, FRAMEWORK_IDS, FRESH_FILES, LABELLED_FILES, LATER_FILES, partOf, readLabelled } from './labelled.ts';

const files = readLabelled(LABELLED_FILES);

test('the labelled set covers every leaf of every shipped framework and names no other', async () => {
  for (const [short, id] of Object.entries(FRAMEWORK_IDS)) {
    const leaves = (await loadBuiltinFramework(id)).indicators.filter((one) => one.leaf).map((one) => one.code);
    const used = new Set(files.flatMap((file) => file.labels.get(short) ?? []));
    expect([id, leaves.filter((code) => !used.has(code))]).toEqual([id, []]);
    expect([id, [...used].filter((code) => !leaves.includes(code))]).toEqual([id, []]);
  }
});

test('at least 600 files, a quarter of which fit nothing or several, in two halves', () => {
  const hard = files.filter(
    (file) => file.tags.includes('多项') || [...file.labels.values()].every((codes) => codes.length === 0),
  );
  const tune = files.filter((file) => partOf(file) === 'tune');
  expect(files.length).toBeGreaterThanOrEqual(600);
  expect(hard.length / files.length).toBeGreaterThanOrEqual(0.25);
  expect(tune.length / files.length).toBeGreaterThan(0.4);
  expect(tune.length / files.length).toBeLessThan(0.6);
});

test('at least 600 files have a name and a body, and those cover every leaf too', async () => {
  const bodied = readLabelled(BODIED_FILES);
  const withBodies = [...files, ...readLabelled(LATER_FILES), ...bodied].filter(({ body }) => body !== '');
  expect(withBodies.length).toBeGreaterThanOrEqual(600);
  expect(bodied.filter(({ body }) => body === '')).toEqual([]);
  for (const [short, id] of Object.entries(FRAMEWORK_IDS)) {
    const leaves = (await loadBuiltinFramework(id)).indicators.filter((one) => one.leaf).map((one) => one.code);
    const used = new Set(withBodies.flatMap((file) => file.labels.get(short) ?? []));
    expect([id, leaves.filter((code) => !used.has(code))]).toEqual([id, []]);
  }
});

test('of all sets together, and of the one with bodies, a quarter fit nothing or several', () => {
  const share = (of: typeof files) =>
    of.filter(({ tags, labels }) => tags.includes('多项') || [...labels.values()].every((codes) => codes.length === 0)).length /
    of.length;
  const bodied = readLabelled(BODIED_FILES);
  expect(share([...files, ...readLabelled(LATER_FILES), ...bodied])).toBeGreaterThanOrEqual(0.25);
  expect(share([...files, ...readLabelled(LATER_FILES), ...bodied, ...readLabelled(FRESH_FILES)])).toBeGreaterThanOrEqual(0.25);
  expect(share(bodied)).toBeGreaterThanOrEqual(0.25);
});

test('no file is in two sets, and the later ones name leaves that exist', async () => {
  const later = [LATER_FILES, BODIED_FILES, FRESH_FILES].flatMap((one) => readLabelled(one));
  const paths = [...files, ...later].map(({ folders, name }) => [...folders, name].join('/'));
  expect(new Set(paths).size).toBe(paths.length);
  for (const [short, id] of Object.entries(FRAMEWORK_IDS)) {
    const codes = new Set((await loadBuiltinFramework(id)).indicators.map((one) => one.code));
    const used = later.flatMap((file) => file.labels.get(short) ?? []);
    expect([id, used.filter((code) => !codes.has(code))]).toEqual([id, []]);
  }
});

test('every difficulty a clerk’s archive has lies in both halves, and so does every form of document', () => {
  const all = [LABELLED_FILES, LATER_FILES, BODIED_FILES].flatMap((one) => readLabelled(one));
  const tags = ['相机名', '名称无实义', '名称误导', '正文矛盾', '其他版本编号', '多项', '真实文本'];
  const forms = [
    /通知/,
    /纪要|会议(?:记录|听取)|例会/,
    /简报|简讯|快讯|侧记|信息|通讯|报道|稿/,
    /\.xlsx?$/,
    /照片|\.jpe?g$/i,
    /说明|图为|图中/,
    /\.pdf$/,
  ];
  for (const part of ['tune', 'test'] as const) {
    const half = all.filter((file) => partOf(file) === part);
    const ofTag = (tag: string) => half.filter((file) => file.tags.includes(tag)).length;
    const ofForm = (form: RegExp) => half.filter(({ name, body }) => form.test(name) || form.test(body)).length;
    expect([part, tags.filter((tag) => ofTag(tag) < 5)]).toEqual([part, []]);
    expect([part, forms.filter((form) => ofForm(form) < 5)]).toEqual([part, []]);
  }
});

test('camera names among them lie in a folder or have a body that tells', () => {
  const camera = [LABELLED_FILES, LATER_FILES, BODIED_FILES]
    .flatMap((one) => readLabelled(one))
    .filter(({ tags }) => tags.includes('相机名'));
  expect(camera.length).toBeGreaterThan(50);
  expect(camera.filter(({ folders, body }) => folders.length === 0 && body === '')).toEqual([]);
});

test('the fresh set has 360 files or more, three quarters of the leaves of 文明城市, 45 files of each other framework, and two halves', async () => {
  const fresh = readLabelled(FRESH_FILES);
  const fits = (short: string) => fresh.filter(({ labels }) => (labels.get(short) ?? []).length > 0);
  const leaves = (await loadBuiltinFramework('wenming-chengshi')).indicators.filter((one) => one.leaf).map((one) => one.code);
  const used = new Set(fresh.flatMap((file) => file.labels.get('文明城市') ?? []));
  const tune = fresh.filter((file) => partOf(file) === 'tune').length;
  expect(fresh.length).toBeGreaterThanOrEqual(360);
  expect(leaves.filter((code) => used.has(code)).length / leaves.length).toBeGreaterThanOrEqual(0.75);
  expect(Object.keys(FRAMEWORK_IDS).filter((short) => fits(short).length < 45)).toEqual([]);
  expect(tune / fresh.length).toBeGreaterThan(0.4);
  expect(tune / fresh.length).toBeLessThan(0.6);
});

test('in the fresh set 多项 stands exactly where a file proves several leaves of one framework, and names that say nothing are few', () => {
  const fresh = readLabelled(FRESH_FILES);
  const several = fresh.filter(({ labels }) => [...labels.values()].some((codes) => codes.length > 1));
  expect(fresh.filter(({ tags }) => tags.includes('多项'))).toEqual(several);
  const nameless = fresh.filter(({ tags }) => tags.includes('相机名') || tags.includes('名称无实义'));
  expect(nameless.length / fresh.length).toBeLessThanOrEqual(0.12);
});

test('of the fresh set a sixth or more fits nothing or several', () => {
  const fresh = readLabelled(FRESH_FILES);
  const none = fresh.filter(({ labels }) => [...labels.values()].every((codes) => codes.length === 0));
  const several = fresh.filter(({ tags }) => tags.includes('多项'));
  expect((none.length + several.length) / fresh.length).toBeGreaterThanOrEqual(1 / 6);
});
