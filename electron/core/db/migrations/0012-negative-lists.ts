/** The 负面清单 a framework brings along, as a JSON array; `[]` where it brings none or was taken in before. */
export const negativeLists = `
ALTER TABLE frameworks ADD COLUMN negative_list TEXT NOT NULL DEFAULT '[]';
`;
