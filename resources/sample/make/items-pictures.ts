import type { SampleItem } from './item.ts';

/** Every picture of the sample. */
export function pictureItems(): SampleItem[] {
  return [];
}
