//! What to do about a finding.

use super::super::{Finding, Level};
use crate::messages::{Lang, Text};

/// What to do, by the code of the finding.
pub(super) fn help(finding: &Finding, lang: Lang) -> &'static str {
    let (es, en) = match finding.code {
        "object-unread" | "withdrawal-unread" => (
            "complete el clon (`git fetch --refetch --no-filter origin`), revíselo con `git fsck` y repita",
            "complete the clone (`git fetch --refetch --no-filter origin`), check it with `git fsck` and repeat",
        ),
        "unreadable" => ("traiga de nuevo la rama `registro` y repita", "fetch the branch `registro` again and repeat"),
        "attested-unknown-key" | "kept-untrusted" | "signature-unknown" => (
            "pida la clave a la entidad por otro medio y dela con --key; si cambió, basta con la que ya se tenía: el registro debe anotar el cambio firmado por ambas",
            "ask the institution for the key by other means and give it with --key; if it changed, the one you had will do: the audit trail must note the change signed by both",
        ),
        super::super::log::FORGED => (
            "no lo use como prueba: averigüe de dónde salió y consérvelo; dé en --checkpoint el archivo `checkpoint` como se guardó, sin tocarlo",
            "do not use it as proof: find out where it came from and keep it; give as --checkpoint the file `checkpoint` as it was kept, untouched",
        ),
        code if code.starts_with("rotation-") => (
            "pida a la entidad, por otro medio, la clave en uso y el acta del cambio firmada por ambas; no acepte la clave nueva sin ella",
            "ask the institution, by other means, for the key in use and the record of the change signed by both; do not accept the new key without it",
        ),
        "key-foreign" => (
            "no use las claves de la rama: pida a la entidad la suya por otro medio; quien administra el repositorio la quita de `vkey` con un commit encima (`registro` nunca se fuerza) y averigua quién la puso",
            "do not use the keys of the branch: ask the institution for its own by other means; whoever administers the repository takes it out of `vkey` with a commit upon it (`registro` is never forced) and finds out who put it there",
        ),
        "key-retired" | "kept-key-retired" | "kept-key-early" | "attested-key-turn" => (
            "una clave firmó cuando no le correspondía: puede haber sido robada; conserve esta copia y avise a la entidad y a control interno",
            "a key signed out of its turn: it may have been stolen; keep this copy and tell the institution and internal control",
        ),
        "kept-rollback" | "kept-fork" if finding.level == Level::Unchecked => (
            "pida la clave que lo firmó y dela con --key: solo así se sabe si el registro se contradijo",
            "ask for the key that signed it and give it with --key: only then is it known whether the audit trail contradicted itself",
        ),
        "kept-rollback" | "kept-fork" | "line-rollback" | "line-fork" | "attested-fork" | "attested-rollback" => (
            "no acepte esta copia: conserve las dos, guarde la prueba con --evidencia y avise a control interno y a los testigos",
            "do not accept this copy: keep both, save the proof with --evidencia and tell internal control and the witnesses",
        ),
        "remote-behind" => (
            "si lo de este clon es suyo, publíquelo con `git push origin registro`; si lo trajo del remoto, conserve las dos copias y avise",
            "if that of this clone is yours, push it with `git push origin registro`; if it came from the remote, keep both copies and tell",
        ),
        "kept-malformed" | "kept-origin" => (
            "dé en --checkpoint el archivo `checkpoint` de este mismo registro, como se guardó",
            "give as --checkpoint the file `checkpoint` of this very log, as it was kept",
        ),
        "not-logged" => (
            "anótelo con `mipg log append` y averigüe por qué faltaba: su hora será la de hoy",
            "log it with `mipg log append` and find out why it was missing: its hour will be that of today",
        ),
        "unreadable-on-main" | "unreadable-once" | "manifest-unreadable" => {
            ("`mipg check` dice qué está mal en ese archivo", "`mipg check` says what is wrong with that file")
        }
        "not-logged-aside" => (
            "anótelo con `mipg log append`: cuenta como pendiente; si mañana sigue así, pregunte por qué",
            "log it with `mipg log append`: it counts as pending; where it is still so tomorrow, ask why",
        ),
        "name-unloggable" | "name-unread" => (
            "entréguelo de nuevo en una carpeta de nombre corto, de letras, cifras y guiones, y quite esta: como nunca se anotó, quitarla no es falta; `mipg check` no la deja entrar por un cambio",
            "hand it in again in a folder with a short name of letters, digits and hyphens, and take this one away: it was never logged, so that taking it away is no fault; `mipg check` does not let it in by a change",
        ),
        "name-unloggable-once" | "name-unread-once" => (
            "nada que corregir; si era una entrega, vea que se haya entregado de nuevo con otro nombre",
            "nothing to put right; where it was a submission, see that it was handed in again under another name",
        ),
        "line-foreign" => (
            "no prueba nada contra el registro; averigüe quién lo subió a la rama (`git log registro`)",
            "it proves nothing against the audit trail; find out who pushed it to the branch (`git log registro`)",
        ),
        "beside-lost" => (
            "recupérelo del commit anterior (`git log --diff-filter=DM registro`) y averigüe quién lo quitó o cambió: junto al registro solo se agrega",
            "recover it from the commit before (`git log --diff-filter=DM registro`) and find out who removed or changed it: beside the audit trail things are only added",
        ),
        "checkpoint-unsigned" => (
            "quien lo lleva lo firma con `mipg log append --clave CLAVE --firmar-existente`, después de revisar lo que ya tiene",
            "whoever keeps it signs it with `mipg log append --clave KEY --firmar-existente`, after looking at what it holds",
        ),
        "file-unlisted" => (
            "pregunte quién lo puso y cuándo (`git log --follow`): nadie responde por él; en una entrega publicada no se agrega nada",
            "ask who put it there and when (`git log --follow`): nobody answers for it; nothing is added to a published submission",
        ),
        "commit-unnamed" => (
            "compare con otra copia de la rama principal: de esta entrada no se puede saber si la historia fue reescrita",
            "compare with another copy of the main branch: of this entry nobody can tell whether history was rewritten",
        ),
        "commit-gone" => (
            "busque el commit en otra copia y compare; si se borró por orden de autoridad, debe haber una purga anotada",
            "look for the commit in another copy and compare; where an authority had it erased, a purge must be logged",
        ),
        "manifest-gone" | "manifest-replaced" | "file-gone" | "file-differs" | "file-replaced"
        | "published-changed" | "published-removed" => (
            "recupere de otra copia lo que se publicó y compare; una corrección es una entrega nueva, y un retiro lleva `retiro.yaml`",
            "recover what was published from another copy and compare; a correction is a new submission, and a withdrawal has a `retiro.yaml`",
        ),
        "withdrawal-altered" => (
            "devuelva `retiro.yaml` como estaba (la historia lo conserva) y pregunte quién lo cambió: su lista de archivos solo puede crecer",
            "put `retiro.yaml` back as it was (history keeps it) and ask who changed it: its list of files may only grow",
        ),
        "manifest-later" | "file-later" => (
            "pida explicación: cuenta la hora en que llegó el último archivo",
            "ask for an explanation: the hour at which the last file came counts",
        ),
        "file-count" | "entry-twice" | "origin-differs" | "hour-to-come" | "entry-unfounded" | "settings-differ"
        | "purge-unrecorded" => (
            "pida a quien lleva el registro en qué se basó la anotación",
            "ask whoever keeps the audit trail what the entry was based on",
        ),
        "purge-present" => (
            "si este clon debe olvidarlo: `git reflog expire --expire=now --all` y `git gc --prune=now`; pida lo mismo a la plataforma y a quienes tengan copias",
            "if this clone has to forget it: `git reflog expire --expire=now --all` and `git gc --prune=now`; ask the same of the platform and of whoever has copies",
        ),
        "closing-differs" | "closing-gone" => (
            "recupere de otra copia el documento que cerró la vigencia y pida explicación: no se cambia",
            "recover the document that closed the vigencia from another copy and ask for an explanation: it is not changed",
        ),
        "report-not-logged" => (
            "compare con el informe que publica la entidad; si es el mismo, pida que lo anote con `mipg log append --informe`",
            "compare with the report that the institution publishes; if it is the same, ask that it be logged with `mipg log append --informe`",
        ),
        "pending-altered" => (
            "pregunte por qué faltaba anotarla y compare las versiones; si tiene un estado firmado de antes, repita con `--checkpoint`",
            "ask why it was not logged yet and compare the versions; with a checkpoint kept from before, repeat with `--checkpoint`",
        ),
        "commit-backdated" | "commit-after-hour" => (
            "no use la fecha del commit: cualquiera la escribe",
            "do not use the date of the commit: anyone can write it",
        ),
        code if code.starts_with("anchor") || code.starts_with("hour-") || code.starts_with("attested") => (
            "compare con otra copia del registro y pida explicación a quien lo lleva",
            "compare with another copy of the audit trail and ask whoever keeps it for an explanation",
        ),
        code if code.starts_with("timestamp") || code.starts_with("cosignature") => (
            "compruebe con `mipg log timestamp --verificar` y con la copia de quien atestiguó",
            "check with `mipg log timestamp --verificar` and with the copy of whoever attested",
        ),
        _ => (
            "no confíe en esta copia: traiga el registro de otra, compare archivo por archivo y avise a control interno",
            "do not trust this copy: fetch the audit trail from another, compare file by file and tell internal control",
        ),
    };
    Text { es, en }.get(lang)
}
