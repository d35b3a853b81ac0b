# The commands of a developer. A new plugin needs no change here: every plugins/*/pyproject.toml is found.

.DEFAULT_GOAL := help
.PHONY: help install demo lint test test-browser fuzz bench

# Python would otherwise compile every module anew at each start.
unexport PYTHONDONTWRITEBYTECODE
export PIP_DISABLE_PIP_VERSION_CHECK := 1

PYTHON ?= $(shell command -v python3.11 || command -v python3 || echo python)
VENV := .venv/bin/python
PIP := $(VENV) -m pip --quiet

PLUGINS := $(patsubst %/pyproject.toml,%,$(sort $(wildcard plugins/*/pyproject.toml)))
PACKAGES := grammars rulesets core $(PLUGINS)
PROJECTS := pyproject.toml $(PACKAGES:%=%/pyproject.toml)
SOURCES := $(wildcard $(PACKAGES:%=%/src)) $(wildcard tests)

# The stamp is named by content, not by time: it also notices a plugin that is gone, a change of branch and a moved tree.
STAMP := .venv/.installed-$(shell (echo '$(CURDIR) $(PROJECTS)'; cat $(PROJECTS) constraints.txt) | cksum | tr ' ' '-')

empty :=
COLON_SEPARATED = $(subst $(empty) ,:,$(strip $(1)))

# Prints the installed packages of this repository that it no longer has; their plugins would be shown as broken.
STALE := import json, sys, tomllib; \
	ours = {tomllib.load(open(path, "rb"))["project"]["name"] for path in sys.argv[1:]}; \
	print(*(package["name"] for package in json.load(sys.stdin) if package["name"] not in ours))

help: ## Viser denne listen
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: $(STAMP) ## Lager .venv med alle pakkene og utviklingsverktøyene

# One call for all packages: pip then resolves once, and the build backend is already there.
$(STAMP): | constraints.txt
	@[ -x $(VENV) ] || $(PYTHON) -m venv .venv
	@rm -f .venv/.installed-*
	@echo 'Installerer $(words $(PROJECTS)) pakker og utviklingsverktøyene i .venv …'
	@$(PIP) install --constraint constraints.txt hatchling editables
	@stale="$$($(VENV) -m pip list --editable --format=json | $(VENV) -c '$(STALE)' $(PROJECTS))"; \
		[ -z "$$stale" ] || $(PIP) uninstall --yes $$stale
	@$(PIP) install --constraint constraints.txt --no-build-isolation --editable '.[dev]' $(PACKAGES:%=--editable ./%)
	@touch $@

# Exit code 1 means that the files have findings, as some of them should; a missing module would end in 1 as well.
demo: install ## Viser programmet på eksempelfiler
	@$(VENV) -c 'import kostra.testing.demo'
	@$(VENV) -m kostra.testing.demo --skjema 11F --argang 2022 || [ $$? -eq 1 ]

lint: install ## Ser etter feil i koden uten å kjøre den (ruff og mypy)
	$(VENV) -m ruff check .
	$(VENV) -m ruff format --check .
	MYPYPATH=$(call COLON_SEPARATED,$(PLUGINS:%=%/src)) $(VENV) -m mypy --strict $(SOURCES)

test: lint ## Kjører lint og alle testene
	$(VENV) -m pytest -n 2 -q

# Selenium drives a browser that is there already; the tests name it and its driver, so that nothing is downloaded.
test-browser: install ## Prøver HTML-rapporten i nettleseren Chromium
	@command -v chromedriver >/dev/null || echo 'Chromium og chromedriver mangler (Debian: apt-get install chromium chromium-driver).'
	@$(PIP) install --constraint constraints.txt axe-core-python selenium
	$(VENV) -m pytest -q tests/browser

# Atheris has wheels for CPython on Linux only, so it is installed here and not with the rest. MAL=lesere is one target.
fuzz: install ## Leter etter inndata som programmet ikke tåler (MINUTTER=10 MAL=lesere)
	@$(PIP) install --constraint constraints.txt atheris
	$(VENV) -m tests.fuzz $(MAL) --minutter $(or $(MINUTTER),1)

# Everything runs one after the other; whatever else the machine does is measured as well. STOR=1 takes a minute more.
bench: install ## Måler fart og minne (STOR=1: også 1 500 000 poster)
	$(VENV) -m tests.bench $(if $(STOR),--stor)
