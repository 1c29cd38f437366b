# The two commands are `make up` and `make test`; what they need, platform/bootstrap.py installs.
# PORT, HOST (an address, or lan) and LARGESSE_HOME are honoured.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: up dev test check ready bench-play clean

up:            ## Everything on http://127.0.0.1:8000, demo data on the first run; Ctrl-C stops it
	@$(PYTHON) platform/bootstrap.py
	@exec $(BIN)/largesse up

dev:           ## The same, rebuilding the front end and restarting on every change
	@$(PYTHON) platform/bootstrap.py
	@exec $(BIN)/largesse up --reload

ready:
	@$(PYTHON) platform/bootstrap.py --test

test: ready    ## Everything CI runs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	cd widgets && npm run --silent check
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder

check:         ## The fast part: lint, types, fences, unit tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2 --dist loadfile tests/unit tests/house -m "not slow"

bench-play:    ## Plays per second beside pgbench on the same machine, in one run
	$(BIN)/python -m tests.bench.play

clean:         ## Builds and caches; never a home with data
	rm -rf .venv widgets/node_modules widgets/dist platform/largesse/web/static .mypy_cache .ruff_cache .pytest_cache
