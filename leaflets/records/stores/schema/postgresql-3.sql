-- Patients, prescriptions, products and days are searched for; "C" orders times as bytes do.
ALTER TABLE attachment ALTER COLUMN "when" TYPE TEXT COLLATE "C";
CREATE INDEX attachment_patient ON attachment (patient, number) WHERE patient <> '';
CREATE INDEX attachment_prescription ON attachment (prescription, number)
  WHERE prescription <> '';
CREATE INDEX attachment_products ON attachment (products, number);
CREATE INDEX attachment_day ON attachment ("when", number);

-- A role that may only add cannot add what is false: bytes have the digest that they are added
-- under, and an entry has the next number and the digest that covers the one before. The functions
-- run with the rights of the owner.
CREATE FUNCTION check_body() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.sha256 <> sha256(NEW.bytes) THEN RAISE EXCEPTION 'the digest of a body is false'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER body_is_true BEFORE INSERT ON body FOR EACH ROW EXECUTE FUNCTION check_body();

CREATE FUNCTION check_pdf() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = leaflets, pg_temp AS $$
DECLARE whole BYTEA;
BEGIN
  SELECT body.bytes || NEW.rest INTO whole FROM body WHERE body.sha256 = NEW.body;
  IF NEW.sha256 IS DISTINCT FROM sha256(whole) OR NEW.size IS DISTINCT FROM length(whole) THEN
    RAISE EXCEPTION 'the digest or the size of a PDF is false';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER pdf_is_true BEFORE INSERT ON pdf FOR EACH ROW EXECUTE FUNCTION check_pdf();

-- JSON as the log digests it: ASCII alone, without spaces.
CREATE FUNCTION json_text(value TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN value ~ '^[ -~]*$' THEN to_json(value)::text ELSE (
    SELECT string_agg(
      CASE
        WHEN code BETWEEN 32 AND 126 THEN sign
        WHEN code < 65536 THEN '\u' || lpad(to_hex(code), 4, '0')
        ELSE '\u' || to_hex(55296 + (code - 65536) / 1024)
          || '\u' || to_hex(56320 + (code - 65536) % 1024)
      END, '' ORDER BY place)
    FROM (
      SELECT sign, place, ascii(sign) AS code
      FROM regexp_split_to_table(to_json(value)::text, '') WITH ORDINALITY AS signs (sign, place)
    ) AS coded
  ) END
$$;
CREATE FUNCTION json_list(list JSONB) RETURNS TEXT LANGUAGE sql IMMUTABLE AS $$
  SELECT '[' || coalesce(string_agg(json_text(item), ',' ORDER BY place), '') || ']'
  FROM jsonb_array_elements_text(list) WITH ORDINALITY AS items (item, place)
$$;

-- What the log says of an attachment: its fields in the order of their names, without empty ones.
CREATE FUNCTION log_text(kept attachment) RETURNS TEXT LANGUAGE sql STABLE
  SET search_path = leaflets, pg_temp AS $$
  SELECT '{' || string_agg(format('"%s":%s', name, value), ',' ORDER BY name COLLATE "C") || '}'
  FROM (
    SELECT name, json_text(text) AS value FROM (VALUES
      ('by', kept."by"), ('dispense', kept.dispense), ('edition', kept.edition), ('how', kept.how),
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

CREATE FUNCTION check_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = leaflets, pg_temp AS $$
DECLARE
  before entry; kept attachment; text_of TEXT := NEW.says; digest_before TEXT := repeat('0', 64);
BEGIN
  SELECT * INTO before FROM entry WHERE number < NEW.number ORDER BY number DESC LIMIT 1;
  IF FOUND THEN digest_before := encode(before.digest, 'hex'); END IF;
  IF NEW.number <> coalesce(before.number, 0) + 1 THEN
    RAISE EXCEPTION 'the number of an entry is not the next one';
  END IF;
  SELECT * INTO kept FROM attachment WHERE number = NEW.number;
  IF FOUND <> (NEW.act = 'attached') OR (FOUND AND NEW.says <> '') THEN
    RAISE EXCEPTION 'an entry and its attachment do not belong together';
  END IF;
  IF FOUND THEN text_of := log_text(kept); END IF;
  IF NEW.digest <> sha256(
    convert_to(format('%s %s %s %s', digest_before, NEW.number, NEW.act, text_of), 'UTF8')
  ) THEN RAISE EXCEPTION 'the digest of an entry is false'; END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER entry_is_next AFTER INSERT ON entry DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION check_entry();

CREATE FUNCTION check_attachment() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = leaflets, pg_temp AS $$
BEGIN
  PERFORM FROM entry WHERE number = NEW.number AND act = 'attached';
  IF NOT FOUND THEN RAISE EXCEPTION 'an attachment has no entry of its own'; END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER attachment_has_entry AFTER INSERT ON attachment
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_attachment();
