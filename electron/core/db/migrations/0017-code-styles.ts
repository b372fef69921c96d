/** 编号样式 that a framework declares, as a JSON array of samples; `[]` where it declares none. */
export const codeStyles = `
ALTER TABLE frameworks ADD COLUMN code_styles TEXT NOT NULL DEFAULT '[]';
`;
