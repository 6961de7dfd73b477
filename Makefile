# かけはし。「make」だけで、できることの一覧が出ます。
# 必要なもの：Python 3.11 以上、git、make。ほかは .venv の中に入ります。

.DEFAULT_GOAL := help
SHELL := /bin/sh
BIN := .venv/bin
UV := $(BIN)/uv --quiet
INTO := --python $(BIN)/python
PYTHONS := python3 python3.14 python3.13 python3.12 python3.11

# 環境の印：ロックの中身が変わったときだけ、入れ直します。開発用の環境があれば、デモもそれで動きます。
BUILD := requirements-build.lock
RUN_READY := .venv/run-$(shell cat requirements.lock $(BUILD) pyproject.toml | cksum | cut -d ' ' -f 1)
DEV_READY := .venv/dev-$(shell cat requirements-dev.lock $(BUILD) pyproject.toml | cksum | cut -d ' ' -f 1)
READY := $(or $(wildcard $(DEV_READY)),$(RUN_READY))

# 読み込んだものを次のために残す：テストが立てるプログラムは、どれも同じものを読む。
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo test check lint format docs soak bench looks lock clean

help: ## この一覧を出す
	@echo 'かけはし — 使い方: make <目的>'
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-7s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(READY) ## サンプルの市で試す（http://127.0.0.1:8080 が開きます）
	@$(BIN)/kakehashi demo

test: $(DEV_READY) ## テストを実行する
	@$(BIN)/python -m pytest -n 2

check: lint test ## 書式・静的検査・型・層の決まりを調べてから、テストを実行する

lint: $(DEV_READY) ## テスト以外の検査だけを実行する
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: $(DEV_READY) ## 書式をそろえる
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

docs: $(DEV_READY) ## READMEの設定の表を、プログラムから書き直す
	@$(BIN)/kakehashi settings --into README.md

soak: $(DEV_READY) ## 長い時間をかけるテストを実行する
	@$(BIN)/python -m pytest -m soak

bench: $(DEV_READY) ## 性能を測る
	@$(BIN)/python -m benchmarks

looks: $(DEV_READY) ## すべてのカードを Slack・Teams の描き方で描き、build/looks に写す（npm と chromium が要る）
	@$(BIN)/python -m tests.looks.draw build/looks
	@echo "build/looks/all.png と build/looks/index.html を見てください。"

COMPILE = $(UV) pip compile --universal --generate-hashes --no-header --no-annotate \
	--no-emit-index-url --no-emit-find-links --python-version 3.11
lock: | $(BIN)/uv ## pyproject.toml から3つのロックを作り直す
	@$(COMPILE) pyproject.toml --group dev --group build --output-file requirements-dev.lock
	@$(COMPILE) pyproject.toml --constraints requirements-dev.lock --output-file requirements.lock
	@$(COMPILE) --group build --constraints requirements-dev.lock --output-file $(BUILD)

clean: ## 環境と作業用のファイルを消す（data/ は残します）
	@rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(RUN_READY): | $(BIN)/uv
	@echo '必要なものを入れています…'
	@$(UV) pip sync $(INTO) --compile-bytecode --require-hashes requirements.lock $(BUILD)
	@$(UV) pip install $(INTO) --no-deps --no-build-isolation --editable .
	@rm -f .venv/run-* .venv/dev-* && touch $@

$(DEV_READY): | $(BIN)/uv
	@echo '開発に必要なものを入れています…'
	@$(UV) pip sync $(INTO) --compile-bytecode --require-hashes requirements-dev.lock
	@$(UV) pip install $(INTO) --no-deps --no-build-isolation --editable .
	@rm -f .venv/run-* .venv/dev-* && touch $@

$(BIN)/uv: | $(BIN)/pip
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $(BUILD)

$(BIN)/pip:
	@for python in $(PYTHONS); do \
		if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			"$$python" -m venv --clear .venv >/dev/null 2>&1 && exit 0; \
			rm -rf .venv; \
			echo "$$python で仮想環境を作れません。venv を入れてください（Debian・Ubuntu では: sudo apt install python3-venv）。" >&2; \
			exit 1; \
		fi; \
	done; \
	echo 'Python 3.11 以上が見つかりません。入れてから、もう一度実行してください（Debian・Ubuntu では: sudo apt install python3 python3-venv）。' >&2; \
	exit 1
