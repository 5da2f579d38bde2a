#!/usr/bin/env bash
# The long part of what SECURITY.md promises; the short part is in `cargo test`. Takes about an hour on two cores:
# every attack alone in every field, large inputs, failing machines, the preview under a storm, the fuzz targets, the
# libraries. Installs what is missing, as scripts/test.sh does. As superuser, since some faults need to mount a file
# system.
#
#     scripts/trust.sh            # all of it
#     scripts/trust.sh fuzz 600   # the fuzz targets alone, 600 seconds each
set -uo pipefail
cd "$(dirname "$0")/.."

part=${1:-all}
seconds=${2:-300}
failed=0

step() {
    local name=$1
    shift
    printf '\n== %s\n' "$name"
    if "$@"; then
        printf 'passed: %s\n' "$name"
    else
        failed=$((failed + 1))
        printf 'FAILED: %s\n' "$name"
    fi
}

# A Cargo subcommand from the registry, unless it is there.
subcommand() {
    cargo "$1" --version >/dev/null 2>&1 || cargo install --locked "cargo-$1"
}

machine() {
    if [ "$(id -u)" -ne 0 ]; then
        printf 'Run this as superuser: a full disk and a forbidden folder cannot be made otherwise.\n' >&2
        return 1
    fi
    command -v faketime >/dev/null || { apt-get update -q && apt-get install -y -q --no-install-recommends faketime; } || return 1
    cargo test --test machine -- --ignored --nocapture --test-threads=1
}

hostile() {
    ANNALS_CASES=200 cargo test --test hostile --test bounds -- --nocapture
}

soak() {
    cargo test --test soak -- --ignored --nocapture
}

# libFuzzer needs flags of the nightly compiler. What it finds on the way is kept outside of the repository.
fuzz() {
    local target corpus bad=0
    subcommand fuzz || return 1
    corpus=$(mktemp -d)
    for target in $(cargo fuzz list); do
        mkdir -p "$corpus/$target"
        printf -- '-- %s\n' "$target"
        cargo +nightly fuzz run -s none "$target" "$corpus/$target" "fuzz/corpus/$target" -- \
            "-max_total_time=$seconds" -timeout=20 -rss_limit_mb=2000 -max_len=4096 -print_final_stats=1 \
            >"$corpus/$target.log" 2>&1 || { bad=1; tail -n 40 "$corpus/$target.log"; }
        grep -E '^stat::(number_of_executed_units|average_exec_per_sec)' "$corpus/$target.log"
    done
    rm -rf "$corpus"
    return "$bad"
}

# Licences, doubles, sources, and known faults where their database can be had.
libraries() {
    subcommand deny || return 1
    cargo deny check bans licenses sources || return 1
    if cargo deny fetch db >/dev/null 2>&1; then
        cargo deny check advisories
    else
        printf 'NOT CHECKED: known faults of libraries; their database (https://rustsec.org) cannot be reached from here.\n'
    fi
}

case $part in
all)
    step 'hostile words and large inputs' hostile
    step 'machines that fail' machine
    step 'a preview under a storm' soak
    step 'fuzz targets' fuzz
    step 'libraries' libraries
    step 'bill of materials' scripts/materials.sh
    ;;
hostile | machine | soak | fuzz | libraries) step "$part" "$part" ;;
*)
    printf 'There is no part `%s`: all, hostile, machine, soak, fuzz, libraries.\n' "$part" >&2
    exit 2
    ;;
esac

printf '\n%d failed\n' "$failed"
[ "$failed" -eq 0 ]
