/** The door of this feature: folders of the user's that we only ever read (材料文件夹), and indexing them. */
export { runIndex, type IndexDeps } from './index-job.ts';
export type { FactsInput } from './reading.ts';
export { addSource, listSources, refuseSource, removeSource, type Source } from './source-list.ts';
export { isOnlineOnly } from './online-only.ts';
export { addReceived, type ReceivedFile } from './received.ts';
export { skipFileName, skipFolderName } from './skip.ts';
export { planRelink, relinkSources } from './relink.ts';
export { fullPath } from './walk.ts';
export { watchSources } from './watch.ts';
