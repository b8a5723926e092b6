-- The visit during which the medicine was dispensed; unknown for earlier attachments.
ALTER TABLE attachment ADD COLUMN encounter TEXT NOT NULL DEFAULT '';

-- What the log says of an attachment: its fields in the order of their names, without empty ones.
CREATE OR REPLACE FUNCTION log_text(kept attachment) RETURNS TEXT LANGUAGE sql STABLE
  SET search_path = leaflets, pg_temp AS $$
  SELECT '{' || string_agg(format('"%s":%s', name, value), ',' ORDER BY name COLLATE "C") || '}'
  FROM (
    SELECT name, json_text(text) AS value FROM (VALUES
      ('by', kept."by"), ('dispense', kept.dispense), ('edition', kept.edition),
      ('encounter', kept.encounter), ('how', kept.how),
      ('identifier', kept.identifier), ('language', kept.language), ('layout', kept.layout),
      ('monograph', kept.monograph), ('patient', kept.patient),
      ('prescription', kept.prescription), ('profile', kept.profile),
      ('replaces', encode(kept.replaces, 'hex')), ('sha1', kept.sha1),
      ('sha256', encode(kept.sha256, 'hex')), ('source', kept.source), ('status', kept.status),
      ('title', kept.title), ('to', kept."to"), ('version', kept.version), ('when', kept."when")
    ) AS texts (name, text) WHERE text <> ''
    UNION ALL SELECT 'size', kept.size::text
    UNION ALL SELECT name, json_list(list::jsonb) FROM (VALUES
      ('lots', kept.lots), ('particulars', kept.particulars), ('products', kept.products)
    ) AS lists (name, list) WHERE list <> '[]'
    UNION ALL SELECT 'overrides', '[' || string_agg(json_list(pair), ',' ORDER BY place) || ']'
    FROM jsonb_array_elements(kept.overrides::jsonb) WITH ORDINALITY AS pairs (pair, place)
    HAVING count(*) > 0
  ) AS fields
$$;
-- Handovers after leaflets were attached are looked up.
CREATE INDEX entry_act ON entry (act, number) WHERE act <> 'attached';
