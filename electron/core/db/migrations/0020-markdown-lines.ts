/** Markdown is set as it reads since, no longer with its marks: lines drawn on the former pages wait to be looked at. */
export const markdownLines = `
UPDATE red_lines SET recheck = 1 WHERE document_id IN (SELECT id FROM documents WHERE type = 'md');
`;
