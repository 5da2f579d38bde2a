//! Publishing targets out of `content/site.toml`.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::draft::{RawTarget, Text};
use crate::release::{Address, Target};
use crate::text::Spanned;

/// How many earlier releases are kept if the target does not say.
const KEPT: usize = 3;

/// Reads the targets. One that cannot be used is noted and left out.
pub fn targets(raw: Vec<RawTarget>, faults: &mut Vec<Diagnostic>) -> Vec<Target> {
    let mut targets: Vec<Target> = Vec::new();
    let mut names = BTreeSet::new();
    for raw in raw {
        // What is missing was noted when the table was read.
        let (Some(name), Some(to)) = (&raw.name, &raw.to) else { continue };
        if !is_name(&name.value) {
            let message = format!("`{}` is no name of a target", name.value);
            faults.push(bad(name, message, "write letters, digits and `-`, such as `production`"));
            continue;
        }
        if names.contains(&name.value) {
            let message = format!("two targets have the name `{}`", name.value);
            faults.push(bad(name, message, "rename one of the two"));
            continue;
        }
        match Address::parse(&to.value) {
            Ok(address) => {
                names.insert(name.value.clone());
                targets.push(target(name.value.clone(), address, &raw, faults));
            }
            Err((reason, help)) => faults.push(bad(to, format!("the target `{}` {reason}", name.value), help)),
        }
    }
    targets
}

fn target(name: String, address: Address, raw: &RawTarget, faults: &mut Vec<Diagnostic>) -> Target {
    let is_git = matches!(address, Address::Git { .. });
    let cname = raw.cname.as_ref().filter(|cname| {
        let fault = if !is_git {
            Some("`cname` is for git branches only")
        } else if !is_host(&cname.value) {
            Some("`cname` is no host name")
        } else {
            None
        };
        faults
            .extend(fault.map(|message| bad(cname, message.to_owned(), "write a host name such as `www.example.org`")));
        fault.is_none()
    });
    if let Some(history) = raw.history.as_ref().filter(|_| !is_git) {
        let fault = Diagnostic::new(Code::BadConfig, history.span, "`history` is for git branches only");
        faults.push(fault.help("remove this line"));
    }
    let storage = |key: &str, text: Option<&'_ Text>| {
        text.filter(|_| !matches!(address, Address::S3 { .. }))
            .map(|text| bad(text, format!("`{key}` is for S3 only"), "remove this line"))
    };
    faults.extend(storage("endpoint", raw.endpoint.as_ref()));
    faults.extend(storage("region", raw.region.as_ref()));
    let endpoint = raw.endpoint.as_ref().filter(|endpoint| {
        let fault = !is_endpoint(&endpoint.value);
        if fault {
            let message = "`endpoint` is no address of a server".to_owned();
            faults.push(bad(
                endpoint,
                message,
                "write one such as `https://s3.example.org`, without a user or a password",
            ));
        }
        !fault
    });
    let region = raw.region.as_ref().filter(|region| {
        let is_region =
            !region.value.is_empty() && region.value.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if !is_region {
            faults.push(bad(region, "`region` is no name of a region".to_owned(), "write one such as `eu-central-1`"));
        }
        is_region
    });
    let mut compress: Vec<_> = raw.compress.iter().flatten().map(|form| form.0.value).collect();
    compress.sort();
    compress.dedup();
    Target {
        name,
        address,
        keep: raw.keep.as_ref().and_then(|n| number("keep", n, faults)).map_or(KEPT, |n| n as usize),
        history: raw.history.as_ref().is_none_or(|history| history.value),
        removals: raw.removals.as_ref().and_then(|n| number("removals", n, faults)),
        adopt: raw.adopt.as_ref().is_some_and(|adopt| adopt.value),
        in_place: raw.in_place.as_ref().is_some_and(|in_place| in_place.value),
        compress,
        cname: cname.map(|cname| cname.value.clone()),
        redirects: raw.redirects.as_ref().is_some_and(|redirects| redirects.value),
        offline: raw.offline.as_ref().is_some_and(|offline| offline.value),
        endpoint: endpoint.map(|endpoint| endpoint.value.clone()),
        region: region.map(|region| region.value.clone()),
        key: raw.key.as_ref().map(|key| key.value.clone()),
    }
}

fn number(key: &str, number: &Spanned<i64>, faults: &mut Vec<Diagnostic>) -> Option<u64> {
    let read = u32::try_from(number.value).ok().map(u64::from);
    if read.is_none() {
        let fault = Diagnostic::new(Code::WrongValue, number.span, format!("`{key}` counts, from 0"));
        faults.push(fault.help("write a whole number such as `3`"));
    }
    read
}

fn bad(text: &Text, message: String, help: &str) -> Diagnostic {
    Diagnostic::new(Code::BadConfig, text.span, message).help(help)
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.starts_with('-') && name.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c))
}

fn is_host(name: &str) -> bool {
    let label = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    name.contains('.') && name.split('.').all(label)
}

fn is_endpoint(text: &str) -> bool {
    url::Url::parse(text).is_ok_and(|url| {
        let is_bare = url.username().is_empty() && url.password().is_none() && url.query().is_none();
        matches!(url.scheme(), "http" | "https") && url.host_str().is_some() && is_bare
    })
}
