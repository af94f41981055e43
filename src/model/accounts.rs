//! Who may do what, by account: what `repositorio.yaml` and each `politica.yaml` of the default branch say.
//!
//! An account is its forge and its number: a name may pass to another person. Never what a change brings: a head that
//! names its own author a leader is judged by what was there before it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::raw::{Account, Forge, Leader, Policy, Repository, Roles, Scope, SubmissionClass};
use crate::{
    repo_path::RepoPath,
    snapshot::{EntryKind, ObjectId},
};

/// Accounts of leaders and of roles.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Accounts {
    roles: Roles,
    leaders: BTreeMap<String, Vec<Leader>>,
    /// What is owed of the institutional plans, by the policies it binds.
    follow_up: Vec<Scope>,
}

impl Accounts {
    /// Those of settings, where they could be read, and of policies, by folder.
    pub fn new<'a>(repository: Option<&Repository>, policies: impl IntoIterator<Item = (&'a str, &'a Policy)>) -> Self {
        let of_plans = |repository: &Repository| {
            let is_of_plans = |class: &SubmissionClass| *class == SubmissionClass::PlanFollowUp;
            let owed = repository.obligations.iter().filter(|one| one.classes.iter().any(is_of_plans));
            owed.map(|one| one.applies.clone()).collect()
        };
        Self {
            roles: repository.map(|repository| repository.roles.clone()).unwrap_or_default(),
            leaders: policies.into_iter().map(|(slug, policy)| (slug.to_owned(), policy.leaders.clone())).collect(),
            follow_up: repository.map(of_plans).unwrap_or_default(),
        }
    }

    /// Whether any account of the forge is named. Where none is, nobody knows who may do what, and nothing can be judged.
    pub fn knows(&self, forge: Forge) -> bool {
        self.named().any(|account| is_same(account.forge, forge))
    }

    /// The platforms that some account is of.
    pub fn forges(&self) -> BTreeSet<Forge> {
        self.named().map(|account| account.forge).collect()
    }

    /// Whether the account is of any role, or of any leader of any day.
    pub fn mention(&self, account: Account) -> bool {
        self.named().any(|one| is_one(*one, account))
    }

    /// Every account of a role or of a leader.
    fn named(&self) -> impl Iterator<Item = &Account> {
        let roles = self.roles().into_iter().flat_map(|(_, accounts)| accounts);
        roles.chain(self.leaders.values().flatten().flat_map(|leader| &leader.accounts))
    }

    /// The accounts of each role, by the name of its field.
    fn roles(&self) -> [(&'static str, &[Account]); 5] {
        let Roles { receiver, reviewer, planning, internal_control, catalogue } = &self.roles;
        [
            ("receptor", receiver),
            ("revisor", reviewer),
            ("planeacion", planning),
            ("control_interno", internal_control),
            ("catalogo", catalogue),
        ]
    }

    /// The roles that accounts of `here` have, or of any forge where nobody knows which one judges, and that `after` leaves
    /// to accounts of other forges alone: nobody could act in them where they are judged.
    pub fn left_elsewhere(&self, after: &Self, here: Option<Forge>) -> impl Iterator<Item = &'static str> {
        let is_of = |account: &Account, forge: Forge| is_same(account.forge, forge);
        let is_left = move |before: &[Account], after: &[Account]| {
            let mut acting = before.iter().filter(|one| here.is_none_or(|here| is_of(one, here))).peekable();
            let is_acted_in = acting.peek().is_some();
            is_acted_in && !after.is_empty() && !acting.any(|one| after.iter().any(|other| is_of(other, one.forge)))
        };
        let pairs = self.roles().into_iter().zip(after.roles());
        let left = pairs.filter(move |((_, before), (_, after))| is_left(before, after));
        left.map(|((role, _), _)| role).collect::<Vec<_>>().into_iter()
    }

    /// Whether the account hands in for `owner` on that day: a leader of the policy then, the receiver, or Planeación
    /// where the institutional plans are followed up and for documents of the model.
    pub fn hands_in(&self, account: Account, owner: &str, day: NaiveDate) -> bool {
        self.leads(account, owner, day)
            || has(&self.roles.receiver, account)
            || has(&self.roles.planning, account) && self.is_of_planning(owner)
    }

    /// Whether the account hands in for any owner at all on that day.
    pub fn hands_in_for_some(&self, account: Account, day: NaiveDate) -> bool {
        let Roles { receiver, planning, .. } = &self.roles;
        has(receiver, account)
            || has(planning, account)
            || self.leaders.keys().any(|owner| self.leads(account, owner, day))
    }

    /// Whether the account says which evidence answers the criteria and questions of a policy: a leader of it, or
    /// Planeación, which answers FURAG.
    pub fn answers(&self, account: Account, owner: &str, day: NaiveDate) -> bool {
        self.leads(account, owner, day) || has(&self.roles.planning, account)
    }

    /// Whether the account receives for the entity: what comes by SIGOB, with its hour, is said by it.
    pub fn receives(&self, account: Account) -> bool {
        has(&self.roles.receiver, account)
    }

    /// Whether no account is named at all.
    pub fn is_empty(&self) -> bool {
        self.named().next().is_none()
    }

    /// Whether some account may change what judges.
    pub fn has_maintainer(&self) -> bool {
        !self.roles.catalogue.is_empty()
    }

    /// Whether the account may change what judges: settings, catalogues, policies, schemas, workflows and code.
    pub fn maintains(&self, account: Account) -> bool {
        has(&self.roles.catalogue, account)
    }

    /// Whether the account is of anybody that the settings know on that day: of a role, or of a leader in office.
    pub fn names(&self, account: Account, day: NaiveDate) -> bool {
        self.roles().into_iter().any(|(_, role)| has(role, account))
            || self.leaders.keys().any(|owner| self.leads(account, owner, day))
    }

    /// Whether the account keeps the audit trail: begins it, and puts beside it what others attested of it. Whoever maintains
    /// what judges, or Control Interno.
    pub fn keeps_trail(&self, account: Account) -> bool {
        self.maintains(account) || has(&self.roles.internal_control, account)
    }

    /// Whether the account may approve what another proposes, and publish it: a reviewer, or whoever maintains what
    /// judges; the receiver where the entity has named no reviewer.
    pub fn publishes(&self, account: Account) -> bool {
        let Roles { reviewer, receiver, .. } = &self.roles;
        let approving = if reviewer.is_empty() { receiver } else { reviewer };
        has(approving, account) || self.maintains(account)
    }

    fn leads(&self, account: Account, owner: &str, day: NaiveDate) -> bool {
        let leaders = self.leaders.get(owner).into_iter().flatten();
        leaders.filter(|leader| leader.is_in_office(day)).any(|leader| has(&leader.accounts, account))
    }

    fn is_of_planning(&self, owner: &str) -> bool {
        owner == super::layout::MODEL || self.follow_up.iter().any(|scope| scope.holds(owner))
    }
}

fn has(named: &[Account], account: Account) -> bool {
    named.iter().any(|one| is_one(*one, account))
}

/// Whether both are the same account.
pub fn is_one(one: Account, other: Account) -> bool {
    one.id == other.id && is_same(one.forge, other.forge)
}

/// Forgejo tells a hook who pushes as Gitea does, of which it was made: one is not told from the other.
fn is_same(one: Forge, other: Forge) -> bool {
    let plain = |forge| if forge == Forge::Forgejo { Forge::Gitea } else { forge };
    plain(one) == plain(other)
}

/// Who makes a change, as the forge says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Actor {
    /// The account.
    pub account: Account,
    /// What it does.
    pub deed: Deed,
}

/// What an account does with a change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Deed {
    /// It proposes it.
    Proposes {
        /// The account that put there what is proposed as it stands, or answers for it: whoever opened a proposal is not
        /// asked each time that another moves its branch. None where nobody knows.
        writer: Option<Account>,
        /// The accounts that approved what is proposed as it stands; none where nobody knows.
        approvals: Option<BTreeSet<Account>>,
    },
    /// It publishes it: the default branch moves.
    Publishes {
        /// What branches propose, and by which accounts; none where nobody knows.
        proposed: Option<Proposed>,
    },
}

/// What branches change of the default branch: paths, and what each of them is to have, with the accounts that pushed it there;
/// no account where nobody knows whose it was.
pub type Proposed = BTreeMap<(RepoPath, Option<(EntryKind, ObjectId)>), BTreeSet<Account>>;
