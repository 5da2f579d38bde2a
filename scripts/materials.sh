#!/usr/bin/env bash
# Writes the bill of materials of a release beside the program: every library in it with version, licence and the hash
# by which Cargo checks it, as CycloneDX 1.5 (ECMA-424). It is made of `cargo metadata` and `Cargo.lock` alone, for the
# machine it runs on, and is the same bytes each time.
#
#     scripts/materials.sh [FILE]     # target/annals.cdx.json if no file is named
set -euo pipefail
cd "$(dirname "$0")/.."

file=${1:-target/annals.cdx.json}
mkdir -p "$(dirname "$file")"
host=$(rustc -vV | sed -n 's/^host: //p')
cargo metadata --locked --format-version 1 --filter-platform "$host" >"$file.metadata"
node - "$file.metadata" Cargo.lock "$file" <<'SCRIPT'
const fs = require("node:fs");
const [metadata, lock, file] = process.argv.slice(2);
const { packages, resolve } = JSON.parse(fs.readFileSync(metadata, "utf8"));
const hashes = new Map();
for (const block of fs.readFileSync(lock, "utf8").split("[[package]]")) {
  const of = (key) => block.match(new RegExp(`^${key} = "(.*)"$`, "m"))?.[1];
  hashes.set(`${of("name")} ${of("version")}`, of("checksum"));
}
// What is in the program: what its normal dependencies lead to, tests and build scripts left out.
const nodes = new Map(resolve.nodes.map((node) => [node.id, node]));
const linked = new Set();
const visit = (id) => {
  if (linked.has(id)) return;
  linked.add(id);
  for (const dep of nodes.get(id).deps) {
    if (dep.dep_kinds.some((kind) => kind.kind === null)) visit(dep.pkg);
  }
};
visit(resolve.root);
const purl = (one) => `pkg:cargo/${one.name}@${one.version}`;
const component = (one) => {
  const hash = hashes.get(`${one.name} ${one.version}`);
  return {
    type: one.id === resolve.root ? "application" : "library",
    "bom-ref": purl(one),
    name: one.name,
    version: one.version,
    ...(hash && { hashes: [{ alg: "SHA-256", content: hash }] }),
    licenses: [{ expression: (one.license ?? "").replaceAll("/", " OR ") }],
    purl: purl(one),
  };
};
const by = new Map(packages.map((one) => [one.id, one]));
const inside = [...linked].map((id) => by.get(id)).sort((a, b) => (purl(a) < purl(b) ? -1 : 1));
const bill = {
  bomFormat: "CycloneDX",
  specVersion: "1.5",
  version: 1,
  metadata: { component: component(by.get(resolve.root)) },
  components: inside.filter((one) => one.id !== resolve.root).map(component),
  dependencies: inside.map((one) => ({
    ref: purl(one),
    dependsOn: nodes.get(one.id).deps.filter((dep) => linked.has(dep.pkg)).map((dep) => purl(by.get(dep.pkg))).sort(),
  })),
};
const without = bill.components.filter((one) => !one.hashes || !one.licenses[0].expression);
if (without.length > 0) throw new Error(`no hash or licence: ${without.map((one) => one.name)}`);
fs.writeFileSync(file, `${JSON.stringify(bill, null, 1)}\n`);
console.log(`${bill.components.length} libraries in ${file}`);
SCRIPT
rm "$file.metadata"
