//! What a publication did or would do, for people and for programs.

use std::fmt::Write as _;

use serde::Serialize;

use super::plan::Plan;
use crate::text::calm_name;

/// How a publication ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Nothing was done; this is what would be.
    Planned,
    /// The target had just this site.
    Unchanged,
    /// The target has this site now.
    Published,
    /// The target has the release before the last one again.
    RolledBack,
}

/// What a publication did or would do.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// The target's name.
    pub target: String,
    /// Where it is, without anything secret.
    pub address: String,
    /// How it ended.
    pub outcome: Outcome,
    /// New files, by path.
    pub new: Vec<String>,
    /// Changed files, by path.
    pub changed: Vec<String>,
    /// Removed files, by path.
    pub removed: Vec<String>,
    /// How many files were left as they are.
    pub unchanged: usize,
    /// Length of the new and changed files together, in bytes.
    pub bytes: u64,
    /// Files there that annals did not write; they were not touched.
    pub foreign: Vec<String>,
    /// How many files were read back and found to be those of the site.
    pub compared: usize,
    /// What else is worth knowing, in sentences.
    pub notes: Vec<String>,
}

impl Report {
    /// The report of a plan that is not carried out yet.
    pub fn new(target: &str, address: String, plan: &Plan, foreign: Vec<String>) -> Report {
        Report {
            target: target.to_owned(),
            address,
            outcome: if plan.is_empty() { Outcome::Unchanged } else { Outcome::Planned },
            new: plan.added.clone(),
            changed: plan.changed.clone(),
            removed: plan.removed.clone(),
            unchanged: plan.unchanged.len(),
            bytes: plan.bytes,
            foreign,
            compared: 0,
            notes: Vec::new(),
        }
    }

    /// As JSON: one object.
    pub fn to_json(&self) -> String {
        let mut json = serde_json::to_string_pretty(self).expect("texts, numbers and lists can be JSON");
        json.push('\n');
        json
    }

    /// In words; every file of the plan by name, if it was not carried out.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        if self.outcome == Outcome::Planned {
            for (mark, paths) in [("new", &self.new), ("changed", &self.changed), ("removed", &self.removed)] {
                for path in paths {
                    let _ = writeln!(text, "{mark:8} {}", calm_name(path));
                }
            }
        }
        let place = calm_name(&self.address);
        let done = match self.outcome {
            Outcome::Planned => "would be sent to",
            Outcome::Unchanged => "nothing to do: the site stands in",
            Outcome::Published => "published to",
            Outcome::RolledBack => "the release before stands again in",
        };
        let (new, changed) = (self.new.len(), self.changed.len());
        let (removed, unchanged) = (self.removed.len(), self.unchanged);
        let counts =
            format!("{new} new, {changed} changed, {removed} removed, {unchanged} unchanged; {}", bytes(self.bytes));
        let _ = match self.outcome {
            Outcome::Unchanged => writeln!(text, "{done} {place} ({})", files(unchanged)),
            Outcome::RolledBack => writeln!(text, "{done} {place}: {counts}"),
            _ => writeln!(text, "{counts} {done} {place}"),
        };
        if !self.foreign.is_empty() {
            let names = some(&self.foreign);
            let _ = writeln!(text, "{} not by annals, left alone: {names}", files(self.foreign.len()));
        }
        if self.compared > 0 {
            let _ = writeln!(text, "{} read back and found right", files(self.compared));
        }
        for note in &self.notes {
            let _ = writeln!(text, "{note}");
        }
        text
    }
}

/// The first of some names, and how many more there are.
pub fn some(names: &[String]) -> String {
    const SHOWN: usize = 5;
    let mut text = names.iter().take(SHOWN).map(|name| format!("`{}`", calm_name(name))).collect::<Vec<_>>().join(", ");
    if names.len() > SHOWN {
        let _ = write!(text, " and {} more", names.len() - SHOWN);
    }
    text
}

/// A number of files, in words.
pub fn files(count: usize) -> String {
    format!("{count} file{}", if count == 1 { "" } else { "s" })
}

/// A length in bytes as people say it (1 kB is 1,000 bytes).
pub fn bytes(count: u64) -> String {
    match count {
        0..=999 => format!("{count} B"),
        1_000..=999_999 => format!("{:.1} kB", count as f64 / 1e3),
        1_000_000..=999_999_999 => format!("{:.1} MB", count as f64 / 1e6),
        _ => format!("{:.1} GB", count as f64 / 1e9),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_names_what_it_counts() {
        let plan = Plan {
            added: vec!["a".to_owned()],
            removed: vec!["b".to_owned()],
            unchanged: vec!["c".to_owned()],
            bytes: 1_234,
            ..Plan::default()
        };
        let mut report = Report::new("production", "/srv/site".to_owned(), &plan, vec!["CNAME".to_owned()]);
        assert_eq!(
            report.to_text(),
            "new      a\nremoved  b\n1 new, 0 changed, 1 removed, 1 unchanged; 1.2 kB would be sent to /srv/site\n\
             1 file not by annals, left alone: `CNAME`\n"
        );
        report.outcome = Outcome::Published;
        assert!(
            report.to_text().starts_with("1 new, 0 changed, 1 removed, 1 unchanged; 1.2 kB published to /srv/site\n")
        );
        let json: serde_json::Value = serde_json::from_str(&report.to_json()).expect("JSON");
        assert_eq!(
            (&json["outcome"], &json["new"][0], &json["unchanged"]),
            (&"published".into(), &"a".into(), &1.into())
        );
    }
}
