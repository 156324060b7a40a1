#!/usr/bin/env bash
# Looks at what is installed beside the program: licences (from what is here), and known
# holes (pip-audit, in an environment of its own, asks for advisories). Ends with 1 for
# a licence that is not allowed or a known hole; where nobody answers it says so and goes on.
set -euo pipefail
cd "$(dirname "$0")/.."
VENV=${VENV:-.venv}
SECONDS_EACH=${SECONDS_EACH:-30} # for the installation, and for the questions
TOOL=pip-audit==2.10.1

"$VENV/bin/python" deploy/licences.py --quiet && echo "licences: all of the allowed kinds"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
skipped() { echo "known holes: $*: skipped"; exit 0; }
"$VENV/bin/python" -m venv "$work/venv"
timeout "$SECONDS_EACH" "$work/venv/bin/python" -m pip --disable-pip-version-check --quiet \
  install --retries 0 "$TOOL" >"$work/install.txt" 2>&1 || skipped "$TOOL cannot be had here"
timeout "$SECONDS_EACH" "$work/venv/bin/pip-audit" -r requirements.lock --require-hashes \
  --disable-pip --progress-spinner off --timeout 5 --format json -o "$work/found.json" \
  >"$work/said.txt" 2>&1 || true
"$VENV/bin/python" deploy/advisories.py "$work/found.json"
