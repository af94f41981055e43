//! What pages share, worked out once: who owes what, what came and when, what became of it, and what is copied.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike as _, FixedOffset, NaiveDate};

use super::{Bring, Site, SiteError, evidence, receipts, words};
use crate::{
    furag::coverage::{self, Coverage},
    holdings::Held,
    messages::Lang,
    model::{SubmissionPath, World, layout, raw},
    schedule::{
        Calendar, Delivery,
        agenda::{Agenda, By, Origin, Period},
        day_of, words as days,
    },
    status::life::Ledger,
    trail::constancia::Issued,
};

/// Everything that pages are made of.
pub(super) struct Facts<'a> {
    pub(super) site: &'a Site<'a>,
    pub(super) world: &'a World,
    pub(super) repository: &'a raw::Repository,
    /// The name of the entity.
    pub(super) entity: String,
    /// The address of the site, with its slash.
    pub(super) base: String,
    /// The day asked.
    pub(super) today: NaiveDate,
    pub(super) ledger: Ledger<'a>,
    /// The due dates of the year asked and the next one.
    pub(super) agenda: Agenda<'a>,
    /// The feeds of it, by file name; none where something is in doubt: whoever subscribes would see that vanish.
    pub(super) feeds: BTreeMap<String, String>,
    /// What of the settings is in doubt, in words.
    pub(super) caution: Option<String>,
    /// The policies, by code.
    pub(super) policies: Vec<Policy<'a>>,
    /// Their groups: name and places in [`Facts::policies`].
    pub(super) dimensions: Vec<(String, Vec<usize>)>,
    /// The submissions known at the moment asked, by path.
    pub(super) items: Vec<Item<'a>>,
    /// Of each policy, and of `modelo`: places in [`Facts::items`], the newest first.
    pub(super) by_owner: BTreeMap<&'a str, Vec<usize>>,
    /// What takes the place of each that was superseded.
    pub(super) superseded: BTreeMap<&'a SubmissionPath, &'a SubmissionPath>,
    /// What has evidence in the latest vigencia that the settings state and that has begun.
    pub(super) coverage: Option<Coverage<'a>>,
    /// The copies of evidence, by path.
    pub(super) copies: BTreeMap<String, Bring>,
    /// Files with a copy.
    pub(super) copied: usize,
    /// The receipts of each submission.
    issued: BTreeMap<&'a SubmissionPath, Vec<&'a Issued>>,
}

/// A policy.
pub(super) struct Policy<'a> {
    pub(super) slug: &'a str,
    pub(super) code: Option<&'a str>,
    pub(super) name: String,
    pub(super) own: Option<&'a raw::Policy>,
    /// The roles that lead it on the day asked.
    pub(super) leaders: Vec<String>,
    pub(super) dimension: Option<String>,
}

/// A submission.
pub(super) struct Item<'a> {
    pub(super) held: &'a Held,
    pub(super) delivery: Option<&'a Delivery>,
    pub(super) title: String,
}

impl<'a> Item<'a> {
    /// When the repository had it; none where its manifest cannot be read.
    pub(super) fn at(&self) -> Option<DateTime<FixedOffset>> {
        self.delivery.map(|delivery| delivery.repository.at)
    }

    /// The number of its receipt.
    pub(super) fn receipt(&self) -> Option<u64> {
        self.delivery?.repository.receipt.map(|receipt| receipt.index)
    }

    pub(super) fn path(&self) -> &'a SubmissionPath {
        &self.held.path
    }

    /// Whether all of it was withdrawn.
    pub(super) fn is_withdrawn(&self) -> bool {
        !self.held.evidence.is_empty()
            && self.held.evidence.iter().all(|file| file.state == crate::holdings::State::Withdrawn)
    }

    /// The order in lists: the newest month first, and in it what came last.
    fn order(&self) -> impl Ord + use<'a> {
        let path = self.path();
        std::cmp::Reverse((path.year, path.month, self.at(), path.name.as_str()))
    }
}

impl<'a> Facts<'a> {
    pub(super) fn new(site: &'a Site<'a>) -> Result<Self, SiteError> {
        let holdings = site.holdings;
        let deliveries = &holdings.deliveries;
        let world = &deliveries.world;
        let ledger = Ledger::new(deliveries, holdings.as_of)?;
        let today = day_of(holdings.as_of);
        let calendar = Calendar::new(world.holidays.values());
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or(today);
        let period = Period { first: day(today.year(), 1, 1), last: day(today.year() + 1, 12, 31), by: By::Nominal };
        let agenda = Agenda::new(world, &calendar, period)?;
        let (Some(repository), Some(agenda)) = (world.repository.read(), agenda) else {
            let settings = [layout::settings()].into_iter().collect();
            return Err(crate::status::BoardError::Unknown(settings).into());
        };
        let mut unknown = agenda.years_without_holidays();
        unknown.extend(ledger.boards().iter().flat_map(|board| board.years_without_holidays()));
        if !unknown.is_empty() {
            return Err(SiteError::Holidays(unknown));
        }
        let all = holdings.submissions.iter().chain(&holdings.gone);
        let mut items: Vec<Item<'a>> = all.filter_map(|held| item(held, &ledger, site)).collect();
        items.sort_by_key(|item| item.path());
        let mut by_owner: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, item) in items.iter().enumerate() {
            by_owner.entry(item.path().owner.as_str()).or_default().push(at);
        }
        by_owner.values_mut().for_each(|all| all.sort_by_key(|at| items[*at].order()));
        let policies = policies(world, &by_owner, today);
        let (mut copies, mut copied) = (BTreeMap::new(), 0);
        for item in &items {
            let at = item.at().unwrap_or(deliveries.revision_time);
            for (path, copy) in item.held.evidence.iter().filter_map(|file| evidence::bring(file, at)) {
                copied += 1;
                let kept = copies.entry(path).or_insert_with(|| copy.clone());
                if copy.at < kept.at {
                    *kept = copy;
                }
            }
        }
        let caution = agenda.caution(Lang::Es);
        let revision = deliveries.revision.to_string();
        let origin = Origin { revision: Some(&revision), as_of: deliveries.revision_time, lang: Lang::Es };
        let feeds = if caution.is_none() { agenda.feeds(&origin) } else { BTreeMap::new() };
        let base = site.base.map_or_else(|| format!("https://{}", repository.entity.domain), str::to_owned);
        Ok(Self {
            site,
            world,
            repository,
            entity: words::plain(repository.entity.name.as_str()),
            base: format!("{}/", base.trim_end_matches('/')),
            today,
            ledger,
            feeds,
            caution,
            agenda,
            dimensions: dimensions(&policies, world),
            policies,
            superseded: holdings.superseded(),
            coverage: vigencia(repository, today).map(|year| coverage::coverage(holdings, year)),
            items,
            by_owner,
            copies,
            copied,
            issued: receipts::by_submission(site),
        })
    }

    /// The submissions of a policy, or of `modelo`, the newest first.
    pub(super) fn of(&self, owner: &str) -> impl Iterator<Item = &Item<'a>> {
        self.by_owner.get(owner).into_iter().flatten().map(|at| &self.items[*at])
    }

    /// The submission at a path.
    pub(super) fn item(&self, path: &SubmissionPath) -> Option<&Item<'a>> {
        let at = self.items.binary_search_by(|item| item.path().cmp(path)).ok()?;
        self.items.get(at)
    }

    /// The receipts of a submission, by the order of the log.
    pub(super) fn issued(&self, path: &SubmissionPath) -> impl Iterator<Item = &'a Issued> {
        self.issued.get(path).into_iter().flatten().copied()
    }

    /// The name of a policy by its key, for a person.
    pub(super) fn policy_name(&self, slug: &str) -> String {
        if slug == layout::MODEL {
            return "Documentos del modelo".to_owned();
        }
        words::plain(days::policy(self.world, slug))
    }

    /// Whether the state of deliveries is for everybody.
    pub(super) fn is_board_public(&self) -> bool {
        self.repository.board == raw::BoardAudience::Public
    }
}

/// The latest vigencia that is stated and has begun.
fn vigencia(settings: &raw::Repository, today: NaiveDate) -> Option<raw::Year> {
    let begun = settings.years.iter().map(|one| one.year).filter(|year| i32::from(year.get()) <= today.year());
    begun.max_by_key(|year| year.get())
}

fn item<'a>(held: &'a Held, ledger: &Ledger<'a>, site: &Site<'a>) -> Option<Item<'a>> {
    let delivery = ledger.delivery(&held.path);
    // What the schedule could not read has no time, and is shown for what it is.
    let is_unread = site.holdings.deliveries.unread.contains(&held.path);
    let is_known = delivery.is_some() || is_unread || !held.losses.is_empty();
    let title = match &held.manifest {
        Some(manifest) => words::plain(manifest.title.as_str()),
        None => format!("Entrega {}", held.path.name),
    };
    is_known.then_some(Item { held, delivery, title })
}

fn policies<'a>(world: &'a World, owners: &BTreeMap<&'a str, Vec<usize>>, today: NaiveDate) -> Vec<Policy<'a>> {
    let mut slugs: BTreeSet<&str> = world.policies.keys().map(String::as_str).collect();
    slugs.extend(world.expected_policies());
    slugs.extend(owners.keys().copied().filter(|owner| *owner != layout::MODEL));
    let listed = |slug: &str| world.model()?.policies.iter().find(|policy| policy.policy.as_str() == slug);
    let policy = |slug: &'a str| {
        let own = world.policies.get(slug);
        let code = own.and_then(|own| own.code.as_ref()).or_else(|| listed(slug)?.code.as_ref());
        Policy {
            slug,
            code: code.map(raw::PolicyCode::as_str),
            name: words::plain(days::policy(world, slug)),
            own,
            leaders: days::leaders(world, slug, today).iter().map(|role| words::plain(role)).collect(),
            dimension: listed(slug).map(|policy| policy.dimension.as_str().to_owned()),
        }
    };
    let mut policies: Vec<Policy<'a>> = slugs.into_iter().map(policy).collect();
    policies.sort_by_key(|policy| (policy.code.is_none(), policy.code, policy.slug));
    policies
}

fn dimensions(policies: &[Policy<'_>], world: &World) -> Vec<(String, Vec<usize>)> {
    let of = |id: Option<&str>| -> Vec<usize> {
        (0..policies.len()).filter(|at| policies[*at].dimension.as_deref() == id).collect()
    };
    let model = world.model().into_iter().flat_map(|model| model.dimensions.iter());
    let mut found: Vec<(String, Vec<usize>)> =
        model.map(|one| (words::plain(one.name.as_str()), of(Some(one.id.as_str())))).collect();
    found.push(("Otras políticas".to_owned(), of(None)));
    found.retain(|(_, policies)| !policies.is_empty());
    found
}
