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

# What is worth telling of the tests' own words.
told() {
    grep -Ev '^test .* \.\.\. ok$|^running|^$'
}

# Runs one of the programs of `tests/browser` and counts what it says.
browser() {
    local name=$1 log
    shift
    log=$work/$1.log
    printf '\n== %s\n' "$name"
    node "tests/browser/$1" "${@:2}" 2>&1 | tee "$log"
    tally "$name" "$log" "${PIPESTATUS[0]}"
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
step 'the tests compile' cargo test --quiet --no-run
# Those of publishing mostly wait for clocks and connections, and go on beside the others.
others=()
publishing=()
for file in tests/*.rs; do
    name=$(basename "$file" .rs)
    case $name in
    publish*) publishing+=(--test "$name") ;;
    *) others+=(--test "$name") ;;
    esac
done
cargo test --no-fail-fast "${publishing[@]}" >"$work/publishing.log" 2>&1 &
published=$!
printf '\n== tests\n'
cargo test --no-fail-fast --lib --bins "${others[@]}" 2>&1 | tee "$work/cargo.log" | told
tally 'cargo test' "$work/cargo.log" "${PIPESTATUS[0]}"
cargo test --doc 2>&1 | tee "$work/doc.log" | told
tally 'examples in the documentation' "$work/doc.log" "${PIPESTATUS[0]}"
printf '\n== tests of publishing\n'
wait "$published"
tally 'tests of publishing' "$work/publishing.log" $?
told <"$work/publishing.log"

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
    annals=${CARGO_TARGET_DIR:-target}/debug/annals
    # Alone, since it measures.
    browser 'browser, Lighthouse' lighthouse.mjs "$work/public" /a/sub-path/
    # It takes longest, and goes on beside the others.
    node tests/browser/looks.mjs "$work/arabic" /a/sub-path/ >"$work/looks.log" 2>&1 &
    looks=$!
    browser 'browser' check.mjs "$work/public" /a/sub-path/ "$work/report.json"
    browser 'browser, from right to left' check.mjs "$work/arabic" /a/sub-path/ --only-accessibility ar
    browser 'browser, by pointer and by keys' hands.mjs "$work/arabic" /a/sub-path/
    browser 'browser, filters' filters.mjs "$work/arabic" /a/sub-path/
    browser 'browser, lanes' lanes.mjs "$work/arabic" /a/sub-path/
    browser 'browser, search' search.mjs "$work/arabic" /a/sub-path/ tests/golden/search/words.txt
    browser 'browser, through time' time.mjs "$work/arabic" /a/sub-path/
    browser 'browser, frames of other sites' embed.mjs "$work/arabic" /a/sub-path/
    browser 'browser, offline' offline.mjs "$work/offline"
    browser 'browser, pictures' media.mjs "$annals"
    browser 'browser, preview' serve.mjs "$annals" .
    step 'what the published site is served by' prepare_nginx
    browser 'browser, publishing' publish.mjs "$annals" .
    printf '\n== browser, readers with wishes of their own\n'
    wait "$looks"
    tally 'browser, readers with wishes of their own' "$work/looks.log" $?
    cat "$work/looks.log"
fi

printf '\n%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
