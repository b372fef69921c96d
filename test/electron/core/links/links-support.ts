import { rmSync } from 'node:fs';
import { storeFramework } from '../../../../electron/core/frameworks/frameworks.ts';
import { decide, listSuggestions, runSuggest, type Decision } from '../../../../electron/core/links/links.ts';
import type { Framework } from '../../../../shared/domain/framework.ts';
import { framework, indicator } from '../../../shared/domain/framework-maker.ts';
import { index, makePlace, put, type Place } from '../sources/index-support.ts';

export const NOW = new Date('2026-06-30T08:00:00Z');

export const TREE = framework([
  indicator({ id: 'b9', code: 'Ⅱ-9', name: '学雷锋志愿服务', leaf: false }),
  indicator({ id: 'n1', code: 'Ⅱ-9-1)', level: 2, parentId: 'b9', name: '制度化', keywords: ['志愿服务记录办法'] }),
  indicator({ id: 'n2', code: 'Ⅱ-9-2)', level: 2, parentId: 'b9', name: '学校学雷锋', keywords: ['学雷锋主题班会'] }),
  indicator({ id: 'n3', code: 'Ⅱ-11-1)', name: '文明交通', keywords: ['文明交通', '礼让斑马线'] }),
]);

/** A place with one framework and these files, indexed. */
export async function placeWith(
  files: Readonly<Record<string, string>>,
  frameworks: readonly Framework[] = [TREE],
): Promise<Place> {
  const place = await makePlace();
  for (const one of frameworks) await place.archive.db.transaction((tx) => storeFramework(tx, one, NOW));
  for (const [path, content] of Object.entries(files)) put(place.source, path, content);
  await index(place);
  return place;
}

export const suggest = (place: Place): Promise<void> =>
  runSuggest(place.archive, { signal: new AbortController().signal, progress: () => undefined });

export const suggested = async (place: Place, path?: string): Promise<Record<string, string[]>> => {
  const { documents } = await listSuggestions(place.archive, { path });
  return Object.fromEntries(documents.map((one) => [one.path, one.suggestions.map((suggestion) => suggestion.indicator)]));
};

export const decideOn = (
  place: Place,
  documentPath: string,
  indicatorCode: string,
  action: Decision['action'],
  more: Partial<Decision> = {},
) => decide(place.archive, { documentPath, indicatorCode, action, actor: '资料员', now: NOW, ...more });

/** All links as `path code state`, in order. */
export async function links(place: Place): Promise<string[]> {
  const rows = await place.archive.db.all<{ line: string }>(
    `SELECT DISTINCT l.path || ' ' || i.code || ' ' || k.state AS line FROM links k JOIN indicators i ON i.id = k.indicator_id
     JOIN locations l ON l.document_id = k.document_id WHERE l.missing_at IS NULL ORDER BY 1`,
  );
  return rows.map(({ line }) => line);
}

/** The record of what was decided; that the place was made is left out. */
export async function audits(place: Place): Promise<{ action: string; actor: string; detail: Record<string, unknown> }[]> {
  const rows = await place.archive.db.all<{ action: string; actor: string; detail: string }>(
    "SELECT action, actor, detail FROM audit WHERE action NOT LIKE 'source.%' ORDER BY seq",
  );
  return rows.map(({ action, actor, detail }) => ({ action, actor, detail: JSON.parse(detail) as Record<string, unknown> }));
}

export const remove = (path: string): void => rmSync(path);
