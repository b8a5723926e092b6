-- The lot numbers of what was dispensed, as a JSON list; unknown for earlier attachments.
ALTER TABLE attachment ADD COLUMN lots TEXT NOT NULL DEFAULT '[]';

-- A recall by name reads all names and titles, from this index alone.
CREATE INDEX attachment_title ON attachment (monograph, title);
