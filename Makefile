# The one entry. `make` lists the targets; `make run` and `make test` each work alone as the first
# command on a fresh Debian 12. What a target needs is installed by tools/setup.sh.
# SPDX-License-Identifier: Apache-2.0
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PORT ?= 8642
SERVE ?= 1
DB ?= tongchou.db
SECONDS_EACH ?= 20
# The lockfile's Node builds the web app, whatever Node installed it.
NODE_PATH_DIR := $(CURDIR)/web/node_modules/node-linux-$(if $(filter aarch64,$(shell uname -m)),arm64,x64)/bin
export PATH := $(NODE_PATH_DIR):$(PATH)
WEB_SOURCES = $(shell find web -path web/node_modules -prune -o -path web/dist -prune -o -type f -print)

.PHONY: help setup setup-run setup-test setup-dev run test check fmt tidy bench fuzz e2e soak \
  golden-update api web build build-test clean

help: ## list the targets
	@sed -nE 's/^([a-z0-9-]+):[^#]*## (.*)/  make \1\t\2/p' Makefile | expand -t 22

setup: setup-dev ## install what is missing, for running, testing and developing
setup-run setup-test setup-dev: setup-%:
	@tools/setup.sh $*

run: setup-run ## build, make the example database, print the dispatch sheet, serve on PORT
	@$(MAKE) build
	@tools/run.sh build/release/tongchou "$(DB)" "$(PORT)" "$(SERVE)"

test: setup-test ## every check and test; the last line is `N passed, N failed`
	@python3 tools/run_tests.py all

check: setup-test ## the fast inner loop: style, layers, sizes, unit and golden tests
	@python3 tools/run_tests.py check

build: web ## the program in build/release
	@tools/build.sh release tongchou

build-test: web ## the program and its tests in build/test
	@tools/build.sh test all

web: web/dist/index.html ## the web app in web/dist, rebuilt when a source changed
web/dist/index.html: $(WEB_SOURCES) | setup-run
	@tools/web.sh build

api: setup-run ## web/src/api/schema.gen.ts from api/openapi.yaml
	@cd web && npm run --silent api

fmt: setup-test ## clang-format in place, web sources by eslint
	@git ls-files '*.h' '*.cc' | xargs -r clang-format -i
	@cd web && npm run --silent lint -- --fix

tidy: setup-dev web ## clang-tidy over the files changed since main; TIDY=all for every file
	@tools/build.sh test tongchou
	@python3 tools/run_tidy.py build/test "$(TIDY)"

bench: setup-dev web ## benchmarks at fixed sizes
	@tools/build.sh bench all
	@shopt -s nullglob; for one in build/bench/bench/bench_engine; do "$$one"; done

fuzz: setup-test web ## each fuzz target for SECONDS_EACH seconds over its corpus
	@tools/build.sh asan fuzzers
	@python3 tools/run_fuzz.py build/asan "$(SECONDS_EACH)"

e2e: setup-test build-test ## the main journeys in Chromium
	@python3 tools/run_tests.py e2e

soak: setup-run build ## ten minutes of mixed requests against one server: latency, errors, growth
	@python3 tools/soak.py build/release/tongchou 600

golden-update: setup-test build-test ## rewrite tests/golden; read the diff before committing it
	@TC_UPDATE_GOLDEN=1 ctest --test-dir build/test --output-on-failure -R 'golden|unit_'

clean: ## remove what was built; the database and installed packages stay
	@rm -rf build/release build/test build/asan build/bench build/tsan web/dist
