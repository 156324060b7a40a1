#!/usr/bin/env bash
# Makes .venv: torch first (CPU build, pinned, outside the lock), then everything else
# from requirements.lock with hashes, then haro-bot itself. Run again, it does only what
# is missing. PYTHON picks the interpreter, VENV the folder.
#
# torch: on Linux x86-64 the ordinary package drags in several GB of CUDA. So there only
# the build marked "+cpu" is taken, from wherever pip is set up to look (PIP_INDEX_URL,
# PIP_EXTRA_INDEX_URL, PIP_FIND_LINKS, pip.conf) and from TORCH_INDEX, if you set it to
# PyTorch's own index of CPU wheels. Where no such build can be had, the program runs the
# same model without torch. On a machine with an NVIDIA GPU the ordinary package is taken.
set -euo pipefail
cd "$(dirname "$0")/.."
TORCH=2.13.0
VENV=${VENV:-.venv}
find_python() {
  for name in "${PYTHON:-}" python3.11 python3.12 python3.13 python3; do
    [ -n "$name" ] && "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && { echo "$name"; return; }
  done
  echo "haro-bot needs Python 3.11, 3.12 or 3.13; set PYTHON=/path/to/python3.11" >&2
  exit 2
}
stamp="$VENV/.installed"
want=$({ cat requirements.lock pyproject.toml deploy/setup.sh; echo "${TORCH_INDEX:-} ${PIP_FIND_LINKS:-}"; } | cksum)
[ -f "$stamp" ] && [ "$(cat "$stamp")" = "$want" ] && exit 0
python=$(find_python)
[ -x "$VENV/bin/python" ] || "$python" -m venv "$VENV"
pip() { "$VENV/bin/python" -m pip --disable-pip-version-check --quiet "$@"; }

torch() {
  "$VENV/bin/python" -c 'import torch' 2>/dev/null && return
  if [ "$(uname -sm)" != "Linux x86_64" ] || command -v nvidia-smi >/dev/null 2>&1; then
    pip install --retries 1 "torch==$TORCH" && return
    echo "no torch $TORCH for this machine: going on without it (same model, own engine)." >&2
    return
  fi
  echo "installing torch $TORCH (CPU build) ..." >&2
  quick=(--no-deps --retries 0 --timeout 10 --only-binary :all:)
  pip install "${quick[@]}" "torch==$TORCH+cpu" 2>/dev/null && return
  if [ -n "${TORCH_INDEX:-}" ]; then
    pip install "${quick[@]}" --index-url "$TORCH_INDEX" "torch==$TORCH+cpu" && return
  fi
  echo "no CPU build of torch $TORCH for this Python: going on without torch (same model, own engine)." >&2
}

torch
echo "installing the rest from requirements.lock ..." >&2
pip install --no-deps --require-hashes -r requirements.lock
pip install --no-deps --no-build-isolation -e .
"$VENV/bin/python" -m compileall -q "$VENV/lib" >/dev/null 2>&1 || true # first start twice as fast
echo "$want" >"$stamp"
