//! A bare repository with the hooks of `mipg hook`, as a server of one's own has it, and a clone that pushes to it.

use std::{
    path::{Path, PathBuf},
    process::Output,
};

use super::{AS_OF, repo};

/// A server that is deleted with its value.
pub struct Served {
    folder: tempfile::TempDir,
    /// What the hooks are told after their name.
    options: String,
}

/// What a push gave.
#[must_use]
pub struct Pushed {
    pub accepted: bool,
    /// What the client's terminal shows, without the `remote: ` before its lines.
    pub told: String,
    /// The same, as it came.
    pub raw: Vec<u8>,
}

impl Pushed {
    pub fn of(output: &Output) -> Self {
        let text = String::from_utf8_lossy(&output.stderr);
        let told: Vec<&str> =
            text.lines().map(|line| line.strip_prefix("remote: ").unwrap_or(line).trim_end()).collect();
        Self { accepted: output.status.success(), told: told.join("\n"), raw: output.stderr.clone() }
    }

    /// Asserts that nothing came in, and that these words were told.
    #[track_caller]
    pub fn refused(self, words: &[&str]) -> Self {
        assert!(!self.accepted, "accepted:\n{}", self.told);
        self.says(words)
    }

    /// Asserts that all came in, and that these words were told.
    #[track_caller]
    pub fn accepted(self, words: &[&str]) -> Self {
        assert!(self.accepted, "refused:\n{}", self.told);
        self.says(words)
    }

    #[track_caller]
    fn says(self, words: &[&str]) -> Self {
        // The text is wrapped for a terminal.
        let text = self.told.split_whitespace().collect::<Vec<_>>().join(" ");
        for word in words {
            assert!(text.contains(word), "{word:?} is not in:\n{}", self.told);
        }
        self
    }
}

impl Served {
    /// A server with these branches of a repository, whose hooks judge as at a moment.
    pub fn of(source: &Path, branches: &[&str], moment: &str) -> Self {
        let served = Self { folder: tempfile::tempdir().unwrap(), options: format!("--as-of {moment}") };
        let bare = served.bare();
        let done = repo::git(served.folder.path(), &["init", "-q", "--bare", "-b", "main", bare.to_str().unwrap()]);
        assert!(done.status.success());
        for branch in branches {
            let refspec = format!("refs/heads/{branch}:refs/heads/{branch}");
            let done = repo::git(&bare, &["fetch", "-q", source.to_str().unwrap(), &refspec]);
            assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        }
        served.hook("pre-receive", &served.options);
        served
    }

    /// A server with the `main` of a repository of the fixtures.
    pub fn of_fixtures(source: &Path) -> Self {
        Self::of(source, &["main"], AS_OF)
    }

    /// The folder of the bare repository.
    pub fn bare(&self) -> PathBuf {
        self.folder.path().join("servidor.git")
    }

    /// Writes a hook that runs the command with these options.
    pub fn hook(&self, name: &str, options: &str) {
        let path = self.bare().join("hooks").join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, format!("#!/bin/sh\nexec '{}' hook {name} {options}\n", env!("CARGO_BIN_EXE_mipg")))
            .unwrap();
        #[cfg(unix)]
        std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    }

    /// Pushes as an account of a platform: both hooks are told it.
    pub fn push_by(&self, account: &str, from: &Path, arguments: &[&str]) -> Pushed {
        self.hook("pre-receive", &format!("{} --cuenta {account}", self.options));
        self.hook("post-receive", &format!("--cuenta {account}"));
        self.push(from, arguments)
    }

    /// As [`Served::push`], over HTTP.
    pub fn push_over_http(&self, from: &Path, arguments: &[&str]) -> Pushed {
        let done = repo::git(&self.bare(), &["config", "http.receivepack", "true"]);
        assert!(done.status.success());
        let address = format!("{}/servidor.git", super::http::serve(self.folder.path()));
        Pushed::of(&repo::git(from, &[&["push", &address], arguments].concat()))
    }

    /// Pushes from a clone: what git is told after the address.
    pub fn push(&self, from: &Path, arguments: &[&str]) -> Pushed {
        let address = format!("file://{}", self.bare().display());
        Pushed::of(&repo::git(from, &[&["push", &address], arguments].concat()))
    }

    /// The commit of a reference, where there is one.
    pub fn reference(&self, name: &str) -> Option<String> {
        let found = repo::git(&self.bare(), &["rev-parse", "-q", "--verify", name]);
        found.status.success().then(|| String::from_utf8(found.stdout).unwrap().trim_end().to_owned())
    }
}
