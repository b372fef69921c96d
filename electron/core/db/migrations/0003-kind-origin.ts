/** Who said what kind a document is: `manual` for a person, else NULL. A person's word is kept when the file is read again. */
export const kindOrigin = `
ALTER TABLE documents ADD COLUMN kind_origin TEXT;
`;
