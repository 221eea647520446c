# The commands of this house: `make` alone lists them.
#
# Two are for everyone and need nothing but Python 3.11 and make: `make run` and `make test`.
# PYTHON=python3.12 names another Python, VENV=folder another environment, and ARGS="-k outline"
# hands more to pytest or to the benchmark.

VENV ?= .venv
DEMO ?= demo
ARGS ?=
# Two for each processor: a test that waits for a screen or a disk leaves it to another.
WORKERS ?= $(shell $(PYTHON) -c 'import os; print(min(16, 2 * (os.cpu_count() or 1)))' 2>/dev/null || echo auto)
FUZZ ?= 100000

# The first of these that is new enough, or python3 and a sentence saying that it is not.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && exit; \
	done; echo python3)

BIN := $(VENV)/bin
APP := $(VENV)/.installed
DEV := $(VENV)/.installed-dev

# Modules that write a file with --write, and with --check say whether it is current.
GENERATORS := actionplan_tui.cli.schema actionplan_tui.cli.reference screens.keys_page

.DEFAULT_GOAL := help
.PHONY: help run test check verify fuzz bench docs pictures format clean

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(APP) ## Open the worked example, a copy of your own in demo/
	@$(BIN)/actionplan demo $(DEMO)

test: $(DEV) ## Run the tests
	@$(BIN)/pytest -n $(WORKERS) --dist worksteal $(ARGS)

check: $(DEV) ## Check format, lint, types, import contracts and generated files
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@for each in $(GENERATORS); do $(BIN)/python -m $$each --check || exit 1; done
	@$(BIN)/python docs/pictures/draw.py --check

verify: $(DEV) ## Run the long tests: calendar and office programs, fault runs, clean installs
	@$(BIN)/pytest -m verify -n auto --dist worksteal -rs $(ARGS)

fuzz: $(DEV) ## Try every reader with 100,000 inputs (an hour or two; FUZZ=n for more or fewer)
	@FUZZ=$(FUZZ) $(BIN)/pytest -m verify -n auto --dist worksteal -rP tests/faults/test_fuzz.py $(ARGS)

bench: $(DEV) ## Measure speed, bytes and memory against the budgets
	@$(BIN)/python benchmarks/bench.py $(ARGS)

docs: $(DEV) ## Write the generated files anew: the plan's schema, the table of keys
	@for each in $(GENERATORS); do $(BIN)/python -m $$each --write || exit 1; done

pictures: $(DEV) ## Draw the README's pictures anew, from the worked example
	@$(BIN)/python docs/pictures/draw.py --write

format: $(DEV) ## Format the code and mend what the linter can mend
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

clean: ## Remove .venv, caches and built files; demo/ stays
	rm -rf .venv build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
	rm -rf .hypothesis snapshot_report.html
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Set up once, and again when what is to be installed has changed.

install = $(BIN)/python -m pip install --quiet --disable-pip-version-check \
	--constraint constraints.txt --editable $(1) \
	|| { echo "The packages could not be installed: pip's own words are above." >&2; exit 1; }

$(APP): pyproject.toml constraints.txt | $(BIN)/pip
	@echo "Setting up $(VENV) (once) ..." >&2
	@$(call install,.)
	@touch $(APP)

$(DEV): pyproject.toml constraints.txt | $(BIN)/pip
	@echo "Setting up $(VENV) with the tools and tests (once) ..." >&2
	@$(call install,".[dev]")
	@touch $(APP) $(DEV)

$(BIN)/pip:
	@command -v $(PYTHON) >/dev/null || { echo "No $(PYTHON) found. Install Python 3.11 or newer\
	 (Debian, Ubuntu: apt install python3 python3-venv), or name yours: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer\
	 is needed, and $(PYTHON) is $$($(PYTHON) -V 2>&1). Name a newer one: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) cannot make an environment:\
	 its venv module is missing. Install it (Debian, Ubuntu:\
	 apt install $$($(PYTHON) -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'))\
	 and run make again." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)
