#!/usr/bin/env bash
# Everything that must hold, in the order in which it is cheapest to find out. Stops at the first failure.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh test
. scripts/env.sh

CHROMIUM=$(find_chromium)
CHROMEDRIVER=$(find_chromedriver)
node=$(find_node)
export CHROMIUM CHROMEDRIVER

wasm=wasm32-unknown-unknown
# Starting a browser on a busy machine takes its time.
export WASM_BINDGEN_TEST_TIMEOUT=300 WASM_BINDGEN_TEST_DRIVER_TIMEOUT=60

# step HEADLINE COMMAND...
step() {
  local headline=$1 start=$SECONDS status=0
  shift
  printf '\n== %s\n' "$headline"
  "$@" || status=$?
  if [ "$status" -ne 0 ]; then
    printf '== FAILED: %s (%d s)\n' "$headline" $((SECONDS - start)) >&2
    exit "$status"
  fi
  printf '== ok, %d s\n' $((SECONDS - start))
}

in_browser() {
  # chromedriver would look for the browser in its own places only.
  mkdir -p target
  node -e '
    const capabilities = require("./webdriver.json");
    capabilities["goog:chromeOptions"].binary = process.env.CHROMIUM;
    console.log(JSON.stringify(capabilities));
  ' >target/webdriver.json
  WASM_BINDGEN_TEST_WEBDRIVER_JSON=$PWD/target/webdriver.json \
    cargo test --locked --profile dev --target $wasm --features ui --lib --test browser
}

# end_to_end FILES_AT_ONCE FILE...
end_to_end() {
  local at_once=$1
  shift
  "$node" --test --test-timeout=600000 --test-concurrency="$at_once" --test-reporter=spec "$@"
}

step "format" cargo fmt --check
step "lints: native" cargo clippy --locked --all-targets --features cpu,pipeline,import -- -D warnings
step "lints: page and workers" cargo clippy --locked --target $wasm --lib --bins --features split,cpu,gpu,reader -- -D warnings
step "tests: native" cargo test --locked --features cpu,pipeline,import
step "build" trunk build --release --locked
step "download sizes" "$node" scripts/sizes.mjs --check
step "tests: in a browser" in_browser
# Two files at once, since a page waits more than it works; what measures times runs by itself.
shopt -s extglob
step "tests: end to end" end_to_end 2 tests/e2e/!(timing).test.mjs
step "tests: end to end, timed" end_to_end 1 tests/e2e/timing.test.mjs

printf '\nAll checks passed in %d min %d s.\n' $((SECONDS / 60)) $((SECONDS % 60))
