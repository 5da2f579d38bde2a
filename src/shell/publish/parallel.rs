//! Work on many files at once, more than the machine has cores: most of it is waiting for the network.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::failure::Failure;
use crate::cores::Results;

/// Does work on each item, so many at once, and gives the results in the items' order. After a failure nothing more is
/// begun; the first one is given.
pub fn each<T: Sync, R: Send>(
    items: &[T],
    at_once: usize,
    work: &(dyn Fn(&T) -> Result<R, Failure> + Sync),
) -> Result<Vec<R>, Failure> {
    let results = Results::new(items.len());
    run(items.len(), at_once, &|number| {
        results.put(number, work(&items[number])?);
        Ok(())
    })?;
    Ok(results.take())
}

fn run(count: usize, at_once: usize, work: &(dyn Fn(usize) -> Result<(), Failure> + Sync)) -> Result<(), Failure> {
    let next = AtomicUsize::new(0);
    let first: Mutex<Option<Failure>> = Mutex::new(None);
    std::thread::scope(|scope| {
        for _ in 0..at_once.min(count) {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= count {
                        return;
                    }
                    if let Err(failure) = work(number) {
                        next.store(count, Ordering::Relaxed);
                        first.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(failure);
                        return;
                    }
                }
            });
        }
    });
    match first.into_inner().unwrap_or_else(PoisonError::into_inner) {
        Some(failure) => Err(failure),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_in_order_and_a_failure_ends_the_work() {
        let items: Vec<usize> = (0..100).collect();
        let doubled = each(&items, 8, &|n| Ok(n * 2)).unwrap_or_default();
        assert_eq!(doubled, items.iter().map(|n| n * 2).collect::<Vec<_>>());
        let begun = AtomicUsize::new(0);
        let failed = each(&items, 2, &|n| {
            begun.fetch_add(1, Ordering::Relaxed);
            if *n < 3 { Ok(()) } else { Err(Failure::failed("no")) }
        });
        assert!(failed.is_err() && begun.load(Ordering::Relaxed) < 10);
        assert!(each::<usize, ()>(&[], 8, &|_| Ok(())).is_ok_and(|results| results.is_empty()));
    }
}
