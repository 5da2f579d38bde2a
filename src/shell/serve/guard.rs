//! Who may ask: the defence against other websites that are open in the author's browser.
//!
//! A foreign site can point its own name at this machine (DNS rebinding) and would then read the preview as its own;
//! therefore a request must name a host that is the preview's. And it can send requests across sites; therefore the
//! preview's own addresses refuse them. Neither rule knows what the site holds.

use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use axum::http::uri::Authority;
use axum::http::{HeaderMap, StatusCode, Uri, header};

/// The hosts by which the preview may be asked for.
#[derive(Clone, Debug)]
pub struct AllowedHosts {
    port: u16,
    names: BTreeSet<String>,
    addresses: BTreeSet<IpAddr>,
    every_address: bool,
}

impl AllowedHosts {
    /// The hosts of a server that is bound to an address, and further names by which it is known.
    ///
    /// Always `localhost`, `127.0.0.1`, `[::1]` and the address itself. A server that listens on every address may be
    /// asked for by any of them, but not by any name: only an address cannot be rebound.
    pub fn new(bound: SocketAddr, names: impl IntoIterator<Item = String>) -> Self {
        let names = names.into_iter().map(|name| name.to_ascii_lowercase()).chain(["localhost".to_owned()]).collect();
        let addresses = BTreeSet::from([IpAddr::V4(Ipv4Addr::LOCALHOST), IpAddr::V6(Ipv6Addr::LOCALHOST), bound.ip()]);
        AllowedHosts { port: bound.port(), names, addresses, every_address: bound.ip().is_unspecified() }
    }

    /// The same, with this machine's name where the server can be reached from other machines.
    pub fn of_machine(bound: SocketAddr) -> Self {
        let system = rustix::system::uname();
        let name = system.nodename().to_str().ok().filter(|name| !name.is_empty() && !bound.ip().is_loopback());
        let names = name.into_iter().flat_map(|name| [name.to_owned(), format!("{name}.local")]);
        AllowedHosts::new(bound, names)
    }

    /// Whether a host, with its port unless that is 80, is the preview's.
    pub fn allows(&self, host: &str) -> bool {
        let Ok(authority) = host.parse::<Authority>() else { return false };
        // Letter by letter: `01515` is the same number, but no browser's.
        let port = authority.port().map_or("80".to_owned(), |port| port.as_str().to_owned());
        if authority.as_str().contains('@') || port != self.port.to_string() {
            return false;
        }
        let host = authority.host();
        let literal = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
        match literal.parse::<IpAddr>() {
            Ok(address) => self.every_address || self.addresses.contains(&address),
            Err(_) => self.names.contains(&host.to_ascii_lowercase()),
        }
    }
}

/// Why a request is not answered: a status and a sentence.
pub type Refusal = (StatusCode, &'static str);

/// Holds that a request names one host, and that the preview is that host (RFC 9112, section 3.2).
///
/// # Errors
///
/// 400 without a host or with several, 421 for a host that is not the preview's.
pub fn host(uri: &Uri, headers: &HeaderMap, hosts: &AllowedHosts) -> Result<(), Refusal> {
    let mut named = headers.get_all(header::HOST).iter();
    let (Some(host), None) = (named.next(), named.next()) else {
        return Err((StatusCode::BAD_REQUEST, "a request must name exactly one host"));
    };
    let in_address = uri
        .authority()
        .map_or(Ok(""), |authority| if uri.scheme_str() == Some("http") { Ok(authority.as_str()) } else { Err(()) });
    let known = host.to_str().is_ok_and(|host| hosts.allows(host))
        && in_address.is_ok_and(|host| host.is_empty() || hosts.allows(host));
    if known { Ok(()) } else { Err((StatusCode::MISDIRECTED_REQUEST, "this host is not that of the preview")) }
}

/// Holds that a request comes from a page of the preview itself, or from no page. The host must have been held already.
///
/// # Errors
///
/// 403 where the browser says that another site asks, be it another port of this machine.
pub fn same_origin(headers: &HeaderMap) -> Result<(), Refusal> {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let own = format!("http://{host}");
    let origins =
        headers.get_all(header::ORIGIN).iter().all(|origin| origin.as_bytes().eq_ignore_ascii_case(own.as_bytes()));
    let sites =
        headers.get_all("sec-fetch-site").iter().all(|site| matches!(site.as_bytes(), b"same-origin" | b"none"));
    if origins && sites { Ok(()) } else { Err((StatusCode::FORBIDDEN, "only pages of the preview may ask for this")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bound(address: &str) -> AllowedHosts {
        AllowedHosts::new(address.parse().expect("an address"), [])
    }

    #[test]
    fn a_loopback_server_knows_its_own_hosts_alone() {
        let hosts = bound("127.0.0.1:1111");
        for host in ["localhost:1111", "LocalHost:1111", "127.0.0.1:1111", "[::1]:1111"] {
            assert!(hosts.allows(host), "{host}");
        }
        for host in [
            "",
            "localhost",
            "localhost:",
            "localhost:80",
            "localhost:11111",
            "localhost:01111",
            "localhost:+1111",
            "localhost.:1111",
            "localhost.evil.example:1111",
            "evil.example:1111",
            "192.168.1.5:1111",
            "0.0.0.0:1111",
            "127.1:1111",
            "0x7f000001:1111",
            "me@localhost:1111",
            "localhost:1111@evil.example",
            "localhost:1111/",
            "localhost:1111 evil",
            "[::1",
            "::1:1111",
            "[::]:1111",
            "[::ffff:127.0.0.1]:1111",
        ] {
            assert!(!hosts.allows(host), "{host}");
        }
    }

    #[test]
    fn the_port_may_be_left_out_where_it_is_eighty() {
        assert!(bound("127.0.0.1:80").allows("localhost"));
    }

    #[test]
    fn a_server_on_one_address_knows_that_address() {
        let hosts = bound("192.168.1.5:1111");
        assert!(hosts.allows("192.168.1.5:1111"));
        assert!(!hosts.allows("192.168.1.6:1111"));
        assert!(!hosts.allows("evil.example:1111"));
    }

    #[test]
    fn a_server_on_every_address_knows_addresses_but_no_foreign_name() {
        for any in ["0.0.0.0:1111", "[::]:1111"] {
            let hosts = AllowedHosts::new(any.parse().expect("an address"), ["Desk".to_owned()]);
            for host in ["192.168.1.6:1111", "[fe80::1]:1111", "desk:1111", "localhost:1111"] {
                assert!(hosts.allows(host), "{host}");
            }
            for host in ["evil.example:1111", "192.168.1.6", "desk.evil.example:1111"] {
                assert!(!hosts.allows(host), "{host}");
            }
        }
    }
}
