#!/bin/sh
# The same with GNU parallel on one computer, or on several over SSH (--sshloginfile) that share the folders:
#
#   parallel.sh /shared/plans/*.plan.json
#
# Run it again after anything: it goes on with what has not succeeded yet. Remove jobs.log to look at all of them again.
# One that fails is tried three times; an exit code of 75 or 143 is worth another run of this, 1 is not: see jobs.log.
set -eu
SHOTLINE_DATA=${SHOTLINE_DATA:-${TMPDIR:-/tmp}/shotline-farm}
export SHOTLINE_DATA
exec parallel --jobs "${JOBS:-2}" --retries 3 --joblog jobs.log --resume-failed --termseq TERM,10000,KILL,1000 \
  sh "$(dirname "$0")/project.sh" ::: "$@"
