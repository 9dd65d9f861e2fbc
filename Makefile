# NetEvent: what one can do with a checkout. Needs git, make and Python 3.11 or newer; the rest it installs
# into .venv by the lock files.

.DEFAULT_GOAL := help
SHELL := /bin/bash

HOST ?= 127.0.0.1
PORT ?= 8000
ARGS ?=
DATABASE ?=

BIN := .venv/bin

.PHONY: help demo demo-reset test attack faults check bench migrate translations lock runtime development

help: ## List what make can do
	@echo "NetEvent: make TARGET"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: runtime ## Start a whole server with a demo event (PORT=8000; HOST=0.0.0.0 serves the network over HTTPS)
	@exec $(BIN)/netevent demo --host $(HOST) --port $(PORT)

demo-reset: runtime ## Start the demo over: its database and accounts are made anew
	@exec $(BIN)/netevent demo --host $(HOST) --port $(PORT) --reset

# All of it is shared among the cores; a part is run at once, without starting what it does not need.
test: development ## Run the whole suite on SQLite and MariaDB (ARGS="tests/checkin -k undo" for a part, DATABASE=sqlite for one of the two)
	@bash scripts/test_services.sh
	@$(BIN)/python -m pytest $(if $(DATABASE),--database=$(DATABASE)) $(or $(ARGS),--numprocesses=auto --maxprocesses=4 --dist=worksteal)

# One after the other: a server under attack is measured, too.
attack: development ## Attack the server in every way we know, and print a table (ARGS="-k login" for a part)
	@bash scripts/test_services.sh
	@$(BIN)/python -m pytest --proof=attack -q $(ARGS)

faults: development ## Let database, Redis, network, disk and the server itself fail, and print a table
	@bash scripts/test_services.sh
	@$(BIN)/python -m pytest --proof=fault -q $(ARGS)

check: development ## Lint, types, floors, translations, bare texts, vendored files, exemptions, styles
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python scripts/check_translations.py
	$(BIN)/python scripts/check_bare_texts.py
	$(BIN)/python scripts/check_vendor.py
	$(BIN)/python scripts/check_exemptions.py
	$(BIN)/python scripts/check_css.py

bench: development ## Measure check-ins, pushes, sockets, searches, requests, seats, registrations, announcements and badges, and print a table (ARGS to choose)
	@bash scripts/test_services.sh
	@$(BIN)/python -m benchmarks $(ARGS)

migrate: runtime ## Bring the database of NETEVENT_DATABASE_URL to this version's tables
	@$(BIN)/netevent migrate

translations: development ## Collect the visible texts into translations/ and bring all catalogues up to date
	@bash scripts/update_translations.sh

lock: ## Choose the newest allowed dependencies and write both lock files
	@bash scripts/write_locks.sh

runtime:
	@bash scripts/environment.sh runtime

development:
	@bash scripts/environment.sh development
