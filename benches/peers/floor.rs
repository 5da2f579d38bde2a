//! The floor beneath a build: a program that reads the same sources, and writes the same files with the same bytes into
//! a new folder, and does nothing else.
//!
//! `floor BUILT SOURCES NEW` prints one line of JSON: seconds of wall and of processor. `compare.py` compiles it; it
//! takes nothing but the standard library, so that it stands apart from what it is compared with.

use std::collections::BTreeSet;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;

fn main() {
    let folders: Vec<PathBuf> = std::env::args_os().skip(1).map(Into::into).collect();
    let [built, sources, new] = folders.as_slice() else { panic!("usage: floor BUILT SOURCES NEW") };
    let built_files = files(built);
    let contents: Vec<Vec<u8>> = built_files.iter().map(|file| fs::read(built.join(file)).unwrap()).collect();
    let source_files = files(sources);
    let (write_wall, write_cpu) = measured(|| write(new, &built_files, &contents));
    let (read_wall, read_cpu) = measured(|| {
        each(source_files.len(), |at| drop(black_box(fs::read(sources.join(&source_files[at])).unwrap())));
    });
    println!(
        "{{\"files\": {}, \"write_wall\": {write_wall}, \"write_cpu\": {write_cpu}, \"read_wall\": {read_wall}, \
         \"read_cpu\": {read_cpu}}}",
        built_files.len()
    );
}

/// Every file below a folder, by its path there.
fn files(top: &Path) -> Vec<PathBuf> {
    let (mut found, mut folders) = (Vec::new(), vec![top.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path.strip_prefix(top).unwrap().to_owned());
            }
        }
    }
    found.sort();
    found
}

fn write(new: &Path, files: &[PathBuf], contents: &[Vec<u8>]) {
    let folders: BTreeSet<&Path> = files.iter().flat_map(|file| file.ancestors().skip(1)).collect();
    fs::create_dir_all(new.parent().unwrap()).unwrap();
    // In order of name, so that each stands behind the one that it lies in; the empty path is the first.
    for folder in folders {
        fs::create_dir(new.join(folder)).unwrap();
    }
    each(files.len(), |at| fs::write(new.join(&files[at]), &contents[at]).unwrap());
}

/// Does something for each number below `count`, on all processors.
fn each(count: usize, work: impl Fn(usize) + Sync) {
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    if at >= count {
                        break;
                    }
                    work(at);
                }
            });
        }
    });
}

/// Seconds of wall and of processor.
fn measured(work: impl FnOnce()) -> (f64, f64) {
    let (wall, before) = (Instant::now(), processor());
    work();
    (wall.elapsed().as_secs_f64(), processor() - before)
}

/// The processor's time that this process took, in seconds: fields 14 and 15 of Linux' `/proc/PID/stat`, in hundredths.
fn processor() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap();
    let behind_name = stat.rsplit(')').next().unwrap();
    let ticks = behind_name.split_whitespace().skip(11).take(2).map(|field| field.parse::<f64>().unwrap());
    ticks.sum::<f64>() / 100.0
}
