# shellcheck shell=bash
# Sourced by every command, from the root of the checkout: the same tools and flags whatever the user's shell has set.

# What setup.sh installed comes before what the machine has; cargo's own folder last, for shells that do not know it.
export PATH="$PWD/scripts/bindgen:$PWD/.tools/bin:$PWD/.tools/node_modules/.bin:$PATH:$HOME/.cargo/bin"

# These would replace the flags in .cargo/config.toml: no SIMD, and everything built once more.
unset RUSTFLAGS CARGO_ENCODED_RUSTFLAGS CARGO_BUILD_RUSTFLAGS

# Trunk stops at the usual value NO_COLOR=1, because it wants a boolean.
if [ -n "${NO_COLOR:-}" ]; then
  unset NO_COLOR
  export TRUNK_COLOR=never CARGO_TERM_COLOR=never
fi

# first NAME...: the path of the first program that there is.
first() {
  local name
  for name in "$@"; do
    command -v "$name" && return
  done
  return 1
}

find_chromium() {
  first ${CHROMIUM:+"$CHROMIUM"} chromium chromium-browser google-chrome google-chrome-stable \
    "/Applications/Chromium.app/Contents/MacOS/Chromium" \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
}

find_chromedriver() {
  first ${CHROMEDRIVER:+"$CHROMEDRIVER"} chromedriver /usr/lib/chromium/chromedriver /usr/lib/chromium-browser/chromedriver
}

# The tests need a newer Node than the build: the one that setup.sh put beside the machine's, when that is too old.
find_node() {
  first "$PWD/.tools/node/node_modules/.bin/node" node
}
