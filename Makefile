# `make demo` runs the main job on the demonstration event, `make test` runs every test. Both set up what they need.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo run test lint bench guide messages lock clean

demo: $(VENV)/runtime
	$(BIN)/python -m flask --app matchmaking:local_app demo

run: $(VENV)/runtime
	$(BIN)/python -m flask --app matchmaking:local_app run-local

test: $(VENV)/dev
	$(BIN)/python -m pytest -n auto

lint: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Remakes the tables and pictures of solver/README.md; BENCH=full adds the largest event, BENCH_ONLY=value measures one table.
bench: $(VENV)/dev
	BENCH=$(BENCH) $(BIN)/python -m tests.bench $(if $(BENCH_ONLY),--only $(BENCH_ONLY))

# Takes the pictures of the organizer's guide anew, of the demonstration event; needs Chromium.
guide: $(VENV)/dev
	$(BIN)/python -m tests.guide

# Catalogues of messages in step with the sources; says what each language lacks.
messages: $(VENV)/runtime
	$(BIN)/python -m flask --app matchmaking:local_app translations update

# Versions with hashes and no registry's address, so that every installation gets the same files.
lock: $(VENV)/dev
	$(BIN)/uv pip compile pyproject.toml --extra sat --universal --python-version 3.11 --generate-hashes --no-header -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra sat --extra dev --universal --python-version 3.11 --generate-hashes --no-header \
		-c requirements.lock -o requirements-dev.lock

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/runtime: requirements.lock | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	touch $@

$(VENV)/dev: requirements-dev.lock | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@ $(VENV)/runtime
