//! What an archive holds, as every other program would unpack it: what programs read differently is refused, and what is no
//! plain file is told apart.

mod frame;
mod layout;
mod tars;
mod zips;

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufReader, Read};

use crate::release::{ArchiveForm, check_path};
use crate::text::calm_name;

/// Takes what an archive holds: a name, the length, and the bytes. `None` in the place of the length: no plain file, but a
/// link, a pipe, or something of which not every program makes the same.
pub type Take<'a> = dyn FnMut(String, Option<u64>, &mut dyn Read) -> io::Result<()> + 'a;

/// Hands all that an archive would unpack to `take`, but for folders.
///
/// # Errors
/// If it is no archive, holds a name twice, or programs would not agree about what it holds.
pub fn each(form: ArchiveForm, file: File, take: &mut Take<'_>) -> io::Result<()> {
    let mut names = BTreeSet::new();
    let mut once = |name: String, what: Member, reader: &mut dyn Read| {
        // A folder stands in the place of a file of its name.
        if !names.insert(name.trim_end_matches('/').to_owned()) {
            return Err(io::Error::other(format!("it holds `{}` twice", calm_name(name.trim_end_matches('/')))));
        }
        match what {
            Member::Folder => Ok(()),
            Member::File(size) => take(name, Some(size), reader),
            Member::Other => take(name, None, &mut io::empty()),
        }
    };
    let file = BufReader::new(file);
    match form {
        ArchiveForm::Zip => zips::each(file, &mut once),
        ArchiveForm::TarZst => tars::each(file, &mut once),
    }
}

/// What stands under a name.
enum Member {
    /// A plain file of this length.
    File(u64),
    /// A folder that can hold files of the site, and holds none by itself.
    Folder,
    /// Anything else.
    Other,
}

impl Member {
    fn folder(name: &str, size: u64) -> Member {
        let is_one = size == 0 && check_path(name.trim_end_matches('/')).is_ok();
        if is_one { Member::Folder } else { Member::Other }
    }
}

type Each<'a> = dyn FnMut(String, Member, &mut dyn Read) -> io::Result<()> + 'a;

fn follows() -> io::Error {
    io::Error::other("something follows its end, which other programs may unpack")
}

fn differently() -> io::Error {
    io::Error::other("it holds something that programs read differently")
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]
mod tests;
