/** The first schema: a plan, its stored media, its takes, and the history of its edits. */
export const initial = `
CREATE TABLE media (
  id TEXT PRIMARY KEY CHECK (length(id) = 64),
  kind TEXT NOT NULL CHECK (kind IN ('image', 'film')),
  file TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  format TEXT NOT NULL,
  bytes INTEGER NOT NULL CHECK (bytes > 0),
  width_px INTEGER NOT NULL CHECK (width_px > 0),
  height_px INTEGER NOT NULL CHECK (height_px > 0),
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE project (
  singleton INTEGER PRIMARY KEY CHECK (singleton = 1),
  name TEXT NOT NULL CHECK (length(name) > 0),
  rate TEXT NOT NULL,
  start TEXT NOT NULL,
  revision INTEGER NOT NULL CHECK (revision >= 0)
) STRICT;

CREATE TABLE element (
  id TEXT PRIMARY KEY,
  position INTEGER NOT NULL CHECK (position >= 0),
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  detail TEXT NOT NULL CHECK (json_valid(detail))
) STRICT;

CREATE TABLE element_image (
  element_id TEXT NOT NULL REFERENCES element (id) ON DELETE CASCADE,
  position INTEGER NOT NULL CHECK (position >= 0),
  media_id TEXT NOT NULL REFERENCES media (id),
  PRIMARY KEY (element_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE pass (
  id TEXT PRIMARY KEY,
  position INTEGER NOT NULL CHECK (position >= 0),
  scene TEXT NOT NULL CHECK (length(scene) > 0),
  name TEXT NOT NULL CHECK (length(name) > 0),
  profile TEXT NOT NULL,
  start_frame TEXT REFERENCES media (id),
  end_frame TEXT REFERENCES media (id),
  detail TEXT NOT NULL CHECK (json_valid(detail))
) STRICT;

CREATE TABLE shot (
  id TEXT PRIMARY KEY,
  pass_id TEXT NOT NULL REFERENCES pass (id) ON DELETE CASCADE,
  position INTEGER NOT NULL CHECK (position >= 0),
  duration_ms INTEGER NOT NULL CHECK (duration_ms > 0),
  number INTEGER CHECK (number > 0),
  frame TEXT REFERENCES media (id),
  detail TEXT NOT NULL CHECK (json_valid(detail)),
  UNIQUE (pass_id, position)
) STRICT;

-- Takes outlive the pass that they were made from, so pass_id refers to nothing.
CREATE TABLE take (
  id TEXT PRIMARY KEY,
  pass_id TEXT NOT NULL,
  number INTEGER NOT NULL CHECK (number > 0),
  profile TEXT NOT NULL,
  media_id TEXT NOT NULL REFERENCES media (id),
  frames INTEGER NOT NULL CHECK (frames > 0),
  request TEXT NOT NULL CHECK (json_valid(request)),
  created_at TEXT NOT NULL,
  UNIQUE (pass_id, number)
) STRICT;

CREATE TABLE history (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  revision INTEGER NOT NULL,
  label TEXT NOT NULL,
  changes TEXT NOT NULL CHECK (json_valid(changes)),
  undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1)),
  at TEXT NOT NULL
) STRICT;
CREATE INDEX history_undone ON history (undone, seq);
`;
