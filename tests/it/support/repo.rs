//! Real git repositories in temporary folders: fixed author and dates, isolated configuration, so that object ids
//! are constants.

use std::{
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// A repository that is deleted with its value.
pub struct Repo {
    folder: tempfile::TempDir,
}

impl Repo {
    /// An empty repository with a work tree.
    pub fn new() -> Self {
        let repo = Self { folder: tempfile::tempdir().unwrap() };
        repo.git(&["init", "-q", "-b", "main", "--object-format=sha1"]);
        repo
    }

    /// Its folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// A path inside the work tree.
    pub fn file(&self, path: &str) -> PathBuf {
        self.path().join(path)
    }

    /// Writes a file of the work tree, with the folders above it.
    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.file(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    /// Runs git, which must succeed; its standard output without the last line break.
    pub fn git(&self, arguments: &[&str]) -> String {
        let output = self.try_git(arguments);
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
    }

    /// Runs git.
    pub fn try_git(&self, arguments: &[&str]) -> Output {
        git(self.path(), arguments)
    }

    /// Commits everything in the work tree; the id of the commit.
    pub fn commit(&self, message: &str) -> String {
        self.commit_as(message, "oficina@example.gov.co", "2026-11-20T09:00:00-05:00")
    }

    /// Brings a branch into `main`, which is checked out, as a forge does: by `merge`, `squash` or `rebase`.
    pub fn land(&self, branch: &str, how: &str) {
        match how {
            "merge" => drop(self.git(&["merge", "-q", "--no-ff", "-m", "mezcla", branch])),
            "squash" => {
                self.git(&["merge", "-q", "--squash", branch]);
                self.commit("squash");
            }
            "rebase" => {
                self.git(&["checkout", "-q", branch]);
                self.git(&["rebase", "-q", "main"]);
                self.git(&["checkout", "-q", "main"]);
                self.git(&["merge", "-q", "--ff-only", branch]);
            }
            other => panic!("no way to land: {other}"),
        }
    }

    /// Commits everything in the work tree as someone, at a date.
    pub fn commit_as(&self, message: &str, email: &str, date: &str) -> String {
        self.git(&["add", "-A", "-f"]);
        let output = command(self.path())
            .env("GIT_AUTHOR_EMAIL", email)
            .env("GIT_COMMITTER_EMAIL", email)
            .env("GIT_AUTHOR_DATE", date)
            .env("GIT_COMMITTER_DATE", date)
            .args(["commit", "-q", "--allow-empty", "-m", message])
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        self.git(&["rev-parse", "HEAD"])
    }
}

/// The base of the fixtures, whose leader of Gobierno Digital is account 12 of the forge, its receiver 21, its reviewer 22
/// and its maintainer 25.
pub fn base_with_accounts(forge: &str) -> Repo {
    let repo = base();
    let named = |id: u32| format!("[{{forja: {forge}, id: {id}}}]");
    let edit = |path: &str, from: &str, to: &str| {
        let text = std::fs::read_to_string(repo.file(path)).unwrap();
        assert_eq!(text.matches(from).count(), 1, "{from}");
        repo.write(path, text.replace(from, to));
    };
    let roles = format!(
        "{{receptor: {}, revisor: {}, planeacion: [], control_interno: [], catalogo: {}}}",
        named(21),
        named(22),
        named(25)
    );
    let none = "{receptor: [], revisor: [], planeacion: [], control_interno: [], catalogo: []}";
    edit("policies/repositorio.yaml", none, &roles);
    edit("policies/gobierno-digital/politica.yaml", "cuentas: []", &format!("cuentas: {}", named(12)));
    repo.commit("cuentas");
    repo
}

/// The git program with an isolated configuration.
pub fn command(folder: &Path) -> Command {
    let mut command = Command::new("git");
    command
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_AUTHOR_NAME", "Oficina")
        .env("GIT_COMMITTER_NAME", "Oficina")
        .env("GIT_AUTHOR_EMAIL", "oficina@example.gov.co")
        .env("GIT_COMMITTER_EMAIL", "oficina@example.gov.co")
        .env("GIT_AUTHOR_DATE", "2026-11-20T09:00:00-05:00")
        .env("GIT_COMMITTER_DATE", "2026-11-20T09:00:00-05:00")
        .env("LC_ALL", "C");
    command
}

/// Runs git in a folder.
pub fn git(folder: &Path, arguments: &[&str]) -> Output {
    command(folder).args(arguments).output().unwrap()
}

/// A repository with the base of the fixtures on `main`, committed once.
pub fn base() -> Repo {
    let repo = Repo::new();
    for (path, node) in super::case::folder(&super::fixtures().join("base")) {
        let super::case::Node::File(bytes) = node else { panic!("the base holds plain files") };
        repo.write(std::str::from_utf8(&path).unwrap(), bytes);
    }
    repo.commit("base");
    repo
}
