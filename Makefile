# `make` lists the targets. Python >= 3.11 and make are all they need; each sets up what it lacks in .venv.

VENV := .venv
BIN := $(VENV)/bin
# 3.11 first: the container's minor, so that bytes written here and there are compared on one set of Unicode tables.
PYTHONS := python3.11 python3.12 python3.13 python3.14 python3
FIND_PYTHON = for p in $(PYTHON) $(PYTHONS); do \
    "$$p" -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; p=; done
UV := $(shell command -v uv 2>/dev/null)
INSTALL = $(if $(UV),$(UV) pip install --quiet --python $(BIN)/python,$(BIN)/python -m pip install --quiet --disable-pip-version-check)
# As pip does on Debian: the system's certificates, a company's own among them.
export UV_NATIVE_TLS ?= 1
SCORE ?= ../shared/score/score
DEMO := demo-out
APPROVED := schemas/v1 docs/asyncapi.json tests/golden/expected

.DEFAULT_GOAL := help
.PHONY: help setup demo test check bench bench-kafka faults mutate score approve clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name text; do \
	    printf '  make %-12s %s\n' "$$name" "$$text"; done

setup: $(VENV)/.dev ## make .venv with everything for development (uv if there, else venv and pip)

demo: $(VENV)/.core ## replay the five seed pages; show threads, timelines, reactions and notifications
	@rm -rf $(DEMO)
	$(BIN)/storyloom replay seeds --log $(DEMO)/demo.db --out $(DEMO)
	@$(BIN)/storyloom show --log $(DEMO)/demo.db
	@echo "The same records as JSON Lines, one file a topic: $(DEMO)/"

test: $(VENV)/.dev ## run all tests; says which were left out and what they lack
	$(BIN)/python -m pytest -rfEs $(ARGS)

check: $(VENV)/.dev ## lint, format, types, import contracts, tidiness
	$(BIN)/ruff check .
	$(BIN)/ruff format --check
	$(BIN)/mypy schemas streams connectors storyloom benchmarks tests
	$(BIN)/lint-imports
	$(BIN)/python -m pytest tests/packaging/test_tree.py

bench: $(VENV)/.dev ## posts per second through the whole embedded pipeline
	$(BIN)/python -m benchmarks.throughput $(ARGS)

bench-kafka: $(VENV)/.dev ## what the Kafka runtime costs beside the barest copy loops, on a broker of its own
	$(BIN)/python -m benchmarks.kafka $(ARGS)

faults: ARGS ?= --records 200000 --kills 200 --zombies 20 --broker-kills 10
faults: $(VENV)/.dev ## break a running stream in every way known and compare it with one left alone; long
	$(BIN)/python -m benchmarks.faults $(ARGS)

mutate: $(VENV)/.dev ## change fold and diff in one place at a time and say what no test notices; long
	$(BIN)/python -m benchmarks.mutate $(ARGS)

score: $(VENV)/.dev ## hand the project to a scorer of its export: make score SCORE=path/to/score ARGS="golden -v"
	@test -x "$(SCORE)" || { echo "make score: no scorer at $(SCORE); give one with SCORE=path/to/score" >&2; exit 2; }
	$(SCORE) $(ARGS)

approve: $(VENV)/.dev ## renew the expected output in the repository and show how it differs
	STORYLOOM_APPROVE=1 $(BIN)/python -m pytest tests/core/test_contracts.py tests/golden
	@git -c diff.records.textconv='$(BIN)/python -m json.tool --json-lines --indent 1' --no-pager diff --unified=2 --stat --patch -- $(APPROVED)
	@git ls-files --others --exclude-standard -- $(APPROVED) | sed 's/^/new: /'
	@git diff --quiet -- $(APPROVED) && echo "the expected output is as it was" || echo "to accept it, commit it; to refuse it: git checkout -- $(APPROVED)"

clean: ## remove .venv, caches and the demo's output
	rm -rf $(VENV) $(DEMO) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist

$(BIN)/python:
	@$(FIND_PYTHON); \
	if [ -n "$(UV)" ]; then $(UV) venv --quiet --seed --clear --python "$${p:->=3.11}" $(VENV); \
	elif [ -n "$$p" ]; then "$$p" -m venv --clear $(VENV); \
	else echo "make: no Python >= 3.11 with venv among $(PYTHON) $(PYTHONS); name one: make PYTHON=path (Debian: apt install python3-venv)" >&2; exit 1; fi

$(VENV)/.core: pyproject.toml | $(BIN)/python
	@echo "setting up $(VENV) ..."
	@$(INSTALL) -e .
	@touch $@

$(VENV)/.dev: pyproject.toml | $(BIN)/python
	@echo "setting up $(VENV) with the kafka and dev extras ..."
	@$(INSTALL) -e '.[kafka,dev]'
	@touch $(VENV)/.core $@
