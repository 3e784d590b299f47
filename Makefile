# Everything a developer or an operator types. `make` alone lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
FILL := $(PYTHON) -m deploy.one_machine.virtual_environment $(VENV)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test lint types imports migrations unit rest random bench documents clean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/run.stamp ## start everything: VAR=folder (var), PORT=number (8000), DEMO=0 for an empty council, HISTORY=0 for one without requests
	@exec $(BIN)/python -m deploy.one_machine

test: lint types imports migrations unit rest ## check everything, on ports and folders of its own

lint: $(VENV)/test.stamp ## style and common mistakes (ruff)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/test.stamp ## types (mypy, strict)
	$(BIN)/mypy

imports: $(VENV)/test.stamp ## who may import whom (import-linter)
	$(BIN)/lint-imports

migrations: $(VENV)/test.stamp ## the migrations make the tables the code describes
	@var=$$(mktemp -d); trap 'rm -rf "$$var"' EXIT; export MEMBERZONE_VAR="$$var"; \
	unset DATABASE_URL_DIRECTORY DATABASE_URL_REQUESTS DATABASE_URL_SLA DATABASE_URL_FEEDBACK \
		DATABASE_URL_REPORTING; \
	services="directory requests sla feedback reporting"; \
	$(BIN)/python -W ignore -m services.chassis.migrations $$services || exit 1; \
	for service in $$services; do $(BIN)/python -m services.$$service check-migrations || exit 1; done

unit: $(VENV)/test.stamp ## the quick tests
	$(BIN)/python -m pytest -q tests/unit tests/rules

# One package after the other: what runs for the tests of a package ends with it, and leaves the machine to the next.
rest: $(VENV)/test.stamp ## the tests that need a broker, a database or a browser
	@$(BIN)/python -m deploy.one_machine.test_packages
	$(BIN)/python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder tests --ignore=tests/unit --ignore=tests/rules --ignore=tests/bench

random: $(VENV)/test.stamp ## try the API at random, all of it: EXAMPLES=an operation (200), SEED=number (another every time)
	@$(BIN)/python -m deploy.one_machine.test_packages
	MEMBERZONE_EXAMPLES=$(or $(EXAMPLES),200) MEMBERZONE_SEED=$(or $(SEED),random) \
		MEMBERZONE_PHASES=examples,coverage,fuzzing,stateful \
		$(BIN)/python -m pytest -q -s -o faulthandler_timeout=0 tests/gateway/test_api_at_random.py

bench: $(VENV)/test.stamp ## measure the relay, the subscription and the import
	@$(BIN)/python -m deploy.one_machine.test_packages bench
	$(BIN)/python -m pytest -q -s -o faulthandler_timeout=0 tests/bench

documents: $(VENV)/run.stamp ## write the documents that are made from the contracts
	$(BIN)/python -m docs.generate

clean: ## remove what was built; the data of copies stays
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

$(VENV)/run.stamp: requirements.lock pyproject.toml
	@$(FILL) requirements.lock
	@touch $@

$(VENV)/test.stamp: requirements-dev.lock pyproject.toml
	@$(FILL) requirements-dev.lock
	@touch $@ $(VENV)/run.stamp
