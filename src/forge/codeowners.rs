//! `.github/CODEOWNERS`: whom GitHub asks to look at each folder. It knows names of users and not numbers of accounts, so that it
//! is made from the names of today that the settings state; who may do what is decided elsewhere, by numbers.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::{
    messages::{Lang, Message},
    model::{
        World,
        layout::MODEL,
        raw::{Account, AccountId, Forge, Leader},
    },
};

/// Where the file is.
pub const CODEOWNERS: &str = ".github/CODEOWNERS";

/// The file, for a day; none where no account of GitHub that does anything has a name.
pub fn codeowners(world: &World, day: NaiveDate, lang: Lang) -> Option<String> {
    let repository = world.repository.read()?;
    let on_github = repository.users.iter().filter(|named| named.forge == Forge::GitHub);
    let names: BTreeMap<AccountId, &str> = on_github.map(|named| (named.id, named.user.as_str())).collect();
    let named = |accounts: &[&[Account]]| -> Vec<String> {
        let all = accounts.iter().copied().flatten().filter(|account| account.forge == Forge::GitHub);
        let found: BTreeSet<String> = all.filter_map(|account| Some(format!("@{}", names.get(&account.id)?))).collect();
        found.into_iter().collect()
    };
    let roles = &repository.roles;
    let mut lines = vec![("*".to_owned(), named(&[&roles.catalogue]))];
    lines.push((format!("/policies/{MODEL}/"), named(&[&roles.planning, &roles.receiver, &roles.reviewer])));
    for (slug, policy) in &world.policies {
        let is_in_office =
            |leader: &&Leader| leader.from.get() <= day && leader.until.is_none_or(|until| day <= until.get());
        let leaders: Vec<Account> =
            policy.leaders.iter().filter(is_in_office).flat_map(|leader| leader.accounts.iter().copied()).collect();
        // The last line that fits is the one that counts.
        lines.push((format!("/policies/{slug}/"), named(&[&leaders, &roles.receiver, &roles.reviewer])));
        lines.push((format!("/policies/{slug}/soportes-*.yaml"), named(&[&leaders, &roles.planning])));
        lines.push((format!("/policies/{slug}/politica.yaml"), named(&[&roles.catalogue])));
    }
    lines.retain(|(_, owners)| !owners.is_empty());
    if lines.is_empty() {
        return None;
    }
    let mut text = format!("# {}\n# {}\n", Message::CodeownersHead {}.text(lang), Message::CodeownersIds {}.text(lang));
    for (pattern, owners) in lines {
        text.push_str(&format!("{pattern} {}\n", owners.join(" ")));
    }
    Some(text)
}
