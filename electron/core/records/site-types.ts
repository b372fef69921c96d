import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecordOutputs } from '../../../shared/contract/records.ts';
import { RESOURCES_FOLDER } from '../program-folder.ts';

let known: Promise<RecordOutputs['records.siteTypes']> | undefined;

/** The 54 types of 考察点位 with what is asked of them, as they come along; the note says what is reconstructed. */
export function readSiteTypes(): Promise<RecordOutputs['records.siteTypes']> {
  return (known ??= readFile(join(RESOURCES_FOLDER, 'sites', 'point-types.json'), 'utf8').then((text) => {
    const { note, types } = JSON.parse(text) as RecordOutputs['records.siteTypes'];
    return { note, types: types.map(({ name, aliases, standards }) => ({ name, aliases, standards })) };
  }));
}
