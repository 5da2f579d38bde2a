//! Signatures of manifests, in the form of minisign (Ed25519 over the BLAKE2b of the file).

use std::fs;
use std::io::{Cursor, ErrorKind, IsTerminal, Read};
use std::path::{Path, PathBuf};

use minisign::{PublicKey, PublicKeyBox, SecretKey, SecretKeyBox, SignatureBox};

use super::publish::beneath;
use super::publish::failure::Failure;
use crate::text::calm_path;

/// The variable of the environment that holds the password of a secret key.
const PASSWORD: &str = "ANNALS_KEY_PASSWORD";

/// The most that is read of the file of a public key, in bytes; it has about a hundred.
const LONGEST: u64 = 64 << 10;

/// What the signature says in words, signed too. It holds no time, so that equal sites are signed alike.
const COMMENT: &str = "manifest of a site made by annals";

/// Where a secret key lies: `~/` is the home folder, other paths are below the site's folder.
///
/// # Errors
/// If it lies in the site's folder, from which it might be published or committed.
pub fn key_path(named: &str, root: &Path) -> Result<PathBuf, Failure> {
    let path = match named.strip_prefix("~/") {
        Some(below) => match std::env::home_dir() {
            Some(home) => home.join(below),
            None => return Err(Failure::refused("your home folder is not known; write the key's whole path")),
        },
        None => root.join(named),
    };
    let path = fs::canonicalize(&path).map_err(Failure::io("read the key", &path))?;
    let root = fs::canonicalize(root).unwrap_or_else(|_| root.to_owned());
    if path.starts_with(&root) {
        return Err(Failure::refused(format!(
            "the secret key `{}` lies in the site's folder, from which it may get out; move it elsewhere, such as `~/.minisign/`",
            calm_path(path)
        )));
    }
    Ok(path)
}

/// Signs a manifest, unless this signature of it is the key's own already.
pub fn sign(json: &[u8], key: &Path, present: Option<Vec<u8>>) -> Result<Vec<u8>, Failure> {
    let text = fs::read_to_string(key).map_err(Failure::io("read the key", key))?;
    // The public key lies beside the secret one, as minisign writes them.
    let public = fs::read_to_string(key.with_extension("pub")).ok();
    let public = public.and_then(|public| PublicKeyBox::from_string(&public).ok()?.into_public_key().ok());
    if let (Some(present), Some(public)) = (&present, &public)
        && check(json, present, public).is_ok()
    {
        return Ok(present.clone());
    }
    let secret = unlock(&text, key)?;
    let public = PublicKey::from_secret_key(&secret).map_err(|error| bad_key(key, &error))?;
    if let Some(present) = present.filter(|present| check(json, present, &public).is_ok()) {
        return Ok(present);
    }
    let signature = minisign::sign(Some(&public), &secret, Cursor::new(json), Some(COMMENT), Some("signed by annals"));
    let signature = signature.map_err(|error| Failure::failed(format!("the manifest cannot be signed: {error}")))?;
    Ok(signature.into_string().into_bytes())
}

/// The secret key, with its password from the environment or the terminal if it has one.
fn unlock(text: &str, key: &Path) -> Result<SecretKey, Failure> {
    let sealed = || SecretKeyBox::from_string(text).map_err(|error| bad_key(key, &error));
    if let Ok(secret) = sealed()?.into_unencrypted_secret_key() {
        return Ok(secret);
    }
    let password = match std::env::var(PASSWORD) {
        Ok(password) => Some(password),
        Err(_) if std::io::stdin().is_terminal() => None,
        Err(_) => {
            return Err(Failure::refused(format!(
                "the secret key `{}` has a password; set `{PASSWORD}` in the environment, or publish from a terminal",
                calm_path(key)
            )));
        }
    };
    // Without one, it is asked for on the terminal.
    sealed()?.into_secret_key(password).map_err(|error| bad_key(key, &error))
}

fn bad_key(key: &Path, error: &minisign::PError) -> Failure {
    Failure::refused(format!(
        "the secret key `{}` cannot be used: {error}; `minisign -G` makes a pair of keys",
        calm_path(key)
    ))
}

/// A public key: the path of its file, or the key itself in its short form.
pub fn public_key(named: &str) -> Result<PublicKey, Failure> {
    let mut text = String::new();
    let read = beneath::open_named(Path::new(named)).and_then(|file| file.take(LONGEST).read_to_string(&mut text));
    let found = match read {
        Ok(_) => PublicKeyBox::from_string(&text).and_then(PublicKeyBox::into_public_key),
        // A pipe may never end.
        Err(error) if error.kind() == ErrorKind::Unsupported => {
            return Err(Failure::refused(format!("{error}; name the file of a public key, or write the key itself")));
        }
        Err(_) => PublicKey::from_base64(named.trim()),
    };
    found.map_err(|error| {
        Failure::refused(format!(
            "`{named}` is neither the file of a public key nor such a key: {error}; it is a file such as `minisign.pub`, or \
             its second line"
        ))
    })
}

/// Holds a manifest against its signature.
///
/// # Errors
/// The end of a sentence that says what is wrong.
pub fn check(json: &[u8], signature: &[u8], key: &PublicKey) -> Result<(), String> {
    let text = std::str::from_utf8(signature).map_err(|_| "is no signature".to_owned())?;
    let signature = SignatureBox::from_string(text).map_err(|error| format!("is no signature ({error})"))?;
    if signature.keynum() != key.keynum() {
        return Err("was made with another key".to_owned());
    }
    minisign::verify(key, &signature, Cursor::new(json), true, false, false)
        .map_err(|_| "is not that of this manifest".to_owned())
}
