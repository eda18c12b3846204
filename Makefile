# What can be done here. How it is done stands in scripts/.
#
#   make          build everything, serve it at http://127.0.0.1:8080/  (another port: make PORT=9000)
#   make test     all checks and tests

SHELL := bash
PORT ?= 8080
# In the shell of each recipe, because the make of macOS looks for programs before it applies an exported PATH.
WITH_TOOLS := . scripts/env.sh &&

.PHONY: run build dev test fmt sizes bench fuzz pictures clean setup
.DEFAULT_GOAL := run

run: build
	@$(WITH_TOOLS) node scripts/serve.mjs $(PORT)

build: setup
	@[ -d target/wasm32-unknown-unknown ] || echo "Building for the first time: 20 to 30 minutes. Later builds take one or two."
	@$(WITH_TOOLS) trunk build --release --locked

# Unoptimised, rebuilt and reloaded at every change of a source file.
dev: setup
	@$(WITH_TOOLS) trunk serve --port $(PORT)

test:
	@scripts/test.sh

fmt:
	@$(WITH_TOOLS) cargo fmt

# What a visitor downloads; docs/performance.md takes the table from here.
sizes:
	@$(WITH_TOOLS) node scripts/sizes.mjs

bench: build
	@scripts/setup.sh test
	@$(WITH_TOOLS) "$$(find_node)" tests/e2e/bench.mjs
	@$(WITH_TOOLS) "$$(find_node)" tests/e2e/chart-cost.mjs
	@$(WITH_TOOLS) "$$(find_node)" tests/e2e/bench-own.mjs

# Spoiled files of every kind, ten minutes for each reader.
fuzz: setup
	@$(WITH_TOOLS) FUZZ_SECONDS=$${FUZZ_SECONDS:-600} cargo test --locked --features import --test fuzz -- --test-threads=1 --nocapture

# Takes the documentation's pictures anew.
pictures: build
	@scripts/setup.sh test
	@$(WITH_TOOLS) "$$(find_node)" tests/e2e/pictures.mjs

setup:
	@scripts/setup.sh build

clean:
	rm -rf dist target tests/e2e/out
