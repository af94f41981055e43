//! The record that takes files of a published submission away: `retiro.yaml`, from what a person said.

use chrono::NaiveDate;

use super::{Refused, submission::text};
use crate::{
    model::{
        free_text,
        raw::{AtLeastOne, Date, Description, FileName, Manifest, Text, Version1, Withdrawal},
    },
    source,
};

/// What a person asks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Request {
    /// Why.
    pub reason: String,
    /// The norm, order or decision that allows it.
    pub basis: String,
    /// Who authorises it, by office or position.
    pub authority: String,
    /// The act, where there is one.
    pub act: Option<String>,
    /// The files, by their names; none is all that are left.
    pub files: Vec<String>,
}

/// A record, ready to be put in its place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Record {
    /// Its text.
    pub text: String,
    /// The files that it takes away and none before it did.
    pub files: Vec<String>,
}

/// Why there is no record.
#[derive(Debug, thiserror::Error)]
pub enum Unrecorded {
    /// The manifest lists no such file.
    #[error("no file `{0}`")]
    NotListed(String),
    /// An earlier record took it away.
    #[error("`{0}` was withdrawn before")]
    Already(String),
    /// Nothing is left to take away.
    #[error("nothing is left")]
    NothingLeft,
    /// What was said, for this field, seems to hold personal data.
    #[error("personal data in `{0}`")]
    Personal(&'static str),
    /// A value that its field does not take.
    #[error(transparent)]
    Refused(#[from] Refused),
}

/// Makes the record of a request over a manifest. An earlier one is never taken back: what it names stays named, and where
/// the reason is another, both stand.
///
/// # Errors
///
/// [`Unrecorded`].
pub fn record(
    request: &Request,
    manifest: &Manifest,
    earlier: Option<&Withdrawal>,
    today: NaiveDate,
) -> Result<Record, Unrecorded> {
    let said = [
        ("motivo", Some(&request.reason)),
        ("fundamento", Some(&request.basis)),
        ("autoriza", Some(&request.authority)),
        ("acto", request.act.as_ref()),
    ];
    for (field, text) in said {
        if text.is_some_and(|text| free_text::suspected(text).is_some()) {
            return Err(Unrecorded::Personal(field));
        }
    }
    let gone: Vec<&str> = earlier.iter().flat_map(|one| one.files.iter()).map(|name| name.as_str()).collect();
    let mut files: Vec<String> = Vec::new();
    for name in &request.files {
        if !manifest.files.iter().any(|file| file.path.as_str() == name) {
            return Err(Unrecorded::NotListed(name.clone()));
        }
        if gone.contains(&name.as_str()) {
            return Err(Unrecorded::Already(name.clone()));
        }
        if !files.contains(name) {
            files.push(name.clone());
        }
    }
    if request.files.is_empty() {
        let left = manifest.files.iter().map(|file| file.path.as_str()).filter(|name| !gone.contains(name));
        files.extend(left.map(str::to_owned));
    }
    if files.is_empty() {
        return Err(Unrecorded::NothingLeft);
    }
    let both = |earlier: Option<&str>, now: &str| match earlier {
        Some(earlier) if earlier.trim() != now.trim() => format!("{earlier} · {now}"),
        _ => now.to_owned(),
    };
    let act = match (earlier.and_then(|one| one.act.as_ref()), &request.act) {
        (Some(earlier), Some(act)) => Some(both(Some(earlier.as_str()), act)),
        (earlier, act) => act.clone().or_else(|| earlier.map(|act| act.as_str().to_owned())),
    };
    let named = gone.iter().copied().chain(files.iter().map(String::as_str));
    let named = named.map(|name| text::<FileName>("archivos", name)).collect::<Result<Vec<_>, Refused>>()?;
    let record = Withdrawal {
        version: Version1,
        reason: text::<Description>("motivo", &both(earlier.map(|one| one.reason.as_str()), &request.reason))?,
        legal_basis: text("fundamento", &both(earlier.map(|one| one.legal_basis.as_str()), &request.basis))?,
        authorised_by: text::<Text>(
            "autoriza",
            &both(earlier.map(|one| one.authorised_by.as_str()), &request.authority),
        )?,
        act: act.map(|act| text("acto", &act)).transpose()?,
        date: Date::try_from(today.to_string().as_str()).map_err(|_| Refused::Date)?,
        files: AtLeastOne::try_from(named).map_err(|_| Unrecorded::NothingLeft)?,
    };
    const SCHEMA: &str = "# yaml-language-server: $schema=../../../../../schema/retiro.v1.json\n";
    let text = source::yaml::write(&record).map_err(Refused::from)?;
    Ok(Record { text: format!("{SCHEMA}{text}"), files })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest() -> Manifest {
        serde_yaml::from_str(
            "version: 1\npolitica: integridad\nclase: reporte\ntitulo: Jornada de integridad\ncorte: 2026-11-05\narchivos:\n  \
             - {ruta: a.pdf, sha256: 1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b, bytes: 1, formato: application/pdf}\n  \
             - {ruta: b.pdf, sha256: 2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c, bytes: 1, formato: application/pdf}\n",
        )
        .unwrap()
    }

    fn request(files: &[&str]) -> Request {
        Request {
            reason: "El documento tenía datos de terceros".to_owned(),
            basis: "Ley 1581 de 2012, solicitud del titular".to_owned(),
            authority: "Secretaría General".to_owned(),
            act: None,
            files: files.iter().map(|name| (*name).to_owned()).collect(),
        }
    }

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 20).unwrap()
    }

    #[test]
    fn no_record_names_the_person_who_asked() {
        let named = |change: fn(&mut Request)| {
            let mut request = request(&[]);
            change(&mut request);
            record(&request, &manifest(), None, today())
        };
        let reason = named(|one| one.reason = "Pedido de Juan Pérez cédula 1047123456".to_owned());
        assert!(matches!(reason, Err(Unrecorded::Personal("motivo"))), "{reason:?}");
        let authority = named(|one| one.authority = "Juan Pérez Gómez, C.C. 1047123456".to_owned());
        assert!(matches!(authority, Err(Unrecorded::Personal("autoriza"))), "{authority:?}");
        let act = named(|one| one.act = Some("Correo de juan@example.com".to_owned()));
        assert!(matches!(act, Err(Unrecorded::Personal("acto"))), "{act:?}");
        assert!(named(|one| one.act = Some("Radicado 3001234567".to_owned())).is_ok());
    }

    #[test]
    fn all_that_is_left_goes_where_none_is_named_and_what_went_stays_named() {
        let all = record(&request(&[]), &manifest(), None, today()).unwrap();
        assert_eq!(all.files, ["a.pdf", "b.pdf"]);
        let first = record(&request(&["a.pdf", "a.pdf"]), &manifest(), None, today()).unwrap();
        assert_eq!(first.files, ["a.pdf"]);
        let earlier: Withdrawal = serde_yaml::from_str(&first.text).unwrap();
        let other = Request { reason: "Lo pidió su titular, por escrito".to_owned(), ..request(&[]) };
        let second = record(&other, &manifest(), Some(&earlier), today()).unwrap();
        assert_eq!(second.files, ["b.pdf"]);
        let now: Withdrawal = serde_yaml::from_str(&second.text).unwrap();
        let names: Vec<&str> = now.files.iter().map(FileName::as_str).collect();
        assert_eq!(names, ["a.pdf", "b.pdf"]);
        assert_eq!(now.reason.as_str(), "El documento tenía datos de terceros · Lo pidió su titular, por escrito");
        assert_eq!(now.legal_basis, earlier.legal_basis);
    }

    #[test]
    fn what_cannot_be_withdrawn_is_told() {
        let earlier: Withdrawal =
            serde_yaml::from_str(&record(&request(&[]), &manifest(), None, today()).unwrap().text).unwrap();
        let of = |files: &[&str], earlier| record(&request(files), &manifest(), earlier, today());
        assert!(matches!(of(&["c.pdf"], None), Err(Unrecorded::NotListed(name)) if name == "c.pdf"));
        assert!(matches!(of(&["a.pdf"], Some(&earlier)), Err(Unrecorded::Already(name)) if name == "a.pdf"));
        assert!(matches!(of(&[], Some(&earlier)), Err(Unrecorded::NothingLeft)));
        let vague = Request { reason: "x".to_owned(), ..request(&[]) };
        assert!(matches!(
            record(&vague, &manifest(), None, today()),
            Err(Unrecorded::Refused(Refused::Value { field: "motivo", .. }))
        ));
    }
}
