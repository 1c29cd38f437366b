# The two commands are `make up` and `make test`; what they need, platform/bootstrap.py installs.
# PORT, HOST (an address, or lan) and LARGESSE_HOME are honoured.
PYTHON ?= python3
BIN := .venv/bin
# Keep compiled modules, whatever the machine says: every program of ours starts a third faster with them.
export PYTHONDONTWRITEBYTECODE :=
# Files are handed out whole, in the order that tests/kit/order.py gives. Four processes keep two cores busy: with
# three a third of their time was idle, since a test waits for browsers and servers.
PYTEST := $(BIN)/pytest -n 4 --dist loadfile --no-loadscope-reorder

.PHONY: up dev test check ready lint-python lint-front bench-play clean

up:            ## Everything on http://127.0.0.1:8000, demo data on the first run; Ctrl-C stops it
	@$(PYTHON) platform/bootstrap.py
	@exec $(BIN)/largesse up

dev:           ## The same, rebuilding the front end and restarting on every change
	@$(PYTHON) platform/bootstrap.py
	@exec $(BIN)/largesse up --reload

ready:
	@$(PYTHON) platform/bootstrap.py --test

test: ready    ## Everything CI runs; ends with the slowest tests and each folder's time beside its budget
	@$(MAKE) --no-print-directory -j 2 --output-sync=target lint-python lint-front
	$(PYTEST)

check:         ## The fast part: lint, types, fences, unit tests
	@$(MAKE) --no-print-directory lint-python
	$(PYTEST) tests/unit tests/house -m "not slow"

lint-python:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

lint-front:    # what `ready` built from these very sources is not built again
	cd widgets && npm run --silent check -- --no-build

bench-play:    ## Plays per second beside pgbench on the same machine, in one run
	$(BIN)/python -m tests.bench.play

clean:         ## Builds and caches; never a home with data
	rm -rf .venv widgets/node_modules widgets/dist platform/largesse/web/static .mypy_cache .ruff_cache .pytest_cache
