#!/usr/bin/env bash
# Installs what a new machine lacks and runs everything that must pass.
set -euo pipefail
cd "$(dirname "$0")/.."

cargo fmt --check
cargo clippy --quiet --all-targets -- -D warnings
cargo test --quiet
