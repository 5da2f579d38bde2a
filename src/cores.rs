//! Work on all cores. Dividing it among them is compiled once: for numbers, which stand for the items of any list.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

/// The results of work on numbered things, whichever is ready first.
pub struct Results<R>(Vec<Mutex<Option<R>>>);

impl<R> Results<R> {
    /// None so far, of so many.
    pub fn new(count: usize) -> Self {
        Results((0..count).map(|_| Mutex::new(None)).collect())
    }

    /// Keeps the result of one number.
    pub fn put(&self, number: usize, result: R) {
        *self.0[number].lock().unwrap_or_else(PoisonError::into_inner) = Some(result);
    }

    /// All that were put, in the order of their numbers.
    pub fn take(self) -> Vec<R> {
        let mut all = Vec::with_capacity(self.0.len());
        for result in self.0 {
            all.extend(result.into_inner().unwrap_or_else(PoisonError::into_inner));
        }
        all
    }
}

/// However many items together.
pub const ANY: usize = usize::MAX;

/// What `work` makes of each item, in the items' order. A core takes items that stand beside one another, at most
/// `together` of them before others may take the next.
pub fn each<T: Sync, R: Send>(items: &[T], together: usize, work: &(dyn Fn(&T) -> R + Sync)) -> Vec<R> {
    let results = Results::new(items.len());
    run(items.len(), together, &|number| results.put(number, work(&items[number])));
    results.take()
}

/// As [`each`], with items that the work takes.
pub fn each_of<T: Send, R: Send>(items: Vec<T>, work: &(dyn Fn(T) -> R + Sync)) -> Vec<R> {
    let items: Vec<Mutex<Option<T>>> = items.into_iter().map(|item| Mutex::new(Some(item))).collect();
    each(&items, ANY, &|item| {
        let item = item.lock().unwrap_or_else(PoisonError::into_inner).take();
        work(item.expect("each item is worked on once"))
    })
}

/// As [`each`], with work that may fail. After a failure nothing more is begun; of several, that of the first item is
/// given.
pub fn try_each<T: Sync, R: Send, E: Send>(
    items: &[T],
    together: usize,
    work: &(dyn Fn(&T) -> Result<R, E> + Sync),
) -> Result<Vec<R>, E> {
    let failed = AtomicBool::new(false);
    let failure: Mutex<Option<(usize, E)>> = Mutex::new(None);
    let results = Results::new(items.len());
    run(items.len(), together, &|number| {
        if failed.load(Ordering::Relaxed) {
            return;
        }
        match work(&items[number]) {
            Ok(result) => results.put(number, result),
            Err(error) => {
                failed.store(true, Ordering::Relaxed);
                let mut first = failure.lock().unwrap_or_else(PoisonError::into_inner);
                if first.as_ref().is_none_or(|(other, _)| number < *other) {
                    *first = Some((number, error));
                }
            }
        }
    });
    match failure.into_inner().unwrap_or_else(PoisonError::into_inner) {
        Some((_, error)) => Err(error),
        None => Ok(results.take()),
    }
}

/// As [`try_each`], with work that has no result.
pub fn try_for_each<T: Sync, E: Send>(items: &[T], work: &(dyn Fn(&T) -> Result<(), E> + Sync)) -> Result<(), E> {
    try_each(items, ANY, work).map(drop)
}

fn run(count: usize, together: usize, work: &(dyn Fn(usize) + Sync)) {
    (0..count).into_par_iter().with_max_len(together).for_each(work);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_in_order_whichever_is_ready_first() {
        let numbers: Vec<usize> = (0..1000).collect();
        let squares: Vec<usize> = numbers.iter().map(|n| n * n).collect();
        for together in [1, 7, ANY] {
            assert_eq!(each(&numbers, together, &|n| n * n), squares);
            assert_eq!(try_each(&numbers, together, &|n| Ok::<_, ()>(n * n)), Ok(squares.clone()));
        }
        assert_eq!(each_of(numbers.clone(), &|n| n * n), squares);
        assert!(each(&[], 1, &|n: &usize| *n).is_empty());
    }

    #[test]
    fn a_failure_ends_the_work() {
        let numbers: Vec<usize> = (0..1000).collect();
        assert_eq!(try_for_each(&numbers, &|n| if *n == 7 { Err(*n) } else { Ok(()) }), Err(7));
        assert_eq!(try_for_each(&numbers, &|_| Err("no")), Err("no"));
    }
}
