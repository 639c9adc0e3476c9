# The commands of Edgewise. All of them work in a fresh clone; `make help` lists them.
# Variables go behind the command: make run WEB_PORT=9000

PYTHON ?= $(shell for p in python3.11 python3 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null && echo "$$p" && break; done)
VENV_PYTHON := .venv/bin/python
NAME ?= turn

.PHONY: help setup setup-dev run stop test check fix bench lock python
.DEFAULT_GOAL := help

help:  ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | sort | while IFS="$$(printf '\t')" \
		read -r name text; do printf '  make %-8s %s\n' "$$name" "$$text"; done

python:
	@[ -n "$(PYTHON)" ] || { \
		echo 'Edgewise needs Python 3.11, and none was found.' >&2; \
		echo '  What to do: install it (Debian, Ubuntu: apt-get install python3.11 python3.11-venv),' >&2; \
		echo '  or name it: make $(MAKECMDGOALS) PYTHON=/path/to/python3.11' >&2; exit 1; }

setup: python  ## install everything that is pinned, build the front end
	@"$(PYTHON)" -m scripts.setup

setup-dev: python
	@"$(PYTHON)" -m scripts.setup --dev

run: setup  ## start everything in the foreground; Ctrl-C stops it (WEB_PORT, MODELS_PORT, REDIS_URL, DATABASE_URL)
	@exec $(VENV_PYTHON) -m scripts.run --follow-parent

stop:  ## stop what runs in this checkout
	@[ ! -x $(VENV_PYTHON) ] || $(VENV_PYTHON) -m scripts.stop

test: python  ## run the whole suite, on SQLite and then what touches the database on PostgreSQL
	@"$(PYTHON)" -m scripts.setup --dev --browser
	@$(VENV_PYTHON) -m scripts.test $(ARGS)

check: setup-dev  ## format, lint, types, layers, migrations, docs
	@$(VENV_PYTHON) -m scripts.check

fix: setup-dev  ## format the code and mend what the linter can
	@$(VENV_PYTHON) -m ruff format .
	@$(VENV_PYTHON) -m ruff check --fix .

bench: setup-dev  ## measure: make bench NAME=turn ARGS='--json out.json'
	@$(VENV_PYTHON) -m tests.bench $(NAME) $(ARGS)

lock: setup-dev  ## write the Python locks anew from pyproject.toml (front end: npm install --package-lock-only)
	@$(VENV_PYTHON) -m scripts.lock
