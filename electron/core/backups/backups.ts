export { backUp, backUpDaily, listBackups } from './write.ts';
export { rehearse, restore } from './restore.ts';
