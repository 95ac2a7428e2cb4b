# mwslink: every target builds what it needs; only Python >= 3.11 and make have to be there.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Tests at a time: much of them is waiting for time limits and quotas, which costs no processor.
WORKERS ?= 4
READY := $(VENV)/.ready
# Where Python may not keep what it compiled, each of the tests' many processes would compile everything anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-large check format lint types layers catalogue messages cover bench sandbox docs dist clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) ## build the environment in .venv

$(READY): pyproject.toml build_messages.py
	@$(PYTHON) -c 'import sys; sys.exit("mwslink needs Python 3.11 or newer, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

messages: $(READY) ## compile the message catalogues
	@$(BIN)/python build_messages.py

demo: messages ## take the tour: a local Amazon, two countries, imported orders
	$(BIN)/mwslink demo

test: messages ## run all tests
	$(BIN)/python -m pytest -q -m "not slow" -n $(WORKERS)
	$(BIN)/python -m pytest -q -m slow -n $(WORKERS)

test-large: messages ## what `make test` skips for its size: a catalogue of 100,000 listings, minutes long
	MWSLINK_TEST_LARGE=1 $(BIN)/python -m pytest -q tests/contract/gateways/test_gateway_spapi_listings.py -k 100000

check: format lint types layers catalogue ## formatting, lint, types, layers, translations

format: $(READY)
	$(BIN)/ruff format --check .

lint: $(READY)
	$(BIN)/ruff check .

types: $(READY)
	$(BIN)/mypy

layers: $(READY)
	$(BIN)/python tests/layers.py

catalogue: $(READY)
	$(BIN)/python tools/messages.py --check

cover: messages ## run all tests and report which lines they reach
	$(BIN)/coverage run -m pytest -q && $(BIN)/coverage report --skip-covered

bench: messages ## measure, in ratios (docs/performance.md)
	$(BIN)/python -m benchmarks

sandbox: messages ## serve the local Amazon on port 8750
	$(BIN)/mwslink sandbox

docs: messages ## write the command reference and the sessions of the pages anew
	$(BIN)/python tools/commands.py
	MWSLINK_TEST_WRITE_DOCS=1 $(BIN)/python -m pytest -q tests/docs

dist: $(READY) ## build the wheel
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .

clean: ## remove everything that was built
	rm -rf $(VENV) dist build .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage*
	rm -f src/mwslink/locales/*/LC_MESSAGES/*.mo
	find . -name __pycache__ -prune -exec rm -rf {} +
