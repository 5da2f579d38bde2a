//! When something last passed over a line. `ssh` itself notices a network that stands still, but not a server that keeps
//! the connection up and says nothing more.

use std::io::{self, Read, Write};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// When something last passed.
#[derive(Debug, Clone)]
pub struct Pulse(Arc<Mutex<Instant>>);

/// An end of the line whose traffic is noted.
pub struct Watched<T> {
    end: T,
    pulse: Pulse,
}

impl Pulse {
    /// Of a line that begins now.
    pub fn new() -> Pulse {
        Pulse(Arc::new(Mutex::new(Instant::now())))
    }

    /// Notes what passes at an end of the line.
    pub fn watch<T>(&self, end: T) -> Watched<T> {
        Watched { end, pulse: self.clone() }
    }

    /// Notes that something passed.
    pub fn beat(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }

    /// How long it takes until nothing has passed for so long; `None` if that is so already.
    pub fn left(&self, longest: Duration) -> Option<Duration> {
        let last = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        longest.checked_sub(last.elapsed()).filter(|left| !left.is_zero())
    }

    /// Waits for work, and gives it up when nothing has passed for so long.
    pub async fn within<T>(&self, longest: Duration, mut work: Pin<&mut (dyn Future<Output = T> + '_)>) -> Option<T> {
        // The line may have been idle before this work.
        self.beat();
        loop {
            if let Ok(done) = tokio::time::timeout(self.left(longest)?, work.as_mut()).await {
                return Some(done);
            }
        }
    }
}

impl<T: Read> Read for Watched<T> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.end.read(buffer)?;
        self.pulse.beat();
        Ok(length)
    }
}

impl<T: Write> Write for Watched<T> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let length = self.end.write(bytes)?;
        self.pulse.beat();
        Ok(length)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.end.flush()
    }
}

impl<T: AsyncRead + Unpin> AsyncRead for Watched<T> {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context, buffer: &mut ReadBuf) -> Poll<io::Result<()>> {
        let polled = Pin::new(&mut self.end).poll_read(context, buffer);
        if polled.is_ready() {
            self.pulse.beat();
        }
        polled
    }
}

impl<T: AsyncWrite + Unpin> AsyncWrite for Watched<T> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.end).poll_write(context, bytes);
        if polled.is_ready() {
            self.pulse.beat();
        }
        polled
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context,
        pieces: &[io::IoSlice],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.end).poll_write_vectored(context, pieces);
        if polled.is_ready() {
            self.pulse.beat();
        }
        polled
    }

    fn is_write_vectored(&self) -> bool {
        self.end.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context) -> Poll<io::Result<()>> {
        Pin::new(&mut self.end).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context) -> Poll<io::Result<()>> {
        Pin::new(&mut self.end).poll_shutdown(context)
    }
}
