//! Links that open the author's editor at a place in a file.

use std::path::Path;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::super::terminal::Told;

/// Characters that stand for themselves in the path of an address.
const IN_PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Editors that open links, and the form of their links.
const KNOWN: [(&str, &str); 7] = [
    ("vscode", "vscode://file{path}:{line}:{column}"),
    ("vscodium", "vscodium://file{path}:{line}:{column}"),
    ("cursor", "cursor://file{path}:{line}:{column}"),
    ("zed", "zed://file{path}:{line}:{column}"),
    ("idea", "idea://open?file={path}&line={line}&column={column}"),
    ("sublime", "subl://open?url=file://{path}&line={line}&column={column}"),
    ("emacs", "org-protocol://open-file?url=file://{path}&line={line}"),
];

/// How an editor wants to be asked for a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Editor {
    form: String,
}

impl Editor {
    /// An editor by its name, or by the form of its links with `{path}`, `{line}` and `{column}`.
    ///
    /// # Errors
    ///
    /// A sentence, if it is neither.
    pub fn named(name: &str) -> Result<Editor, Told> {
        if let Some((_, form)) = KNOWN.iter().find(|(known, _)| *known == name) {
            return Ok(Editor { form: (*form).to_owned() });
        }
        let scheme = name.split_once(':').map_or("", |(scheme, _)| scheme);
        let good = !scheme.is_empty()
            && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
            && !["javascript", "data", "vbscript"].contains(&scheme.to_ascii_lowercase().as_str());
        if good && name.contains("{path}") {
            return Ok(Editor { form: name.to_owned() });
        }
        let names: Vec<&str> = KNOWN.iter().map(|(known, _)| *known).collect();
        Err(Told::with_help(
            format!("`{name}` is no editor that annals knows"),
            format!(
                "write one of {}, or a link such as `myeditor://open?file={{path}}&line={{line}}`",
                names.join(", ")
            ),
        ))
    }

    /// The link that opens a file, given by its whole path, at a line and column (both from 1).
    pub fn link(&self, path: &Path, line: usize, column: usize) -> String {
        let path = utf8_percent_encode(&path.to_string_lossy(), IN_PATH).to_string();
        let form = self.form.replace("{line}", &line.to_string()).replace("{column}", &column.to_string());
        form.replace("{path}", &path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_names_the_place_and_holds_nothing_else_of_the_path() {
        let link = |name: &str| Editor::named(name).map(|editor| editor.link(Path::new("/a b/ü\"&.toml"), 3, 7));
        assert_eq!(link("vscode").as_deref(), Ok("vscode://file/a%20b/%C3%BC%22%26.toml:3:7"));
        assert_eq!(link("my://x?f={path}#{line}").as_deref(), Ok("my://x?f=/a%20b/%C3%BC%22%26.toml#3"));
        for name in ["vim", "", "javascript:alert({path})", "JavaScript:{path}", "{path}", "a b:{path}"] {
            assert!(link(name).is_err(), "{name}");
        }
    }
}
