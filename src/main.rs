//! The program: hands its arguments to the shell and gives back its exit code.

fn main() {}
