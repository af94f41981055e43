//! Somebody who hands in, and the server of the entity.

use super::{
    repo::{self, Repo},
    served::Served,
};

/// A repository whose `origin` is a server that checks what it is sent.
pub struct Office {
    pub repo: Repo,
    pub server: Served,
}

impl Office {
    pub fn new() -> Self {
        let repo = repo::base();
        let server = Served::of_fixtures(repo.path());
        repo.git(&["remote", "add", "origin", server.bare().to_str().unwrap()]);
        Self { repo, server }
    }

    /// The only branch of the server that is a submission.
    pub fn branch(&self) -> String {
        let listed = repo::git(&self.server.bare(), &["branch", "--list", "entrega/*", "--format=%(refname:short)"]);
        let listed = String::from_utf8(listed.stdout).unwrap();
        assert_eq!(listed.lines().count(), 1, "{listed}");
        listed.trim().to_owned()
    }

    /// The manifest of a branch of the server.
    pub fn manifest(&self, branch: &str) -> String {
        let changed = repo::git(&self.server.bare(), &["diff", "--name-only", "main", branch]);
        let changed = String::from_utf8(changed.stdout).unwrap();
        let path = changed.lines().find(|path| path.ends_with("manifiesto.yaml")).unwrap();
        let shown = repo::git(&self.server.bare(), &["show", &format!("{branch}:{path}")]);
        String::from_utf8(shown.stdout).unwrap()
    }
}
