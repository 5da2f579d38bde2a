//! Targets: where a site is published, as `[[publish]]` in `site.toml` names them.

use std::fmt;

use percent_encoding::percent_decode_str;
use url::Url;

/// One target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Its name, by which `annals publish` is told to take it.
    pub name: String,
    /// Where it is.
    pub address: Address,
    /// How many earlier releases are kept for `--rollback`, where the target can keep any.
    pub keep: usize,
    /// Whether a git branch keeps its history; otherwise it has one commit.
    pub history: bool,
    /// How many pages may be removed without `--allow-removals`; a tenth of them if not given.
    pub removals: Option<u64>,
    /// Whether files that annals did not write are expected there.
    pub adopt: bool,
    /// Whether files are replaced one by one, rather than the folder as a whole.
    pub in_place: bool,
    /// In which forms compressed copies stand beside files.
    pub compress: Vec<Compression>,
    /// The host name that is written to `CNAME`, for hosts of git branches.
    pub cname: Option<String>,
    /// Whether old addresses are listed in `_redirects`, for Netlify and Cloudflare.
    pub redirects: bool,
    /// Whether it is the edition that opens from a disk without a host.
    pub offline: bool,
    /// The address of object storage that is not AWS'; the environment's if not given.
    pub endpoint: Option<String>,
    /// The region of object storage; the environment's if not given.
    pub region: Option<String>,
    /// The path of the secret key that signs the manifest, in minisign's form.
    pub key: Option<String>,
}

/// Where a target is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// A folder, by its absolute path.
    Folder(String),
    /// A branch of a remote repository, which git itself is told.
    Git {
        /// The remote, as git takes it.
        remote: String,
        /// The branch.
        branch: String,
    },
    /// Object storage of S3's kind.
    S3 {
        /// The bucket.
        bucket: String,
        /// What every key begins with: empty, or ending in `/`.
        prefix: String,
    },
    /// A folder on another machine, by SFTP.
    Sftp(Host),
    /// A folder on another machine, by rsync over SSH.
    Rsync(Host),
    /// One file that holds the site, by its path below the site's folder or its absolute one.
    Archive {
        /// The path.
        path: String,
        /// The form.
        form: ArchiveForm,
    },
}

/// A folder on a machine that is reached by SSH.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Host {
    /// The user's name there; the one of SSH's own settings if not given.
    pub user: Option<String>,
    /// The machine, or its alias in SSH's own settings.
    pub host: String,
    /// The port.
    pub port: Option<u16>,
    /// The folder: absolute, or below the user's home folder if it does not begin with `/`.
    pub path: String,
}

/// The form of an archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArchiveForm {
    /// `.zip`
    Zip,
    /// `.tar.zst`
    TarZst,
}

/// The form of a compressed copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Compression {
    /// gzip (RFC 1952), as `.gz`.
    Gzip,
    /// Brotli (RFC 7932), as `.br`.
    Brotli,
}

impl Compression {
    /// What the name of a compressed copy ends in.
    pub fn suffix(self) -> &'static str {
        match self {
            Compression::Gzip => ".gz",
            Compression::Brotli => ".br",
        }
    }
}

/// Why an address cannot be used: the end of a sentence that begins with the address, and what to do.
pub type AddressFault = (&'static str, &'static str);

const FORMS: &str = "write `file:///srv/www/site`, `git+ssh://git@host/me/site.git#branch`, `git+https://…#branch`, \
                     `git+file:///…#branch`, `s3://bucket/prefix`, `sftp://user@host/path`, `rsync://user@host/path`, \
                     `archive:site.zip` or `archive:site.tar.zst`";

impl Address {
    /// Reads an address.
    ///
    /// # Errors
    /// If it has none of the forms, holds a password, or leads nowhere.
    pub fn parse(text: &str) -> Result<Address, AddressFault> {
        if let Some(path) = text.strip_prefix("archive:") {
            return archive(path);
        }
        let looks_like_scp = !text.contains("://") && text.contains('@') && text.contains(':');
        if looks_like_scp {
            return Err(("is the short form of an SSH address", "write `git+ssh://git@host/me/site.git#branch`"));
        }
        let url = Url::parse(text).map_err(|_| ("is no address", FORMS))?;
        if url.password().is_some() {
            let help = "take it out of `site.toml`, change it, and let git, SSH or the environment hold the new one";
            return Err(("holds a password, which must not stand in a file of the site", help));
        }
        if url.query().is_some() {
            return Err(("has a `?` part", FORMS));
        }
        match url.scheme() {
            "file" => folder(&url),
            "git+ssh" | "git+https" | "git+http" | "git+file" => git(text, &url),
            "s3" => s3(&url),
            "sftp" => host(&url).map(Address::Sftp),
            "rsync" => host(&url).map(Address::Rsync),
            "ssh" | "https" | "http" | "git" => Err((
                "does not say by which means",
                "put `git+` before it for a git repository, or name another target",
            )),
            _ => Err(("is of no kind that annals publishes to", FORMS)),
        }
    }
}

/// A part of an address that a program is told, decoded; `None` if that program could take it for an option.
fn argument(text: &str) -> Option<String> {
    let decoded = percent_decode_str(text).decode_utf8().ok()?;
    let is_safe = !decoded.starts_with('-') && !decoded.contains(|c: char| c.is_control());
    is_safe.then(|| decoded.into_owned())
}

const BAD_PART: AddressFault =
    ("has a part that begins with `-` or is no text", "write the part in plain letters, digits, `.` and `-`");

fn folder(url: &Url) -> Result<Address, AddressFault> {
    if url.host_str().is_some_and(|host| host != "localhost") {
        return Err((
            "names a machine",
            "write three slashes: `file:///srv/www/site`; mount the other machine's folder first",
        ));
    }
    let path = argument(url.path()).ok_or(BAD_PART)?;
    if url.fragment().is_some() || path.trim_matches('/').is_empty() {
        return Err(("names no folder", "write its whole path, such as `file:///srv/www/site`"));
    }
    Ok(Address::Folder(path.trim_end_matches('/').to_owned()))
}

fn git(text: &str, url: &Url) -> Result<Address, AddressFault> {
    let branch = url.fragment().filter(|branch| !branch.is_empty());
    let branch = branch.ok_or(("names no branch", "add it at the end, such as `#pages` or `#gh-pages`"))?;
    let branch = argument(branch).filter(|branch| is_branch(branch)).ok_or((
        "names a branch that git cannot have",
        "write a branch such as `#pages`: no spaces, no `..`, none of `~^:?*[\\`",
    ))?;
    if url.host_str().is_some_and(|host| host.starts_with('-')) || url.username().starts_with('-') {
        return Err(BAD_PART);
    }
    let remote = text.strip_prefix("git+").and_then(|rest| rest.split_once('#')).map(|(remote, _)| remote.to_owned());
    Ok(Address::Git { remote: remote.ok_or(BAD_PART)?, branch })
}

/// Whether git can have a branch of this name (`git check-ref-format`).
fn is_branch(name: &str) -> bool {
    let bad = |c: char| c.is_whitespace() || "~^:?*[\\".contains(c);
    let part = |part: &str| !part.is_empty() && !part.starts_with('.') && !part.ends_with(".lock");
    !name.contains(bad)
        && !name.contains("..")
        && !name.contains("@{")
        && !name.ends_with('.')
        && name.split('/').all(part)
}

fn s3(url: &Url) -> Result<Address, AddressFault> {
    let bucket = url.host_str().and_then(argument).ok_or(("names no bucket", "write `s3://bucket/prefix`"))?;
    if !url.username().is_empty() {
        let help = "take it out; keys come from the environment or the profile files of AWS";
        return Err(("holds a key, which must not stand in a file of the site", help));
    }
    let prefix = argument(url.path().trim_matches('/')).ok_or(BAD_PART)?;
    Ok(Address::S3 { bucket, prefix: if prefix.is_empty() { prefix } else { format!("{prefix}/") } })
}

fn host(url: &Url) -> Result<Host, AddressFault> {
    let host = url.host_str().and_then(argument).ok_or(("names no machine", "write `sftp://user@host/path`"))?;
    let user = argument(url.username()).ok_or(BAD_PART)?;
    let path = argument(url.path()).ok_or(BAD_PART)?;
    let below_home = path.strip_prefix("/~/").map(str::to_owned);
    let path = below_home.unwrap_or(path).trim_end_matches('/').to_owned();
    if path.is_empty() || path.starts_with('-') {
        return Err(("names no folder", "write its path after the machine; `/~/site` is below the user's home folder"));
    }
    Ok(Host { user: (!user.is_empty()).then_some(user), host, port: url.port(), path })
}

fn archive(path: &str) -> Result<Address, AddressFault> {
    let form = match path {
        _ if path.ends_with(".zip") => ArchiveForm::Zip,
        _ if path.ends_with(".tar.zst") => ArchiveForm::TarZst,
        _ => return Err(("is no archive that annals writes", "end its name in `.zip` or `.tar.zst`")),
    };
    if path.starts_with(['.', '-']) && !path.contains('/') || path.contains('\0') {
        return Err(("has no name before its ending", "write a name such as `archive:site.zip`"));
    }
    Ok(Address::Archive { path: path.to_owned(), form })
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Address::Folder(path) => f.write_str(path),
            Address::Git { remote, branch } => write!(f, "branch {branch} of {remote}"),
            Address::S3 { bucket, prefix } => write!(f, "s3://{bucket}/{prefix}"),
            Address::Sftp(host) => write!(f, "sftp://{host}"),
            Address::Rsync(host) => write!(f, "rsync://{host}"),
            Address::Archive { path, .. } => f.write_str(path),
        }
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(user) = &self.user {
            write!(f, "{user}@")?;
        }
        f.write_str(&self.host)?;
        if let Some(port) = self.port {
            write!(f, ":{port}")?;
        }
        let slash = if self.path.starts_with('/') { "" } else { "/~/" };
        write!(f, "{slash}{}", self.path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_target_is_read() {
        let host = |user: Option<&str>, port, path: &str| Host {
            user: user.map(str::to_owned),
            host: "host".into(),
            port,
            path: path.into(),
        };
        let git = |remote: &str, branch: &str| Address::Git { remote: remote.into(), branch: branch.into() };
        let s3 = |bucket: &str, prefix: &str| Address::S3 { bucket: bucket.into(), prefix: prefix.into() };
        let archive = |path: &str, form| Address::Archive { path: path.into(), form };
        for (text, expected) in [
            ("file:///srv/www/my%20site/", Address::Folder("/srv/www/my site".into())),
            ("git+ssh://git@host/me/site.git#pages", git("ssh://git@host/me/site.git", "pages")),
            ("git+file:///srv/site.git#a/b", git("file:///srv/site.git", "a/b")),
            ("git+https://host/site.git#gh-pages", git("https://host/site.git", "gh-pages")),
            ("s3://bucket", s3("bucket", "")),
            ("s3://bucket/a/b/", s3("bucket", "a/b/")),
            ("sftp://me@host:2222/srv/site/", Address::Sftp(host(Some("me"), Some(2222), "/srv/site"))),
            ("rsync://host/~/site", Address::Rsync(host(None, None, "site"))),
            ("archive:out/site.zip", archive("out/site.zip", ArchiveForm::Zip)),
            ("archive:/tmp/site.tar.zst", archive("/tmp/site.tar.zst", ArchiveForm::TarZst)),
        ] {
            assert_eq!(Address::parse(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_used_is_refused_with_its_reason() {
        for (text, reason) in [
            ("", "is no address"),
            ("site", "is no address"),
            ("ftp://host/a", "is of no kind that annals publishes to"),
            ("git@host:me/site.git", "is the short form of an SSH address"),
            ("https://host/site.git#pages", "does not say by which means"),
            ("git+https://me:secret@host/site.git#pages", "holds a password"),
            ("git+ssh://host/site.git", "names no branch"),
            ("git+ssh://host/site.git#a..b", "names a branch that git cannot have"),
            ("git+ssh://host/site.git#-f", "names a branch that git cannot have"),
            ("git+ssh://-oProxyCommand=x/site.git#pages", "has a part that begins with `-`"),
            ("sftp://-oProxyCommand=x/site", "names no machine"),
            ("sftp://host/", "names no folder"),
            ("file:///", "names no folder"),
            ("file://host/srv", "names a machine"),
            ("s3://KEY@bucket/", "holds a key"),
            ("archive:site.rar", "is no archive that annals writes"),
            ("archive:.zip", "has no name before its ending"),
        ] {
            let found = Address::parse(text).err().map(|(reason, _)| reason).unwrap_or("is taken");
            assert!(found.starts_with(reason), "{text}: {found}");
        }
    }
}
