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

# The tests start hundreds of processes: each would compile the sources for itself.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup demo run test days any-day draw walks limits tampers mutants lint types contracts format bench lock postgres pgbouncer \
	fonts provider compiler browser old-browser pictures clean

help:
	@echo "make demo    set up, run a month of 320 families and go on with it (SQLite; needs only Python)"
	@echo "make test    set up and run every check: lint, types, import contracts, tests"
	@echo "make days    what depends on the day, on four other days (part of make test)"
	@echo "make any-day every test on each of the four days"
	@echo "make run     set up and serve the HTTP API"
	@echo "make walks   the long walks whole: kills, hostile clients, the month of the demo"
	@echo "make limits  every value of every route at its limits (minutes)"
	@echo "make tampers a thousand tampered histories, and as many lawful lives as fit (minutes)"
	@echo "make draw    ten rules taken out, drawn by the commit (part of make test)"
	@echo "make mutants each rule taken out in turn: does a test notice? (half an hour)"
	@echo "make old-browser the console in Chromium 79 (part of make test)"
	@echo "make pictures the pictures of the README, made anew from the demo"
	@echo "make bench   set up and measure"
	@echo "make setup   development environment in $(VENV)"
	@echo "make format  rewrite the sources in house style"
	@echo "make lock    pin dependencies again (UPGRADE=1: newest allowed)"
	@echo "make clean   remove $(VENV) and caches"

setup: $(VENV)/.dev postgres pgbouncer fonts provider compiler browser

demo: $(VENV)/.runtime
	$(BIN)/relief demo

run: $(VENV)/.runtime
	$(BIN)/relief serve

# One process more than there are cores, up to four, since a third of the time is spent waiting; each
# has a PostgreSQL server of its own.
PROCESSES := $(shell echo $$(( $$(nproc 2>/dev/null || echo 2) + 1 )))
TESTS := env TMPDIR="$(shell tools/scratch)" $(BIN)/python -m pytest --numprocesses $(PROCESSES) --maxprocesses 4 --dist loadfile

test: setup lint types contracts
	$(TESTS)
	@$(MAKE) --no-print-directory days draw

# Days on which what depends on the day is most likely to go wrong, each at an hour of its own, in
# Beijing time: five minutes before a year ends, so that it turns while tests run; a leap day that
# is still the 28th in UTC; a Saturday that is worked, in office hours; just after midnight on the
# last day of a month, a Sunday, in a year whose holidays nobody has announced.
YEARS_END := 2026-12-31 23:55:00 +0800
LEAP_DAY := 2028-02-29 07:30:00 +0800
WORKED_SATURDAY := 2026-02-28 10:00:00 +0800
MONTHS_END := 2027-01-31 00:05:00 +0800

# Only files that name the mark are collected: collecting all takes longer than these tests. Where a
# test asks both databases, each day asks one of them; `make any-day` asks both on each.
DAYS = $(TESTS) -m "day and not slow" $(shell grep -rlF mark.day tests --include=*.py)

days: setup
	@tools/on-day "$(YEARS_END)" $(DAYS) -k "not sqlite"
	@tools/on-day "$(LEAP_DAY)" $(DAYS) -k "not postgresql"
	@tools/on-day "$(WORKED_SATURDAY)" $(DAYS) -k "not postgresql"
	@tools/on-day "$(MONTHS_END)" $(DAYS) -k "not sqlite"

any-day: setup
	tools/on-day "$(YEARS_END)" $(TESTS)
	tools/on-day "$(LEAP_DAY)" $(TESTS)
	tools/on-day "$(WORKED_SATURDAY)" $(TESTS)
	tools/on-day "$(MONTHS_END)" $(TESTS)

# Of these make test goes a part: more kills, a minute of hostile clients, every case of the month.
walks: setup
	RELIEF_TEST_WALKS=whole $(TESTS) $(shell grep -rlF support.lengths tests --include=test_*.py)

# The standing walk asks a fixed part of all values at their limits; this asks all of them.
limits: setup
	RELIEF_TEST_LIMITS=all $(BIN)/python -m pytest tests/api/test_limits.py --numprocesses 2 --dist load

# Of these make test goes sixty.
tampers: setup
	RELIEF_TEST_TAMPERS=1000 $(TESTS) tests/proof

# Each guard, check, caution, duty, power and pack entry struck in turn, what killed it put on record.
# Fails where one survives. Broken off, it goes on where it was. NEW=1: only what has no record yet.
mutants: $(VENV)/.dev
	$(BIN)/python -m tests.mutants $(if $(NEW),--new)

# A part of them, each asked of the test on record for it first. Another commit draws others.
DRAWN := 10
draw: $(VENV)/.dev
	$(BIN)/python -m tests.mutants --draw $(DRAWN) --seed "$$(git rev-parse HEAD 2>/dev/null)"

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

# One test puts a pooler before PostgreSQL.
pgbouncer:
	@tools/ensure-pgbouncer

# Documents embed their fonts; the tests read the pages back.
fonts:
	@tools/ensure-fonts --reader

# Officers sign in with an OpenID provider; the tests run against a certified one.
provider:
	@tools/ensure-locked tests/identity/provider "the OpenID provider of the tests"

# Officers work in a browser; the tests open the console in one, and look there for barriers.
browser:
	@tools/ensure-chromium
	@tools/ensure-locked tests/console/axe "axe-core, which looks for barriers on pages"
	@tools/ensure-locked tests/console/old "Chromium 79, the oldest browser the console works in"

# List, case, decision and a form in the oldest browser, beside today's.
old-browser: $(VENV)/.dev postgres browser
	$(TESTS) tests/console/test_old_browser.py

# What the README shows of the console, each with its accessibility tree; look at them before keeping them.
pictures: $(VENV)/.dev postgres browser
	RELIEF_TEST_PICTURES=remake $(BIN)/python -m pytest -q tests/console/test_pictures.py

# What depends on the day is tested on other days too.
compiler:
	@tools/ensure-compiler

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
