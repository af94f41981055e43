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
        raw::{Account, AccountId, Forge, NamedAccount},
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
    /// Whether a single one answers for what is of nobody else: what it proposes itself none but it could approve.
    pub is_alone: bool,
}

/// The file, for a day; none where no account of GitHub that does anything has a name.
pub fn codeowners(world: &World, day: NaiveDate, lang: Lang) -> Option<Owners> {
    let repository = world.repository.read()?;
    let names = names(&repository.users);
    let mut asked: BTreeSet<AccountId> = BTreeSet::new();
    let mut named = |accounts: &[&[Account]]| -> Vec<String> {
        let all = accounts.iter().copied().flatten().filter(|account| account.forge == Forge::GitHub);
        let all: BTreeSet<AccountId> = all.map(|account| account.id).collect();
        asked.extend(&all);
        let found: BTreeSet<String> = all.iter().filter_map(|id| Some(format!("@{}", names.get(id)?))).collect();
        found.into_iter().collect()
    };
    let roles = &repository.roles;
    let catalogue = named(&[&roles.catalogue]);
    let is_alone = catalogue.len() == 1;
    let mut lines = vec![("*".to_owned(), catalogue)];
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
    Some(Owners { text, named: Count { done: done as u64, of: asked.len() as u64 }, is_alone })
}

/// The names of accounts of GitHub. A number with two names has none, and a name of two numbers is of neither: which of them
/// is right nobody knows, and the wrong one would be asked to review. GitHub makes no difference of capitals.
fn names(users: &[NamedAccount]) -> BTreeMap<AccountId, &str> {
    let folded = |named: &NamedAccount| named.user.as_str().to_ascii_lowercase();
    let on_github = || users.iter().filter(|named| named.forge == Forge::GitHub);
    let (mut of_number, mut of_name): (BTreeMap<AccountId, u32>, BTreeMap<String, u32>) = Default::default();
    for named in on_github() {
        *of_number.entry(named.id).or_default() += 1;
        *of_name.entry(folded(named)).or_default() += 1;
    }
    let is_one =
        |named: &&NamedAccount| of_number.get(&named.id) == Some(&1) && of_name.get(&folded(named)) == Some(&1);
    on_github().filter(is_one).map(|named| (named.id, named.user.as_str())).collect()
}
