# `make demo` and `make test` do everything on a machine that has Python 3.11 and nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO ?= demo

.PHONY: demo test check docs lock clean

$(BIN)/.ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[test]"
	touch $@

demo: $(BIN)/.ready
	$(BIN)/heard demo $(DEMO)

check: $(BIN)/.ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

test: check
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile

# The pages of the documentation; they open from build/docs/index.html without a network.
docs: $(BIN)/.ready
	$(BIN)/python -m tools.reference
	$(BIN)/mkdocs build --quiet --strict

# Makes constraints.txt anew from an environment of its own, with the newest versions allowed.
lock:
	rm -rf build/lock
	$(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip install --quiet -e ".[test]"
	build/lock/bin/python -m pip freeze --exclude-editable | sed 's/+cpu$$//' | sort > constraints.txt

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .pytest_cache .ruff_cache
