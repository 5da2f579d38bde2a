//! How long annals waits for a network that stands still: half a minute, or as long as `ANNALS_TIMEOUT` says. A line that is
//! slow is no matter, as long as something passes.

use std::time::Duration;

use super::failure::Failure;

/// The variable of the environment that says it, in seconds.
const VARIABLE: &str = "ANNALS_TIMEOUT";

/// The usual silence after which the other side is given up.
const USUAL: Duration = Duration::from_secs(30);

/// How long the other side may be silent.
///
/// # Errors
/// If the variable is no number of seconds.
pub fn silence() -> Result<Duration, Failure> {
    match std::env::var(VARIABLE).ok().filter(|value| !value.trim().is_empty()) {
        None => Ok(USUAL),
        Some(value) => read(&value).ok_or_else(|| {
            let value: String = value.chars().filter(|c| !c.is_control()).take(40).collect();
            Failure::refused(format!("{VARIABLE} is `{value}`; write a number of seconds from 1 to 3600"))
        }),
    }
}

fn read(value: &str) -> Option<Duration> {
    value.trim().parse().ok().filter(|seconds| (1..=3600).contains(seconds)).map(Duration::from_secs)
}

/// How long nothing may pass until the other side is given up, where silence cannot be told from work: twice the silence.
pub fn longest(silence: Duration) -> Duration {
    silence * 2
}

/// How long git may say nothing until it is ended: ten times the silence, since it says nothing of some work of its own, and
/// what a remote does with a push before it answers takes its time.
pub fn of_git(silence: Duration) -> Duration {
    silence * 10
}

/// The settings of `ssh` by which a connection that stands still is given up, within twice the silence.
pub fn of_ssh(silence: Duration) -> [String; 3] {
    let seconds = silence.as_secs();
    [
        format!("-oConnectTimeout={}", seconds.min(20)),
        format!("-oServerAliveInterval={}", seconds.div_ceil(2)),
        "-oServerAliveCountMax=3".to_owned(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_silence_is_some_seconds_and_at_most_an_hour() {
        assert_eq!(read(" 5 "), Some(Duration::from_secs(5)));
        for value in ["0", "-1", "5s", "1.5", "3601", "99999999999999999999"] {
            assert_eq!(read(value), None, "{value}");
        }
        assert_eq!(of_ssh(USUAL)[1], "-oServerAliveInterval=15");
        assert_eq!(of_ssh(Duration::from_secs(1))[1], "-oServerAliveInterval=1");
    }
}
