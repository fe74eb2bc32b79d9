# What can be done here. `make` alone lists it; CONTRIBUTING.md says when to use what.

PY := .venv/bin/python
PYTEST := $(PY) -m pytest
QUICK := not postgresql and not needs_postgresql and not valkey and not browser and not slow

.DEFAULT_GOAL := help
.PHONY: help demo test quick format lint types shape unit engines browser screens bench bench-pages bench-answers torture catalogues vectors lock clean \
	environment demo-environment chromium node fetched-tests relay mailboxes all-tests quick-rules quick-whole

#: help - this list
help:
	@sed -n 's/^#: \([a-z-]*\) - \(.*\)/  \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-14s %s\n", $$1, $$2 }'

#: demo - install what it needs, then run Walletdesk with a sample wallet on this machine
demo: demo-environment
	@.venv/bin/walletdesk demo

#: test - everything CI checks: format, lint, types, shape, all tests on both engines, browser
test: environment
	@$(MAKE) --no-print-directory -j4 lint types shape fetched-tests

#: quick - what to run before every commit, in about a minute: no PostgreSQL, no browser, nothing slow
quick: environment
	@$(MAKE) --no-print-directory -j3 --keep-going --output-sync=target quick-whole quick-rules lint types shape

#: format - put the code into its form
format: environment
	@$(PY) -m ruff check --fix-only --quiet
	@$(PY) -m ruff format

#: lint - form and style of the code
lint: environment
	@$(PY) -m ruff format --check --quiet || { echo "not in form: run make format"; exit 1; }
	@$(PY) -m ruff check --quiet && echo "lint: good"

#: types - every type, tests included
types: environment
	@$(PY) -m mypy

#: shape - levels, rings and purity of the packages
shape: environment
	@.venv/bin/lint-imports --no-logo

#: unit - rules and use cases with fakes, and the rules of the house
unit: environment
	@$(PYTEST) tests/unit tests/architecture

#: engines - storage, delivery and HTTP on SQLite and on PostgreSQL; chains on a real node
engines: environment node mailboxes
	@$(PYTEST) tests/integration

#: browser - the tests that drive Chromium
browser: environment chromium relay
	@$(PYTEST) -m browser

#: screens - look at every screen: pictures of a demonstration into docs/screens
screens: environment chromium
	@$(PY) -m scripts.screens

#: bench - measure this installation; prints the table of docs/performance.md
bench: environment
	@.venv/bin/walletdesk bench
	@$(PY) -m scripts.measure_calls

#: bench-pages - measure what people see, in Chromium against a real server
bench-pages: environment chromium
	@$(PY) -m scripts.measure_pages

#: bench-answers - what the answers reach; INTENTS=FOLDER names where the public sets of intents lie
bench-answers: environment
	@$(PY) -m scripts.bench_answers

#: torture - kill the server again and again while people write; a longer storm than in `make test`
torture: environment
	@TORTURE_KILLS=$${TORTURE_KILLS:-100} $(PYTEST) tests/torture

#: vectors    - make what is shipped of the meaning of the starter articles, after their phrasings changed
vectors: environment
	@$(PY) -m scripts.vectors

#: catalogues - collect the words for people into the zh-CN and en catalogues, and the widget's icons
catalogues: environment
	@$(PY) -m scripts.catalogues
	@$(PY) -m scripts.widget_icons

#: lock - resolve the dependencies of pyproject.toml anew
lock:
	@scripts/lock.sh

#: clean - remove caches and what was built; the environment stays
clean:
	@rm -rf .mypy_cache .ruff_cache .import_linter_cache .hypothesis .schemathesis build dist test-results
	@find src tests scripts -name __pycache__ -type d -prune -exec rm -rf {} +

environment:
	@scripts/bootstrap test

demo-environment:
	@scripts/bootstrap demo

chromium:
	@scripts/browser

node:
	@scripts/anvil

# lint, types and shape keep one core busy for a minute; what is fetched meanwhile and the first tests have the other
# one after the other: two apt-get at once hinder each other
fetched-tests: environment
	@$(MAKE) --no-print-directory --keep-going -j1 relay mailboxes chromium node; fetched=$$?; $(MAKE) --no-print-directory all-tests && exit $$fetched

relay:
	@scripts/coturn

mailboxes:
	@scripts/dovecot

all-tests: environment
	@$(PY) -m scripts.all_tests

# two processes: much of the time is waiting, for a disk or for a moment on purpose
quick-rules: environment
	@$(PYTEST) -m "$(QUICK)" tests/unit tests/architecture

quick-whole: environment
	@$(PYTEST) -m "$(QUICK)" $(filter-out tests/unit tests/architecture tests/support,$(patsubst %/,%,$(wildcard tests/*/)))
