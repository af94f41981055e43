//! What `mipg init` writes: the evidence repository of another entity, with nothing invented.
//!
//! Settings, policies and guide as files, and the catalogues and schemas of this program; then one commit. What is not
//! known about the entity is left empty and marked «por confirmar», and deadlines that are those of another entity say
//! so. The moment comes from the caller: the same entity and moment give the same repository.

mod adapt;
mod render;

pub use render::yaml_text;

use std::path::Path;

use chrono::{DateTime, Datelike, FixedOffset};
use minijinja::context;

use crate::{
    model::raw::{Domain, LogOrigin, ModelCatalogue, Title, schema},
    repository::{Commit, Identity, Leaf, Made, RepositoryError, Tree, Writer},
};

/// A repository that could not be made.
#[derive(Debug, thiserror::Error)]
pub enum InitError {
    /// The name is not a single visible line of 5 to 200 characters; whoever asked must mend it.
    #[error("not a name of an entity")]
    Name,
    /// The domain is not a plain domain name; whoever asked must mend it.
    #[error("not a domain name")]
    Domain,
    /// The place to install mipg from is not a plain `https` address; whoever asked must mend it.
    #[error("not an address to install from")]
    Origin,
    /// The name of the log is not `domain/entity/number`; whoever asked must mend it.
    #[error("not a name of a log")]
    Log,
    /// The place or the disk.
    #[error(transparent)]
    Repository(#[from] RepositoryError),
    /// A file could not be filled in: a bug of this program.
    #[error("template: {0}")]
    Template(#[from] minijinja::Error),
    /// A catalogue of this program could not be read: a bug of this program.
    #[error("catalogue: {0}")]
    Catalogue(#[from] serde_yaml::Error),
}

/// An entity, as far as it is known.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entity {
    name: String,
    domain: String,
    origin: Option<String>,
    log: Option<String>,
}

impl Entity {
    /// An entity with this name and public domain.
    ///
    /// # Errors
    ///
    /// [`InitError::Name`] and [`InitError::Domain`].
    pub fn new(name: &str, domain: &str) -> Result<Self, InitError> {
        let hidden = name.chars().any(|character| character.is_control() || is_invisible(character));
        if hidden || Title::try_from(name).is_err() {
            return Err(InitError::Name);
        }
        Domain::try_from(domain).map_err(|_| InitError::Domain)?;
        Ok(Self { name: name.to_owned(), domain: domain.to_owned(), origin: None, log: None })
    }

    /// The same entity, whose automatic review installs mipg from the git repository at this `https` address.
    ///
    /// # Errors
    ///
    /// [`InitError::Origin`].
    pub fn with_origin(mut self, origin: &str) -> Result<Self, InitError> {
        let is_plain = |character: char| character.is_ascii_alphanumeric() || "-._~+/".contains(character);
        let rest = origin.strip_prefix("https://").filter(|rest| origin.len() <= 300 && rest.chars().all(is_plain));
        let is_address = rest.and_then(|rest| rest.split_once('/')).is_some_and(|(host, path)| {
            host.contains('.') && host.starts_with(|first: char| first.is_ascii_alphanumeric()) && !path.is_empty()
        });
        if !is_address {
            return Err(InitError::Origin);
        }
        self.origin = Some(origin.to_owned());
        Ok(self)
    }

    /// The same entity, whose audit trail is called so, for ever: `domain/entity/number`.
    ///
    /// # Errors
    ///
    /// [`InitError::Log`].
    pub fn with_log(mut self, name: &str) -> Result<Self, InitError> {
        LogOrigin::try_from(name).map_err(|_| InitError::Log)?;
        self.log = Some(name.to_owned());
        Ok(self)
    }

    /// The name of its audit trail: the one said, or else one made of its domain and its name.
    pub fn log(&self) -> String {
        self.log.clone().unwrap_or_else(|| format!("{}/{}/1", self.domain, label(&self.name)))
    }

    /// The domain its mail probably has: that of the microsite without its first name.
    fn mail_domain(&self) -> &str {
        let above = self.domain.split_once('.').map(|(_, above)| above);
        above.filter(|above| self.domain.starts_with("mipg.") && above.contains('.')).unwrap_or(&self.domain)
    }
}

/// A name in small letters, digits and hyphens; `entidad` where nothing of it can be written so.
fn label(name: &str) -> String {
    const LONGEST: usize = 40;
    let mut words: Vec<String> = Vec::new();
    let plain = name.chars().flat_map(char::to_lowercase).map(|letter| match letter {
        'á' | 'à' | 'ä' | 'â' => 'a',
        'é' | 'è' | 'ë' | 'ê' => 'e',
        'í' | 'ì' | 'ï' | 'î' => 'i',
        'ó' | 'ò' | 'ö' | 'ô' => 'o',
        'ú' | 'ù' | 'ü' | 'û' => 'u',
        'ñ' => 'n',
        'ç' => 'c',
        other => other,
    });
    let plain: String = plain.collect();
    let mut length = 0;
    for word in plain.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        let word: String = word.chars().take(LONGEST).collect();
        if length + word.len() > LONGEST {
            break;
        }
        length += word.len() + 1;
        words.push(word);
    }
    if words.is_empty() { "entidad".to_owned() } else { words.join("-") }
}

/// Characters that are not seen or that turn text round, which no name needs.
fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Where the guide for staff is.
const GUIDE: &str = "policies/README.md";

const CATALOGUES: [(&str, &str); 4] = [
    ("festivos-co.yaml", include_str!("../../policies/catalogo/festivos-co.yaml")),
    ("mipg-v6.yaml", include_str!("../../policies/catalogo/mipg-v6.yaml")),
    ("mipg-v7.yaml", include_str!("../../policies/catalogo/mipg-v7.yaml")),
    ("planes-612.yaml", include_str!("../../policies/catalogo/planes-612.yaml")),
];

/// The text of a catalogue of this program.
///
/// # Panics
///
/// When there is no such catalogue: names are constants of this crate.
pub fn catalogue(name: &str) -> &'static str {
    CATALOGUES.iter().find(|(known, _)| *known == name).expect("a catalogue of this program").1
}

/// What every evidence repository begins with, whatever the entity: catalogues, schemas, attributes, and the guide as
/// the entity that this program was made for has it. Paths with `/`, and bytes.
pub fn foundation() -> Vec<(String, Vec<u8>)> {
    let mut files = vec![
        (".gitattributes".to_owned(), include_str!("templates/gitattributes").into()),
        (GUIDE.to_owned(), adapt::GUIDE.into()),
    ];
    files.extend(CATALOGUES.map(|(name, text)| (format!("policies/catalogo/{name}"), text.into())));
    files.extend(
        schema::schemas()
            .into_iter()
            .map(|(name, value)| (format!("schema/{name}"), schema::schema_text(&value).into())),
    );
    files
}

/// Every file of the repository of an entity, in its first commit.
///
/// # Errors
///
/// [`InitError::Template`] and [`InitError::Catalogue`]: bugs of this program.
pub fn files(entity: &Entity, moment: DateTime<FixedOffset>) -> Result<Vec<(String, Vec<u8>)>, InitError> {
    let mut files = foundation();
    files.retain(|(path, _)| path != GUIDE);
    files.push((GUIDE.to_owned(), adapt::guide(&entity.name)?.into()));
    files.push((".gitignore".to_owned(), include_str!("templates/gitignore").into()));
    let github = adapt::github(entity.origin.as_deref())?;
    files.extend(github.into_iter().map(|(path, text)| (path, text.into_bytes())));
    let (year, month) = match moment.month() {
        12 => (moment.year() + 1, 1),
        month => (moment.year(), month + 1),
    };
    let settings = context! {
        entidad => &entity.name, dominio => &entity.domain, correo => entity.mail_domain(),
        registro => entity.log(),
        anio => moment.year(), desde => format!("{year:04}-{month:02}"),
    };
    files.push(("policies/repositorio.yaml".to_owned(), render::fill("repositorio", settings)?.into()));
    let readme = context! {
        entidad => &entity.name, dominio => &entity.domain, con_origen => entity.origin.is_some(),
    };
    files.push(("README.md".to_owned(), render::fill("leame", readme)?.into()));
    let model: ModelCatalogue = serde_yaml::from_str(catalogue("mipg-v6.yaml"))?;
    for policy in &model.policies {
        let slug = policy.policy.as_str();
        let code = policy.code.as_ref().map_or("", |code| code.as_str());
        let values = context! { politica => slug, codigo => code, nombre => policy.name.as_str() };
        files.push((format!("policies/{slug}/politica.yaml"), render::fill("politica", values)?.into()));
    }
    Ok(files)
}

/// Makes the repository of an entity at `target`, with one commit at `moment`.
///
/// # Errors
///
/// [`InitError::Repository`] for a place that cannot be used, and the bugs of [`files`]; then nothing is left there.
pub fn init(target: &Path, entity: &Entity, moment: DateTime<FixedOffset>) -> Result<Made, InitError> {
    let mut writer = Writer::new(target)?;
    let mut tree = Tree::default();
    for (path, bytes) in files(entity, moment)? {
        tree.put(path.as_bytes(), Leaf::File(writer.blob(bytes)))?;
    }
    let by = Identity { name: "mipg".to_owned(), email: format!("mipg@{}", entity.mail_domain()) };
    let message = "Repositorio de evidencias MIPG: configuración inicial, por confirmar";
    let head = writer.commit(&Commit { tree: &tree, parents: &[], by: &by, moment, message })?;
    Ok(writer.finish(head)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_domains_are_judged_by_the_model() {
        for name in ["Alcaldía de Mompox", "\"Comillas\" & <marcas>: {x} # y", "- no: sí", &"ñ".repeat(200)] {
            assert!(Entity::new(name, "mipg.mompox.gov.co").is_ok(), "{name}");
        }
        for name in ["", "abc", "dos\nlíneas", "oculto\u{202e}vuelto", "cero\u{200b}ancho", " borde", &"x".repeat(201)]
        {
            assert!(matches!(Entity::new(name, "mipg.mompox.gov.co"), Err(InitError::Name)), "{name:?}");
        }
        for domain in ["", "mompox", "Mompox.gov.co", "https://a.gov.co", "a..co", "a.co\n", "a.gov.co: x"] {
            assert!(matches!(Entity::new("Alcaldía de Mompox", domain), Err(InitError::Domain)), "{domain:?}");
        }
    }

    #[test]
    fn what_installs_the_checker_is_a_plain_address() {
        let origin = |text: &str| Entity::new("Alcaldía de Mompox", "mipg.mompox.gov.co").unwrap().with_origin(text);
        for address in ["https://git.example.org/mipg", "https://example.org/a-b/mipg.git"] {
            assert!(origin(address).is_ok(), "{address}");
        }
        for address in [
            "",
            "mipg",
            "http://example.org/mipg",
            "https://example.org",
            "https://example.org/",
            "https://user:x@example.org/mipg",
            "https://example.org/mipg\"; curl x",
            "https://example.org/${{ github.token }}",
            "https://-x.org/a",
            "https://localhost/a",
        ] {
            assert!(matches!(origin(address), Err(InitError::Origin)), "{address:?}");
        }
    }

    #[test]
    fn the_log_has_a_name_for_ever() {
        let entity = |name: &str| Entity::new(name, "mipg.mompox.gov.co").unwrap();
        for (name, expected) in [
            ("Alcaldía de Mompox", "mipg.mompox.gov.co/alcaldia-de-mompox/1"),
            ("E.S.E. «Niño Jesús» (Nº 2)", "mipg.mompox.gov.co/e-s-e-nino-jesus-n-2/1"),
            ("市政府市政府", "mipg.mompox.gov.co/entidad/1"),
            (
                "Departamento Administrativo de Planeación de la Gobernación",
                "mipg.mompox.gov.co/departamento-administrativo-de/1",
            ),
        ] {
            assert_eq!(entity(name).log(), expected);
            assert!(LogOrigin::try_from(expected).is_ok(), "{expected}");
        }
        let said = entity("Alcaldía de Mompox").with_log("mipg.mompox.gov.co/alcaldia/2").unwrap();
        assert_eq!(said.log(), "mipg.mompox.gov.co/alcaldia/2");
        for wrong in ["", "mompox", "a.co/b", "a.co/B/1", "a.co/b/0", "https://a.co/b/1"] {
            assert!(matches!(entity("Alcaldía de Mompox").with_log(wrong), Err(InitError::Log)), "{wrong}");
        }
    }

    #[test]
    fn mail_is_looked_for_above_the_microsite() {
        let mail = |domain: &str| Entity::new("Alcaldía de Mompox", domain).unwrap().mail_domain().to_owned();
        assert_eq!(mail("mipg.mompox.gov.co"), "mompox.gov.co");
        assert_eq!(mail("mompox.gov.co"), "mompox.gov.co");
        assert_eq!(mail("mipg.co"), "mipg.co");
    }
}
