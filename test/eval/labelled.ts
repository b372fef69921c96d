import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { loadBuiltinFramework } from '../../electron/core/frameworks/frameworks.ts';
import type { Framework } from '../../shared/domain/framework.ts';

/** The short names of the shipped frameworks in the labelled set, and their ids. */
export const FRAMEWORK_IDS: Readonly<Record<string, string>> = {
  文明城市: 'wenming-chengshi',
  卫生城市: 'wei-sheng-chengshi',
  未成年人: 'wei-cheng-nian-ren',
  文明单位: 'wen-ming-dan-wei',
  文明校园: 'wen-ming-xiao-yuan',
};

/**
 * The labelled files, those written after the word list was extended from the first ones, and those written last, each with a body; of
 * all of them only the tune half was ever looked at for words.
 */
export const LABELLED_FILES = new URL('../fixtures/suggest/files.tsv', import.meta.url);
export const LATER_FILES = new URL('../fixtures/suggest/files-later.tsv', import.meta.url);
export const BODIED_FILES = new URL('../fixtures/suggest/files-with-bodies.tsv', import.meta.url);

/** Files written by someone who had read neither the rules nor the word list nor the other sets, and read by nobody who tunes them. */
export const FRESH_FILES = new URL('../fixtures/suggest/files-fresh.tsv', import.meta.url);

/** All shipped frameworks by short name. */
export async function loadShipped(): Promise<Map<string, Framework>> {
  const loaded = Object.entries(FRAMEWORK_IDS).map(async ([short, id]) => [short, await loadBuiltinFramework(id)] as const);
  return new Map(await Promise.all(loaded));
}

/** One file of a clerk's archive as it lies there, and what it proves. */
export interface LabelledFile {
  readonly name: string;
  readonly folders: readonly string[];
  /** The beginning of the text, '' for pictures; pages are separated by form feeds. */
  readonly body: string;
  /** Short name of a framework → the codes of the leaves it proves, the first one foremost; empty where nothing fits. A framework that is not named was not judged. */
  readonly labels: ReadonlyMap<string, readonly string[]>;
  /** What makes the file hard: 相机名, 名称无实义, 名称误导, 正文矛盾, 其他版本编号, 多项, 真实文本. */
  readonly tags: readonly string[];
}

const SEED = '迎检台账-2';

/**
 * Reads the labelled files, tab separated with a heading line: path, labels (`文明城市:Ⅱ-9-1),Ⅱ-9-3) 卫生城市:-`, `-` where nothing
 * fits), tags, body (¶ a new line, § a new page). Throws where a line has other columns or an unknown framework.
 */
export function readLabelled(file: URL): LabelledFile[] {
  const [, ...lines] = readFileSync(file, 'utf8').split('\n').filter((line) => line !== ''); // prettier-ignore
  return lines.map((line) => {
    const [path, labels, tags, body, ...more] = line.split('\t');
    if (path === undefined || labels === undefined || tags === undefined || body === undefined || more.length > 0)
      throw new Error(`not four columns: ${line}`);
    const folders = path.split('/');
    const name = folders.pop() ?? '';
    return {
      name,
      folders,
      body: body.replaceAll('¶', '\n').replaceAll('§', '\f'),
      labels: new Map(labels.split(' ').map(readLabel)),
      tags: tags === '' ? [] : tags.split(','),
    };
  });
}

function readLabel(label: string): [string, string[]] {
  const at = label.indexOf(':');
  const framework = label.slice(0, at);
  if (FRAMEWORK_IDS[framework] === undefined) throw new Error(`no framework: ${label}`);
  const codes = label.slice(at + 1);
  return [framework, codes === '-' ? [] : codes.split(',')];
}

/** Half of the files, chosen by their path and a seed that is never changed: rules are fitted on `tune`, `test` is only reported. */
export function partOf({ folders, name }: LabelledFile): 'tune' | 'test' {
  const first = createHash('sha256')
    .update(`${SEED}/${folders.join('/')}/${name}`)
    .digest()
    .readUInt8(0);
  return first % 2 === 0 ? 'tune' : 'test';
}
