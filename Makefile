# Two commands matter: `make demo` to see it, `make test` to check it.
# Both set up .venv first; nothing is installed outside it, save Debian packages when run as root.

VENV := .venv
BIN := $(VENV)/bin
PACKAGES := relief adapters projections domain
SOURCES := $(wildcard $(PACKAGES) tests bench)

SUPPORTED := import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c '$(SUPPORTED)' 2>/dev/null && echo $$p && break; done)

PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
LOCK := $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-emit-find-links \
	--custom-compile-command "make lock" $(if $(UPGRADE),--upgrade)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup demo run test lint types contracts format bench lock postgres fonts provider clean

help:
	@echo "make demo    set up and run a month of 320 families (SQLite; needs only Python)"
	@echo "make test    set up and run every check: lint, types, import contracts, tests"
	@echo "make run     set up and serve the HTTP API"
	@echo "make bench   set up and measure"
	@echo "make setup   development environment in $(VENV)"
	@echo "make format  rewrite the sources in house style"
	@echo "make lock    pin dependencies again (UPGRADE=1: newest allowed)"
	@echo "make clean   remove $(VENV) and caches"

setup: $(VENV)/.dev postgres fonts provider

demo: $(VENV)/.runtime
	$(BIN)/relief demo

run: $(VENV)/.runtime
	$(BIN)/relief serve

# As many processes as there are cores, up to four; each has a PostgreSQL server of its own.
test: setup lint types contracts
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile

lint: $(VENV)/.dev
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)

types: $(VENV)/.dev
	$(BIN)/mypy $(SOURCES)

contracts: $(VENV)/.dev
	$(BIN)/lint-imports

format: $(VENV)/.dev
	$(BIN)/ruff check --fix $(SOURCES)
	$(BIN)/ruff format $(SOURCES)

bench: $(VENV)/.dev
	$(BIN)/python -m bench

lock: $(VENV)/.dev
	$(LOCK) --group build --output-file requirements.lock
	$(LOCK) --group dev --constraint requirements.lock --output-file requirements-dev.lock

# The tests run their stores on a real PostgreSQL as well as on SQLite.
postgres:
	@tools/ensure-postgres

# Documents embed their fonts; the tests read the pages back.
fonts:
	@tools/ensure-fonts --reader

# Officers sign in with an OpenID provider; the tests run against a certified one.
provider:
	@tools/ensure-oidc-provider

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

$(BIN)/python:
	@test -n "$(PYTHON)" || { \
		echo "relief needs Python 3.11, 3.12 or 3.13; none found." >&2; \
		echo "Install one, or name it: make PYTHON=/path/to/python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -c '$(SUPPORTED)' || { \
		echo "relief needs Python 3.11, 3.12 or 3.13; $(PYTHON) is $$($(PYTHON) -V)." >&2; exit 1; }
	@tools/ensure-venv $(PYTHON)
	$(PYTHON) -m venv --clear $(VENV)

# The project goes in as it stands here (editable), built by the locked setuptools.
$(VENV)/.runtime: requirements.lock pyproject.toml | $(BIN)/python
	$(PIP_INSTALL) --require-hashes --requirement requirements.lock
	$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.runtime
	$(PIP_INSTALL) --require-hashes --requirement requirements-dev.lock
	@touch $@
