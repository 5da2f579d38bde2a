//! Whole sites as one text: sections that begin with a line `-- path --`, each a file.
//!
//! A path may be followed by what is to be done to the file: `(utf-16)`, `(latin-1)`, `(bom)`, `(crlf)`, `(nul)` write
//! it in another encoding, `(times N)` repeats it, `(link)` makes it a symbolic link to what it holds. What stands
//! before the first section are words for people, and the run as `$ annals check`. The last section,
//! `-- report (exit N) --`, is what the program says.

use super::{SETTINGS, Site};

/// A case.
pub struct Case {
    /// The arguments of the run.
    pub arguments: Vec<String>,
    /// Files: path, what is done to them, and content.
    pub files: Vec<(String, String, String)>,
    /// The expected exit code and words.
    pub report: Option<(i32, String)>,
    /// Everything before the report.
    pub head: String,
}

impl Case {
    /// Reads a case.
    pub fn parse(text: &str) -> Case {
        let mut case = Case { arguments: vec!["check".into()], files: Vec::new(), report: None, head: String::new() };
        for line in text.split_inclusive('\n') {
            if let Some((_, report)) = &mut case.report {
                report.push_str(line);
                continue;
            }
            match line.strip_prefix("-- ").and_then(|l| l.trim_end().strip_suffix(" --")) {
                Some(section) => {
                    let (path, how) =
                        section.split_once(" (").map_or((section, ""), |(p, h)| (p, h.trim_end_matches(')')));
                    match (path, how.strip_prefix("exit ")) {
                        ("report", Some(code)) => {
                            case.report = Some((code.parse().unwrap(), String::new()));
                            continue;
                        }
                        _ => case.files.push((path.to_owned(), how.to_owned(), String::new())),
                    }
                }
                None => match case.files.last_mut() {
                    Some((_, _, content)) => content.push_str(line),
                    None => {
                        if let Some(run) = line.strip_prefix("$ annals ") {
                            case.arguments = run.split_whitespace().map(str::to_owned).collect();
                        }
                    }
                },
            }
            case.head.push_str(line);
        }
        case
    }

    /// Writes the site of a case into a fresh folder. Settings that give no fault are added if it has none.
    pub fn site(&self) -> Site {
        let mut site = Site::new();
        if !self.files.iter().any(|(path, _, _)| path == "content/site.toml") {
            site = site.file("content/site.toml", SETTINGS);
        }
        for (path, how, content) in &self.files {
            site = match how.as_str() {
                "link" => site.link(path, content.trim_end()),
                _ => site.file(path, encode(how, content)),
            };
        }
        site
    }

    /// The case with another report.
    pub fn with_report(&self, code: i32, words: &str) -> String {
        format!("{}-- report (exit {code}) --\n{words}", self.head)
    }
}

fn encode(how: &str, text: &str) -> Vec<u8> {
    match how {
        "" => text.as_bytes().to_vec(),
        "bom" => [&[0xEF, 0xBB, 0xBF][..], text.as_bytes()].concat(),
        "crlf" => text.replace('\n', "\r\n").into_bytes(),
        "nul" => text.replace('~', "\0").into_bytes(),
        "latin-1" => text.chars().map(|c| u8::try_from(c).expect("a character of Latin-1")).collect(),
        "utf-16" => [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect(),
        other => match other.strip_prefix("times ").and_then(|n| n.parse().ok()) {
            Some(n) => text.trim_end().repeat(n).into_bytes(),
            None => panic!("nothing is known of `({other})`"),
        },
    }
}
