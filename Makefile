# Two commands matter: `make demo` and `make test`. Both do all of their own set-up.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: demo test screenshots lock lint benchmarks clean

demo: $(VENV)/.app
	@$(BIN)/heimo demo

test: $(VENV)/.dev
	@./tests/system-packages.sh
	@PATH="$(CURDIR)/$(BIN):$$PATH" nox --non-interactive

lint: $(VENV)/.dev
	@PATH="$(CURDIR)/$(BIN):$$PATH" nox --non-interactive -s lint types imports

screenshots: $(VENV)/.dev
	@$(BIN)/python -m screenshots.make

benchmarks: $(VENV)/.dev
	@$(BIN)/python -m benchmarks

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Heimo needs Python 3.11 or later") if sys.version_info < (3, 11) else 0'
	@echo "Making a private Python environment in $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.app: requirements/app.txt requirements/build.txt pyproject.toml | $(VENV)/bin/python
	@echo "Installing Heimo and what it stands on (once) ..."
	@$(PIP) install --require-hashes -r requirements/app.txt
	@$(PIP) install --require-hashes -r requirements/build.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt deep/pyproject.toml $(VENV)/.app
	@echo "Installing the tools that check it (once) ..."
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@$(PIP) install --no-deps --no-build-isolation --editable ./deep
	@touch $@

# Pins anew: needs the `uv` command. The files name no index and no host.
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url
lock:
	$(LOCK) --upgrade pyproject.toml -o requirements/app.txt
	$(LOCK) --upgrade pyproject.toml --extra postgres -o requirements/postgres.txt
	$(LOCK) --upgrade pyproject.toml --extra deep --extra postgres --group dev --group build -o requirements/dev.txt
	$(LOCK) --group build -o requirements/build.txt

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
