/** 1 for a red line that was drawn on a former content of its document: whether it stands under the same words only a person can tell. */
export const redLinesRecheck = `
ALTER TABLE red_lines ADD COLUMN recheck INTEGER NOT NULL DEFAULT 0;
`;
