# Every target does its own set-up and is safe to repeat. What is already there isn't done again.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.NOTPARALLEL:
.DEFAULT_GOAL := help

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
UV := .tools/bin/uv
BIN := .venv/bin
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard translations/*/LC_MESSAGES/*.po))

# The Python of this machine, never one fetched from elsewhere; the cache of packages goes with the checkout.
export UV_PYTHON_DOWNLOADS := never
export UV_CACHE_DIR := $(CURDIR)/.tools/cache
export UV_NO_PROGRESS := 1
export PYTHONUTF8 := 1

.PHONY: help run test bench kill fuzz mutants replays lint format requirements browser catalogue language stamps clean

help: ## what can be made
	@sed -nE 's/^([a-z]+):.*## (.*)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

run: .venv/run-installed $(CATALOGUES) ## set up and serve on http://127.0.0.1:8000
	@exec $(BIN)/python -m assistant serve --host $(HOST) --port $(PORT)

test: .venv/dev-installed $(CATALOGUES) browser ## set up and run all tests
	@$(BIN)/python -m pytest

bench: .venv/dev-installed $(CATALOGUES) browser ## measure speed and size, and print the figures
	@$(BIN)/python -m tests.bench

kill: .venv/dev-installed ## kill the server 1,000 times while eight clients write, and look whether an answer was lost
	@nice $(BIN)/python -m tests.safety.kill

fuzz: .venv/dev-installed ## send 100,000 malformed files, forms, dates and cookies
	@nice $(BIN)/python -m tests.safety.fuzz

mutants: .venv/dev-installed ## break the arithmetic of the law in a thousand places, and print what no test notices
	nice $(BIN)/mutmut run --max-children 2
	@$(BIN)/python -m tests.mutants

replays: .venv/dev-installed ## work out again what the page "How we check" tells, from the published decisions
	@$(BIN)/python -m tests.replays.scoreboard

lint: .venv/dev-installed ## style, types and security checks
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: .venv/dev-installed ## put the code into its one layout
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

requirements: $(UV) ## work out the exact versions again, after a change in requirements/*.in
	for name in run dev; do \
	  $(UV) pip compile --quiet --upgrade --generate-hashes --no-header --no-emit-index-url --python-version 3.11 \
	    requirements/$$name.in --output-file requirements/$$name.txt; \
	done

catalogue: .venv/dev-installed ## bring every language's catalogue up to date with the sentences in code, templates and questions
	@PYTHONPATH=. $(BIN)/pybabel --quiet extract --mapping-file pyproject.toml --no-location --sort-output --keywords pgettext:1c,2 \
	  --project PlanCheck --output-file translations/messages.pot .
	@for catalogue in $(wildcard translations/*/LC_MESSAGES/messages.po); do \
	  $(BIN)/pybabel --quiet update --no-fuzzy-matching --ignore-obsolete --no-wrap --input-file translations/messages.pot \
	    --locale "$$(basename "$$(dirname "$$(dirname "$$catalogue")")")" --output-file "$$catalogue"; \
	done

language: .venv/dev-installed ## begin a language: make language LANGUAGE=ro
	@test -n "$(LANGUAGE)" || { echo "Say which: make language LANGUAGE=ro" >&2; exit 1; }
	@$(MAKE) --silent catalogue
	@test -e translations/$(LANGUAGE)/LC_MESSAGES/messages.po || $(BIN)/pybabel --quiet init --no-wrap \
	  --input-file translations/messages.pot --output-dir translations --locale "$(LANGUAGE)"
	@mkdir -p content/$(LANGUAGE)
	@$(BIN)/python -m assistant.stamps "$(LANGUAGE)"

stamps: .venv/dev-installed ## write down which English was translated: make stamps LANGUAGE=pl PARTS="findings/ routes/"
	@$(BIN)/python -m assistant.stamps "$(LANGUAGE)" $(PARTS)

clean: ## throw away everything that was installed or built here; a family's data is not touched
	rm -rf .venv .tools .hypothesis .mypy_cache .ruff_cache .pytest_cache mutants $(CATALOGUES)

# ---- set-up ----------------------------------------------------------------------------------------------------------

# Debian forbids pip to write into the system's own folders. `--target` does not.
$(UV):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or newer is needed. This is: $$($(PYTHON) --version 2>&1)" >&2; exit 1; }
	@if ! $(PYTHON) -m pip --version >/dev/null 2>&1; then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && apt-get install -qq -y --no-install-recommends python3-pip; \
	  else \
	    echo "Python has no pip here. Install it first: sudo apt-get install python3-pip" >&2; exit 1; \
	  fi; \
	fi
	@$(PYTHON) -m pip install --quiet --no-cache-dir --disable-pip-version-check --root-user-action ignore --upgrade --target .tools uv

.venv/bin/python: | $(UV)
	@$(UV) venv --quiet --allow-existing --python $(PYTHON) .venv

# Each file below says that its list of packages has been installed. `dev.txt` holds all of `run.txt`.
.venv/run-installed: requirements/run.txt | .venv/bin/python
	@$(UV) pip install --quiet --require-hashes --python .venv --requirement requirements/run.txt
	@touch $@

.venv/dev-installed: requirements/dev.txt | .venv/bin/python
	@$(UV) pip sync --quiet --require-hashes --python .venv requirements/dev.txt
	@touch $@

# A bad placeholder in a translation stops the build here.
%.mo: %.po | .venv/run-installed
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@

# The tests of pages and letters need Debian's browser and its fonts. Under continuous integration they must be there.
browser:
	@have() { command -v chromium >/dev/null && command -v pdftotext >/dev/null \
	  && dpkg-query -W -f '$${Status}' fonts-noto-core 2>/dev/null | grep -q 'ok installed'; }; \
	if ! have && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
	    chromium fonts-noto-core poppler-utils; } || true; \
	fi; \
	if ! have; then \
	  echo "Something is missing: sudo apt-get install chromium fonts-noto-core poppler-utils" >&2; \
	  if [ "$${CI:-}" = true ]; then exit 1; fi; \
	  echo "The tests that need them are left out." >&2; \
	fi
