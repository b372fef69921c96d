import { z } from 'zod';
import { requirement } from './indicators.ts';
import type { Held } from './editions.ts';

/** 增删、移动、改名: the nodes of a framework of one's own. */

const archive = z.string().min(1);
const id = z.number().int();
const code = z.string().max(200);
const name = z.string().max(4000);
const place = {
  /** The branch it goes under; null: the top level. */
  parentId: id.nullable(),
  /** The child of that branch it goes before; null: behind the last. */
  before: id.nullable(),
};

const change = z.discriminatedUnion('act', [
  z.object({
    act: z.literal('add'),
    ...place,
    code,
    name,
    heading: z.literal(true).optional(),
    requirements: z.array(requirement).optional(),
  }),
  z.object({ act: z.literal('name'), id, code, name }),
  z.object({ act: z.literal('move'), id, ...place }),
  /** A node with nothing beneath it: a heading whose nodes are still to come, or a leaf. */
  z.object({ act: z.literal('shape'), id, leaf: z.boolean() }),
  /** `to`: the leaf that takes over what hangs on it; null refuses when anything does. */
  z.object({ act: z.literal('remove'), id, to: id.nullable() }),
]);
export type NodeChange = z.infer<typeof change>;

export const nodeInputs = {
  'nodes.held': z.object({ archive, id }),
  'nodes.edit': z.object({ archive, framework: z.string().min(1), change }),
} as const;

/** The same on the command line, nodes by their codes. */
export const nodeCliInputs = {
  'node.run': z.object({
    archive,
    framework: z.string().min(1),
    act: z.enum(['add', 'name', 'move', 'shape', 'remove']),
    node: z.string().optional(),
    code: code.optional(),
    name: name.optional(),
    under: z.string().optional(),
    before: z.string().optional(),
    to: z.string().optional(),
    /** With `add`: a heading whose nodes are still to come; with `shape`: that, else a leaf. */
    heading: z.literal(true).optional(),
  }),
} as const;

/** What goes with a node. */
export interface NodeHeld {
  /** Nodes beneath it. */
  readonly beneath: number;
  /** Of it and all leaves beneath it, in sums. */
  readonly held: Held;
  /** Lines of 指标对照 that a person set. */
  readonly crosswalk: number;
  /** All of that in words, '' for nothing. */
  readonly words: string;
}

export interface NodeEdited {
  /** The node that was added, changed or moved; null when it is gone. */
  readonly id: number | null;
  /** What was done, as the record says it. */
  readonly words: string;
}

export interface NodeOutputs {
  'nodes.held': NodeHeld;
  'nodes.edit': NodeEdited;
}

export interface NodeCliOutputs {
  'node.run': NodeEdited;
}

export const NODE_WRITES = ['nodes.edit', 'node.run'] as const;
