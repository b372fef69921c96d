/**
 * Workbooks are set with the widths their columns have, their pictures and nothing hidden since, Word files with footnotes and pictures as
 * they are cut: lines drawn on the former pages wait to be looked at.
 */
export const officeLines = `
UPDATE red_lines SET recheck = 1 WHERE document_id IN (SELECT id FROM documents WHERE type IN ('xlsx', 'xls', 'docx'));
`;
