# Everything a person types. VENV and PYTHON may be set; see deploy/setup.sh.
VENV ?= .venv
BIN = $(VENV)/bin

.PHONY: setup demo test properties run lint bench bench-ranking bench-learning fuzz soak audit lock wheel

setup:
	@VENV=$(VENV) ./deploy/setup.sh

demo: setup
	@$(BIN)/haro-bot demo $(ARGS)

test: setup
	@$(BIN)/python -m coverage erase
	@$(BIN)/python -m coverage run -m pytest -n auto --maxprocesses 4 --dist worksteal $(ARGS)
	@$(BIN)/python -m coverage combine -q
	@$(BIN)/python -m coverage report --fail-under=90

# the property tests with other examples every time
properties: setup
	@$(BIN)/python -m pytest --hypothesis-profile=default -m "not dovecot and not emulate" \
	  $$(grep -rl hypothesis tests --include="test_*.py") $(ARGS)

run: setup
	@exec $(BIN)/haro-bot run $(ARGS)

lint: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: setup
	@for file in benchmarks/*.py; do echo "== $$file"; $(BIN)/python $$file || exit 1; done

# minutes; ARGS="--set tune -v" and others, see the file
bench-learning: setup
	@$(BIN)/python benchmarks/learning.py

bench-ranking: setup
	@$(BIN)/python benchmarks/ranking.py $(ARGS)

# throws mutated mail at the readers for MINUTES; needs atheris, which this installs
MINUTES ?= 10
fuzz: setup
	@$(BIN)/python -m pip --disable-pip-version-check --quiet install "atheris>=3,<4"
	@mkdir -p .fuzz
	@$(BIN)/python tests/fuzz/fuzz_mail.py -timeout=5 -rss_limit_mb=2048 -artifact_prefix=.fuzz/ \
	  -max_total_time=$$(( $(MINUTES) * 60 )) .fuzz

# faults at their real length, then years of mail; two to three hours
MINUTES_OF_CHAOS ?= 20
soak: setup
	@$(BIN)/python tests/faults/kills.py --kills 500
	@$(BIN)/python tests/faults/faults.py
	@$(BIN)/python tests/faults/chaos.py --minutes $(MINUTES_OF_CHAOS)
	@$(BIN)/python tests/faults/soak.py --digests 10000 --queries 20

# licences of all that is installed, and known holes where a service that knows them answers
audit: setup
	@VENV=$(VENV) ./deploy/audit.sh

wheel: setup
	@$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation -w dist .

# needs uv; makes the lock anew after a change in pyproject.toml
lock:
	uv pip compile -q pyproject.toml --group dev --group torch --universal --generate-hashes \
	  --python-version 3.11 --overrides deploy/no-torch.txt --custom-compile-command "make lock" \
	  -o requirements.lock
