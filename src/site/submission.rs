//! The page of each submission: its files, what it says, its life, and how anybody verifies it.

use std::collections::BTreeMap;

use minijinja::{Value, context};

use super::{
    Content, Prepared, address, evidence,
    facts::{Facts, Item},
    frame::Head,
    receipts, words,
};
use crate::{
    diagnostic::{Located, Severity},
    digest::Digest,
    messages::{Lang, shown},
    model::{SubmissionPath, layout, raw},
    schedule::{day_of, words as days},
    status::life::{self, What},
    trail::{
        constancia::{self, Issued},
        entry::Event,
    },
};

/// Files on one page.
const FILES: usize = 50;
/// Findings that are told.
const FINDINGS: usize = 20;
/// Links, plans and criteria that are told.
const SHOWN: usize = 60;

pub(super) fn pages<'p>(prepared: &'p Prepared<'_>, tree: &mut BTreeMap<String, Content<'p>>) {
    for item in &prepared.facts.items {
        if let Some((path, bytes)) = manifest(&prepared.facts, item) {
            tree.insert(path, Content::Bytes(bytes.clone()));
        }
        let parts = item.held.evidence.len().div_ceil(FILES).max(1);
        for part in 0..parts {
            let path = file(item.path(), part);
            let address = path.clone();
            let make = move || page(prepared, item, &address, part, parts);
            tree.insert(path, Content::Page(Box::new(make)));
        }
    }
}

/// Where the manifest of a submission is and its bytes, where it is given: the one that was read, and of nothing kept back.
fn manifest<'f>(facts: &'f Facts<'_>, item: &Item<'_>) -> Option<(String, &'f Vec<u8>)> {
    let bytes = facts.site.manifests.get(item.path()).filter(|_| evidence::is_open(item.held))?;
    let is_own = item.held.digest == Some(Digest::of(bytes));
    is_own.then(|| (format!("{}{}", address::folder(item.path()), layout::MANIFEST), bytes))
}

/// Where a part of the files of a submission is.
fn file(path: &SubmissionPath, part: usize) -> String {
    match part {
        0 => address::submission(path),
        part => format!("{}archivos-{}.html", address::folder(path), part + 1),
    }
}

fn page(
    prepared: &Prepared<'_>,
    item: &Item<'_>,
    path: &str,
    part: usize,
    parts: usize,
) -> Result<String, super::SiteError> {
    let facts = &prepared.facts;
    let owner = item.path().owner.as_str();
    let crumbs = if owner == layout::MODEL {
        vec![("Documentos del modelo".to_owned(), "modelo/index.html".to_owned())]
    } else {
        let name = facts.policy_name(owner);
        vec![("Políticas".to_owned(), "politicas/index.html".to_owned()), (name, address::policy(owner))]
    };
    let title = match part {
        0 => item.title.clone(),
        part => format!("{} (archivos, página {} de {parts})", item.title, part + 1),
    };
    let head = Head {
        path,
        title: &title,
        about: &format!("{}: archivos, huellas, historia y cómo verificarla.", item.title),
        section: if owner == layout::MODEL { "modelo" } else { "politicas" },
        crumbs,
    };
    let files: Vec<evidence::Card> = item
        .held
        .evidence
        .iter()
        .enumerate()
        .skip(part * FILES)
        .take(FILES)
        .map(|(at, file)| evidence::card(item.held, at, file))
        .collect();
    let body = context! {
        is_first => part == 0,
        part => part + 1,
        pages => (0..parts).map(|one| context! { number => one + 1, href => file(item.path(), one), is_current => one == part }).collect::<Vec<_>>(),
        sample => sample(&files),
        files,
        count => words::count(item.held.evidence.len(), "archivo", "archivos"),
        told => told(facts, item),
        path_in_repository => item.path().folder().to_string(),
        manifest => item.held.digest.map(|digest| digest.to_string()),
        manifest_file => manifest(facts, item).map(|(path, _)| path),
        moments => moments(facts, item),
        answers => answers(facts, item),
        is_quarantined => item.held.is_quarantined,
        findings => findings(facts, item),
        is_withdrawn => item.is_withdrawn(),
        withdrawal => item.held.withdrawal.as_deref().map(withdrawal),
        superseded_by => facts.superseded.get(item.path()).map(|other| link(facts, other)),
        receipt => item.receipt(),
        proof => facts.issued(item.path()).find(|one| Some(one.proof.index) == item.receipt() && receipts::is_of(one, item.held)).map(|one| receipt(one, item)),
        receipts => facts.issued(item.path()).take(SHOWN).map(|one| receipt(one, item)).collect::<Vec<_>>(),
    };
    prepared.frame.page("submission.html", &head, body)
}

/// A receipt: what it is of, its proof, and its page where it is of the manifest as it is.
fn receipt(issued: &Issued, item: &Item<'_>) -> Value {
    let index = issued.proof.index;
    let what = match &issued.entry.event {
        Event::Submission(event, _) => words::capital(&constancia::event(*event, Lang::Es)),
        Event::Document(..) | Event::Heartbeat => String::new(),
    };
    context! {
        index,
        what,
        sheet => receipts::is_of(issued, item.held).then(|| receipts::page(index)),
        name => constancia::proof_name(index),
        proof => receipts::proof(index),
    }
}

/// A file that shows how to verify: one that can be downloaded, or else one whose digest is told.
fn sample(files: &[evidence::Card]) -> Option<evidence::Card> {
    let told = || files.iter().filter(|file| file.digest.is_some());
    told().find(|file| file.href.is_some()).or_else(|| told().next()).cloned()
}

/// What its manifest says of itself: names and values, and links.
fn told(facts: &Facts<'_>, item: &Item<'_>) -> Value {
    let Some(manifest) = item.held.manifest.as_deref() else { return Value::from(()) };
    let offices = &facts.repository.offices;
    let office = |key: &raw::Slug| words::plain(offices.get(key).map_or(key.as_str(), |one| one.name.as_str()));
    let (from, until) = item.held.period();
    let leaders = days::leaders(facts.world, &item.path().owner, manifest.due.map_or(from, |due| due.get()));
    let other = |text: &raw::SubmissionPath| SubmissionPath::parse(text.as_str()).map(|path| link(facts, &path));
    let links: Vec<Value> = manifest
        .links
        .iter()
        .take(SHOWN)
        .map(|link| {
            let capture = link.capture.as_ref().and_then(|name| {
                item.held.evidence.iter().position(|file| file.name() == name.as_str()).map(evidence::anchor)
            });
            let url = link.url.as_str();
            context! {
                url,
                text => shown(url, 120),
                visited => words::day(link.visited.get()),
                capture,
            }
        })
        .collect();
    let plans: Vec<Value> = manifest
        .plans
        .iter()
        .take(SHOWN)
        .map(|one| {
            let known = facts.world.plans.values().flat_map(|plans| plans.plans.iter());
            let name = known.filter(|plan| plan.id == one.plan).map(|plan| words::plain(plan.name.as_str())).next();
            let file = item.held.evidence.iter().position(|file| file.name() == one.file.as_str());
            context! {
                name => name.unwrap_or_else(|| one.plan.to_string()),
                progress => one.progress.map(|progress| progress.get()),
                file => file.map(|at| context! { name => words::plain(one.file.as_str()), anchor => evidence::anchor(at) }),
            }
        })
        .collect();
    let also: Vec<Value> = manifest
        .also_serves
        .iter()
        .take(SHOWN)
        .map(|slug| {
            let known = facts.policies.iter().find(|policy| policy.slug == slug.as_str());
            context! {
                name => facts.policy_name(slug.as_str()),
                href => known.map(|policy| address::policy(policy.slug)),
            }
        })
        .collect();
    let criteria: Vec<Value> = manifest
        .criteria
        .iter()
        .take(SHOWN)
        .map(|id| {
            let own = facts.policies.iter().filter_map(|policy| policy.own).flat_map(|own| &own.criteria);
            let text = own.filter(|one| one.id == *id).map(|one| words::plain(one.text.as_str())).next();
            context! { id => id.as_str(), text }
        })
        .collect();
    context! {
        class => words::class(manifest.class),
        corte => manifest.due.map(|due| words::day(due.get())),
        period => words::period(from, until),
        office => manifest.office.as_ref().map(office),
        leaders => leaders.iter().map(|role| words::plain(role)).collect::<Vec<_>>(),
        registrar => match manifest.registrar {
            raw::Registrar::Leader => "el equipo líder de la política",
            raw::Registrar::Receiver => "quien recibe en la entidad",
        },
        sigob => manifest.sigob.as_ref().map(|sigob| context! {
            number => sigob.number.as_str(),
            at => words::moment(sigob.moment.get()),
        }),
        supersedes => manifest.supersedes.as_ref().and_then(|one| {
            Some(context! { link => other(&one.submission)?, reason => words::plain(one.reason.as_str()) })
        }),
        complements => manifest.complements.as_ref().and_then(other),
        also,
        criteria,
        links,
        plans,
    }
}

/// Another submission: its title and where it is, where the site has it.
fn link(facts: &Facts<'_>, path: &SubmissionPath) -> Value {
    match facts.items.binary_search_by(|item| item.path().cmp(path)) {
        Ok(at) => context! { title => facts.items[at].title.clone(), href => address::submission(path) },
        Err(_) => context! { title => path.to_string(), href => Value::from(()) },
    }
}

fn moments(facts: &Facts<'_>, item: &Item<'_>) -> Vec<Value> {
    let held = item.held;
    let manifest = held.manifest.as_deref().zip(held.digest);
    let all = facts.ledger.moments(&held.path, manifest, held.withdrawal.as_deref());
    let moment = |one: &life::Happening| {
        let other = match &one.what {
            What::SupersededBy(other)
            | What::Supersedes(other)
            | What::ComplementedBy(other)
            | What::Complements(other) => Some(link(facts, other)),
            _ => None,
        };
        let when = match one.what {
            What::Withdrawn { .. } => words::day(day_of(one.at)),
            _ => words::moment(one.at),
        };
        context! { when, text => words::capital(&life::happening(one, Lang::Es)), other }
    };
    all.iter().map(moment).collect()
}

/// The due dates it answers; what became of them only where that is for everybody.
fn answers(facts: &Facts<'_>, item: &Item<'_>) -> Vec<Value> {
    let answer = |(board, row): (&crate::status::Board<'_>, &crate::status::Row<'_>)| {
        let corte = board.corte(row);
        context! {
            name => words::plain(corte.obligation.name.as_str()),
            plan => row.plan.map(|plan| words::plain(plan.name.as_str())),
            nominal => words::day(corte.nominal),
            effective => (corte.effective != corte.nominal).then(|| words::day(corte.effective)),
            decides => row.answer.is_some_and(|one| one.path == *item.path()),
            outcome => facts.is_board_public().then(|| crate::status::render::state(row, Lang::Es)),
            is_set => corte.is_set(),
        }
    };
    facts.ledger.answers(item.path()).map(answer).collect()
}

fn withdrawal(record: &raw::Withdrawal) -> Value {
    context! {
        reason => words::plain(record.reason.as_str()),
        basis => words::plain(record.legal_basis.as_str()),
        authorised => words::plain(record.authorised_by.as_str()),
        act => record.act.as_ref().map(|act| words::plain(act.as_str())),
        date => words::day(record.date.get()),
        count => words::count(record.files.len(), "archivo", "archivos"),
    }
}

/// What is to be put right, in the words of the check.
fn findings(facts: &Facts<'_>, item: &Item<'_>) -> Vec<Value> {
    let all = &facts.site.holdings.report.findings;
    let grave = |one: &&Located| {
        !one.finding.inherited && matches!(one.finding.severity, Severity::Error | Severity::Unchecked)
    };
    let losses = item.held.losses.iter().map(|loss| {
        let (message, why) = (loss.message().text(Lang::Es), loss.remedy().text(Lang::Es));
        context! { message => words::capital(&message), why => words::capital(&format!("{why}.")), is_unchecked => false }
    });
    let told = item.held.findings.iter().filter_map(|at| all.get(*at)).filter(grave).map(|one| {
        context! {
            message => words::capital(&one.finding.message.text(Lang::Es)),
            why => one.finding.rule.why.get(Lang::Es),
            is_unchecked => one.finding.severity == Severity::Unchecked,
        }
    });
    losses.chain(told).take(FINDINGS).collect()
}
