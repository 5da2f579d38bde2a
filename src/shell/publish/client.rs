//! The client of HTTP: whom it trusts when it speaks TLS, and what its errors mean.

use std::io;

use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};

use super::failure::Failure;

/// A file of the certificates of authorities, and the variable of the environment that names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundle {
    /// The variable.
    pub variable: &'static str,
    /// The file's path.
    pub path: String,
}

/// The settings of TLS: with the usual authorities, or those of a file instead.
///
/// # Errors
/// If the file cannot be used.
pub fn settings(bundle: Option<&Bundle>) -> Result<TlsConfig, Failure> {
    let settings = TlsConfig::builder();
    Ok(match bundle {
        Some(bundle) => settings.root_certs(authorities(bundle)?).build(),
        None => settings.build(),
    })
}

fn authorities(bundle: &Bundle) -> Result<RootCerts, Failure> {
    let Bundle { variable, path } = bundle;
    let fault = |why: &str| Failure::refused(format!("{variable} names `{path}`, which {why}"));
    let pem = std::fs::read(path).map_err(|error| fault(&format!("cannot be read: {error}")))?;
    let certificates: Result<Vec<Certificate<'static>>, _> = parse_pem(&pem)
        .filter_map(|item| match item {
            Ok(PemItem::Certificate(certificate)) => Some(Ok(certificate)),
            Ok(_) => None,
            Err(error) => Some(Err(error)),
        })
        .collect();
    match certificates {
        Ok(list) if !list.is_empty() => Ok(RootCerts::new_with_certs(&list)),
        _ => Err(fault("holds no certificates")),
    }
}

/// Why no secure connection came about, if an error says that: TLS hands its own errors on as those of the socket.
pub fn refusal(error: &ureq::Error) -> Option<String> {
    match error {
        ureq::Error::Io(error) if error.kind() == io::ErrorKind::InvalidData => Some(error.to_string()),
        ureq::Error::Rustls(error) => Some(error.to_string()),
        ureq::Error::Tls(error) => Some((*error).to_owned()),
        _ => None,
    }
}

/// Whether such a reason says that a certificate is not valid at this time: then this machine's clock may be wrong.
pub fn is_about_time(reason: &str) -> bool {
    ["expired", "not valid yet", "Expired", "NotValidYet"].iter().any(|words| reason.contains(words))
}

/// Whether an error says that there is no machine of that name, or no way to ask for it.
pub fn is_unknown_host(error: &ureq::Error) -> bool {
    match error {
        ureq::Error::HostNotFound => true,
        // What the system's own resolver says has no kind.
        ureq::Error::Io(error) => error.to_string().starts_with("failed to lookup address information"),
        _ => false,
    }
}
