/**
 * Word files are set with slanted characters and 着重号, pictures in their lines, columns, shapes and text round pictures since: lines drawn
 * on the former pages wait to be looked at.
 */
export const wordTextLines = `
UPDATE red_lines SET recheck = 1 WHERE document_id IN (SELECT id FROM documents WHERE type = 'docx');
`;
