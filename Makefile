# Every task of the project by name; `make` alone lists them. README.md holds the same table (compared by a test).

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
INSTALLED := $(VENV)/.installed

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help install demo run test soak lint bench fonts screenshots manual papers strings lock

help: ## list these tasks
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 13

install: $(INSTALLED) ## make .venv, add missing Debian packages, install the locked Python packages

$(INSTALLED): requirements.lock pyproject.toml scripts/install_debian.sh
	sh scripts/install_debian.sh
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11) and "Python 3.11 is needed: make install PYTHON=python3.11")'
	test -x $(PY) || $(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --require-hashes --requirement requirements.lock
	$(PY) -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(INSTALLED) ## do the whole main job on invented cases in build/demo, then open the window if there is a screen
	rm -rf build/demo build/demo-county build/demo-stick build/demo-papers
	$(PY) -m desktop demo --data build/demo --cases 12 --tour
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then $(PY) -m desktop --data build/demo; fi

run: $(INSTALLED) ## open the window on your own data
	$(PY) -m desktop

test: lint ## lint, then every test except the long ones
	QT_QPA_PLATFORM=offscreen $(PY) -m pytest -n 2 --dist loadfile --no-loadscope-reorder

soak: $(INSTALLED) ## long runs: faults at every step, random histories of many stations
	QT_QPA_PLATFORM=offscreen HYPOTHESIS_PROFILE=soak $(PY) -m pytest -m soak -o faulthandler_timeout=0

lint: $(INSTALLED) ## ruff check, ruff format --check, mypy --strict
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy

bench: $(INSTALLED) ## the project's own measurements, as a table
	$(PY) -m desktop bench

fonts: $(INSTALLED) ## make the fonts of the papers again from their sources
	$(PY) scripts/build_fonts.py

screenshots: $(INSTALLED) ## take the pictures of docs/images again, at 1366x768
	xvfb-run -a -s '-screen 0 1366x768x24' $(PY) scripts/screenshots.py
	xvfb-run -a -s '-screen 0 1366x768x24' $(PY) scripts/screenshots.py --sizes 12 --language en --to build/screenshots-en
	mkdir -p docs/images && cp build/screenshots/12-02-workbench.png docs/images/workbench.png

papers: $(INSTALLED) ## draw docs/papers.pdf again: every document type, small, from invented people
	$(PY) scripts/contact_sheet.py

manual: $(INSTALLED) ## take the pictures of docs/manual again from the program, and print it as PDF with our own engine
	xvfb-run -a -s '-screen 0 1366x768x24' $(PY) scripts/screenshots.py --sizes 12 --plain-names --to build/manual
	$(PY) scripts/manual.py --pictures build/manual

strings: $(INSTALLED) ## refresh and compile the English catalogue of the window's texts
	$(PY) scripts/strings.py

lock: $(INSTALLED) ## choose versions again and write requirements.lock with hashes
	$(PYTHON) -m venv build/lock-venv
	build/lock-venv/bin/python -m pip install --quiet 'pip-tools>=7.6,<8'
	build/lock-venv/bin/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-header \
		--no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
		--extra dev --extra ocr --output-file requirements.lock pyproject.toml
