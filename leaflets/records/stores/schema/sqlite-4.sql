-- The visit during which the medicine was dispensed; unknown for earlier attachments.
ALTER TABLE attachment ADD COLUMN encounter TEXT NOT NULL DEFAULT '';
