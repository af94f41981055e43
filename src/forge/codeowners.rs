//! `.github/CODEOWNERS`: whom GitHub asks to look at each folder. It knows names of users and not numbers of accounts, so that it
//! is made from the names of today that the settings state; who may do what is decided elsewhere, by numbers.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::{
    diagnostic::Count,
    messages::{Lang, Message},
    model::{
        World,
        layout::MODEL,
        raw::{Account, AccountId, Forge},
    },
};

/// Where the file is.
pub const CODEOWNERS: &str = ".github/CODEOWNERS";

/// The file, and how much it knows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Owners {
    /// Its text.
    pub text: String,
    /// Accounts of GitHub that do something and have a name, of how many.
    pub named: Count,
}

/// The file, for a day; none where no account of GitHub that does anything has a name.
pub fn codeowners(world: &World, day: NaiveDate, lang: Lang) -> Option<Owners> {
    let repository = world.repository.read()?;
    let on_github = repository.users.iter().filter(|named| named.forge == Forge::GitHub);
    let names: BTreeMap<AccountId, &str> = on_github.map(|named| (named.id, named.user.as_str())).collect();
    let mut asked: BTreeSet<AccountId> = BTreeSet::new();
    let mut named = |accounts: &[&[Account]]| -> Vec<String> {
        let all = accounts.iter().copied().flatten().filter(|account| account.forge == Forge::GitHub);
        let all: BTreeSet<AccountId> = all.map(|account| account.id).collect();
        asked.extend(&all);
        let found: BTreeSet<String> = all.iter().filter_map(|id| Some(format!("@{}", names.get(id)?))).collect();
        found.into_iter().collect()
    };
    let roles = &repository.roles;
    let mut lines = vec![("*".to_owned(), named(&[&roles.catalogue]))];
    lines.push((format!("/policies/{MODEL}/"), named(&[&roles.planning, &roles.receiver, &roles.reviewer])));
    for (slug, policy) in &world.policies {
        let in_office = policy.leaders.iter().filter(|leader| leader.is_in_office(day));
        let leaders: Vec<Account> = in_office.flat_map(|leader| leader.accounts.iter().copied()).collect();
        // The last line that fits is the one that counts.
        lines.push((format!("/policies/{slug}/"), named(&[&leaders, &roles.receiver, &roles.reviewer])));
        lines.push((format!("/policies/{slug}/soportes-*.yaml"), named(&[&leaders, &roles.planning])));
        lines.push((format!("/policies/{slug}/politica.yaml"), named(&[&roles.catalogue])));
    }
    let done = asked.iter().filter(|id| names.contains_key(id)).count();
    if done == 0 {
        return None;
    }
    let mut text = format!("# {}\n# {}\n", Message::CodeownersHead {}.text(lang), Message::CodeownersIds {}.text(lang));
    for (pattern, owners) in lines {
        // A folder of nobody is nobody's: without its line it would be of those of the folder above.
        text.push_str(format!("{pattern} {}", owners.join(" ")).trim_end());
        text.push('\n');
    }
    Some(Owners { text, named: Count { done: done as u64, of: asked.len() as u64 } })
}
