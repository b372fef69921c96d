/** Workbooks are set with their charts and more kinds of pictures since: lines drawn on the former pages wait to be looked at. */
export const sheetDrawingLines = `
UPDATE red_lines SET recheck = 1 WHERE document_id IN (SELECT id FROM documents WHERE type = 'xlsx');
`;
