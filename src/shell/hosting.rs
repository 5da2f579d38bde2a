//! Workflows by which a host builds and publishes a site itself: `annals init --ci`.

use std::path::Path;

use clap::ValueEnum;

use super::author::{leads_out, outside, write_new};
use super::cli::Exit;
use super::terminal::Terminal;
use crate::text::calm_path;

/// A host that builds sites.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Host {
    /// GitHub Pages, by GitHub Actions.
    GithubPages,
    /// GitLab Pages, by GitLab CI.
    GitlabPages,
    /// Codeberg Pages, by Woodpecker.
    CodebergPages,
    /// Netlify.
    Netlify,
    /// Cloudflare Pages, by GitHub Actions.
    CloudflarePages,
}

impl Host {
    /// The workflow's file below the site's folder, and its text.
    fn workflow(self) -> (&'static str, &'static str) {
        match self {
            Host::GithubPages => (".github/workflows/publish.yml", include_str!("hosting/github-pages.yml")),
            Host::GitlabPages => (".gitlab-ci.yml", include_str!("hosting/gitlab-pages.yml")),
            Host::CodebergPages => (".woodpecker/publish.yml", include_str!("hosting/codeberg-pages.yml")),
            Host::Netlify => ("netlify.toml", include_str!("hosting/netlify.toml")),
            Host::CloudflarePages => (".github/workflows/publish.yml", include_str!("hosting/cloudflare-pages.yml")),
        }
    }
}

/// Writes the workflow of a host. A file that is there already stays as it is.
pub fn write(folder: &Path, host: Host, terminal: &Terminal) -> Exit {
    let (path, text) = host.workflow();
    let at = folder.join(path);
    if leads_out(folder, &at) {
        return terminal.refused(outside(at.parent().unwrap_or(folder)));
    }
    match write_new(&at, &text.replace("@VERSION@", env!("CARGO_PKG_VERSION"))) {
        Ok(()) => {
            terminal.say(&format!(
                "The workflow was written. Its first lines say what is to be done once: `{}`",
                calm_path(at)
            ));
            Exit::Fine
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            terminal.refused(format!("`{}` exists already; move it elsewhere to have a new one written", calm_path(at)))
        }
        Err(error) => terminal.failed(format!("`{}` cannot be written: {error}", calm_path(at))),
    }
}
