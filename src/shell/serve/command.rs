//! The command itself: reads the site, watches it, serves it until it is told to stop.

use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use tokio::sync::broadcast;

use super::desk::{Desk, Told};
use super::editor::Editor;
use super::guard::AllowedHosts;
use super::server;
use crate::archive::Options;
use crate::shell::cli::Exit;
use crate::shell::disk::Disk;
use crate::shell::load;
use crate::shell::terminal::{Terminal, Warnings};
use crate::shell::watch::{Choice, Seen, Watching, watch};

/// What is asked of a preview.
pub struct Wishes {
    /// The port, if not the usual one.
    pub port: Option<u16>,
    /// The address to listen on.
    pub host: Option<IpAddr>,
    /// Whether a browser is opened.
    pub open: bool,
    /// Whether drafts and records under embargo are shown.
    pub drafts: bool,
    /// The present, for embargoes.
    pub now: Option<i64>,
    /// Whether the folder is looked at every second, for disks that tell nothing.
    pub poll: bool,
    /// Whether only faults are said.
    pub quiet: bool,
    /// The editor that the preview's links open.
    pub editor: Option<String>,
}

/// The port that is tried first.
const PORT: u16 = 1515;

/// How many ports are tried after one that is taken.
const NEXT: u16 = 50;

/// How often a polling preview looks at the folder.
const POLL: Duration = Duration::from_secs(1);

/// Serves the preview until Ctrl-C.
pub fn serve(root: Option<PathBuf>, wishes: Wishes, terminal: &Terminal) -> Exit {
    let root = match load::root(root, terminal) {
        Ok(root) => root,
        Err(exit) => return exit,
    };
    let editor = wishes.editor.clone().or_else(|| std::env::var("ANNALS_EDITOR").ok());
    let editor = match editor.filter(|name| !name.is_empty()).map(|name| Editor::named(&name)).transpose() {
        Ok(editor) => editor,
        Err(told) => return terminal.refused(told),
    };
    let host = wishes.host.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
    let listener = match listen(host, wishes.port, terminal) {
        Ok(listener) => listener,
        Err(exit) => return exit,
    };
    let bound = match listener.local_addr() {
        Ok(bound) => bound,
        Err(error) => return terminal.failed(format!("the preview cannot tell its address: {error}")),
    };
    let (news, _) = broadcast::channel(64);
    let desk = Arc::new(Desk::new(
        root.clone(),
        editor,
        Options { drafts: wishes.drafts, now: wishes.now, offline: false },
        news.clone(),
    ));
    let address = format!("http://{}{}", reachable(bound), desk.read_base_path());
    greet(&address, host, &wishes, terminal);
    let choice = if wishes.poll { Choice::Poll(POLL) } else { Choice::System };
    attend(&root, choice, &desk, wishes.quiet);
    if wishes.open && open::that_detached(&address).is_err() {
        terminal.say("no browser could be opened; open the address yourself");
    }
    match run(listener, bound, desk, news) {
        Ok(()) => Exit::Fine,
        Err(error) => terminal.failed(format!("the preview cannot be served: {error}")),
    }
}

/// Listens on the wished port, or on the next free one.
fn listen(host: IpAddr, wished: Option<u16>, terminal: &Terminal) -> Result<TcpListener, Exit> {
    let first = wished.unwrap_or(PORT);
    let mut failure = None;
    for port in first..=first.saturating_add(NEXT) {
        match TcpListener::bind(SocketAddr::new(host, port)) {
            Ok(listener) => {
                if port != first {
                    terminal.say(&format!("port {first} is taken, so the preview is at port {port}"));
                }
                return Ok(listener);
            }
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => failure = Some(error),
            Err(error) => {
                return Err(terminal.failed(format!("the preview cannot listen at `{host}`, port {port}: {error}")));
            }
        }
    }
    let reason = failure.map(|error| error.to_string()).unwrap_or_default();
    Err(terminal.failed(format!("the ports from {first} on are all taken: {reason}")))
}

/// The address by which this machine reaches the preview.
fn reachable(bound: SocketAddr) -> SocketAddr {
    let ip = match bound.ip() {
        ip if !ip.is_unspecified() => ip,
        IpAddr::V4(_) => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(_) => IpAddr::V6(std::net::Ipv6Addr::LOCALHOST),
    };
    SocketAddr::new(ip, bound.port())
}

fn greet(address: &str, host: IpAddr, wishes: &Wishes, terminal: &Terminal) {
    if !host.is_loopback() {
        let drafts = if wishes.drafts { ", drafts included" } else { "" };
        terminal.say(&format!("warning: whoever reaches this machine at `{host}` can read the preview{drafts}"));
    }
    // The one result of the command: where to look.
    let _ = terminal.result(&format!("{address}\n"));
    if !wishes.quiet {
        terminal.say("Ctrl-C ends the preview");
    }
}

/// Watches the folder and takes in what changes, on a thread of its own.
fn attend(root: &Path, choice: Choice, desk: &Arc<Desk>, quiet: bool) {
    let (tell, seen) = channel();
    let (root, desk) = (root.to_owned(), Arc::clone(desk));
    std::thread::spawn(move || {
        let more = Arc::new(AtomicBool::new(false));
        let watching = watch(&root, choice, sender(tell, Arc::clone(&more)));
        let terminal = Terminal::new();
        let mut attendant =
            Attendant { watching, disk: None, desk, quiet, terminal, noted: false, more, unsettled: None };
        attendant.work(&root, &seen);
    });
}

fn sender(tell: Sender<Seen>, more: Arc<AtomicBool>) -> impl FnMut(Seen) + Send + 'static {
    move |seen| {
        more.store(true, Ordering::SeqCst);
        // Nobody listens only when the program ends.
        let _ = tell.send(seen);
    }
}

/// Takes in changes one batch after the other.
struct Attendant {
    watching: Watching,
    disk: Option<Disk>,
    desk: Arc<Desk>,
    quiet: bool,
    terminal: Terminal,
    noted: bool,
    /// Whether something was seen since the last batch was taken: then the slow checks wait.
    more: Arc<AtomicBool>,
    /// A change whose slow checks waited.
    unsettled: Option<Told>,
}

impl Attendant {
    fn work(&mut self, root: &Path, seen: &Receiver<Seen>) {
        let mut next = Some(Seen::All);
        while let Some(first) = next {
            let begun = Instant::now();
            self.more.store(false, Ordering::SeqCst);
            let all = seen.try_iter().fold(first, together);
            let done = catch_unwind(AssertUnwindSafe(|| self.look(root, &all, begun)));
            if done.is_err() {
                // A fault of annals in one state of the files must not keep the next from being shown.
                self.disk = None;
                self.desk.begin_anew();
                self.terminal.say("annals itself failed at this change; with the next one it reads everything anew");
            }
            next = seen.recv().ok();
        }
    }

    /// Reads what was seen to change, or everything at first, and shows it.
    fn look(&mut self, root: &Path, seen: &Seen, begun: Instant) {
        let first = self.disk.is_none();
        let changes = match &mut self.disk {
            Some(disk) => disk.refresh(seen),
            none => {
                let (disk, changes) = Disk::new(root.to_owned());
                *none = Some(disk);
                changes
            }
        };
        if first || !changes.is_empty() {
            let told = self.desk.take_in(changes, begun);
            self.report(&told);
            self.unsettled = Some(told);
        }
        if let Some(told) = self.unsettled.take() {
            self.settle(told);
        }
        self.note();
    }

    /// One calm line for a change, and the faults below it.
    fn report(&mut self, told: &Told) {
        if !self.quiet {
            self.terminal.say(&told.line);
        }
        self.note();
        if told.errors > 0 {
            self.desk.with_errors(|errors, levels, sources| {
                self.terminal.faults(errors, levels, sources, Warnings::Counted);
            });
            self.terminal.say(match told.shows {
                true => "the preview shows the last state without errors",
                false => "the preview has nothing to show until this is mended",
            });
        }
    }

    /// The checks that nobody waits for.
    fn settle(&mut self, told: Told) {
        let more = Arc::clone(&self.more);
        let (errors, warnings) = self.desk.settle(&told, || !more.load(Ordering::SeqCst));
        if errors > told.errors {
            self.desk.with_errors(|errors, levels, sources| {
                self.terminal.faults(errors, levels, sources, Warnings::Counted);
            });
        } else if warnings != told.warnings && !self.quiet {
            self.terminal.say(&format!("{warnings} warnings (`annals check` shows them)"));
        }
        if more.load(Ordering::SeqCst) {
            self.unsettled = Some(Told { errors, warnings, ..told });
        }
    }

    /// What the author should know about the watching, once.
    fn note(&mut self) {
        if let (false, Some(note)) = (self.noted, self.watching.note()) {
            self.noted = true;
            self.terminal.say(&format!("note: {note}"));
        }
    }
}

fn together(one: Seen, other: Seen) -> Seen {
    match (one, other) {
        (Seen::Paths(mut paths), Seen::Paths(more)) => {
            paths.extend(more);
            Seen::Paths(paths)
        }
        _ => Seen::All,
    }
}

/// Runs the server until Ctrl-C, or until the system asks the program to end.
fn run(
    listener: TcpListener,
    bound: SocketAddr,
    desk: Arc<Desk>,
    news: broadcast::Sender<super::show::News>,
) -> std::io::Result<()> {
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let served = runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let hosts = AllowedHosts::of_machine(bound);
        server::serve(listener, hosts, desk, news, asked_to_stop()).await
    });
    // A page that is being rendered is not waited for.
    runtime.shutdown_background();
    served
}

async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let interrupt = tokio::signal::ctrl_c();
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
        }
        Err(_) => drop(interrupt.await),
    }
}
