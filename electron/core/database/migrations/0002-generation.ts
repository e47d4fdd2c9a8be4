/** The second schema: jobs with their log, the ledger, what services know of our elements, and which job made a take. */
export const generation = `
CREATE TABLE job (
  id TEXT PRIMARY KEY,
  -- Jobs outlive the pass that they were made for, so pass_id refers to nothing.
  pass_id TEXT NOT NULL,
  pass_name TEXT NOT NULL,
  output TEXT NOT NULL CHECK (output IN ('film', 'still')),
  profile TEXT NOT NULL,
  provider TEXT NOT NULL,
  account TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued', 'preparing', 'submitting', 'checking', 'unconfirmed', 'running',
    'downloading', 'done', 'failed', 'cancelled')),
  -- What is not asked for by SQL: see JobProgress.
  progress TEXT NOT NULL CHECK (json_valid(progress)),
  -- What will be sent, frozen when the user pressed Generate.
  frozen TEXT NOT NULL CHECK (json_valid(frozen)),
  -- Values for the placeholders of the request, once images are uploaded and elements registered.
  prepared TEXT CHECK (prepared IS NULL OR json_valid(prepared)),
  remote_id TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  CHECK (state <> 'running' OR remote_id IS NOT NULL)
) STRICT;
CREATE INDEX job_live ON job (state) WHERE state NOT IN ('done', 'failed', 'cancelled');
CREATE INDEX job_remote ON job (provider, remote_id);

CREATE TABLE job_log (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  job_id TEXT NOT NULL REFERENCES job (id),
  at TEXT NOT NULL,
  message TEXT NOT NULL
) STRICT;
CREATE INDEX job_log_job ON job_log (job_id, seq);

-- One intent to spend a job; amounts in millionths of the currency.
CREATE TABLE ledger (
  job_id TEXT PRIMARY KEY REFERENCES job (id),
  state TEXT NOT NULL CHECK (state IN ('intent', 'owed', 'charged', 'void', 'unknown')),
  currency TEXT CHECK (currency IN ('USD', 'credits')),
  estimate_micros INTEGER CHECK (estimate_micros >= 0),
  charged_currency TEXT CHECK (charged_currency IN ('USD', 'credits')),
  charged_micros INTEGER CHECK (charged_micros >= 0),
  at TEXT NOT NULL,
  settled_at TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX ledger_at ON ledger (at);

-- An element that an account has registered, by a hash of its images, name and description.
CREATE TABLE registered (
  provider TEXT NOT NULL,
  account TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  remote_id TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (provider, account, content_hash)
) STRICT, WITHOUT ROWID;

ALTER TABLE take ADD COLUMN job_id TEXT REFERENCES job (id);
-- A job becomes one take, whatever happens.
CREATE UNIQUE INDEX take_job ON take (job_id) WHERE job_id IS NOT NULL;
`;
