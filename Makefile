# make run        the window, or without a display a run on the command line
# make test       every check and every test
# make test-fast  the answer for most changes: the static checks, and all tests but those that take a second or more
# make check      static checks only, a few seconds
# make setup      the virtual environment with everything for development
# Each sets up .venv first where it is missing or older than requirements.txt.

.PHONY: run test test-fast check setup virtual-display
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c

VENV := .venv/bin/python

# The first Python between 3.11 and 3.13 that has Tk, else the first without.
define find_python
found=""; \
for tk in tkinter sys; do \
  for name in $(PYTHON) python3.11 python3.12 python3.13 python3 python; do \
    if [ -z "$$found" ] && $$name -c "import sys, ensurepip, $$tk; sys.exit(not (3, 11) <= sys.version_info < (3, 14))" 2>/dev/null; \
    then found=$$name; fi; \
  done; \
done; \
if [ -z "$$found" ]; then \
  echo "Python 3.11, 3.12 or 3.13 with venv is needed (on Debian and Ubuntu: apt-get install python3-venv python3-tk)." >&2; exit 1; \
fi; \
$$found -c "import tkinter" 2>/dev/null || \
  echo "$$found has no Tk; the window needs it (on Debian and Ubuntu: apt-get install python3-tk, then delete .venv)." >&2
endef

run: .venv/run-ready
	@if [ -n "$${DISPLAY:-}" ] || [ "$$(uname)" = Darwin ]; then exec $(VENV) app.py; \
	else echo "No display: training the default quartet on the command line."; exec $(VENV) app.py run; fi

# One more process than two cores: tests also wait, for a starting worker or for the window.
test: check virtual-display
	$(VENV) -m pytest --numprocesses 3 --dist worksteal

test-fast: check virtual-display
	$(VENV) -m pytest --numprocesses 3 --dist worksteal -m "not slow"

check: .venv/test-ready
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports --no-logo

setup: .venv/test-ready

.venv/run-ready: requirements.txt
	@$(VENV) -m pip --version >/dev/null 2>&1 || { $(find_python); \
	  echo "Setting up .venv; the first time this takes some minutes."; "$$found" -m venv --clear .venv; }
	$(VENV) -m pip install --quiet --disable-pip-version-check "pip>=25.1"
	$(VENV) -m pip install --quiet --requirement requirements.txt
	@touch $@

.venv/test-ready: .venv/run-ready pyproject.toml
	$(VENV) -m pip install --quiet --requirement requirements.txt --group dev
	@touch $@

# The window tests start Xvfb themselves; here it is only installed.
virtual-display:
	@[ "$$(uname)" != Linux ] || command -v Xvfb >/dev/null || { \
	  if [ "$$(id -u)" = 0 ]; then as_root=""; else as_root="sudo -n"; fi; \
	  echo "Installing xvfb for the window tests."; \
	  $$as_root apt-get update -qq && $$as_root apt-get install -y -qq --no-install-recommends xvfb; } || \
	{ echo "The window tests need a virtual X server, and it could not be installed: install the package xvfb." >&2; exit 1; }
