//! A program that nobody answers to, for as long as anybody waits.

use std::{
    io::{self, Read},
    process::{Command, Stdio},
    sync::mpsc,
    time::{Duration, Instant},
};

/// Bytes of what it says that are kept.
const KEPT: u64 = 64 * 1024;
/// How often it is looked at.
const TURN: Duration = Duration::from_millis(20);

/// How a program ended.
pub(super) struct Ended {
    /// Whether it did what it was asked.
    pub is_done: bool,
    /// Whether it was ended because it took too long.
    pub is_late: bool,
    /// What it said on standard error.
    pub said: Vec<u8>,
}

/// Runs a program without anything to read, and ends it where it takes longer than this: one that waits for an answer on a
/// terminal that nobody looks at would wait for ever.
pub(super) fn run(command: &mut Command, patience: Duration) -> io::Result<Ended> {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn()?;
    let (sender, receiver) = mpsc::channel();
    if let Some(mut told) = child.stderr.take() {
        std::thread::spawn(move || {
            let mut said = Vec::new();
            let _ = told.by_ref().take(KEPT).read_to_end(&mut said);
            let _ = sender.send(said);
            io::copy(&mut told, &mut io::sink())
        });
    }
    let began = Instant::now();
    let status = loop {
        match child.try_wait()? {
            Some(status) => break Some(status),
            None if began.elapsed() > patience => break None,
            None => std::thread::sleep(TURN),
        }
    };
    if status.is_none() {
        child.kill()?;
        child.wait()?;
    }
    // What it began may go on, and hold what it says open.
    let said = receiver.recv_timeout(Duration::from_secs(2)).unwrap_or_default();
    Ok(Ended { is_done: status.is_some_and(|status| status.success()), is_late: status.is_none(), said })
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    fn shell(words: &str, patience: u64) -> Ended {
        run(Command::new("sh").args(["-c", words]), Duration::from_millis(patience)).unwrap()
    }

    #[test]
    fn what_takes_too_long_is_ended() {
        let began = Instant::now();
        let ended = shell("echo espera >&2; exec sleep 60", 200);
        assert!(ended.is_late && !ended.is_done && began.elapsed() < Duration::from_secs(20));
        assert_eq!(ended.said, b"espera\n");
    }

    #[test]
    fn what_ends_is_told_as_it_ended() {
        let ended = shell("cat; echo no >&2; exit 3", 20_000);
        assert!(!ended.is_done && !ended.is_late);
        assert_eq!(ended.said, b"no\n");
        let ended = shell("head -c 1000000 /dev/zero >&2", 20_000);
        assert!(ended.is_done);
        assert_eq!(ended.said.len() as u64, KEPT);
    }
}
