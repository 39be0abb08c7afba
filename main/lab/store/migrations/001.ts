/** Version 1: runs with everything that reproduces them, sweeps, remembered choices, and who works on what. */
export const first = `
CREATE TABLE owners (
  id TEXT PRIMARY KEY,
  pid INTEGER NOT NULL,
  host TEXT NOT NULL,
  kind TEXT NOT NULL,
  started_at TEXT NOT NULL,
  heartbeat INTEGER NOT NULL -- milliseconds since 1970
) STRICT;

CREATE TABLE requests (
  id INTEGER PRIMARY KEY,
  owner TEXT NOT NULL REFERENCES owners (id) ON DELETE CASCADE,
  verb TEXT NOT NULL,
  target TEXT NOT NULL,
  count INTEGER
) STRICT;

CREATE TABLE counters (
  slug TEXT PRIMARY KEY,
  last INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sweeps (
  position INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  document TEXT NOT NULL,
  source TEXT NOT NULL, -- JSON: the experiment that the document varies
  problem TEXT NOT NULL,
  status TEXT NOT NULL,
  plan TEXT NOT NULL, -- JSON: metric, goal, axes, seeds, configurations
  seconds REAL NOT NULL DEFAULT 0,
  running_since TEXT,
  created_at TEXT NOT NULL,
  trashed_at TEXT,
  owner TEXT REFERENCES owners (id) ON DELETE SET NULL
) STRICT;

CREATE TABLE runs (
  position INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  problem TEXT NOT NULL,
  problem_name TEXT NOT NULL,
  problem_yaml TEXT NOT NULL,
  equation TEXT NOT NULL,
  latex TEXT NOT NULL,
  axes INTEGER NOT NULL,
  status TEXT NOT NULL,
  settings TEXT NOT NULL, -- JSON
  parameters TEXT NOT NULL, -- JSON
  seed TEXT NOT NULL,
  iterations INTEGER NOT NULL DEFAULT 0,
  loss_first REAL,
  loss_last REAL,
  loss_best REAL,
  metrics TEXT, -- JSON
  scale REAL,
  parameter_count INTEGER NOT NULL DEFAULT 0,
  seconds REAL NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  started_at TEXT,
  finished_at TEXT,
  sweep TEXT REFERENCES sweeps (id) ON DELETE SET NULL,
  config TEXT,
  attempt INTEGER NOT NULL DEFAULT 1,
  superseded INTEGER NOT NULL DEFAULT 0,
  tags TEXT NOT NULL DEFAULT '[]', -- JSON
  pinned INTEGER NOT NULL DEFAULT 0,
  trashed_at TEXT,
  reason TEXT,
  error TEXT, -- JSON
  versions TEXT NOT NULL, -- JSON
  machine TEXT NOT NULL, -- JSON
  engine TEXT NOT NULL DEFAULT '{}', -- JSON
  repeats TEXT,
  identical INTEGER,
  owner TEXT REFERENCES owners (id) ON DELETE SET NULL,
  changed INTEGER NOT NULL -- milliseconds since 1970
) STRICT;

CREATE INDEX runs_by_sweep ON runs (sweep, config) WHERE sweep IS NOT NULL;
CREATE INDEX runs_by_problem ON runs (problem);
CREATE INDEX runs_by_status ON runs (status);
CREATE INDEX runs_by_change ON runs (changed);

-- Arrays are little-endian float64.
CREATE TABLE curves (
  run TEXT PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
  iteration BLOB NOT NULL,
  loss BLOB NOT NULL
) STRICT;

CREATE TABLE checkpoints (
  run TEXT PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
  iteration INTEGER NOT NULL,
  parameters BLOB NOT NULL, -- the weights: one matrix a layer, rows = units, column 0 = bias
  state BLOB NOT NULL -- the rest of what training needs to go on with the same bits
) STRICT;

CREATE TABLE samples (
  run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  unknown TEXT NOT NULL,
  axes BLOB NOT NULL,
  solution BLOB NOT NULL,
  exact BLOB,
  PRIMARY KEY (run, unknown)
) STRICT;

CREATE TABLE choices (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL -- JSON
) STRICT, WITHOUT ROWID;
`
