//! What an audit was made with, and how to make it again.

use super::super::{Audit, Brought};
use crate::{
    diagnostic::render::say,
    messages::{Lang, Text, shown},
    trail::judge::KeySource,
};

/// How to do the same again.
pub(super) fn again(audit: &Audit, lang: Lang) -> String {
    let revision = audit.revision;
    let key = match audit.key_source {
        KeySource::Held => say!(lang, " --key CLAVE", " --key KEY"),
        KeySource::Log => String::new(),
    };
    let Brought { witnesses, authorities, checkpoints } = &audit.brought;
    let mut line = format!("mipg audit --rev {revision}{key}");
    line.push_str(witnesses.map_or("", |_| Text { es: " --policy POLÍTICA", en: " --policy POLICY" }.get(lang)));
    line.push_str(if *authorities {
        Text { es: " --ca CERTIFICADOS", en: " --ca CERTIFICATES" }.get(lang)
    } else {
        ""
    });
    for name in checkpoints {
        line.push_str(&format!(" --checkpoint '{}'", shown(name, 200).replace('\'', "'\\''")));
    }
    let commit = audit.log_commit;
    say!(lang, "{line} (con la rama registro en {commit})", "{line} (with the branch registro at {commit})")
}

/// Whose it is and what the auditor brought, in rows of a name and a text.
pub(super) fn brought(audit: &Audit, lang: Lang) -> Vec<(&'static str, String)> {
    let Brought { witnesses, authorities, checkpoints } = &audit.brought;
    let mut rows = Vec::new();
    let row = |es, en| Text { es, en }.get(lang);
    rows.extend(audit.entity.as_ref().map(|entity| (row("Entidad", "Institution"), shown(entity, 200))));
    rows.extend(
        witnesses.map(|count| {
            (row("Política", "Policy"), say!(lang, "dada, testigos: {count}", "given, witnesses: {count}"))
        }),
    );
    rows.extend(authorities.then(|| {
        (row("Autoridades", "Authorities"), say!(lang, "certificados dados (--ca)", "certificates given (--ca)"))
    }));
    rows.extend(checkpoints.iter().map(|name| (row("Estado dado", "Checkpoint in"), shown(name, 200))));
    rows
}
