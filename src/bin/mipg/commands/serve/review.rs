//! What the check thinks of a draft, before anything is sent: every finding in words, and the field where it is put right.

use std::collections::BTreeSet;

use mipg::{
    diagnostic::{Located, Severity, Target},
    intake::{
        self, Assembled,
        kept::{Amiss, Kept, KeptFile},
    },
    messages::Lang,
    model::{SubmissionPath, layout},
    schedule::remind::Underway,
    source::Step,
};

use super::{
    super::{
        add::{
            apart::{self, OfFile, Said},
            branch::{self, Fate, Weighed},
            large, twice, words as given,
        },
        underway::underway,
    },
    alike::{self, Alike},
    corrections,
    desk::{Desk, View},
    drafts::DraftId,
    owed,
    pages::Trouble,
    remedies, words,
};

/// Findings that a page tells.
const MOST: usize = 100;

/// What became of a draft that was looked at.
pub(super) enum Review {
    /// Something is not said, or not right: all of it.
    Amiss(Vec<Amiss>),
    /// No submission can be made of it, for this reason.
    Refused(String),
    /// It was judged.
    Judged(Box<Judged>),
}

/// A draft as the submission it would be, and what the gate thinks of it.
pub(super) struct Judged {
    pub made: Assembled,
    pub weighed: Weighed,
    pub told: Vec<Told>,
    /// The submission that has the main file already, and the name of that file.
    pub twice: Option<(String, SubmissionPath)>,
    /// What is on its way already and is like it.
    pub alike: Vec<Alike>,
    /// What may not be what was meant.
    pub doubts: Vec<String>,
    /// Whether something of it goes by git-lfs, and that is not on this computer.
    pub lacks_lfs: bool,
}

impl Judged {
    /// Whether it may be sent.
    pub(super) fn is_fit(&self) -> bool {
        self.weighed.fate == Fate::Fit && !self.lacks_lfs
    }
}

/// A finding in words.
pub(super) struct Told {
    pub text: String,
    pub hint: String,
    /// The page and field where it is put right.
    pub at: String,
    pub severity: Severity,
    rule: &'static str,
}

impl Told {
    /// Whether it asks something that only a person knows, and that must be answered, or written in another way, before
    /// anything is sent.
    pub(super) fn is_question(&self) -> bool {
        branch::SUSPICIONS.contains(&self.rule)
    }
}

/// Judges a draft as `add` would, without making a branch; remembers which files must be asked about.
pub(super) fn review(desk: &Desk, view: &View, id: &DraftId, kept: &Kept) -> Result<Review, Trouble> {
    let amiss = kept.amiss();
    if !amiss.is_empty() {
        return Ok(Review::Amiss(amiss));
    }
    let settings = view.settings();
    let bytes = desk.drafts.bytes(id, kept, settings.file_bytes).map_err(|error| desk.io(error))?;
    let is_taken = |path: &SubmissionPath| {
        let reference = format!("refs/heads/{}", branch::name_of(path));
        // What cannot be read is taken as there: nothing is put over it.
        branch::has(&view.head, path) || view.repository.reference(&reference).map_or(true, |found| found.is_some())
    };
    let world = &view.found.world;
    let (mut draft, said) = (kept.draft(bytes), said(desk, id, kept, settings.file_bytes));
    if let Some(corrects) = &kept.corrects {
        match corrections::successor(view, corrects)? {
            Ok(successor) => draft.supersedes = Some(successor),
            Err(()) => return Ok(Review::Refused(words::corrected(desk.lang))),
        }
    }
    let sent = underway(&view.repository, &view.head, Some(&desk.remote))?;
    let mut open = match kept.due {
        Some(due) => owed::open(desk, view, &kept.policy, kept.class, (due, due))?,
        None => Vec::new(),
    };
    // What somebody sent already is not offered in its place.
    let is_of_it = |one: &Underway| one.path.owner == kept.policy && one.class == kept.class;
    for one in &mut open {
        let is_sent = sent.iter().any(|(_, other)| is_of_it(other) && other.due == one.nominal);
        one.is_unmet &= !is_sent || kept.due == Some(one.nominal);
    }
    let mut doubts = given::doubts(&draft, &open, desk.lang);
    doubts.extend(corrections::left_behind(desk, view, kept)?);
    let apart = apart::of(&said, &draft, world, view.today(), desk.lang)?;
    let made = match intake::assemble_apart(draft, &apart, &settings, view.today(), &is_taken) {
        Ok(made) => made,
        Err(why) => return Ok(Review::Refused(words::refused(&why, desk.lang))),
    };
    let weighed = branch::weigh(&view.repository, &view.head, world, (&made, &said), None, view.as_of, desk.lang)?;
    ask(desk, id, &made, &weighed)?;
    let told = told(&made, kept, &weighed, desk.lang);
    // A correction may well have the file of what it corrects.
    let main = if kept.corrects.is_none() { twice::Main::of(&made, kept.class) } else { None };
    let twice = main.map(|main| twice::find(&main, &[&view.head])).transpose()?.flatten();
    let alike = alike::of(desk, view, (id, kept), sent)?;
    let lacks_lfs = !large::digests(&made).is_empty() && !large::is_here(&view.repository)?;
    Ok(Review::Judged(Box::new(Judged { made, weighed, told, twice, alike, doubts, lacks_lfs })))
}

/// What was said of each file that bears on how it is kept. Nothing here is anything but public.
fn said(desk: &Desk, id: &DraftId, kept: &Kept, limit: u64) -> Said {
    let file = |file: &KeptFile| OfFile {
        path: desk.drafts.file(id, file.number),
        authorisation: file.authorised(),
        exception: None,
    };
    Said { files: kept.files.iter().map(file).collect(), keeper: None, outside: None, limit }
}

/// Remembers the files that seem to hold personal data.
fn ask(desk: &Desk, id: &DraftId, made: &Assembled, weighed: &Weighed) -> Result<(), Trouble> {
    let suspected: BTreeSet<usize> = weighed
        .report
        .findings
        .iter()
        .filter(|one| one.finding.rule.id == branch::SUSPECTED_FILE)
        .filter_map(|one| file_of(one, made))
        .collect();
    if suspected.is_empty() {
        return Ok(());
    }
    desk.change(id, |kept| {
        for at in suspected {
            if let Some(file) = kept.files.get_mut(at) {
                file.is_suspected = true;
            }
        }
        Ok(())
    })?;
    Ok(())
}

/// The file of the draft that a finding is about, by its place.
fn file_of(one: &Located, made: &Assembled) -> Option<usize> {
    let path = one.finding.path.as_ref()?.as_str();
    let name = path.strip_prefix(made.path.folder().as_str())?.strip_prefix('/')?;
    let by_field = || match &one.finding.target {
        Target::Field(route, _) => match route.steps() {
            [Step::Key(list), Step::Index(at), ..] if list == "archivos" => Some(*at),
            _ => None,
        },
        _ => None,
    };
    match made.files.iter().position(|(own, _)| own == name) {
        None if name == layout::MANIFEST => by_field().filter(|at| *at < made.files.len()),
        found => found,
    }
}

fn told(made: &Assembled, kept: &Kept, weighed: &Weighed, lang: Lang) -> Vec<Told> {
    let folder = made.path.folder();
    let is_ours = |one: &&Located| {
        let is_within = one.finding.path.as_ref().is_some_and(|path| path.as_str().starts_with(folder.as_str()));
        let is_grave = matches!(one.finding.severity, Severity::Error | Severity::Unchecked);
        !one.finding.inherited && (is_within || is_grave)
    };
    let one = |one: &Located| {
        let finding = &one.finding;
        let own = remedies::remedy(finding.rule.id, lang).map(str::to_owned);
        let hint =
            || finding.hint.as_ref().map_or_else(|| finding.rule.remedy.get(lang).to_owned(), |it| it.text(lang));
        Told {
            text: words::capital(&finding.message.text(lang)),
            hint: words::capital(&own.unwrap_or_else(hint)),
            at: place(one, made, kept),
            severity: finding.severity,
            rule: finding.rule.id,
        }
    };
    weighed.report.findings.iter().filter(is_ours).map(one).take(MOST).collect()
}

/// The page and field where a finding is put right.
fn place(one: &Located, made: &Assembled, kept: &Kept) -> String {
    let number = file_of(one, made).and_then(|at| kept.files.get(at)).map(|file| file.number);
    let steps = match &one.finding.target {
        Target::Field(route, _) => route.steps(),
        _ => &[],
    };
    let last = steps.iter().rev().find_map(|step| match step {
        Step::Key(key) => Some(key.as_str()),
        Step::Index(_) => None,
    });
    match (number, last, steps.first()) {
        (Some(number), _, _) if one.finding.rule.id == branch::SUSPECTED_FILE => format!("datos#datos-{number}"),
        (Some(number), Some("descripcion"), _) => format!("datos#descripcion-{number}"),
        (Some(number), Some("personas"), _) => format!("datos#personas-{number}"),
        (Some(number), Some("autorizacion"), _) => format!("datos#autorizacion-{number}"),
        (Some(number), Some("motivo"), _) => format!("datos#motivo-{number}"),
        (Some(number), ..) => format!("archivos#archivo-{number}"),
        (None, _, Some(Step::Key(key))) => match key.as_str() {
            "titulo" => "datos#titulo".to_owned(),
            "corte" => "datos#corte".to_owned(),
            "sigob" => "datos#radicado".to_owned(),
            "planes" => "datos#planes".to_owned(),
            "reemplaza" => "datos#correccion".to_owned(),
            _ => "datos".to_owned(),
        },
        (None, ..) => "datos".to_owned(),
    }
}
