#!/bin/sh
# Makes one plan a project, and takes it as far as it goes unattended: animatics, videos that came back, cuts, hand-off, check.
#
#   project.sh NAME.plan.json
#
# Every step is done once: this may be run again after it succeeded, after it was stopped or killed, and on another node.
# It ends with the exit code of the first command that failed: 1 refused, 75 try again later, 143 stopped by SIGTERM.
#
#   SHOTLINE   the command, such as "/opt/shotline/node_modules/.bin/node /opt/shotline/electron/cli/index.ts"; default shotline
#   PROJECTS   where projects are made; default projects
#   VIDEOS     videos that came back, as NAME/PASS.mp4 with PASS counted from 1; default videos
#   HAND_OFFS  where hand-offs are written; default hand-offs
#   FORMATS    formats of the hand-off; default movie,clips,otio,csv
set -eu

plan=$1
name=$(basename "$plan" .plan.json)
project=${PROJECTS:-projects}/$name.shotline

# SIGTERM reaches the running command too, which leaves nothing half-made; it is waited for.
trap 'exit 143' TERM

shotline() {
  # Split into words on purpose.
  ${SHOTLINE:-shotline} "$@"
}

# A project has its name only when it is whole.
[ -d "$project" ] || shotline new "$project" --from "$plan"
shotline animatic "$project"
for video in "${VIDEOS:-videos}/$name"/*.mp4; do
  [ -e "$video" ] || continue
  shotline import "$project" "$video" --pass "$(basename "$video" .mp4)"
done
shotline ingest "$project"
shotline export "$project" --to "${HAND_OFFS:-hand-offs}/$name" --formats "${FORMATS:-movie,clips,otio,csv}" --replace
shotline verify "$project"
