//! The command `mipg`, with an empty environment but for what git needs.

use std::{
    path::Path,
    process::{Command, Stdio},
};

use super::AS_OF;

/// What a run gave.
#[must_use]
pub struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Run {
    /// Asserts the exit code, printing everything otherwise.
    #[track_caller]
    pub fn expect(self, code: i32) -> Self {
        assert_eq!(self.code, code, "\n-- stdout\n{}\n-- stderr\n{}", self.stdout, self.stderr);
        self
    }

    /// The standard output as JSON.
    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}:\n{}", self.stdout))
    }

    /// The ids of the rules found, in order.
    #[track_caller]
    pub fn rules(&self) -> Vec<String> {
        let json = self.json();
        let findings = json["findings"].as_array().unwrap();
        findings.iter().map(|finding| finding["rule"].as_str().unwrap().to_owned()).collect()
    }
}

/// The command, to be completed.
pub fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mipg"));
    command
        .current_dir(folder)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("NO_COLOR", "1")
        .env("GITHUB_ACTIONS", "true") // where `mipg ci` marks what it says
        .stdin(Stdio::null());
    command
}

/// Runs the command.
pub fn run(folder: &Path, arguments: &[&str]) -> Run {
    let output = command(folder).args(arguments).output().unwrap();
    Run {
        code: output.status.code().expect("ended by itself"),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Runs `mipg check` at the moment of the fixtures.
pub fn check(folder: &Path, arguments: &[&str]) -> Run {
    run(folder, &[&["check", "--as-of", AS_OF], arguments].concat())
}
