# Everything a person does with this project. `make help` lists it.
# Only Python 3.11, 3.12 or 3.13 and make are needed.

VENV ?= .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null && echo $$p && break; done)
LAUNCH = VENV=$(VENV) $(PYTHON) site_cms/launch.py
PYTEST_ARGS ?=
PYTEST = $(BIN)/python -m pytest -n 2 --dist loadgroup
# Tests start many processes, which need not compile the same modules each.
unexport PYTHONDONTWRITEBYTECODE
COMPILE = UV_CUSTOM_COMPILE_COMMAND="make requirements" $(BIN)/uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-strip-extras --no-emit-index-url --no-emit-find-links

.DEFAULT_GOAL := help
.PHONY: help run restart dev admin install python test test-full test-quick test-next check messages format bench search-quality drills picture screenshots guide-screenshots requirements env sbom image-check clean

help: ## list what make can do
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-17s %s\n", $$1, $$2}'
	@echo
	@echo "  PORT, HOST and DATA_DIR are respected:  make run PORT=9000"

python:
	@[ -n "$(PYTHON)" ] || { echo "✗ Python 3.11, 3.12 or 3.13 is needed and was not found. Install it, then run make again." >&2; exit 1; }

run: python ## the whole site on http://127.0.0.1:8000, as in production
	@$(LAUNCH) run

restart: python ## start the running site anew, with new code and packages, without refusing anybody
	@$(LAUNCH) restart

dev: python ## the same with DEBUG and a reload after each change
	@$(LAUNCH) dev

admin: python ## make a login for the admin
	@$(LAUNCH) admin

install: python ## the virtual environment with everything for tests and checks
	@$(LAUNCH) install-dev

test: install ## the tests of a working day, every page type in a browser among them; all but those that take long
	$(PYTEST) -m "not full" $(PYTEST_ARGS)

# Measuring makes Python half as slow again, and what takes long reaches no line that the other tests should not reach.
test-full: install ## every test, as CI runs them: with coverage (at least 94 %); then all screens, outages, floods, growth
	$(PYTEST) -m "not browser and not full" --cov --cov-report=term --cov-fail-under=94 $(PYTEST_ARGS)
	$(PYTEST) -m "browser or full" $(PYTEST_ARGS)

test-quick: install ## the tests without a browser and without coverage
	$(PYTEST) -m "not browser and not slow and not full" $(PYTEST_ARGS)

test-next: install ## the quick tests on the coming Wagtail and Django (requirements-next.in); may fail
	$(BIN)/uv venv --quiet --clear --python "$$(for p in python3.13 python3.12; do $$p -c '' 2>/dev/null && echo $$p && break; done)" .venv-next
	$(BIN)/uv pip install --quiet --python .venv-next -r requirements-dev.in --override requirements-next.in
	.venv-next/bin/python -m pytest -n 2 --dist loadgroup -m "not browser and not slow and not full" $(PYTEST_ARGS)

check: install ## formatting, lint, templates, types, imports, migrations, deployment checks
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	git ls-files '*.html' | xargs -r $(BIN)/djade --check --target-version 5.2
	$(BIN)/django-upgrade --target-version 5.2 $$(git ls-files '*.py' ':!*/migrations/*')
	$(BIN)/mypy
	$(BIN)/lint-imports
	git ls-files -z ':!home/starter' ':!tests/core/seo/schemas' ':!*.po' ':!*.txt' | xargs -0 $(BIN)/detect-secrets-hook \
		--disable-plugin KeywordDetector --disable-plugin BasicAuthDetector
	$(BIN)/python deploy/known_holes.py
	DJANGO_SETTINGS_MODULE=site_cms.settings.test $(BIN)/python manage.py makemigrations --check --dry-run
	@$(BIN)/python -m site_cms.local_secrets var/check/secrets.env
	DATA_DIR=var/check SITE_URL=https://clinic.example ALLOWED_HOSTS=clinic.example \
		DJANGO_SETTINGS_MODULE=site_cms.settings.production $(BIN)/python manage.py check --deploy --fail-level WARNING

messages: install ## collect the sentences of the interface and compile the translations (locale/)
	$(BIN)/python -m tests.i18n.catalogue

format: install ## put code and templates into the project's format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	git ls-files '*.html' | xargs -r $(BIN)/djade --target-version 5.2

bench: install ## how fast the pages are, with figures
	$(BIN)/python -m tests.benchmarks $(BENCH)

search-quality: install ## how often search finds the right page, and how fast at 10,000 pages, on SQLite and PostgreSQL
	$(BIN)/python -m pytest -p no:randomly -s tests/search_quality/test_quality.py tests/search_quality/speed.py $(PYTEST_ARGS)
	TEST_DATABASE_URL=$${TEST_POSTGRES_URL:-postgres://postgres@127.0.0.1:5432/search} \
		$(BIN)/python -m pytest -p no:randomly -s tests/search_quality/test_quality.py tests/search_quality/speed.py $(PYTEST_ARGS)

drills: install ## faults, floods and fuzzing that take minutes, with counts
	$(BIN)/python -m pytest -p no:randomly -s tests/drills/drill_*.py $(PYTEST_ARGS)

picture: install ## the picture of the house in docs/architecture.md, from its imports
	$(BIN)/python -m tests.house_picture

screenshots: install ## pictures of every page type, and of the hard cases, at three widths, light and dark, in var/screenshots
	$(BIN)/python -m tests.browser.screenshots

guide-screenshots: install ## the pictures of the guide for editors, in docs/images
	$(BIN)/python -m tests.browser.guide

requirements: install ## compile requirements*.in into requirements*.txt, with the hash of every file
	$(COMPILE) requirements.in -o requirements.txt
	$(COMPILE) requirements-dev.in -c requirements.txt -o requirements-dev.txt

env: python ## .env with strong random secrets for compose.yaml; what it has is never overwritten
	@$(PYTHON) -m site_cms.local_secrets .env --compose

sbom: install ## what production is made of, as CycloneDX JSON, in var/sbom.json
	@mkdir -p var
	$(BIN)/python deploy/sbom.py > var/sbom.json

image-check: install ## build the image, run it hardened, bring compose up, restore a backup into an empty stack
	$(BIN)/python deploy/image_check.py

clean: ## forget caches and builds (never var/, which holds the site)
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis htmlcov .coverage .coverage.*
