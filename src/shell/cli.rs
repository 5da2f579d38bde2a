//! The command line: what may be typed, and which part of the shell answers.

use std::ffi::OsString;
use std::io::Write as _;
use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::SystemTime;

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};

use super::terminal::Terminal;
use super::{author, build, explain, failure, hosting, publish, serve, verify};
use crate::date::read_moment;
use crate::text::calm_name;

/// How a run ends. The numbers are part of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// All is well.
    Fine,
    /// The content has errors.
    Content,
    /// The command was used wrongly.
    Usage,
    /// The machine failed.
    Machine,
}

impl Exit {
    pub(super) fn number(self) -> u8 {
        match self {
            Exit::Fine => 0,
            Exit::Content => 1,
            Exit::Usage => 2,
            Exit::Machine => 3,
        }
    }

    pub(super) fn code(self) -> ExitCode {
        ExitCode::from(self.number())
    }
}

/// Makes a website of dated events, their sources and their disputes.
///
/// annals reads articles and hand-edited TOML files, puts the events in order and writes a website that any web server
/// can serve. It looks for the site in the current folder and above: where `content/site.toml` is.
#[derive(Debug, Parser)]
#[command(
    name = "annals",
    version,
    max_term_width = 100,
    after_help = "Exit codes: 0 fine, 1 the content has errors, 2 wrong usage, 3 the machine failed."
)]
struct Line {
    /// The site's folder, instead of looking for it from the current folder upwards.
    #[arg(long, global = true, value_name = "DIR")]
    root: Option<PathBuf>,
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Begin a site: write a small, complete example into a folder.
    Init {
        /// The folder; it is made if it does not exist.
        #[arg(default_value = ".")]
        folder: PathBuf,
        /// The site's title.
        #[arg(long, default_value = "A timeline")]
        title: String,
        /// The site's languages as tags such as `en` or `de`, the first first.
        #[arg(long, value_delimiter = ',', default_value = "en")]
        languages: Vec<String>,
        /// Write the workflow by which this host builds and publishes the site; in the folder of a site, nothing else.
        #[arg(long, value_name = "HOST")]
        ci: Option<hosting::Host>,
    },
    /// Begin a record: write a file for a new event or article, to be filled in.
    New(New),
    /// Build the website into a folder.
    Build {
        /// The folder to write; if not given, `public` in the site's folder, or `offline` with `--offline`.
        #[arg(long, short, value_name = "DIR")]
        output: Option<PathBuf>,
        /// Build an edition that needs no web server: it opens by a double-click on its `index.html`, from a memory stick
        /// or an archive as well.
        #[arg(long)]
        offline: bool,
        /// Also build drafts and records under embargo.
        #[arg(long)]
        drafts: bool,
        #[command(flatten)]
        present: Present,
        /// Take every warning for an error.
        #[arg(long)]
        strict: bool,
        /// Show every warning, not only how many there are.
        #[arg(long)]
        warnings: bool,
        /// Refuse what must not be published: the example's `base_url` is an error, and embargoes hold by the machine's clock.
        #[arg(long, conflicts_with = "drafts")]
        for_publishing: bool,
    },
    /// Show the website in a browser while you write: pages change as files are saved.
    ///
    /// Nothing is written; each page is made when it is asked for. Mistakes are shown over the page, which keeps its last
    /// good state. The address is printed at once, and Ctrl-C ends the preview.
    Serve {
        /// The port; the next free one is taken if it is in use.
        #[arg(long, short, value_name = "N")]
        port: Option<u16>,
        /// The address to listen on, such as `0.0.0.0`; only this machine can reach the preview if not given.
        #[arg(long, value_name = "ADDRESS", value_parser = host)]
        host: Option<IpAddr>,
        /// Open the preview in a browser.
        #[arg(long)]
        open: bool,
        /// Leave out drafts and records under embargo.
        #[arg(long)]
        no_drafts: bool,
        #[command(flatten)]
        present: Present,
        /// Look for changes every second, for network shares and other disks that do not tell of them.
        #[arg(long)]
        poll: bool,
        /// Say nothing but errors.
        #[arg(long, short)]
        quiet: bool,
        /// The editor that links in the preview open: `vscode`, `vscodium`, `cursor`, `zed`, `idea`, `sublime`, `emacs`, or a
        /// link with `{path}`, `{line}` and `{column}`; `ANNALS_EDITOR` of the environment if not given.
        #[arg(long, value_name = "NAME")]
        editor: Option<String>,
    },
    /// Check the content and write nothing.
    Check {
        /// Print the faults as JSON on standard output.
        #[arg(long)]
        json: bool,
        /// Take every warning for an error.
        #[arg(long)]
        strict: bool,
        /// Also check drafts and records under embargo.
        #[arg(long)]
        drafts: bool,
        #[command(flatten)]
        present: Present,
        /// Show every warning, not only the first twenty of each kind.
        #[arg(long)]
        all: bool,
    },
    /// Publish the website: build it and bring what changed to the place that `site.toml` names.
    ///
    /// Readers see the old site or the new one, and no link leads nowhere at any moment. Only what an earlier publication wrote
    /// is ever removed. What is interrupted is finished by the next run. Drafts and records under embargo are never
    /// published, and a site with errors or with the example's `base_url` is not either.
    Publish {
        /// The target's name in `site.toml`; the first one if not given.
        #[arg(value_name = "NAME")]
        name: Option<String>,
        /// Say what would be sent and removed, and do nothing.
        #[arg(long)]
        dry_run: bool,
        /// Print the report as JSON on standard output.
        #[arg(long)]
        json: bool,
        /// Publish beside files that annals did not write; only those that have the name of one of the site's are replaced.
        #[arg(long)]
        adopt: bool,
        /// Remove as many pages as it takes.
        #[arg(long)]
        allow_removals: bool,
        /// Read every file on the target back, and send again what differs.
        #[arg(long)]
        verify: bool,
        /// Bring back the release before the present one, where the target keeps it; the site is not built.
        #[arg(long, conflicts_with = "verify")]
        rollback: bool,
        /// The folder that the site is built in; `public` in the site's folder if not given.
        #[arg(long, short, value_name = "DIR")]
        output: Option<PathBuf>,
        #[command(flatten)]
        present: Present,
        /// Take every warning for an error.
        #[arg(long)]
        strict: bool,
    },
    /// Verify a copy of a website: is every file the one that was built?
    ///
    /// Reads the copy's manifest, `manifest.json`, and every file that it lists, and names what is missing, changed, or not
    /// listed. The exit code is 1 if the copy is not whole.
    Verify {
        /// A folder, an archive (`.zip`, `.tar.zst`), or the address of a site.
        #[arg(value_name = "DIR|URL")]
        place: String,
        /// The public key that must have signed the manifest: a file such as `minisign.pub`, or the key itself.
        #[arg(long, value_name = "KEY")]
        key: Option<String>,
        /// Print the findings as JSON on standard output.
        #[arg(long)]
        json: bool,
    },
    /// Explain: why one event stands before another, what a check means, what templates receive.
    ///
    /// `annals explain ID ID` says why one event stands before the other; `annals explain E012` (or a check's name)
    /// prints its page; `explain checks`, `explain templates`, `explain records` and `explain site` print the
    /// references; `explain event.html` prints what one template receives.
    Explain {
        /// One or two words: two event ids, or a check, a template, or a reference.
        #[arg(required = true, num_args = 1..=2, value_name = "WORD")]
        words: Vec<String>,
    },
    /// Print a script that completes commands in a shell.
    Completions {
        /// The shell.
        shell: Shell,
    },
    /// Print the manual page of the command.
    Manual,
}

#[derive(Debug, Args)]
struct Present {
    /// The present, such as `2026-12-01` or `2026-12-01T06:00:00Z`: embargoes up to it are over. The machine's clock if
    /// not given.
    #[arg(long, value_name = "MOMENT", value_parser = moment)]
    now: Option<i64>,
}

fn host(written: &str) -> Result<IpAddr, String> {
    match written {
        "localhost" => Ok(IpAddr::V4(Ipv4Addr::LOCALHOST)),
        _ => written.parse().map_err(|_| "write an address of this machine in numbers, or `localhost`".to_owned()),
    }
}

fn moment(written: &str) -> Result<i64, String> {
    read_moment(written, None).map_err(|reason| format!("it {reason}"))
}

impl Present {
    /// As [`Present::seconds`], but never later than the machine's clock: nothing is published before its time.
    fn published(&self) -> Option<i64> {
        let clock = Present { now: None }.seconds();
        self.seconds().zip(clock).map(|(now, clock)| now.min(clock))
    }

    /// Seconds since 1970; `None` if the machine's clock stands before that.
    fn seconds(&self) -> Option<i64> {
        let clock = || SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).ok();
        self.now.or_else(|| i64::try_from(clock()?.as_secs()).ok())
    }
}

#[derive(Debug, Args)]
struct New {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// A new event, in a file of its own below `content/events/`.
    Event {
        /// Its headline.
        title: String,
        /// Its date, such as `2015-02-12`, `2015-02` or `2014-02~`; today if not given.
        #[arg(long, default_value = "")]
        date: String,
    },
    /// A new article below `content/articles/`.
    Article {
        /// Its headline.
        title: String,
        /// The day of publication, such as `2015-02-12`; today if not given.
        #[arg(long, default_value = "")]
        date: String,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Shell {
    Bash,
    Elvish,
    Fish,
    Powershell,
    Zsh,
}

/// The whole command line, for manual pages and completions.
pub fn command() -> clap::Command {
    Line::command()
}

/// Runs the program with these arguments, the first being its own name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    failure::guard(|| obey(arguments))
}

fn obey(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let line = match Line::try_parse_from(&arguments) {
        Ok(line) => line,
        Err(error) => {
            // What is said of an argument repeats it, and it may be a name that a stranger gave to a file.
            let calmed = arguments.iter().map(|argument| calm_name(&argument.to_string_lossy()).into_owned());
            let error = Line::try_parse_from(calmed).err().unwrap_or(error);
            let exit = if error.use_stderr() { Exit::Usage } else { Exit::Fine };
            // Help and version are results.
            return match error.print().and_then(|()| std::io::stdout().flush()) {
                Err(error) if exit == Exit::Fine => Terminal::new().unwritten(&error),
                _ => exit,
            }
            .code();
        }
    };
    let terminal = Terminal::new();
    outlive_a_limit_of_length();
    answer(line, &terminal).code()
}

/// Where the system limits how long a file may become (`ulimit -f`), a longer one is to be a fault of writing, which is
/// told. Otherwise the system ends the program by a signal.
fn outlive_a_limit_of_length() {
    use rustix::process::{Resource, Signal, getrlimit};
    let is_limited = |resource| getrlimit(resource).current.is_some();
    let may_open = getrlimit(Resource::Nofile).current.is_none_or(|files| files > 32);
    if is_limited(Resource::Fsize) && may_open {
        // Whoever listens to the signal has it from then on, also when he listens no more.
        let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_io().build() else { return };
        let _context = runtime.enter();
        let _ = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::from_raw(Signal::XFSZ.as_raw()));
    }
}

fn answer(line: Line, terminal: &Terminal) -> Exit {
    let root = line.root;
    match line.task {
        Task::Init { folder, title, languages, ci } => {
            let begun = ci.is_some() && folder.join("content/site.toml").is_file();
            let exit = if begun { Exit::Fine } else { author::init(&folder, &title, &languages, terminal) };
            match ci {
                Some(host) if exit == Exit::Fine => hosting::write(&folder, host, terminal),
                _ => exit,
            }
        }
        Task::New(New { what: What::Event { title, date } }) => author::new_event(root, &title, &date, terminal),
        Task::New(New { what: What::Article { title, date } }) => author::new_article(root, &title, &date, terminal),
        Task::Build { output, offline, drafts, present, strict, warnings, for_publishing } => {
            let now = if for_publishing { present.published() } else { present.seconds() };
            let wishes = build::Wishes { output, drafts, now, offline, strict, warnings, for_publishing };
            build::build(root, wishes, terminal)
        }
        Task::Serve { port, host, open, no_drafts, present, poll, quiet, editor } => {
            let (drafts, now) = (!no_drafts, present.seconds());
            serve::serve(root, serve::Wishes { port, host, open, drafts, now, poll, quiet, editor }, terminal)
        }
        Task::Check { json, strict, drafts, present, all } => {
            let now = present.seconds();
            build::check(root, build::CheckWishes { json, strict, drafts, now, all }, terminal)
        }
        Task::Publish { name, dry_run, json, adopt, allow_removals, verify, rollback, output, present, strict } => {
            let wishes = publish::Wishes { dry_run, adopt, allow_removals, verify, rollback };
            publish::publish(
                root,
                publish::Order { name, wishes, json, output, now: present.published(), strict },
                terminal,
            )
        }
        Task::Verify { place, key, json } => verify::verify(&verify::Order { place, key, json }, terminal),
        Task::Explain { words } => explain::explain(root, &words, terminal),
        Task::Completions { shell } => {
            let mut script = Vec::new();
            let shell = match shell {
                Shell::Bash => clap_complete::Shell::Bash,
                Shell::Elvish => clap_complete::Shell::Elvish,
                Shell::Fish => clap_complete::Shell::Fish,
                Shell::Powershell => clap_complete::Shell::PowerShell,
                Shell::Zsh => clap_complete::Shell::Zsh,
            };
            // Into memory first: the generator panics when a pipe is closed on it.
            clap_complete::generate(shell, &mut command(), "annals", &mut script);
            terminal.result_bytes(&script)
        }
        Task::Manual => {
            let mut page = Vec::new();
            match clap_mangen::Man::new(command()).render(&mut page) {
                Ok(()) => terminal.result_bytes(&page),
                Err(error) => terminal.failed(format!("the manual page cannot be made: {error}")),
            }
        }
    }
}
