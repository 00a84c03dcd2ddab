# The tasks of this repository; `make` alone lists them. Needed: Python 3.12 or later, Node 20 or later with npm, git.
# What they install stays in .venv/ and node_modules/; a stamp in each says what it was installed from.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV := .venv
BIN := $(VENV)/bin
LOCKER := build/locker
# The resolver behind `make lock`. It is no part of the locked environment, since only this task needs it.
UV := uv==0.13.9
# `make test WORKERS=4` on a machine with more cores.
WORKERS ?= 2
# `make test PYTHON=/path/to/python3.12` chooses the interpreter from which .venv is made.
PYTHON ?=

# The test that keeps names and sizes; a second long, and part of lint.
HOUSE := tests/unit/test_house.py
# Tests that run under coverage, and the share of branches of content in per cent, which may only rise; of the checker
# it is all.
COVERED := tests/unit/checker tests/spec tests/unit/content
CONTENT_FLOOR := 93

# Narrower than the environment of whoever runs make: an activated or half-set Python must not leak into ours.
unexport PYTHONPATH PYTHONHOME VIRTUAL_ENV

.PHONY: help setup site serve test lint bench soak words pictures mutants lock clean

help: ## list the tasks
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

setup: $(VENV)/.project node_modules/.stamp ## install what building and testing need, by hash

site: setup ## check the content, build site/ and say how to look at it
	@$(BIN)/wardbook build

serve: setup ## the same, served on this machine with live reload while content changes
	@$(BIN)/wardbook serve

test: setup ## every test, with lint, types and the site first; installs browsers and servers if there are none
	@$(BIN)/python -m build_scripts.project.chromium
	@$(BIN)/python -m build_scripts.project.programs
	@$(MAKE) --no-print-directory lint
	@$(BIN)/wardbook build
	@echo "Running the tests of the checker and of content, and what they leave out"
	@$(BIN)/coverage erase
	@$(BIN)/coverage run -m pytest -q -n $(WORKERS) $(COVERED)
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report --include='checker/*' --fail-under=100 --skip-covered --show-missing
	@$(BIN)/coverage report --include='build_scripts/content/*' --fail-under=$(CONTENT_FLOOR) --format=total
	@echo "Running the others"
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup $(addprefix --ignore=,$(COVERED) $(HOUSE))

lint: setup ## style, types, the order of the stages, names and sizes
	@echo "Checking style with ruff"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@echo "Checking types with mypy"
	@$(BIN)/mypy
	@echo "Checking the order of the stages with import-linter"
	@said=$$($(BIN)/lint-imports --no-cache --no-logo 2>&1) || { echo "$$said" >&2; exit 1; }
	@echo "Checking names and sizes"
	@said=$$($(BIN)/python -m pytest -q $(HOUSE)) || { echo "$$said" >&2; exit 1; }

bench: setup ## measure the figures in benchmarks/ and print them as a table
	@$(BIN)/python -m build_scripts.project.chromium
	@$(BIN)/wardbook bundle
	@$(BIN)/python -m benchmarks

soak: setup ## the long random runs that `make test` leaves out
	@$(BIN)/python -m pytest -n $(WORKERS) -m soak

words: setup ## bring the catalogues of the interface's words up to date with the code
	@$(BIN)/python -m build_scripts.words.catalogues

pictures: site ## take the reference pictures of tests/site/pictures anew
	@WARDBOOK_RENEW_PICTURES=1 $(BIN)/python -m pytest -q -n $(WORKERS) tests/site/pictures

mutants: setup ## small mistakes in the engine, one at a time: which of them do its tests notice?
	@$(BIN)/mutmut run
	@$(BIN)/mutmut results

lock: $(LOCKER)/.stamp ## renew requirements.txt and package-lock.json from requirements.in and package.json
	@echo "Resolving requirements.in"
	@$(LOCKER)/bin/uv pip compile --no-config --quiet --universal --python-version 3.12 --upgrade --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-python-downloads --custom-compile-command "make lock" \
	  requirements.in --output-file requirements.txt
	@echo "Resolving package.json"
	@npm install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved --no-audit --no-fund
	@node -e 'const fs = require("fs"), lock = JSON.parse(fs.readFileSync("package-lock.json")); for (const entry of Object.values(lock.packages)) delete entry.funding; fs.writeFileSync("package-lock.json", JSON.stringify(lock, null, 2) + "\n")' # names, versions and hashes only

clean: ## remove everything that was built or installed
	rm -rf build site dist mutants $(VENV) node_modules .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Python packages. The interpreter is the one that .python-version names where there is one (only then can the checker
# be compiled for the browser's Python), else any that is new enough.
$(VENV)/.requirements: requirements.txt
	@chosen=; \
	for candidate in "$(PYTHON)" "python$$(cat .python-version)" python3 python3.14 python3.12 python \
	    "$${PYENV_ROOT:-$$HOME/.pyenv}"/versions/3.1[2-9]*/bin/python; do \
	  if [ -n "$$candidate" ] && "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1; then \
	    chosen=$$candidate; break; \
	  fi; \
	done; \
	if [ -z "$$chosen" ]; then \
	  echo "Wardbook needs Python 3.12 or later (3.13 is best); found: $$(python3 --version 2>&1 || true)." >&2; \
	  echo "Install one, or name one: make PYTHON=/path/to/python3.13 $(MAKECMDGOALS)" >&2; \
	  exit 1; \
	fi; \
	echo "Making $(VENV) with $$("$$chosen" --version)"; \
	"$$chosen" -m venv --clear $(VENV) || { \
	  echo "The Python above cannot make a virtual environment; on Debian and Ubuntu install its python3-venv package." >&2; \
	  exit 1; \
	}
	@total=$$(grep -c '^[a-z0-9].*==' requirements.txt); \
	echo "Installing $$total Python packages by hash (about half a minute)"; \
	$(BIN)/python -m pip --disable-pip-version-check install --progress-bar off --require-hashes -r requirements.txt | awk -v total="$$total" ' \
	  /^(Collecting|Processing) / && ++seen % 15 == 0 { print "  " seen " of " total; fflush() } \
	  /^Installing/ { print "  unpacking"; fflush() }'
	@touch $@

$(VENV)/.project: $(VENV)/.requirements pyproject.toml
	@echo "Installing the wardbook command"
	@$(BIN)/python -m pip --disable-pip-version-check --quiet install --no-deps --no-build-isolation --no-index --editable .
	@touch $@

# The browser's Python and the typeface. `npm ci` checks every file against package-lock.json.
node_modules/.stamp: package-lock.json package.json
	@if ! node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' >/dev/null 2>&1; then \
	  echo "Wardbook needs Node 20 or later with npm; found: $$(node --version 2>&1 || true)." >&2; \
	  exit 1; \
	fi
	@echo "Installing the npm packages by hash"
	@npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(LOCKER)/.stamp: $(VENV)/.requirements
	@echo "Installing $(UV)"
	@$(BIN)/python -m venv --clear $(LOCKER)
	@$(LOCKER)/bin/python -m pip --disable-pip-version-check --quiet install '$(UV)'
	@touch $@
