//! An edition that is opened from a disk: links lead from file to file, and data are scripts.
//!
//! Everything is made with [`DISK`] in the place of the way to the edition's folder; here each file gets its own way.

use crate::route::{DISK, Route};
use crate::site::Site;

/// A file as it stands on a disk.
pub fn on_disk(site: &Site, route: &Route, bytes: Vec<u8>) -> Vec<u8> {
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(other) => return other.into_bytes(),
    };
    match route {
        Route::Data(data) if data.is_for_scripts() => as_script(&text).into_bytes(),
        route => lead_up(&text, &way_up(site.addresses.file(route).as_str())).into_bytes(),
    }
}

/// Puts the way up where an address begins: as a value, one of several, or that of a page that leads on. Within an address
/// the word is the author's.
fn lead_up(text: &str, way: &str) -> String {
    let mut led = String::with_capacity(text.len());
    let mut parts = text.split(DISK);
    led.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let begins = ["\"", ", ", "; url="].iter().any(|before| led.ends_with(before));
        led.push_str(if begins { way } else { DISK });
        led.push_str(part);
    }
    led
}

/// The way from a file to the folder of the edition.
fn way_up(file: &str) -> String {
    match file.matches('/').count() {
        0 => "./".to_owned(),
        depth => "../".repeat(depth),
    }
}

/// JSON as a script that hands over a function, which makes the data given the address of the edition's folder. What is
/// JSON is JavaScript too (ECMA-262, since its 10th edition), so only addresses, which begin their strings, change.
fn as_script(json: &str) -> String {
    let address = format!("\"{DISK}");
    let mut script = String::with_capacity(json.len() + 32);
    script.push_str("annals.take(R=>(");
    let mut parts = json.trim_end().split(address.as_str());
    script.push_str(parts.next().unwrap_or_default());
    for part in parts {
        // A quotation mark within a text has a backslash before it, an odd number of them: no string begins there, and
        // whoever wrote it must not end one.
        let backslashes = script.len() - script.trim_end_matches('\\').len();
        script.push_str(if backslashes.is_multiple_of(2) { "R+\"" } else { &address });
        script.push_str(part);
    }
    script.push_str("))\n");
    script
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_up_stands_where_an_address_begins_and_nowhere_else() {
        let made = format!(
            "<a href=\"{DISK}a/\" title=\"x{DISK}\"><img srcset=\"{DISK}b 1x, {DISK}c 2x\"><meta content=\"0; url={DISK}d\">\
             <img src=\"{DISK}x{DISK}x{DISK}s.png\"> https://a.test{DISK}"
        );
        let led = format!(
            "<a href=\"../a/\" title=\"x{DISK}\"><img srcset=\"../b 1x, ../c 2x\"><meta content=\"0; url=../d\">\
             <img src=\"../x{DISK}x{DISK}s.png\"> https://a.test{DISK}"
        );
        assert_eq!(lead_up(&made, "../"), led);
    }

    #[test]
    fn the_way_up_has_a_step_for_each_folder() {
        for (file, way) in [("index.html", "./"), ("about/index.html", "../"), ("de/events/x/index.html", "../../../")]
        {
            assert_eq!(way_up(file), way, "{file}");
        }
    }

    #[test]
    fn data_become_a_script_whose_addresses_begin_at_the_folder() {
        let json = format!("{{\"url\":\"{DISK}events/x/index.html\",\"title\":\"\\\"a\\\" /b/\"}}\n");
        let script = "annals.take(R=>({\"url\":R+\"events/x/index.html\",\"title\":\"\\\"a\\\" /b/\"}))\n";
        assert_eq!(as_script(&json), script);
    }

    #[test]
    fn a_text_that_holds_the_way_to_the_folder_stays_one_string() {
        for text in [format!("a\"{DISK}}}));alert(1)//"), format!("a\\\"{DISK}"), format!("\\\\\"{DISK}\"{DISK}\"")] {
            let json = serde_json::json!({ "title": text }).to_string();
            assert_eq!(as_script(&json), format!("annals.take(R=>({json}))\n"), "{text}");
        }
        let json = serde_json::json!([format!("{DISK}a"), "\\", format!("{DISK}b\"{DISK}")]).to_string();
        let script = format!("annals.take(R=>([R+\"a\",\"\\\\\",R+\"b\\\"{DISK}\"]))\n");
        assert_eq!(as_script(&json), script);
    }
}
