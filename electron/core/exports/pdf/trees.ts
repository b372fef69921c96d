import type { PDFObject, PDFRef } from 'pdf-lib';
import type { PdfWriter } from './writer.ts';

type ObjectOutput = Pick<PdfWriter, 'context' | 'alloc' | 'write'>;

const FANOUT = 64;

function chunks<T>(items: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(items.length / FANOUT) }, (_, index) =>
    items.slice(index * FANOUT, (index + 1) * FANOUT),
  );
}

/**
 * Writes a name tree (`Names`) or number tree (`Nums`) of ISO 32000-1 §7.9.6–7 from entries already in key order, and gives its root.
 * No node has more than 64 children, so that a viewer finds one of 100,000 names in three steps.
 */
export function writeKeyTree(
  output: ObjectOutput,
  leafKey: 'Names' | 'Nums',
  entries: readonly (readonly [key: PDFObject, value: PDFObject])[],
): PDFRef {
  const { context, alloc, write } = output;
  const node = (fields: Record<string, PDFObject>): PDFRef => {
    const ref = alloc();
    write(ref, context.obj(fields));
    return ref;
  };
  if (entries.length <= FANOUT) return node({ [leafKey]: context.obj(entries.flat()) });
  let level = chunks(entries).map((part) => {
    const [first, last] = [part[0]?.[0], part.at(-1)?.[0]];
    return { first, last, ref: node({ [leafKey]: context.obj(part.flat()), Limits: context.obj([first, last]) }) };
  });
  while (level.length > FANOUT) {
    level = chunks(level).map((part) => {
      const [first, last] = [part[0]?.first, part.at(-1)?.last];
      return { first, last, ref: node({ Kids: context.obj(part.map(({ ref }) => ref)), Limits: context.obj([first, last]) }) };
    });
  }
  return node({ Kids: context.obj(level.map(({ ref }) => ref)) });
}

export interface PageLeaf {
  readonly ref: PDFRef;
  /** Made when the page is written, so that those of a whole volume never lie side by side. */
  readonly entries: () => Readonly<Record<string, PDFObject>>;
}

/** Writes the pages and a balanced page tree over them (ISO 32000-1 §7.7.3), and gives its root. */
export function writePageTree({ context, alloc, write }: ObjectOutput, leaves: readonly PageLeaf[]): PDFRef {
  interface Node {
    readonly ref: PDFRef;
    readonly count: number;
    readonly write: (parent: PDFRef | null) => void;
  }
  const parentOf = (nodes: readonly Node[]): Node => {
    const ref = alloc();
    const count = nodes.reduce((sum, node) => sum + node.count, 0);
    for (const node of nodes) node.write(ref);
    return {
      ref,
      count,
      write: (parent) => {
        const kids = nodes.map((node) => node.ref);
        write(ref, context.obj({ Type: 'Pages', Count: count, Kids: kids, ...(parent ? { Parent: parent } : {}) }));
      },
    };
  };
  let level: Node[] = leaves.map(({ ref, entries }) => ({
    ref,
    count: 1,
    write: (parent) => write(ref, context.obj({ Type: 'Page', ...(parent ? { Parent: parent } : {}), ...entries() })),
  }));
  do level = level.length === 0 ? [parentOf([])] : chunks(level).map(parentOf);
  while (level.length > 1);
  const [root] = level;
  if (!root) throw new Error('page tree without a root');
  root.write(null);
  return root.ref;
}
