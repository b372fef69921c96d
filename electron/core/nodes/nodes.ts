export { nodeChangeByCodes } from './by-codes.ts';
export { editNode } from './edit.ts';
export { readNodeHeld } from './tree.ts';
