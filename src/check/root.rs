//! What lies beside `policies/` and concerns the evidence: folders that are `policies` on Windows and macOS, and the
//! `.gitattributes` of the root.

use super::{
    Request,
    scope::{Scope, Touched},
    tree::Tree,
};
use crate::{
    diagnostic::Finding,
    model::{Place, Settings, layout},
    rules::{self, AttributesContext, EntryContext},
    snapshot::{Content, Depth, Entry, EntryKind, MAX_ATTRIBUTES, Snapshot, SnapshotError, Trust, converting_below},
};

/// The entries beside `policies/` that a change touches.
pub(super) fn touched(snapshot: &dyn Snapshot, touched: &Touched) -> Result<Vec<Entry>, SnapshotError> {
    let root = layout::root();
    if touched.paths.iter().all(|path| path.is_within(&root)) {
        return Ok(Vec::new());
    }
    let mut entries = beside(snapshot)?;
    entries.retain(|entry| touched.reaches(&entry.path));
    Ok(entries)
}

/// Judges what lies beside `policies/`, and every `.gitattributes`; only what the change touches, where the rest of the
/// tree is not visited.
pub(super) fn judge(
    request: &Request<'_>,
    scope: &Scope,
    tree: &Tree,
    settings: &Settings,
    findings: &mut Vec<Finding>,
) -> Result<(), SnapshotError> {
    let beside = if scope.visits_all() { beside(request.snapshot)? } else { Vec::new() };
    for entry in &beside {
        let place = Place::of(&entry.path);
        rules::entry(&EntryContext { entry, place: &place, settings }, findings);
    }
    let mut found = Vec::new();
    for entry in tree.entries().iter().chain(&beside) {
        let place = Place::of(&entry.path);
        if layout::is_attributes(entry.path.name()) {
            let mut lost = false;
            let converting = match place {
                // git does not follow a link there
                Place::Attributes if !entry.kind.is_file() => continue,
                Place::Attributes => match request.snapshot.read(entry, MAX_ATTRIBUTES, Trust::Verify)? {
                    Content::Bytes(bytes) => Some(converting_below(&bytes, layout::ROOT)),
                    Content::Missing { .. } | Content::Damaged { .. } => {
                        lost = true;
                        None
                    }
                    _ => None,
                },
                _ => Some(Vec::new()),
            };
            let converting = converting.as_deref();
            let context = AttributesContext { path: &entry.path, place: &place, converting, lost };
            rules::attributes(&context, &mut found);
        }
    }
    findings.extend(found.into_iter().filter(|finding| scope.holds_finding(finding)));
    Ok(())
}

/// Every file beside `policies/` that concerns the evidence, sorted by path.
fn beside(snapshot: &dyn Snapshot) -> Result<Vec<Entry>, SnapshotError> {
    let mut entries = Vec::new();
    for entry in snapshot.root()? {
        match Place::of(&entry.path) {
            Place::Stray if entry.path.as_str() == layout::ROOT => {}
            Place::Stray if entry.kind == EntryKind::Folder => {
                let below = snapshot.list(&entry.path, Depth::All)?;
                entries.extend(below.into_iter().filter(|entry| entry.kind != EntryKind::Folder));
            }
            Place::Stray | Place::Attributes => entries.push(entry),
            _ => {}
        }
    }
    entries.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(entries)
}
