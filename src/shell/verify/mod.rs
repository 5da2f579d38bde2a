//! `annals verify`: whether a copy of a site is the one that was built, wherever it stands.

mod http;

use std::path::Path;

use litemap::LiteMap;
use serde::Serialize;
use url::Url;

use super::cli::Exit;
use super::publish::archive::Archive;
use super::publish::failure::Failure;
use super::publish::progress::Progress;
use super::publish::shelf::Shelf;
use super::publish::target::Look;
use super::signature;
use super::terminal::Terminal;
use crate::release::report::{files, some};
use crate::release::verify::{Findings, is_page};
use crate::release::{Entry, MANIFEST, Manifest, SIGNATURE};
use crate::text::calm_name;
use http::Host;

/// What is asked of a verification.
pub struct Order {
    /// Where the copy stands: a folder, an archive, or an address.
    pub place: String,
    /// The public key that must have signed it.
    pub key: Option<String>,
    /// Whether the findings are JSON.
    pub json: bool,
}

/// What is known of the manifest's signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Signed {
    /// There is none.
    No,
    /// There is one, and no key was named to check it by.
    Unchecked,
    /// It is that of the named key.
    Yes,
    /// It is not.
    Wrong,
}

/// All that was found.
#[derive(Debug, Serialize)]
struct Verdict {
    place: String,
    whole: bool,
    signature: Signed,
    #[serde(flatten)]
    findings: Findings,
}

/// Verifies a copy.
pub fn verify(order: &Order, terminal: &Terminal) -> Exit {
    match judge(order, terminal) {
        Ok(verdict) => {
            let written = if order.json {
                let mut json = serde_json::to_string_pretty(&verdict).unwrap_or_default();
                json.push('\n');
                terminal.json(&json)
            } else {
                terminal.result(&words(&verdict))
            };
            if written == Exit::Fine && !verdict.whole { Exit::Content } else { written }
        }
        Err(Failure::Refused(text)) => terminal.refused(text),
        Err(Failure::Failed(text) | Failure::Overtaken(text)) => terminal.failed(text),
    }
}

/// A copy, to be looked at.
enum Copy {
    /// A folder.
    Folder(Shelf),
    /// An archive.
    Archive(Archive),
    /// Only files whose names are known can be asked for.
    There(Host),
}

impl Copy {
    fn open(place: &str) -> Result<Copy, Failure> {
        if let Some(url) = Url::parse(place).ok().filter(|url| matches!(url.scheme(), "http" | "https")) {
            return Host::new(url).map(Copy::There);
        }
        let path = Path::new(place);
        if path.is_dir() {
            return Ok(Copy::Folder(Shelf::copy(path.to_owned())));
        }
        // A link to an archive is the user's own word.
        let real = std::fs::canonicalize(path).ok().filter(|real| real.is_file());
        let parts = real.as_deref().and_then(|real| Some((real.parent()?, real.file_name()?.to_str()?)));
        match (Archive::form(path), parts) {
            (Some(form), Some((folder, name))) => {
                Ok(Copy::Archive(Archive::new(folder.to_owned(), name.to_owned(), form, 0)))
            }
            _ => Err(Failure::refused(format!(
                "`{place}` is no folder, no archive and no address; write a folder such as `public`, or an address such as \
                 `https://example.org/`"
            ))),
        }
    }

    fn look(&self) -> &dyn Look {
        match self {
            Copy::Folder(shelf) => shelf,
            Copy::Archive(archive) => archive,
            Copy::There(host) => host,
        }
    }
}

fn judge(order: &Order, terminal: &Terminal) -> Result<Verdict, Failure> {
    let key = order.key.as_deref().map(signature::public_key).transpose()?;
    let mut copy = Copy::open(&order.place)?;
    let Some((json, _)) = copy.look().read(MANIFEST)? else {
        return Err(Failure::refused(format!(
            "there is no `{MANIFEST}` in `{}`; name the top of a site that annals made",
            order.place
        )));
    };
    let manifest = match Manifest::parse(&json) {
        Ok(manifest) => manifest,
        Err(_) if matches!(copy, Copy::There(_)) && is_page(&json) => {
            return Err(Failure::failed(format!(
                "`{}` answers with a page where its `{MANIFEST}` should be: the address is another one, its host answers every \
                 address with a page, or this network wants you to sign in first",
                order.place
            )));
        }
        Err(fault) => return Err(Failure::refused(format!("`{}`: {fault}", order.place))),
    };
    if let Copy::There(host) = &mut copy {
        host.expect(&manifest);
    }
    let look = copy.look();
    let signed = match (look.read(SIGNATURE)?, &key) {
        (None, None) => Signed::No,
        (Some(_), None) => Signed::Unchecked,
        (None, Some(_)) => {
            terminal.say("the manifest is not signed");
            Signed::Wrong
        }
        (Some((signature, _)), Some(key)) => match signature::check(&json, &signature, key) {
            Ok(()) => Signed::Yes,
            Err(reason) => {
                terminal.say(&format!("`{SIGNATURE}` {reason}"));
                Signed::Wrong
            }
        },
    };
    let found = digests(&copy, &manifest)?;
    let findings = match &copy {
        Copy::Folder(shelf) => {
            let left_out = shelf.left_out().iter().map(|name| (*name).to_owned()).collect();
            Findings { left_out, ..Findings::of(&manifest, &found) }
        }
        Copy::Archive(archive) => {
            let findings = Findings::of(&manifest, &found);
            if findings.is_whole() && !archive.is_own()? {
                return Err(Failure::failed(format!(
                    "`{}` holds every file that was built, but is not packed as this annals packs, and programs may unpack \
                     other files from it; unpack it, and verify the folder",
                    order.place
                )));
            }
            findings
        }
        Copy::There(host) => {
            let astray = host.astray().into_iter().collect();
            Findings { astray, ..Findings::of_served(&manifest, &found, &host.led_on()) }
        }
    };
    let whole = findings.is_whole() && signed != Signed::Wrong;
    Ok(Verdict { place: order.place.clone(), whole, signature: signed, findings })
}

/// What the files of a copy hold: those that the manifest lists, and others where they can be seen.
fn digests(copy: &Copy, manifest: &Manifest) -> Result<LiteMap<String, Entry>, Failure> {
    let look = copy.look();
    let listed = match copy {
        Copy::There(_) => LiteMap::new(),
        _ => look.list()?,
    };
    let names: Vec<&str> = match copy {
        Copy::There(_) => manifest.files.keys().map(String::as_str).collect(),
        // What is foreign is so whatever it holds.
        _ => listed.keys().map(String::as_str).filter(|name| manifest.files.contains_key(*name)).collect(),
    };
    let progress = Progress::shown();
    progress.step("reading", names.len());
    let found = look.digests(&names, &progress);
    progress.clear();
    let found = found?;
    // What is no file, such as a link, is not the one that was built.
    let all = listed.keys().map(|name| (name.clone(), Entry { sha256: [0; 32], size: 0 }));
    Ok(all.chain(found).collect())
}

fn words(verdict: &Verdict) -> String {
    let Verdict { place, whole, signature, findings } = verdict;
    let mut text = String::new();
    for (mark, paths) in
        [("missing", &findings.missing), ("changed", &findings.changed), ("foreign", &findings.foreign)]
    {
        for path in paths {
            text.push_str(&format!("{mark:8} {}\n", calm_name(path)));
        }
    }
    if !findings.hidden.is_empty() {
        text.push_str(&format!("the host does not show {}\n", some(&findings.hidden)));
    }
    if !findings.astray.is_empty() {
        text.push_str(&format!(
            "the host shows pages at their own names, and nothing at the addresses of their folders, to which all links \
             lead: {}; let it show `index.html` for a folder\n",
            some(&findings.astray)
        ));
    }
    for name in &findings.left_out {
        text.push_str(&format!("`{}` holds the repository of git, and was not looked at\n", calm_name(name)));
    }
    let signed = match signature {
        Signed::No => "not signed",
        Signed::Unchecked => "signed, by whom was not checked (`--key` names a public key)",
        Signed::Yes => "signed with this key",
        Signed::Wrong => "not signed with this key",
    };
    let right = files(findings.right);
    let differing = findings.missing.len() + findings.changed.len() + findings.foreign.len();
    let verdict = match (whole, differing) {
        (true, _) => "every file is the one that was built".to_owned(),
        (false, 0) => "every file is the one that its manifest lists, but nobody vouches for the manifest".to_owned(),
        (false, _) => format!("{} not as the manifest says", files(differing)),
    };
    let place = calm_name(place);
    text.push_str(&format!("{place}: {verdict} ({right} right; {signed})\n"));
    text
}
