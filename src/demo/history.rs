//! The example as history: for each delivery a branch commit by its account and a merge by the receiver.

use chrono::{DateTime, Duration, FixedOffset};

use super::{
    DemoError,
    calendar::{at, day},
    delivery::Owner,
    entity,
    story::{Removal, Story, Submission},
    supports,
};
use crate::{
    model::{layout, raw::SubmissionClass},
    repository::{Commit, Identity, Leaf, RepositoryError, Tree, Writer},
    snapshot::ObjectId,
};

/// The state of the main branch at a moment.
#[derive(Clone, Debug)]
pub struct Tip {
    /// Since when.
    pub moment: DateTime<FixedOffset>,
    /// The commit.
    pub commit: ObjectId,
    /// Its files.
    pub tree: Tree,
}

/// What happened to the main branch.
enum Event<'a> {
    Delivered(&'a Submission),
    Withdrawn(&'a Submission, &'a Removal),
    /// Which evidence answers what: files and their texts.
    Named(Vec<(String, String)>),
}

impl Event<'_> {
    fn moments(&self) -> (DateTime<FixedOffset>, DateTime<FixedOffset>) {
        match self {
            Event::Delivered(one) => (one.delivery.sent, one.delivery.merged),
            Event::Withdrawn(_, removal) => (removal.retirement.sent, removal.retirement.merged),
            Event::Named(_) => supports::moments(),
        }
    }

    /// Makes its change to a tree.
    fn apply(&self, writer: &mut Writer, tree: &mut Tree) -> Result<(), RepositoryError> {
        match self {
            Event::Delivered(one) => {
                for (path, bytes) in one.stored() {
                    let blob = writer.blob(bytes.to_vec());
                    tree.put(&path, Leaf::File(blob))?;
                }
                let manifest = writer.blob(one.manifest.clone().into_bytes());
                tree.put(&one.file(layout::MANIFEST), Leaf::File(manifest))
            }
            Event::Named(files) => {
                for (path, text) in files {
                    let blob = writer.blob(text.clone().into_bytes());
                    tree.put(path.as_bytes(), Leaf::File(blob))?;
                }
                Ok(())
            }
            Event::Withdrawn(one, removal) => {
                for index in removal.retirement.files {
                    tree.remove(&one.file(&one.files[*index].name))?;
                }
                let record = writer.blob(removal.record.clone().into_bytes());
                tree.put(&one.file(layout::WITHDRAWAL), Leaf::File(record))
            }
        }
    }

    fn author(&self) -> Identity {
        match self {
            Event::Delivered(one) if one.delivery.filing.is_none() => entity::leader(one.delivery.owner),
            Event::Delivered(_) | Event::Withdrawn(..) => entity::receiver(),
            Event::Named(_) => supports::author(),
        }
    }

    fn messages(&self) -> (String, String) {
        match self {
            Event::Delivered(one) => {
                let what = match one.delivery.class {
                    SubmissionClass::Report => "reporte",
                    SubmissionClass::PressRelease => "comunicado",
                    SubmissionClass::PlanFollowUp => "seguimiento de planes",
                    SubmissionClass::Document => "documento",
                };
                let due = one.delivery.due.map_or(String::new(), |due| format!(", corte {due}"));
                let owner = match one.delivery.owner {
                    Owner::Policy(profile) => profile.slug,
                    Owner::Model => layout::MODEL,
                };
                let subject = format!("entrega: {what} de {owner}{due}");
                (format!("{subject}\n\n{}", one.delivery.title), format!("recepción: {what} de {owner}{due}"))
            }
            Event::Named(files) => {
                let count = files.len();
                let what = format!("soportes del FURAG 2025 de {count} políticas");
                (
                    format!("soportes: qué evidencia responde al FURAG 2025\n\n{count} políticas"),
                    format!("recepción: {what}"),
                )
            }
            Event::Withdrawn(one, removal) => {
                let act = removal.retirement.act;
                (
                    format!("retiro: {} ({act})\n\n{}", one.path, removal.retirement.reason),
                    format!("recepción: retiro de {}", one.path),
                )
            }
        }
    }
}

/// Writes the first commit and every delivery; the main branch over time, its first state first.
///
/// # Errors
///
/// [`DemoError::Repository`] when a commit cannot be written: a bug of this program.
pub fn write(writer: &mut Writer, story: &Story) -> Result<Vec<Tip>, DemoError> {
    let mut tree = Tree::default();
    for (path, bytes) in entity::files() {
        let blob = writer.blob(bytes);
        tree.put(path.as_bytes(), Leaf::File(blob))?;
    }
    let moment = at(day(2024, 12, 20), 9 * 60);
    let message = "Repositorio de ejemplo: entidad, políticas y catálogos";
    let commit = writer.commit(&Commit { tree: &tree, parents: &[], by: &entity::receiver(), moment, message })?;
    let mut main = vec![Tip { moment, commit, tree }];
    let mut events: Vec<Event<'_>> = story.submissions.iter().map(Event::Delivered).collect();
    for removal in &story.removals {
        events.push(Event::Withdrawn(&story.submissions[removal.retirement.delivery], removal));
    }
    events.push(Event::Named(supports::files(story)));
    events.sort_by_key(|event| event.moments().1);
    for event in events {
        let (sent, merged) = event.moments();
        let base = main.partition_point(|tip| tip.moment <= sent).checked_sub(1).map_or(0, |index| index);
        let tip = main.last().expect("the first state was written above").clone();
        // two merges in one minute would have no order
        let merged = merged.max(tip.moment + Duration::seconds(1));
        let (branch_message, merge_message) = event.messages();
        let (base, mut tree) = (main[base].commit, main[base].tree.clone());
        event.apply(writer, &mut tree)?;
        let by = event.author();
        let branch = writer.commit(&Commit {
            tree: &tree,
            parents: &[base],
            by: &by,
            moment: sent,
            message: &branch_message,
        })?;
        let mut tree = tip.tree;
        event.apply(writer, &mut tree)?;
        let by = entity::receiver();
        let commit = writer.commit(&Commit {
            tree: &tree,
            parents: &[tip.commit, branch],
            by: &by,
            moment: merged,
            message: &merge_message,
        })?;
        main.push(Tip { moment: merged, commit, tree });
    }
    Ok(main)
}
