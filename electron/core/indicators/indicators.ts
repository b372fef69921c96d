export { describeLink, orderEvidence } from './evidence.ts';
export { readIndicator } from './read.ts';
export { drawRedLines, eraseRedLines } from './red-lines.ts';
export { setNotApplicable, setRequirements, tryRequirements } from './requirements.ts';
export { readTree } from './tree.ts';
