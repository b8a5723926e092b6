CREATE SCHEMA leaflets;
CREATE TABLE schema_version (number INTEGER NOT NULL PRIMARY KEY);

-- Bytes: a body is shared by all leaflets that begin with it; a personal leaflet adds its rest.
CREATE TABLE body (sha256 BYTEA NOT NULL PRIMARY KEY, bytes BYTEA NOT NULL);
ALTER TABLE body ALTER COLUMN bytes SET STORAGE EXTERNAL; -- compressed already
CREATE TABLE pdf (
  sha256 BYTEA NOT NULL PRIMARY KEY, size INTEGER NOT NULL,
  body BYTEA NOT NULL REFERENCES body (sha256), rest BYTEA NOT NULL
);
CREATE INDEX pdf_body ON pdf (body);

-- What was done, in order. digest: sha256 over the digest before and this entry.
CREATE TABLE entry (
  number BIGINT NOT NULL PRIMARY KEY, act TEXT NOT NULL, says TEXT NOT NULL, digest BYTEA NOT NULL
);

-- What an entry "attached" says; lists are JSON.
CREATE TABLE attachment (
  number BIGINT NOT NULL PRIMARY KEY REFERENCES entry (number),
  dispense TEXT NOT NULL, sha256 BYTEA NOT NULL REFERENCES pdf (sha256), sha1 TEXT NOT NULL,
  size INTEGER NOT NULL, title TEXT NOT NULL, monograph TEXT NOT NULL, edition TEXT NOT NULL,
  source TEXT NOT NULL, layout TEXT NOT NULL, language TEXT NOT NULL, profile TEXT NOT NULL,
  status TEXT NOT NULL, identifier TEXT NOT NULL, version TEXT NOT NULL, "when" TEXT NOT NULL,
  "by" TEXT NOT NULL, prescription TEXT NOT NULL, products TEXT NOT NULL, patient TEXT NOT NULL,
  "to" TEXT NOT NULL, how TEXT NOT NULL, particulars TEXT NOT NULL, overrides TEXT NOT NULL,
  replaces BYTEA NOT NULL
);
CREATE UNIQUE INDEX attachment_dispense ON attachment (dispense, sha256);
CREATE INDEX attachment_monograph ON attachment (monograph, number);
CREATE INDEX attachment_edition ON attachment (monograph, edition, number);
CREATE INDEX attachment_pdf ON attachment (sha256);

-- Nobody changes the past by mistake.
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME; END $$;
CREATE TRIGGER entry_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON entry
  EXECUTE FUNCTION refuse();
CREATE TRIGGER attachment_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON attachment
  EXECUTE FUNCTION refuse();
