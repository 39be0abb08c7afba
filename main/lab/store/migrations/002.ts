/** Version 2: the data files of runs by their content, the weights that runs began from, and the loss term by term. */
export const second = `
CREATE TABLE files (
  hash TEXT PRIMARY KEY, -- SHA-256 of the content, in hex
  content BLOB NOT NULL -- UTF-8
) STRICT;

CREATE TABLE run_files (
  run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  name TEXT NOT NULL, -- as the problem names the file
  hash TEXT NOT NULL REFERENCES files (hash),
  PRIMARY KEY (run, name)
) STRICT, WITHOUT ROWID;

CREATE INDEX run_files_by_hash ON run_files (hash);

-- A run that goes on from another keeps what it began from: the other may be deleted.
CREATE TABLE starts (
  run TEXT PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
  origin TEXT NOT NULL, -- the run whose weights these were
  how TEXT NOT NULL, -- continue, or from
  checkpoint BLOB NOT NULL
) STRICT;

ALTER TABLE curves ADD COLUMN parts BLOB; -- the terms of the loss, where there are several
`
