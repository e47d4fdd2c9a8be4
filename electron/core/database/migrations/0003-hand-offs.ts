/** The third schema: the cuts that were handed off, for lists that come back. */
export const handOffs = `
CREATE TABLE hand_off (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  folder TEXT NOT NULL,
  at TEXT NOT NULL,
  -- What an edited list is compared with: see HandedOffCut.
  cut TEXT NOT NULL CHECK (json_valid(cut))
) STRICT;
`;
