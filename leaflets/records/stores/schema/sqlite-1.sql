-- Bytes: a body is shared by all leaflets that begin with it; a personal leaflet adds its rest.
CREATE TABLE body (sha256 BLOB NOT NULL PRIMARY KEY, bytes BLOB NOT NULL);
CREATE TABLE pdf (
  sha256 BLOB NOT NULL PRIMARY KEY, size INTEGER NOT NULL,
  body BLOB NOT NULL REFERENCES body (sha256), rest BLOB NOT NULL
);
CREATE INDEX pdf_body ON pdf (body);

-- What was done, in order. digest: sha256 over the digest before and this entry.
CREATE TABLE entry (
  number INTEGER NOT NULL PRIMARY KEY, act TEXT NOT NULL, says TEXT NOT NULL, digest BLOB NOT NULL
);

-- What an entry "attached" says; lists are JSON.
CREATE TABLE attachment (
  number INTEGER NOT NULL PRIMARY KEY REFERENCES entry (number),
  dispense TEXT NOT NULL, sha256 BLOB NOT NULL REFERENCES pdf (sha256), sha1 TEXT NOT NULL,
  size INTEGER NOT NULL, title TEXT NOT NULL, monograph TEXT NOT NULL, edition TEXT NOT NULL,
  source TEXT NOT NULL, layout TEXT NOT NULL, language TEXT NOT NULL, profile TEXT NOT NULL,
  status TEXT NOT NULL, identifier TEXT NOT NULL, version TEXT NOT NULL, "when" TEXT NOT NULL,
  "by" TEXT NOT NULL, prescription TEXT NOT NULL, products TEXT NOT NULL, patient TEXT NOT NULL,
  "to" TEXT NOT NULL, how TEXT NOT NULL, particulars TEXT NOT NULL, overrides TEXT NOT NULL,
  replaces BLOB NOT NULL
);
CREATE UNIQUE INDEX attachment_dispense ON attachment (dispense, sha256);
CREATE INDEX attachment_monograph ON attachment (monograph);
CREATE INDEX attachment_edition ON attachment (monograph, edition);
CREATE INDEX attachment_pdf ON attachment (sha256);

-- Nobody changes the past by mistake.
CREATE TRIGGER entry_stays BEFORE DELETE ON entry
  BEGIN SELECT RAISE(ABORT, 'entries are never removed'); END;
CREATE TRIGGER entry_unchanged BEFORE UPDATE ON entry
  BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;
CREATE TRIGGER attachment_stays BEFORE DELETE ON attachment
  BEGIN SELECT RAISE(ABORT, 'attachments are never removed'); END;
CREATE TRIGGER attachment_unchanged BEFORE UPDATE ON attachment
  BEGIN SELECT RAISE(ABORT, 'attachments are never changed'); END;
