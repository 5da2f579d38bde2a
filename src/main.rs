//! The program: hands its arguments to the shell and gives back its exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    annals::shell::run(std::env::args_os())
}
