# Everything a person types. VENV and PYTHON may be set; see deploy/setup.sh.
VENV ?= .venv
BIN = $(VENV)/bin

.PHONY: setup demo test run lint bench lock wheel

setup:
	@VENV=$(VENV) ./deploy/setup.sh

demo: setup
	@$(BIN)/haro-bot demo $(ARGS)

test: setup
	@$(BIN)/python -m coverage run -m pytest $(ARGS)
	@$(BIN)/python -m coverage combine -q
	@$(BIN)/python -m coverage report --fail-under=90

run: setup
	@exec $(BIN)/haro-bot run $(ARGS)

lint: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: setup
	@for file in benchmarks/*.py; do echo "== $$file"; $(BIN)/python $$file || exit 1; done

wheel: setup
	@$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation -w dist .

# needs uv; makes the lock anew after a change in pyproject.toml
lock:
	uv pip compile -q pyproject.toml --group dev --group torch --universal --generate-hashes \
	  --python-version 3.11 --overrides deploy/no-torch.txt --custom-compile-command "make lock" \
	  -o requirements.lock
