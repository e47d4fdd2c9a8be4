/** The fourth schema: jobs are sealed by the installation that queued them, and a result says of which kind it is. */
export const sealedJobs = `
-- A MAC of this installation over what the job would do, and the folder that it was made for; see generation/job-seal.ts.
ALTER TABLE job ADD COLUMN seal TEXT;
ALTER TABLE job ADD COLUMN sealed_in TEXT;

-- A result was an address or, for what a service answered at once, a path in the cache.
UPDATE job SET progress = json_set(progress, '$.result', CASE
    WHEN progress ->> '$.result.url' LIKE 'http%' THEN json_set(progress -> '$.result', '$.kind', 'remote')
    ELSE json('{"kind":"kept"}') END)
  WHERE json_type(progress, '$.result') = 'object';
`;
