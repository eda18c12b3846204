#!/usr/bin/env bash
# Puts in place what `setup.sh build` or `setup.sh test` needs and does not find. All of it goes into .tools/ of this
# checkout; only parts of the compiler (rustup) and, on Debian, system packages (apt-get) go elsewhere.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/env.sh

rust=1.95
trunk=0.21.14    # 0.22 needs a newer Rust
bindgen=0.2.130  # must equal the wasm-bindgen in Cargo.lock
splitter=0.2.3   # must fit the wasm_split_helpers in Cargo.lock
binaryen=132     # older ones do not know what today's Rust emits
node_build=18
node_test=20     # playwright-core
node_new=22      # installed when the tests' Node is missing

say() { printf 'setup: %s\n' "$*"; }
fail() { printf 'setup: %s\n' "$@" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# at_least 1.97.0 1.95
at_least() {
  awk -v have="$1" -v want="$2" 'BEGIN {
    split(have, h, "."); split(want, w, ".")
    exit !(h[1] + 0 > w[1] + 0 || h[1] + 0 == w[1] + 0 && h[2] + 0 >= w[2] + 0)
  }'
}

# reports PROGRAM WORD...: whether `PROGRAM --version` begins with these words.
reports() {
  local program=$1 found
  shift
  have "$program" && found=$("$program" --version 2>/dev/null) && [[ "$found " == "$* "* ]]
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

# debian WHY PACKAGE...: fails quietly where there is no apt-get or no right to use it.
debian() {
  local why=$1
  shift
  have apt-get && as_root true 2>/dev/null || return 1
  say "installing $* with apt-get: $why (about a minute)"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
}

need_rust() {
  local found
  have cc || debian "a linker for Rust" build-essential ||
    fail "a C compiler is needed as the linker. Debian, Ubuntu: apt install build-essential. macOS: xcode-select --install"
  { have cargo && found=$(rustc --version 2>/dev/null); } ||
    fail "Rust $rust or newer is needed. Get it from https://rustup.rs, open a new terminal, and run make again."
  found=${found#rustc }
  at_least "${found%% *}" "$rust" || fail "Rust ${found%% *} is too old, $rust or newer is needed: rustup update stable"
}

need_wasm_target() {
  local target=wasm32-unknown-unknown library
  library=$(rustc --print target-libdir --target $target)
  compgen -G "$library/libcore-*.rlib" >/dev/null && return
  have rustup || fail "this Rust cannot compile for $target. Install Rust from https://rustup.rs, which can add it."
  say "adding $target to Rust: the page and its workers are WebAssembly (half a minute)"
  rustup target add $target
}

need_components() {
  cargo fmt --version >/dev/null 2>&1 && cargo clippy --version >/dev/null 2>&1 && return
  have rustup || fail "cargo fmt and cargo clippy are needed: install your distribution's packages of rustfmt and clippy."
  say "adding rustfmt and clippy to Rust: the tests check style and lints (half a minute)"
  rustup component add rustfmt clippy
}

# cargo_tool OPTIMISATION CRATE ARGUMENT...: in a target folder that all tools share, because some of what they are made of
# is the same. Their own profiles ask for the slowest kinds of build, and nobody would notice the difference.
cargo_tool() {
  local optimisation=$1
  shift
  CARGO_TARGET_DIR=target/tools CARGO_PROFILE_RELEASE_OPT_LEVEL=$optimisation CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
    CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_DEBUG=false CARGO_PROFILE_RELEASE_PANIC=unwind \
    cargo install --root .tools "$@"
}

need_trunk() {
  reports trunk trunk $trunk && return
  say "installing trunk $trunk into .tools: it builds the page (about 5 minutes)"
  cargo_tool 0 trunk --locked --version $trunk --no-default-features
}

need_bindgen() {
  reports wasm-bindgen wasm-bindgen $bindgen && reports wasm-bindgen-test-runner wasm-bindgen-test-runner $bindgen && return
  say "installing wasm-bindgen-cli $bindgen into .tools: it joins WebAssembly and JavaScript (about 3 minutes)"
  # Without --locked: one dependency of its lock file is no longer to be had.
  cargo_tool 1 wasm-bindgen-cli --version $bindgen
}

need_splitter() {
  grep -q "^\"wasm_split_cli_support $splitter " .tools/.crates.toml 2>/dev/null && return
  say "installing wasm-split $splitter into .tools: it splits off what the page need not load at once (about a minute)"
  cargo_tool 1 wasm_split_cli_support --locked --version $splitter --features build-binary
}

node_is() {
  have "$1" && at_least "$("$1" --version | tr -d v)" "$2"
}

has_node() {
  node_is node $node_build && have npm
}

need_node() {
  has_node && return
  debian "WebAssembly's optimiser runs in Node" nodejs npm || true
  has_node ||
    fail "Node.js $node_build or newer with npm is needed. Get it from https://nodejs.org, or with: brew install node"
}

# npm_tool FOLDER PACKAGE
npm_tool() {
  mkdir -p "$1"
  npm install --prefix "$1" --no-audit --no-fund --loglevel=error "$2"
}

need_wasm_opt() {
  # Asking the one in .tools for its version takes longer than all other questions together.
  grep -q "\"version\": \"$binaryen\\." .tools/node_modules/binaryen/package.json 2>/dev/null && return
  reports wasm-opt wasm-opt version $binaryen && return
  say "installing binaryen $binaryen into .tools: its wasm-opt halves what has to be downloaded (half a minute)"
  npm_tool .tools "binaryen@$binaryen"
}

need_test_node() {
  node_is "$(find_node)" $node_test && return
  say "installing Node $node_new into .tools: the browser tests need $node_test or newer (half a minute)"
  # In a folder of its own, off the PATH: the machine's npm may not get on with another Node.
  npm_tool .tools/node "node-$(node -p 'process.platform + "-" + process.arch')@$node_new"
}

has_chromium() {
  find_chromium >/dev/null && find_chromedriver >/dev/null
}

need_chromium() {
  has_chromium && return
  debian "the tests run in a real browser" chromium chromium-driver || true
  has_chromium ||
    fail "Chromium (or Chrome) and the chromedriver of the same version are needed for the tests." \
      "macOS: brew install --cask chromium chromedriver. Elsewhere: your distribution's packages." \
      "Where they are can be said with CHROMIUM=... and CHROMEDRIVER=..."
}

need_e2e_packages() {
  [ tests/e2e/node_modules/.package-lock.json -nt tests/e2e/package-lock.json ] && return
  say "installing playwright-core and axe-core into tests/e2e: they drive and examine the page (a few seconds)"
  npm ci --prefix tests/e2e --no-audit --no-fund --loglevel=error
}

for_build() {
  need_rust
  need_wasm_target
  need_node
  need_wasm_opt
  need_bindgen
  need_splitter
  need_trunk
}

for_test() {
  for_build
  need_components
  need_test_node
  need_chromium
  need_e2e_packages
}

case ${1:-} in
  build | test) "for_$1" ;;
  *) fail "usage: scripts/setup.sh build|test" ;;
esac
