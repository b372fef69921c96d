/**
 * Word files are set with the widths and lines of their tables, their heads and feet, what floats over them and the distances of their
 * paragraphs since: lines drawn on the former pages wait to be looked at.
 */
export const wordLines = `
UPDATE red_lines SET recheck = 1 WHERE document_id IN (SELECT id FROM documents WHERE type = 'docx');
`;
