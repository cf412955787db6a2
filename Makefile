.PHONY: help setup brief test test-fast check bench gallery lock

UV = uv==0.13.9
COMPILE = build/lock/bin/uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --custom-compile-command "make lock" $(UPGRADE)

help: ## list these targets
	@sed -n 's/^\([a-z-]*\):.*## /  make \1	/p' Makefile

setup: ## make .venv with all it needs (system libraries too, on Debian and Ubuntu)
	@PYTHON="$(PYTHON)" tools/setup

brief: setup ## publish the next edition from seeds/
	.venv/bin/reportkit build

test: ## run the whole test suite, on all processors
	@PYTHON="$(PYTHON)" tools/setup test
	.venv/bin/python -m pytest --numprocesses auto --dist worksteal

test-fast: setup ## run what needs no PDF engine, browser or server, in under a minute (tests/fast.py)
	.venv/bin/python -m pytest --fast --numprocesses auto --dist worksteal

check: setup ## lint, formatting and types
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy

bench: ## measure against bare scripts and other typesetters (ONLY="build check" limits it, ROUNDS=1, SAVE=1)
	@PYTHON="$(PYTHON)" tools/setup bench
	@.venv/bin/python -m bench --only "$(ONLY)" --rounds "$(ROUNDS)" $(if $(SAVE),--save)

gallery: setup ## picture the test series in every form, theme and language (ONLY="ur one-page" limits it)
	@.venv/bin/python -m tests.gallery $(ONLY)

lock: setup ## renew the lock files (UPGRADE=--upgrade for newer versions)
	@.venv/bin/python -m venv build/lock
	@build/lock/bin/python -m pip install --quiet "$(UV)"
	$(COMPILE) --output-file requirements.lock pyproject.toml
	$(COMPILE) --extra dev --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml
	$(COMPILE) --group bench --output-file requirements-bench.lock
