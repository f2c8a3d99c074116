# Everything works from a bare checkout with python3 (3.11 to 3.13), pip and make.
.DEFAULT_GOAL := help
.PHONY: help env run test lint clean hostile faults bench bench-dashboard
PORT ?= 8501
EVENTS ?= 1000000

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## /  make \1\t/'

env: ## Install the environment and the language models into .venv
	@exec sh scripts/env.sh

run: ## Code the bundled corpus and open the dashboard on PORT (default 8501)
	@PORT=$(PORT) exec sh scripts/run.sh

test: ## Install what is needed and run every check and test
	@exec sh scripts/test.sh

lint: ## Check style, types and layers, without the tests
	@sh scripts/env.sh test
	@sh scripts/lint.sh

clean: ## Remove the environment, the demo store and all caches; never your own documents
	rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	rm -rf .import_linter_cache var/demo var/demo.coded var/gazetteer
	find pipeline dashboard tests scripts -name __pycache__ -type d -prune -exec rm -rf {} +

bench-dashboard: ## Measure the dashboard at EVENTS (default 1000000) with a browser and 20 sessions
	@sh scripts/env.sh test
	@sh scripts/browser.sh
	PYTHONPATH=. .venv/bin/python -m tests.eval.bench_dashboard --events $(EVENTS)

hostile: ## Read 10,000 damaged files (minutes); make test reads 300
	@sh scripts/env.sh test
	ESCALADE_HOSTILE_CASES=10000 .venv/bin/pytest -q tests/property/test_hostile_files.py tests/property/test_hostile_input.py

faults: ## Kill writers 100 times, fill a disk, damage files (minutes); make test does a few
	@sh scripts/env.sh test
	.venv/bin/python -m tests.eval.kill_harness --kills 100

bench: ## Time the coder, the store and the joining on this machine (minutes)
	@sh scripts/env.sh test
	.venv/bin/escalade bench
	.venv/bin/python -m tests.eval.bench_store
	.venv/bin/python -m tests.eval.bench_join
