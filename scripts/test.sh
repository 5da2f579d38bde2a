#!/usr/bin/env bash
# Installs what a new machine lacks and runs everything that must pass: format, lints, tests, and the browser part, in
# which the example dossier is built and looked at by an HTML validator, Chromium and axe-core, previewed in Chromium while
# it is changed, and published to a folder that nginx serves.
# (`cargo test` alone runs all but the browser part and what needs the superuser; `scripts/trust.sh` what takes hours.)
#
# Every part runs even if one before it failed. The last line says how many checks passed and failed.
set -uo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

# Counts one step by how it ended.
step() {
    local name=$1
    shift
    printf '\n== %s\n' "$name"
    if "$@"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'FAILED %s\n' "$name"
    fi
}

# Adds up the numbers that a program's own last lines give; a program that gives none and fails is one failure.
tally() {
    local name=$1 log=$2 status=$3 good bad
    good=$(grep -Eo '[0-9]+ passed' "$log" | awk '{ n += $1 } END { print n + 0 }')
    bad=$(grep -Eo '[0-9]+ failed' "$log" | awk '{ n += $1 } END { print n + 0 }')
    if [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then
        bad=1
        printf 'FAILED %s\n' "$name"
    fi
    passed=$((passed + good))
    failed=$((failed + bad))
}

# Installs Debian packages where that is possible without asking.
install() {
    if [ "$(id -u)" -eq 0 ]; then
        apt-get update -q && apt-get install -y -q --no-install-recommends "$@"
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        sudo apt-get update -q && sudo apt-get install -y -q --no-install-recommends "$@"
    else
        printf 'Please install: %s (on Debian: sudo apt-get install %s)\n' "$*" "$*" >&2
        return 1
    fi
}

# What the browser part needs: Chromium, Node 20.19 or later, what reads PDFs, and the pinned npm packages.
prepare_browser() {
    if ! command -v chromium >/dev/null && ! command -v chromium-browser >/dev/null && ! command -v google-chrome >/dev/null; then
        install chromium || return 1
    fi
    if ! command -v pdftotext >/dev/null; then
        install poppler-utils || return 1
    fi
    if ! command -v npm >/dev/null; then
        install nodejs npm || return 1
    fi
    if ! node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'; then
        printf 'The browser part needs Node 20.19 or later; this is %s.\n' "$(node --version)" >&2
        return 1
    fi
    (cd tests/browser && npm ci --silent)
}

# What publishing is tested against: OpenSSH's server, rsync, and a Python in which the tests install a server of object
# storage (the versions are in tests/support/storage.txt).
prepare_servers() {
    # Debian keeps sshd where only the superuser looks.
    PATH=$PATH:/usr/sbin
    if ! command -v sshd >/dev/null || ! command -v ssh >/dev/null || ! command -v rsync >/dev/null; then
        install openssh-server openssh-client rsync || return 1
    fi
    python3 -c 'import ensurepip, venv' 2>/dev/null || install python3 python3-venv
}

# A web server as sites are served by.
prepare_nginx() {
    # Debian keeps it where only the superuser looks.
    PATH=$PATH:/usr/sbin
    command -v nginx >/dev/null || install nginx-light
}

# The dossier as it would stand below a path of its host; and once more in Arabic, from right to left; and on a disk.
build_dossier() {
    mkdir -p "$work/site" && cp -r content static "$work/site/" &&
        sed -i 's#^base_url .*#base_url = "https://example.org/a/sub-path/"#' "$work/site/content/site.toml" &&
        cargo run --quiet -- --root "$work/site" build --output "$work/public" &&
        sed -i 's#^languages .*#languages = ["en", "ar", "de"]#' "$work/site/content/site.toml" &&
        cargo run --quiet -- --root "$work/site" build --output "$work/arabic" &&
        cargo run --quiet -- --root "$work/site" build --offline --output "$work/offline"
}

validate() {
    # To a file: a long pipe would be cut. The rules' findings are counted page by page by check.mjs.
    (cd tests/browser && npx html-validate --config .htmlvalidate.mjs --formatter "json=$work/report.json" \
        "$work/public/**/*.html" >/dev/null)
    [ -s "$work/report.json" ]
}

step 'format' cargo fmt --check
step 'lints' cargo clippy --quiet --all-targets -- -D warnings

step 'what sites are published to' prepare_servers
printf '\n== tests\n'
cargo test --no-fail-fast 2>&1 | tee "$work/cargo.log" | grep -Ev '^test .* \.\.\. ok$|^running|^$'
tally 'cargo test' "$work/cargo.log" "${PIPESTATUS[0]}"

# What only the superuser can make: a full disk, a disk that may only be read, a folder of somebody else's.
printf '\n== tests as superuser\n'
if [ "$(id -u)" -eq 0 ]; then
    cargo test --test machine --test output -- --ignored as_superuser 2>&1 | tee "$work/superuser.log"
    tally 'tests as superuser' "$work/superuser.log" "${PIPESTATUS[0]}"
else
    printf 'NOT RUN: sudo -E cargo test --test machine --test output -- --ignored as_superuser\n'
fi

browser_before=$failed
step 'what the browser part needs' prepare_browser
step 'the dossier builds below a path' build_dossier
if [ "$failed" -eq "$browser_before" ]; then
    step 'the HTML validator runs' validate
    printf '\n== browser\n'
    node tests/browser/check.mjs "$work/public" /a/sub-path/ "$work/report.json" 2>&1 | tee "$work/browser.log"
    tally 'browser' "$work/browser.log" "${PIPESTATUS[0]}"
    printf '\n== browser, from right to left\n'
    node tests/browser/check.mjs "$work/arabic" /a/sub-path/ --only-accessibility ar 2>&1 | tee "$work/mirrored.log"
    tally 'browser, from right to left' "$work/mirrored.log" "${PIPESTATUS[0]}"
    printf '\n== browser, wishes of readers\n'
    node tests/browser/looks.mjs "$work/arabic" /a/sub-path/ 2>&1 | tee "$work/looks.log"
    tally 'browser, wishes of readers' "$work/looks.log" "${PIPESTATUS[0]}"
    printf '\n== browser, pointer and keys\n'
    node tests/browser/hands.mjs "$work/arabic" /a/sub-path/ 2>&1 | tee "$work/hands.log"
    tally 'browser, pointer and keys' "$work/hands.log" "${PIPESTATUS[0]}"
    printf '\n== browser, Lighthouse\n'
    node tests/browser/lighthouse.mjs "$work/public" /a/sub-path/ 2>&1 | tee "$work/lighthouse.log"
    tally 'browser, Lighthouse' "$work/lighthouse.log" "${PIPESTATUS[0]}"
    printf '\n== browser, filters\n'
    node tests/browser/filters.mjs "$work/arabic" /a/sub-path/ 2>&1 | tee "$work/filters.log"
    tally 'browser, filters' "$work/filters.log" "${PIPESTATUS[0]}"
    printf '\n== browser, lanes\n'
    node tests/browser/lanes.mjs "$work/arabic" /a/sub-path/ 2>&1 | tee "$work/lanes.log"
    tally 'browser, lanes' "$work/lanes.log" "${PIPESTATUS[0]}"
    printf '\n== browser, search\n'
    node tests/browser/search.mjs "$work/arabic" /a/sub-path/ tests/golden/search/words.txt 2>&1 | tee "$work/search.log"
    tally 'browser, search' "$work/search.log" "${PIPESTATUS[0]}"
    printf '\n== browser, through time\n'
    node tests/browser/time.mjs "$work/arabic" /a/sub-path/ 2>&1 | tee "$work/time.log"
    tally 'browser, through time' "$work/time.log" "${PIPESTATUS[0]}"
    printf '\n== browser, frames of other sites\n'
    node tests/browser/embed.mjs "$work/arabic" /a/sub-path/ 2>&1 | tee "$work/embed.log"
    tally 'browser, frames of other sites' "$work/embed.log" "${PIPESTATUS[0]}"
    printf '\n== browser, offline\n'
    node tests/browser/offline.mjs "$work/offline" 2>&1 | tee "$work/offline.log"
    tally 'browser, offline' "$work/offline.log" "${PIPESTATUS[0]}"
    printf '\n== browser, pictures\n'
    node tests/browser/media.mjs "${CARGO_TARGET_DIR:-target}/debug/annals" 2>&1 | tee "$work/media.log"
    tally 'browser, pictures' "$work/media.log" "${PIPESTATUS[0]}"
    printf '\n== browser, preview\n'
    node tests/browser/serve.mjs "${CARGO_TARGET_DIR:-target}/debug/annals" . 2>&1 | tee "$work/preview.log"
    tally 'browser, preview' "$work/preview.log" "${PIPESTATUS[0]}"
    step 'what the published site is served by' prepare_nginx
    printf '\n== browser, publishing\n'
    node tests/browser/publish.mjs "${CARGO_TARGET_DIR:-target}/debug/annals" . 2>&1 | tee "$work/publish.log"
    tally 'browser, publishing' "$work/publish.log" "${PIPESTATUS[0]}"
fi

printf '\n%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
