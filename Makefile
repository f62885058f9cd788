# Everything runs from .venv, which holds exactly what requirements/*.txt name.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --quiet install
CODE := rules scenarios server client tests
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help play host join doctor test lint bench load kills lan deep format lock

help: ## Print these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

play: $(VENV)/game.stamp ## Play; pass options as ARGS="valley --seed 3"
	@$(VENV)/bin/allmende play $(ARGS)

host: $(VENV)/game.stamp ## Host a table on this network; options as ARGS="valley --people 14"
	@$(VENV)/bin/allmende host $(ARGS)

join: $(VENV)/game.stamp ## Join a table on this network; options as ARGS="192.168.1.20 --code BCDFG"
	@$(VENV)/bin/allmende join $(ARGS)

doctor: $(VENV)/game.stamp ## Check this machine for hosting and joining
	@$(VENV)/bin/allmende doctor $(ARGS)

# Whole games and the browser are tested without coverage: following every line doubles their time, and
# what they run has tests of its own.
UNTRACED := tests/conformance tests/web tests/lab/test_validate.py

test: lint ## Run the whole gate: lint, then all but the long tests, most of them with coverage
	$(PY) -m pytest -n 2 --cov --cov-report=term $(UNTRACED:%=--ignore=%)
	$(PY) -m pytest -n 2 $(UNTRACED)

lint: $(VENV)/dev.stamp ## Check format, style, types and import contracts
	$(VENV)/bin/ruff format --check $(CODE)
	$(VENV)/bin/ruff check $(CODE)
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports --no-logo

bench: $(VENV)/game.stamp ## Measure rounds per second beside plain loops, and plans
	@$(PY) -m allmende_lab.bench $(ARGS)
	@$(PY) -m allmende_lab.bench_plan

load: $(VENV)/dev.stamp ## Measure a server full of people, beside websockets alone
	@$(PY) -m tests.load $(ARGS)

kills: $(VENV)/dev.stamp ## Kill the server at every write of a game, and count what is lost
	@$(PY) -m tests.faults.kills $(ARGS)

lan: $(VENV)/dev.stamp ## A host and six machines in network namespaces, with faults; Linux, root
	@$(PY) -m tests.lan $(ARGS)

deep: $(VENV)/dev.stamp ## Run the long tests only
	$(PY) -m pytest -n 2 -m deep --timeout=1800 --hypothesis-profile=deep $(ARGS)

format: $(VENV)/dev.stamp ## Rewrite the code in the house format
	$(VENV)/bin/ruff format $(CODE)
	$(VENV)/bin/ruff check --fix $(CODE)

LOCK := $(VENV)/bin/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url \
	--python-version 3.11 --fork-strategy fewest --custom-compile-command "make lock"

lock: $(VENV)/dev.stamp ## Compile requirements/ from pyproject.toml; UPGRADE=--upgrade takes newer releases
	$(LOCK) $(UPGRADE) --group build -o requirements/run.txt pyproject.toml
	$(LOCK) $(UPGRADE) --group dev -c requirements/run.txt -o requirements/dev.txt pyproject.toml

$(VENV)/game.stamp: requirements/run.txt pyproject.toml $(PY)
	@echo "Installing what the game needs (about a minute, once)…"
	@$(PIP) --require-hashes -r requirements/run.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/game.stamp
	@echo "Installing what the tests need (about a minute, once)…"
	@$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Allmende needs Python 3.11 or newer, and $(PYTHON) is $$($(PYTHON) --version 2>/dev/null || echo missing)." \
		"Install one, or name it: make play PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "Allmende needs Python's venv module, which $(PYTHON) lacks." \
		"On Debian and Ubuntu: sudo apt install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV)
