# `make run` sets up and starts the whole thing; `make test` sets up and passes the tests.
PYTHON ?= python3
BIN := .venv/bin
JOBS ?= $(shell nproc 2>/dev/null || echo 2)

.PHONY: run test test-fast bench bench-live evaluate lint messages lock setup setup-dev diagram screenshots clean help

help:            ## These words
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 18

run: setup       ## Set up and start everything: http://localhost:8000; with HTTPS=1 for a second device
	@export KB_LOG_LEVEL=$${KB_LOG_LEVEL:-WARNING}; \
	  $(if $(HTTPS),settings=$$($(BIN)/python -m kb.certificate) && eval "$$settings" && )\
	  $(BIN)/python manage.py prepare && exec $(BIN)/honcho --no-prefix start

test: setup-dev lint  ## Set up and run every check and test
	$(BIN)/python -m pytest -n $(JOBS) --dist loadgroup --durations 15

test-fast: setup-dev  ## The tests that need neither a browser nor a service nor Whisper
	$(BIN)/python -m pytest -n $(JOBS) -m "not browser and not redis and not postgres and not model and not slow"

evaluate: setup-dev ## Quality of the engine on sessions with a truth: make evaluate SESSIONS=folder
	$(BIN)/python -m bench.evaluate $(SESSIONS)

bench: setup-dev ## Speed of pages and search; speed and quality on the sample sessions
	$(BIN)/python -m bench.pages
	$(BIN)/python -m bench.search_quality
	$(BIN)/python -m bench.search_speed
	$(BIN)/python -m bench

bench-live: setup-dev ## How many live sessions at once, beside aiortc's own relay and recorder
	$(BIN)/python -m bench.live

lint: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

messages:        ## Collect the texts to translate (needs gettext)
	@cd kb && ../$(BIN)/django-admin makemessages -l fr --no-location --no-obsolete -i recordings -i tutorials -i search -i paths
	@for app in recordings tutorials search paths; do (cd kb/$$app && \
	  ../../$(BIN)/django-admin makemessages -l fr --no-location --no-obsolete) || exit 1; done
	@cd live && ../$(BIN)/django-admin makemessages -l fr --no-location --no-obsolete

lock:            ## Lock the requirements again, with hashes and no addresses
	@for f in requirements requirements-dev; do \
	  $(BIN)/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 \
	    --no-emit-index-url $$f.in -o $$f.txt || exit 1; done

diagram: setup   ## Draw the states of a stage again
	$(BIN)/python manage.py pipeline_diagram --write

screenshots: setup-dev  ## Take the README's pictures again
	KB_SCREENSHOTS=1 $(BIN)/python -m pytest tests/e2e -n 0

setup: .venv/installed .venv/messages
setup-dev: .venv/installed-dev .venv/messages

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv .venv

.venv/installed: requirements.txt | .venv/bin/python
	@echo "Installing the libraries (once, some minutes)…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/installed-dev: requirements-dev.txt | .venv/bin/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@ .venv/installed

CATALOGUES := $(wildcard kb/locale/*/LC_MESSAGES/django.po kb/*/locale/*/LC_MESSAGES/django.po live/locale/*/LC_MESSAGES/django.po)
.venv/messages: $(CATALOGUES) | .venv/bin/python
	@if [ ! -e $(BIN)/pybabel ]; then $(MAKE) --no-print-directory .venv/installed; fi
	@for d in kb/locale kb/recordings/locale kb/tutorials/locale kb/search/locale kb/paths/locale live/locale; do \
	  if [ -d $$d ]; then $(BIN)/pybabel -q compile -d $$d -D django || exit 1; fi; done
	@touch $@

clean:           ## Remove what was installed; var/ (your data) stays
	rm -rf .venv .pytest_cache .ruff_cache
