# Two commands are all: `make build` makes every edition, `make test` passes the tests.
# Both set up .venv by themselves from the lock files; nothing but Python ≥ 3.11 and the package registry is needed.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python -m pipeline.cli
INSTALL := $(VENV)/bin/python -m pip install --quiet --disable-pip-version-check

.PHONY: help build release review check diff archive watch test lint messages schemas fmt lock

help:
	@echo "make build              bygger alla utgåvor i output/"
	@echo "make release            som build, men vägrar om en fråga är obesvarad"
	@echo "make check              prövar källorna mot alla regler"
	@echo "make fmt                skriver källorna i enhetlig form"
	@echo "make review             öppnar sidan med osäkra ord"
	@echo "make diff FROM=… TO=…   visar vad som skiljer två utgåvor"
	@echo "make archive            gör paketet till diariet"
	@echo "make watch              visar planerna medan du skriver"
	@echo "make test               kör alla prov"
	@echo "make lint               granskar koden"

$(VENV)/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 eller nyare behövs. Ange det så här: make build PYTHON=python3.12"; exit 2; }
	@echo "Förbereder .venv …" >&2
	@$(PYTHON) -m venv $(VENV)
	@$(INSTALL) --require-hashes -r requirements.lock
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.ready requirements-dev.lock
	@$(INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@

build: $(VENV)/.ready
	@$(RUN) build

release: $(VENV)/.ready
	@$(RUN) build --release

check: $(VENV)/.ready
	@$(RUN) check

review archive watch fmt: $(VENV)/.ready
	@$(RUN) $@

diff: $(VENV)/.ready
	@$(RUN) diff $(FROM) $(TO)

test: $(VENV)/.ready-dev
	@$(VENV)/bin/python -m pytest

lint: $(VENV)/.ready-dev
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/mypy

# The translators' files: what is to be said is gathered from the code, and what is said is compiled beside it.
messages: $(VENV)/.ready-dev
	@$(VENV)/bin/python tools/messages.py

# What editors of text know of the sources: written from what the readers ask, so that the two cannot part ways.
schemas: $(VENV)/.ready
	@$(VENV)/bin/python -m tools.schemas

lock:
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
	  pyproject.toml --group build --output-file requirements.lock
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
	  pyproject.toml --group build --group dev --constraint requirements.lock --output-file requirements-dev.lock
