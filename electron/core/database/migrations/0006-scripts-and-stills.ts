/** The sixth schema: the script that a project's shots come from, and the stills that were made for its frames and elements. */
export const scriptsAndStills = `
-- The words as they were read last; what is taken from them is in the plan.
CREATE TABLE script (
  singleton INTEGER PRIMARY KEY CHECK (singleton = 1),
  name TEXT NOT NULL CHECK (length(name) > 0),
  format TEXT NOT NULL,
  text TEXT NOT NULL,
  read_at TEXT NOT NULL
) STRICT;

-- Candidates for a frame of a pass, for a shot's own, or for an image of an element; what is picked is in the plan.
CREATE TABLE still (
  id TEXT PRIMARY KEY,
  place TEXT NOT NULL CHECK (json_valid(place)),
  media_id TEXT NOT NULL REFERENCES media (id),
  origin TEXT NOT NULL CHECK (json_valid(origin)),
  created_at TEXT NOT NULL,
  -- When the user took it off the list; it can be put back.
  removed_at TEXT
) STRICT;

-- What a job of a still is for; null for the start frame of its pass.
ALTER TABLE job ADD COLUMN place TEXT CHECK (place IS NULL OR json_valid(place));
`;
