import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Framework } from '../../shared/domain/framework.ts';
import type { Suggester, SuggestInput } from '../../shared/domain/suggest.ts';
import { measure, type Figures, type Row } from './measure.ts';

const SAMPLE = fileURLToPath(new URL('../../resources/sample/', import.meta.url));

/** How good suggestions are on the demonstration archive by names and folders; `textOf` may add texts by path. */
export function measureSample(framework: Framework, suggester: Suggester, textOf: (path: string) => string = () => ''): Figures {
  const { intended } = JSON.parse(readFileSync(join(SAMPLE, 'planted.json'), 'utf8')) as {
    readonly intended: Readonly<Record<string, string | null>>;
  };
  const rows: Row[] = Object.entries(intended).map(([name, code]) => ({ name, code, acceptable: code === null ? [] : [code] }));
  return measure(rows, framework, (path) =>
    suggester.suggest({ ...placeIn(path), title: '', text: textOf(path), kind: null, issuer: null }),
  );
}

function placeIn(path: string): Pick<SuggestInput, 'name' | 'folders'> {
  const folders = path.split('/');
  return { name: folders.pop() ?? '', folders };
}
