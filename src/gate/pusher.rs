//! Who pushes, as the platform that runs the hook says.

use crate::model::raw::{Account, Forge};

/// Who pushes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pusher {
    /// Nobody says: a server without a platform.
    Unsaid,
    /// A person's account.
    Person(Account),
    /// The platform says somebody who is no person's account, such as the key of a machine.
    Machine(Forge),
}

impl Pusher {
    /// What the variables of a hook say: GitLab by `GL_ID` (`user-7`, `key-5`), Gitea and Forgejo by `GITEA_PUSHER_ID`, with
    /// `GITEA_DEPLOY_KEY_ID` where a machine pushes with the key of a repository.
    pub fn said(variable: impl Fn(&str) -> Option<String>) -> Self {
        let said = |name: &str| variable(name).filter(|value| !value.is_empty());
        let person = |account: String, forge| account.parse().map_or(Self::Machine(forge), Self::Person);
        if let Some(id) = said("GL_ID") {
            return match id.strip_prefix("user-") {
                Some(id) => person(format!("gitlab:{id}"), Forge::GitLab),
                None => Self::Machine(Forge::GitLab),
            };
        }
        match (said("GITEA_PUSHER_ID"), said("GITEA_DEPLOY_KEY_ID").filter(|id| id != "0")) {
            (_, Some(_)) => Self::Machine(Forge::Gitea),
            (Some(id), None) => person(format!("gitea:{id}"), Forge::Gitea),
            (None, None) => Self::Unsaid,
        }
    }

    /// The person's account, where it is one.
    pub fn person(self) -> Option<Account> {
        match self {
            Self::Person(account) => Some(account),
            Self::Unsaid | Self::Machine(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_platform_says_a_person_or_a_machine_and_never_nobody() {
        let said = |pairs: &[(&str, &str)]| {
            Pusher::said(|name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
        };
        let person = |text: &str| Pusher::Person(text.parse().unwrap());
        assert_eq!(said(&[]), Pusher::Unsaid);
        assert_eq!(said(&[("GL_ID", ""), ("GITEA_PUSHER_ID", "")]), Pusher::Unsaid);
        assert_eq!(said(&[("GL_ID", "user-7")]), person("gitlab:7"));
        for id in ["key-5", "user-", "user-abc", "user--1", "user-0", "x"] {
            assert_eq!(said(&[("GL_ID", id)]), Pusher::Machine(Forge::GitLab), "{id}");
        }
        assert_eq!(said(&[("GITEA_PUSHER_ID", "7"), ("GITEA_DEPLOY_KEY_ID", "0")]), person("gitea:7"));
        for pairs in [
            [("GITEA_PUSHER_ID", "7"), ("GITEA_DEPLOY_KEY_ID", "9")],
            [("GITEA_PUSHER_ID", "-2"), ("GITEA_DEPLOY_KEY_ID", "0")],
            [("GITEA_PUSHER_ID", "0"), ("GITEA_DEPLOY_KEY_ID", "")],
        ] {
            assert_eq!(said(&pairs), Pusher::Machine(Forge::Gitea), "{pairs:?}");
        }
    }
}
