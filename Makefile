# Two commands: `make run` (or `make demo`, which needs no internet) and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes

# Compiled modules are kept, whatever the shell says: every process that is started would compile them anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help install run demo demo-cluster test check suite accept bench pictures lock

help:  ## Say what each command does
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 21

install: $(VENV)/.installed  ## Set up .venv with the locked versions

run: install  ## Crawl the outlets that are due, keep the schedule, serve the archive
	$(BIN)/warraq run

demo: install  ## The same, without internet: five sample outlets on this machine
	$(BIN)/python -m tests.demo

demo-cluster: $(VENV)/.tested  ## A scheduler and two workers on this machine read the archive of a demo again
	$(BIN)/python -m tests.demo_cluster

test: $(VENV)/.tested  ## The gates and the tests, side by side
	@$(MAKE) --no-print-directory --jobs=2 check suite

suite: $(VENV)/.tested
	$(BIN)/python -m pytest -n 4 --dist loadfile --no-loadscope-reorder

check: $(VENV)/.tested  ## Style, types, import order, undeclared imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/deptry .

accept: $(VENV)/.tested  ## Write the expected text of every saved page anew, for review
	$(BIN)/python -m tests.accept

bench: $(VENV)/.tested  ## Speed and memory, as ratios in one run
	$(BIN)/python -m tests.bench

pictures: $(VENV)/.tested  ## Take the pictures of the README anew, of a demo in Chromium
	$(BIN)/python -m tests.pictures

lock:  ## Resolve the versions anew (needs uv)
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --group build -o requirements.lock
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --group dev -c requirements.lock -o requirements-dev.lock

$(VENV)/.installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Warraq needs Python 3.11 or newer; name one with: make PYTHON=python3.12 …")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo 'Setting up $(VENV) (once; about a minute) …'
	$(PIP) -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.tested: requirements-dev.lock $(VENV)/.installed
	$(PIP) -r requirements-dev.lock
	@touch $@
