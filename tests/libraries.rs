//! The libraries: `deny.toml` allows their licences, and says why two versions of one are there.
//!
//! `cargo deny check`, which `scripts/trust.sh` runs, holds more of it, for every system that annals is built for.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests meet the machine as the shell does")]

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;
use spdx::{Expression, ParseMode};

/// What Cargo says of the libraries for the system that this is compiled for, and which of them are in use.
struct Libraries {
    metadata: Value,
    used: BTreeSet<String>,
}

impl Libraries {
    fn new() -> Libraries {
        let version = output(Command::new("rustc").arg("-vV"));
        let host = version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(["metadata", "--locked", "--format-version", "1", "--filter-platform", host]);
        let metadata: Value = serde_json::from_str(&output(cargo.current_dir(env!("CARGO_MANIFEST_DIR")))).unwrap();
        let resolved = &metadata["resolve"];
        let nodes: BTreeMap<&str, &Value> =
            list(&resolved["nodes"]).iter().map(|node| (text(&node["id"]), node)).collect();
        let mut used = BTreeSet::new();
        let mut left = vec![text(&resolved["root"])];
        while let Some(id) = left.pop() {
            if used.insert(id.to_owned()) {
                left.extend(list(&nodes[id]["dependencies"]).iter().map(text));
            }
        }
        Libraries { metadata, used }
    }

    /// Name, version and licence of each.
    fn iter(&self) -> impl Iterator<Item = (&str, &str, Option<&str>)> {
        let packages = list(&self.metadata["packages"]).iter().filter(|one| self.used.contains(text(&one["id"])));
        packages.map(|one| (text(&one["name"]), text(&one["version"]), one["license"].as_str()))
    }
}

fn output(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn rules() -> toml::Table {
    include_str!("../deny.toml").parse().unwrap()
}

#[test]
fn every_library_has_a_licence_that_is_allowed() {
    let rules = rules();
    let allowed: Vec<&str> =
        rules["licenses"]["allow"].as_array().unwrap().iter().map(|licence| licence.as_str().unwrap()).collect();
    let libraries = Libraries::new();
    let mut refused = Vec::new();
    for (name, version, licence) in libraries.iter().filter(|(name, ..)| *name != "annals") {
        let expression = Expression::parse_mode(licence.unwrap_or_default(), ParseMode::LAX);
        let is_allowed = expression.is_ok_and(|expression| {
            expression.evaluate(|asked| asked.license.id().is_some_and(|id| allowed.contains(&id.name)))
        });
        if !is_allowed {
            refused.push(format!("{name} {version}: {licence:?}"));
        }
    }
    assert!(libraries.iter().count() > 200);
    assert!(refused.is_empty(), "`deny.toml` allows none of the licences of\n{}", refused.join("\n"));
}

#[test]
fn two_versions_of_a_library_have_their_reason() {
    let rules = rules();
    let reasons = rules["bans"]["skip"].as_array().unwrap();
    let mut expected: Vec<(&str, &str)> = Vec::new();
    for reason in reasons {
        assert!(reason["reason"].as_str().is_some_and(|reason| !reason.is_empty()), "{reason}");
        expected.push(reason["crate"].as_str().unwrap().split_once('@').unwrap());
    }
    let libraries = Libraries::new();
    let mut versions: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, version, _) in libraries.iter() {
        versions.entry(name).or_default().push(version);
    }
    versions.retain(|_, versions| versions.len() > 1);
    for (name, versions) in &versions {
        let without: Vec<_> = versions
            .iter()
            .filter(|version| !expected.iter().any(|(of, start)| of == name && is_of(version, start)))
            .collect();
        assert!(without.len() <= 1, "`deny.toml` does not say why there are {without:?} of `{name}`");
    }
    for (name, start) in expected {
        let is_there = versions.get(name).is_some_and(|versions| versions.iter().any(|one| is_of(one, start)));
        assert!(is_there, "`deny.toml` gives a reason for `{name}` {start}, of which there is one version or none");
    }
}

/// Whether a version begins with these numbers.
fn is_of(version: &str, start: &str) -> bool {
    version.strip_prefix(start).is_some_and(|rest| rest.starts_with('.'))
}
