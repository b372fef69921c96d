import { expect, it } from 'vitest';
import { EXTRACTORS, extractorFor } from '../../../../electron/core/extract/registry.ts';
import { DOCUMENT_TYPES } from '../../../../shared/domain/document.ts';

it('gives every extractor its own id and a version from 1', () => {
  const ids = EXTRACTORS.map((extractor) => extractor.id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { version } of EXTRACTORS) expect(Number.isInteger(version) && version >= 1).toBe(true);
});

it('reads every type by at most one extractor', () => {
  const types = EXTRACTORS.flatMap((extractor) => extractor.types);
  expect(new Set(types).size).toBe(types.length);
});

it('leaves only unknown files to be indexed by name', () => {
  expect(DOCUMENT_TYPES.filter((type) => extractorFor(type) === null)).toEqual(['other']);
});
