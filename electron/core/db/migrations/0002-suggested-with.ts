/**
 * Which knowledge a document's suggestions were made with; NULL when the document itself changed since: where it lies, what it
 * says, what was read from it. Triggers, so that no writer has to remember.
 */
export const suggestedWith = `
ALTER TABLE documents ADD COLUMN suggested_with TEXT;
CREATE INDEX documents_suggested_with ON documents (suggested_with);

CREATE TRIGGER suggest_after_new_location AFTER INSERT ON locations WHEN NEW.document_id IS NOT NULL BEGIN
  UPDATE documents SET suggested_with = NULL WHERE id = NEW.document_id AND suggested_with IS NOT NULL;
END;
CREATE TRIGGER suggest_after_move AFTER UPDATE OF path, document_id, state, missing_at ON locations
WHEN OLD.path IS NOT NEW.path OR OLD.document_id IS NOT NEW.document_id OR OLD.state IS NOT NEW.state
  OR (OLD.missing_at IS NULL) <> (NEW.missing_at IS NULL) BEGIN
  UPDATE documents SET suggested_with = NULL WHERE id IN (OLD.document_id, NEW.document_id) AND suggested_with IS NOT NULL;
END;
CREATE TRIGGER suggest_after_removal AFTER DELETE ON locations WHEN OLD.document_id IS NOT NULL BEGIN
  UPDATE documents SET suggested_with = NULL WHERE id = OLD.document_id AND suggested_with IS NOT NULL;
END;
CREATE TRIGGER suggest_after_facts AFTER UPDATE OF title, title_origin, kind, issuer ON documents
WHEN OLD.title IS NOT NEW.title OR OLD.title_origin IS NOT NEW.title_origin OR OLD.kind IS NOT NEW.kind OR OLD.issuer IS NOT NEW.issuer BEGIN
  UPDATE documents SET suggested_with = NULL WHERE id = NEW.id AND suggested_with IS NOT NULL;
END;
CREATE TRIGGER suggest_after_text AFTER INSERT ON contents BEGIN
  UPDATE documents SET suggested_with = NULL WHERE id = NEW.document_id AND suggested_with IS NOT NULL;
END;
CREATE TRIGGER suggest_after_new_text AFTER UPDATE OF text ON contents WHEN OLD.text IS NOT NEW.text BEGIN
  UPDATE documents SET suggested_with = NULL WHERE id = NEW.document_id AND suggested_with IS NOT NULL;
END;
CREATE TRIGGER suggest_after_decision AFTER UPDATE OF state ON links WHEN OLD.state IS NOT NEW.state BEGIN
  UPDATE documents SET suggested_with = NULL WHERE id = NEW.document_id AND suggested_with IS NOT NULL;
END;
CREATE TRIGGER suggest_after_decision_removed AFTER DELETE ON links BEGIN
  UPDATE documents SET suggested_with = NULL WHERE id = OLD.document_id AND suggested_with IS NOT NULL;
END;
`;
