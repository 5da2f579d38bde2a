//! Work on many files at once, more than the machine has cores: most of it is waiting for the network.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::failure::Failure;

/// Does work on each item, so many at once, and gives the results in the items' order. After a failure nothing more is
/// begun; the first one is given.
pub fn each<T: Sync, R: Send>(
    items: &[T],
    at_once: usize,
    work: impl Fn(&T) -> Result<R, Failure> + Sync,
) -> Result<Vec<R>, Failure> {
    let next = AtomicUsize::new(0);
    let results: Mutex<Result<Vec<(usize, R)>, Failure>> = Mutex::new(Ok(Vec::with_capacity(items.len())));
    std::thread::scope(|scope| {
        for _ in 0..at_once.min(items.len()) {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(index) else { return };
                    let result = work(item);
                    let mut results = results.lock().unwrap_or_else(PoisonError::into_inner);
                    match (&mut *results, result) {
                        (Ok(list), Ok(result)) => list.push((index, result)),
                        (Ok(_), Err(failure)) => *results = Err(failure),
                        (Err(_), _) => {}
                    }
                    if results.is_err() {
                        next.store(items.len(), Ordering::Relaxed);
                        return;
                    }
                }
            });
        }
    });
    let mut results = results.into_inner().unwrap_or_else(PoisonError::into_inner)?;
    results.sort_unstable_by_key(|(index, _)| *index);
    Ok(results.into_iter().map(|(_, result)| result).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_in_order_and_a_failure_ends_the_work() {
        let items: Vec<usize> = (0..100).collect();
        let doubled = each(&items, 8, |n| Ok(n * 2)).unwrap_or_default();
        assert_eq!(doubled, items.iter().map(|n| n * 2).collect::<Vec<_>>());
        let begun = AtomicUsize::new(0);
        let failed = each(&items, 2, |n| {
            begun.fetch_add(1, Ordering::Relaxed);
            if *n < 3 { Ok(()) } else { Err(Failure::failed("no")) }
        });
        assert!(failed.is_err() && begun.load(Ordering::Relaxed) < 10);
        assert!(each::<usize, ()>(&[], 8, |_| Ok(())).is_ok_and(|results| results.is_empty()));
    }
}
