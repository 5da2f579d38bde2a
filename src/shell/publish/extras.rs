//! Files that only some hosts need, added to what was built.

use super::release::Release;
use crate::release::{Address, Target};

/// Adds what a target's host needs. A file of that name in the site stays as it is.
pub fn add(release: &mut Release, target: &Target) {
    if matches!(target.address, Address::Git { .. }) {
        // Without it, GitHub Pages would run the files through Jekyll, which drops `_headers` and `.well-known`.
        release.add(".nojekyll", Vec::new());
        if let Some(cname) = &target.cname {
            release.add("CNAME", format!("{cname}\n").into_bytes());
        }
    }
}
