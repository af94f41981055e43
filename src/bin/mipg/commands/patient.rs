//! A program that nobody answers to, for as long as anybody waits.

use std::{
    io::{self, Read},
    process::{Command, Stdio},
    sync::mpsc::{self, Receiver},
    time::{Duration, Instant},
};

/// Bytes of what it says that are kept.
const KEPT: u64 = 64 * 1024;
/// How often it is looked at.
const TURN: Duration = Duration::from_millis(20);

/// Seconds in which what it wrote is read, once it ended.
const READ: u64 = 60;

/// How a program ended.
pub(super) struct Ended {
    /// Whether it did what it was asked.
    pub is_done: bool,
    /// Whether it was ended because it took too long.
    pub is_late: bool,
    /// What it wrote on standard output.
    pub told: Vec<u8>,
    /// What it said on standard error.
    pub said: Vec<u8>,
}

/// Runs a program without anything to read, and ends it where it takes longer than this: one that waits for an answer on a
/// terminal that nobody looks at would wait for ever.
pub(super) fn run(command: &mut Command, patience: Duration) -> io::Result<Ended> {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let (told, said) = (child.stdout.take().map(kept), child.stderr.take().map(kept));
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
    let all = |from: Option<Receiver<Vec<u8>>>, seconds| from?.recv_timeout(Duration::from_secs(seconds)).ok();
    let told = all(told, if status.is_some() { READ } else { 2 });
    // What it wrote and was not read is not taken for nothing.
    let is_done = status.is_some_and(|status| status.success()) && told.is_some();
    let said = all(said, 2).unwrap_or_default();
    Ok(Ended { is_done, is_late: status.is_none(), told: told.unwrap_or_default(), said })
}

/// Reads what a program says to its end, and keeps the first of it.
fn kept(mut from: impl Read + Send + 'static) -> Receiver<Vec<u8>> {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let mut said = Vec::new();
        let _ = from.by_ref().take(KEPT).read_to_end(&mut said);
        let _ = sender.send(said);
        io::copy(&mut from, &mut io::sink())
    });
    receiver
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
        let ended = shell("head -c 1000000 /dev/zero; echo no >&2", 20_000);
        assert_eq!((ended.told.len() as u64, ended.said, ended.is_done), (KEPT, b"no\n".to_vec(), true));
        let ended = shell("head -c 1000000 /dev/zero >&2", 20_000);
        assert!(ended.is_done);
        assert_eq!(ended.said.len() as u64, KEPT);
    }
}
