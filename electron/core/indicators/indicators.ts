export { describeLink, orderEvidence } from './evidence.ts';
export { readIndicator } from './read.ts';
export { drawRedLines, eraseRedLines, keepRedLines, linedPagesOf, rememberWordPlaces } from './red-lines.ts';
export {
  refuseWrongRequirements,
  setNotApplicable,
  setRequirements,
  tryRequirements,
  writeRequirements,
} from './requirements.ts';
export { readTree } from './tree.ts';
