/** The fifth schema: what a take's film turned out to be and the cuts measured in it, the bin, retakes of some shots, and a sound under the cut. */
export const measuredTakes = `
ALTER TABLE take ADD COLUMN film TEXT CHECK (film IS NULL OR json_valid(film));
ALTER TABLE take ADD COLUMN cuts TEXT CHECK (cuts IS NULL OR json_valid(cuts));
ALTER TABLE take ADD COLUMN binned_at TEXT;

-- What of its pass a job generates again; null for all of it.
ALTER TABLE job ADD COLUMN retake TEXT CHECK (retake IS NULL OR json_valid(retake));

-- Scratch music or voice, which is no picture and so no row of media.
CREATE TABLE sound_file (
  id TEXT PRIMARY KEY CHECK (length(id) = 64),
  file TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  format TEXT NOT NULL,
  bytes INTEGER NOT NULL CHECK (bytes > 0),
  samples INTEGER NOT NULL CHECK (samples > 0),
  created_at TEXT NOT NULL
) STRICT;
ALTER TABLE project ADD COLUMN sound TEXT CHECK (sound IS NULL OR json_valid(sound));
`;
