//! Each fuzz target for a short time, with bytes that are the same in every run: the corpus (`fuzz/corpus/`), and what
//! comes of it when bytes are changed, cut and put together. `scripts/trust.sh` runs the same targets under libFuzzer.
//!
//! `ANNALS_SEED` names other bytes.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests meet the machine as the shell does")]

mod support;

use std::fs;
use std::panic::catch_unwind;

use support::fuzz::TARGETS;
use support::repository;

/// How many inputs a target is given beside its corpus: fewer where a whole site is made of each.
const INPUTS: usize = 300;

/// Numbers that follow from a seed (SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }
}

/// Another input made of those of the corpus.
fn changed(corpus: &[Vec<u8>], numbers: &mut Numbers) -> Vec<u8> {
    let mut bytes = corpus[numbers.below(corpus.len())].clone();
    for _ in 0..=numbers.below(4) {
        let at = numbers.below(bytes.len() + 1);
        match numbers.below(6) {
            0 => bytes.truncate(at),
            1 => bytes.insert(at, numbers.next() as u8),
            2 if at < bytes.len() => bytes[at] = numbers.next() as u8,
            3 if at < bytes.len() => drop(bytes.remove(at)),
            4 => {
                let other = &corpus[numbers.below(corpus.len())];
                let (from, to) = (numbers.below(other.len()), numbers.below(other.len()));
                let part = other[from.min(to)..from.max(to)].to_vec();
                bytes.splice(at..at, part);
            }
            _ => {
                let piece = support::hostile::PIECES[numbers.below(support::hostile::PIECES.len())];
                bytes.splice(at..at, piece.bytes());
            }
        }
    }
    bytes.truncate(4096);
    bytes
}

#[test]
fn every_fuzz_target_holds_for_its_corpus_and_what_comes_of_it() {
    let seed = std::env::var("ANNALS_SEED").map_or(1, |seed| seed.parse().unwrap());
    for (name, body) in TARGETS {
        let mut files: Vec<_> = fs::read_dir(repository().join("fuzz/corpus").join(name))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        files.sort();
        let corpus: Vec<Vec<u8>> = files.iter().map(|file| fs::read(file).unwrap()).collect();
        assert!(!corpus.is_empty(), "{name} has no corpus");
        let mut numbers = Numbers(seed);
        let inputs = if matches!(*name, "records" | "front_matter") { INPUTS / 5 } else { INPUTS };
        let others: Vec<_> = (0..inputs).map(|_| changed(&corpus, &mut numbers)).collect();
        for bytes in corpus.iter().chain(&others) {
            assert!(catch_unwind(|| body(bytes)).is_ok(), "{name} fails with {:?}", String::from_utf8_lossy(bytes));
        }
    }
}

#[test]
fn every_fuzz_target_is_run_by_libfuzzer_too() {
    let manifest = fs::read_to_string(repository().join("fuzz/Cargo.toml")).unwrap();
    for (name, _) in TARGETS {
        assert!(manifest.contains(&format!("name = \"{name}\"")), "fuzz/Cargo.toml lacks {name}");
        assert!(repository().join(format!("fuzz/fuzz_targets/{name}.rs")).is_file(), "{name} has no target");
    }
}
