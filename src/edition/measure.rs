//! How many bytes a site may come to. Much of it stands on many pages, each record has a page in each language, and each year
//! has its own, so that a small file can ask for a site without measure, however each part is bounded.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::diagnostic::{Code, Diagnostic};
use crate::files::Files;

/// How many bytes there may be for each byte of the content. The example dossier, in two languages, has some fifty.
const TIMES: u64 = 500;

/// How many bytes there may be in any case.
const AT_LEAST: u64 = 256 << 20;

/// What is left of the measure.
#[derive(Debug)]
pub struct Measure {
    content: u64,
    most: u64,
    made: AtomicU64,
}

impl Measure {
    /// That of a site with this content.
    pub fn of(files: &Files) -> Measure {
        Measure::new(files.content_length())
    }

    fn new(content: u64) -> Measure {
        Measure { content, most: AT_LEAST.saturating_add(content.saturating_mul(TIMES)), made: AtomicU64::new(0) }
    }

    /// Notes that so many bytes more were made, and says whether that may be.
    pub fn add(&self, bytes: u64) -> bool {
        self.made.fetch_add(bytes, Ordering::Relaxed) + bytes <= self.most
    }

    /// Whether more was made than may be.
    pub fn is_full(&self) -> bool {
        self.made.load(Ordering::Relaxed) > self.most
    }

    /// The fault of a site that came to more than may be.
    pub fn into_fault(self) -> Option<Diagnostic> {
        let Measure { content, most, .. } = self;
        let message = format!("the site has more than {most} bytes, made of {content} bytes of content");
        let help = "divide it, or let it have fewer languages, or less that stands on many pages";
        self.is_full().then(|| Diagnostic::without_place(Code::TooLarge, message).help(help))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_in_some_proportion_to_its_content() {
        let measure = Measure::new(1_000_000);
        assert!(measure.add(500_000_000) && measure.add(AT_LEAST) && !measure.is_full());
        assert!(!measure.add(1) && measure.is_full());
        let message = measure.into_fault().map(|fault| fault.message);
        assert_eq!(
            message.as_deref(),
            Some("the site has more than 768435456 bytes, made of 1000000 bytes of content")
        );
        assert!(Measure::new(u64::MAX).into_fault().is_none());
    }
}
