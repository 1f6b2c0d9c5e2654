# What one needs to run, test and check Backstay. A fresh Debian or Ubuntu machine with Python 3.11 is enough.

PORT ?= 8000
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
DATABASE := var/backstay.sqlite3
SIGN_INS := var/sign-ins.txt
# What the demo's database is made of; when any of it is newer, it is brought up to date.
CONTENT := requirements.lock $(wildcard fixtures/*.json */migrations/*.py */demo*.py */demo/*.py */management/commands/load_*.py)
UV := var/uv/bin/uv
PYTEST := $(BIN)/python -m pytest
DJADE := $(BIN)/djade --target-version 5.2
TEMPLATES = $$(find templates */templates -name '*.html' 2>/dev/null)

# A demo holds invented people and known passwords. It has a database of its own, whatever .env says.
DEMO := BACKSTAY_DEMO=1 DATABASE_URL=sqlite:///$(CURDIR)/$(DATABASE)
TEST := BACKSTAY_DEMO=1 DATABASE_URL=sqlite://:memory:

.PHONY: run serve test test-postgres journeys check format messages demo fixtures references sbom reliability lock install clean

run: install $(SIGN_INS)
	@echo
	@echo "Backstay is at http://127.0.0.1:$(PORT)/ (stop it with Ctrl-C)."
	@cat $(SIGN_INS)
	@echo
	@$(DEMO) $(MANAGE) runserver 127.0.0.1:$(PORT)

serve: install
	@scripts/serve.sh

test: install
	$(TEST) $(PYTEST) -n auto

test-postgres: install
	$(TEST) scripts/postgres.sh $(PYTEST) -n auto

journeys: install
	@scripts/chromium.sh
	$(TEST) $(PYTEST) tests/journeys

check: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(DJADE) --check $(TEMPLATES)
	$(BIN)/python -m mypy programs/rules
	$(BIN)/python scripts/build_fixtures.py --check
	$(TEST) $(MANAGE) makemigrations --check --dry-run
	$(TEST) $(MANAGE) load_library --check
	@scripts/check_deploy.sh
	@scripts/messages.sh --check
	$(BIN)/python scripts/review_note.py
	$(TEST) $(BIN)/python scripts/digests.py

format: install
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .
	-$(DJADE) $(TEMPLATES)

# The interface's words, gathered for translators. `make check` says when that is due.
messages: install
	@scripts/messages.sh

demo: install
	@scripts/demo.sh

fixtures: install
	$(BIN)/python scripts/build_fixtures.py

# How the handout looks, as small pictures; the tests compare with them. Look at them before you keep them.
references: install
	$(TEST) $(BIN)/python scripts/references.py
	$(TEST) $(BIN)/python scripts/digests.py --keep

# What it is made of, for those who watch for faults in other people's code.
sbom: install
	$(BIN)/python scripts/sbom.py

# Every figure about what survives kills, crowds, full disks and bad input, on both databases. About forty minutes.
reliability: install
	scripts/reliability.sh

# The lock names what requirements.txt and requirements-dev.txt ask for and all that these need, with hashes.
lock: $(UV)
	$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	  --no-emit-index-url --no-annotate requirements.txt requirements-dev.txt --output-file requirements.lock

$(UV): | install
	$(BIN)/python -m venv var/uv
	var/uv/bin/python -m pip install --quiet --disable-pip-version-check uv==0.13.9

install:
	@scripts/bootstrap.sh

ifeq ($(wildcard $(DATABASE)),)
.PHONY: $(SIGN_INS)
endif
$(SIGN_INS): $(CONTENT) | install
	@mkdir -p var/static
	@$(DEMO) scripts/demo_database.sh $@

# The database in var/ stays: it may hold more than a demo.
clean:
	rm -rf .venv var/uv var/static .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
