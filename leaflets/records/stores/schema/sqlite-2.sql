-- The lot numbers of what was dispensed, as a JSON list; unknown for earlier attachments.
ALTER TABLE attachment ADD COLUMN lots TEXT NOT NULL DEFAULT '[]';
