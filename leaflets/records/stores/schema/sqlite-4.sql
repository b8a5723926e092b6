-- The visit during which the medicine was dispensed; unknown for earlier attachments.
ALTER TABLE attachment ADD COLUMN encounter TEXT NOT NULL DEFAULT '';
-- Handovers after leaflets were attached are looked up.
CREATE INDEX entry_act ON entry (act, number) WHERE act <> 'attached';
