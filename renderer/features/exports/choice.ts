import type { ScopeNode } from '../../../shared/contract/exports.ts';

/** What the person chose on the first page; kept for the next time, but for the password. */
export interface Choice {
  /** '' for every framework of the archive. */
  readonly framework: string;
  readonly unit: string;
  /** Ids of chosen leaves; null for all. */
  readonly leaves: readonly number[] | null;
  readonly photosPerPage: 1 | 4;
  readonly maxPages: number;
  readonly maxMegabytes: number;
  readonly draft: boolean;
  /** '' for the default place. */
  readonly folder: string;
}

export function initialChoice(framework: string): Choice {
  return {
    ...{ framework, unit: '', leaves: null, photosPerPage: 1, maxPages: 1000, maxMegabytes: 1024 },
    ...{ draft: false, folder: '' },
  };
}

/** True for what this version stores. */
export function isChoice(value: unknown): value is Choice {
  if (typeof value !== 'object' || value === null) return false;
  const one = value as Partial<Record<keyof Choice, unknown>>;
  return (
    typeof one.framework === 'string' &&
    typeof one.unit === 'string' &&
    (one.leaves === null || (Array.isArray(one.leaves) && one.leaves.every((id) => typeof id === 'number'))) &&
    (one.photosPerPage === 1 || one.photosPerPage === 4) &&
    typeof one.maxPages === 'number' &&
    typeof one.maxMegabytes === 'number' &&
    typeof one.draft === 'boolean' &&
    typeof one.folder === 'string'
  );
}

export interface ChoiceInput {
  readonly archive: string;
  readonly choice: Choice;
  readonly password: string;
  /** Nodes of the chosen framework, to turn ids into the codes the core knows. */
  readonly nodes: readonly ScopeNode[];
}

/** The input of `exports.check` and `exports.preview`; `export.run` takes it with its `out`. */
export function inputOf({ archive, choice, password, nodes }: ChoiceInput) {
  const chosen = choice.leaves === null ? null : new Set(choice.leaves);
  const codes = chosen && nodes.filter((node) => chosen.has(node.id)).map((node) => node.code);
  return {
    archive,
    ...(choice.framework === '' ? {} : { framework: choice.framework }),
    ...(choice.unit === '' ? {} : { unit: choice.unit }),
    ...(codes && codes.length > 0 ? { indicators: codes } : {}),
    ...(password === '' ? {} : { password }),
    photosPerPage: choice.photosPerPage,
    maxPages: choice.maxPages,
    maxMegabytes: choice.maxMegabytes,
    draft: choice.draft,
  };
}

/** `1.5 MB`, `320 KB`, `2.1 GB`. */
export function sizeText(bytes: number): string {
  if (bytes >= 1073741824) return `${(bytes / 1073741824).toFixed(1)} GB`;
  return bytes >= 1048576 ? `${(bytes / 1048576).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1024))} KB`;
}
