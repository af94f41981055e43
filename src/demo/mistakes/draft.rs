//! A right submission on top of the example, ready to be spoiled in one way.

use chrono::{DateTime, Duration, FixedOffset};

use super::super::{DemoError, calendar, delivery::Owner, entity, history::Tip, roster::Profile};
use crate::{
    digest::Digest,
    model::layout,
    repository::{Commit, Identity, Leaf, Tree, Writer},
    snapshot::{ObjectId, ObjectKind},
};

/// Which way a file that was handed in is to be written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// As an ordinary file.
    Plain,
    /// With the execute bit.
    Executable,
    /// As a symbolic link whose target is the content.
    Link,
    /// Twice under the same name.
    Twice,
}

/// A change under construction: a branch that starts at the head of the example.
pub struct Draft<'a> {
    writer: &'a mut Writer,
    /// All files of the branch.
    pub tree: Tree,
    parents: Vec<ObjectId>,
    /// Who commits.
    pub by: Identity,
    /// When.
    pub moment: DateTime<FixedOffset>,
    /// The folder of the submission, below `policies/`.
    pub folder: String,
    /// The manifest as text; the list of files is its end.
    pub manifest: String,
    /// What is written as the manifest instead of the text.
    pub raw_manifest: Option<Vec<u8>>,
    /// How the manifest is written.
    pub manifest_form: Form,
    files: Vec<(Vec<u8>, Vec<u8>, Form)>,
    handed_in: bool,
}

/// The folder of the submission that a mistake spoils.
const FOLDER: &str = "gobierno-digital/2025/12/reporte-";

/// What whoever hands in a file says when its text cannot be searched.
pub const NO_PERSONAL_DATA: &str =
    "    datos_personales: {resultado: no-contiene, motivo: Documento inventado para el ejemplo.}\n";
/// The figures of the submission that a mistake spoils.
const TABLE: &str =
    "Actividad;Meta;Avance\r\nMesa de servicio;120;118\r\nCapacitaciones;12;11\r\nDatos publicados;8;8\r\n";
/// The minutes of the submission that a mistake spoils.
pub const MINUTES: &str =
    "Acta de seguimiento de ejemplo.\n\nSe revisó el avance de diciembre y no hay observaciones.\n";

impl<'a> Draft<'a> {
    /// A right submission, the `number`-th, on top of `tip`.
    pub fn new(writer: &'a mut Writer, tip: &Tip, number: i64) -> Self {
        let digest = Digest::of(TABLE.as_bytes()).to_string();
        let mut draft = Self {
            writer,
            tree: tip.tree.clone(),
            parents: vec![tip.commit],
            by: entity::leader(Owner::Policy(Profile::of("gobierno-digital"))),
            moment: calendar::at(calendar::day(2026, 1, 28), 8 * 60) + Duration::minutes(number),
            folder: format!("{FOLDER}{}", &digest[..4]),
            manifest: "# yaml-language-server: $schema=../../../../../schema/manifiesto.v1.json\nversion: 1\npolitica: gobierno-digital\n\
                       clase: reporte\ntitulo: Avance del plan de tecnologías, segunda quincena de diciembre de 2025\ncorte: 2025-12-30\n\
                       cubre: {desde: 2025-12-16, hasta: 2025-12-30}\ndependencia: tecnologia\narchivos:\n"
                .to_owned(),
            raw_manifest: None,
            manifest_form: Form::Plain,
            files: Vec::new(),
            handed_in: true,
        };
        draft.file("avance.csv", TABLE, "text/csv", "    tipologia: matriz\n    fecha: 2025-12-29\n");
        draft.file("acta.txt", MINUTES, "text/plain", "    tipologia: acta\n    fecha: 2025-12-29\n");
        draft
    }

    /// Adds a file to the folder and to the list of the manifest, with more lines for its entry.
    pub fn file(&mut self, name: &str, bytes: impl AsRef<[u8]>, format: &str, more: &str) {
        let bytes = bytes.as_ref();
        let quoted = crate::init::yaml_text(name);
        self.manifest.push_str(&format!(
            "  - ruta: {quoted}\n    sha256: {}\n    bytes: {}\n    formato: {format}\n{more}",
            Digest::of(bytes),
            bytes.len()
        ));
        self.unlisted(name.as_bytes(), bytes);
    }

    /// Adds a PDF, with the confirmation that it holds no personal data.
    pub fn pdf(&mut self, name: &str, bytes: impl AsRef<[u8]>) {
        self.file(name, bytes, "application/pdf", NO_PERSONAL_DATA);
    }

    /// Adds a picture without people.
    pub fn picture(&mut self, name: &str, bytes: impl AsRef<[u8]>, format: &str) {
        self.file(
            name,
            bytes,
            format,
            "    descripcion: Plano general de una sala vacía, con sillas y tablero\n    personas: ninguna\n",
        );
    }

    /// Lists a file that is kept outside git.
    pub fn outside(&mut self, name: &str, format: &str, more: &str) {
        let commitment = Digest::of(name.as_bytes());
        self.manifest.push_str(&format!(
            "  - ruta: {name}\n    compromiso: {{algoritmo: sha256-sal, valor: {commitment}}}\n    custodia: {{almacen: externo, responsable: \
             Secretaría General}}\n    bytes: 5120\n    formato: {format}\n{more}"
        ));
    }

    /// Adds a file to the folder and not to the manifest; the name may be any bytes.
    pub fn unlisted(&mut self, name: &[u8], bytes: impl AsRef<[u8]>) {
        self.files.push((name.to_vec(), bytes.as_ref().to_vec(), Form::Plain));
    }

    /// Takes a file out of the folder, not out of the manifest.
    pub fn absent(&mut self, name: &str) {
        self.files.retain(|(known, _, _)| known != name.as_bytes());
    }

    /// Gives a file another name, in the folder and in the manifest.
    pub fn rename(&mut self, old: &str, new: &str) {
        for (name, _, _) in &mut self.files {
            if name == old.as_bytes() {
                *name = new.as_bytes().to_vec();
            }
        }
        self.edit(&format!("ruta: {}", crate::init::yaml_text(old)), &format!("ruta: {}", crate::init::yaml_text(new)));
    }

    /// Writes a file of the folder in another way.
    pub fn form(&mut self, name: &str, form: Form) {
        for file in self.files.iter_mut().filter(|(known, _, _)| known == name.as_bytes()) {
            file.2 = form;
        }
    }

    /// Replaces the first `old` of the manifest.
    ///
    /// # Panics
    ///
    /// When the manifest does not hold it: mistakes are constants of this crate.
    pub fn edit(&mut self, old: &str, new: &str) {
        assert!(self.manifest.contains(old), "the manifest of the example holds {old:?}");
        self.manifest = self.manifest.replacen(old, new, 1);
    }

    /// Makes of it a follow-up of plans of the last quarter, by the policy that owes it.
    pub fn follow_up(&mut self) {
        self.folder =
            self.folder.replace("gobierno-digital/2025/12/reporte", "planeacion-institucional/2026/01/seguimiento");
        self.edit("politica: gobierno-digital", "politica: planeacion-institucional");
        self.edit("clase: reporte", "clase: seguimiento-planes");
        self.edit("corte: 2025-12-30", "corte: 2026-01-15");
    }

    /// Adds lines before the list of files.
    pub fn field(&mut self, lines: &str) {
        self.edit("archivos:\n", &format!("{lines}\narchivos:\n"));
    }

    /// Puts any file at a path of the repository.
    pub fn put(&mut self, path: &str, bytes: impl AsRef<[u8]>) -> Result<(), DemoError> {
        let blob = self.writer.blob(bytes.as_ref().to_vec());
        Ok(self.tree.put(path.as_bytes(), Leaf::File(blob))?)
    }

    /// Puts a submodule at a path of the repository.
    pub fn submodule(&mut self, path: &str) -> Result<(), DemoError> {
        Ok(self.tree.put(path.as_bytes(), Leaf::Submodule(ObjectId::of(ObjectKind::Commit, b"ejemplo")))?)
    }

    /// Changes the text of a settings, catalogue or policy file, and hands in nothing.
    ///
    /// # Panics
    ///
    /// When the file does not hold `old`: mistakes are constants of this crate.
    pub fn setting(&mut self, path: &str, old: &str, new: &str) -> Result<(), DemoError> {
        let files = entity::files();
        let (_, bytes) = files.iter().find(|(known, _)| known == path).expect("a file of the first commit");
        let text = String::from_utf8_lossy(bytes);
        assert!(text.contains(old), "{path} of the example holds {old:?}");
        self.nothing();
        self.put(path, text.replacen(old, new, 1))
    }

    /// Hands in nothing: the change is made of what was done to the tree.
    pub fn nothing(&mut self) {
        self.handed_in = false;
    }

    /// Starts a history of its own.
    pub fn orphan(&mut self) {
        self.parents.clear();
    }

    /// Commits what there is, and goes on from there.
    pub fn commit(&mut self, message: &str) -> Result<ObjectId, DemoError> {
        if self.handed_in {
            let folder = format!("{}/{}/", layout::ROOT, self.folder).into_bytes();
            let manifest = self.raw_manifest.clone().unwrap_or_else(|| self.manifest.clone().into_bytes());
            let record = (layout::MANIFEST.as_bytes().to_vec(), manifest, self.manifest_form);
            for (name, bytes, form) in self.files.iter().chain(std::iter::once(&record)) {
                if *bytes == SUPPRESSED {
                    continue;
                }
                let blob = self.writer.blob(bytes.clone());
                let leaf = match form {
                    Form::Plain => Leaf::File(blob),
                    Form::Executable => Leaf::Executable(blob),
                    Form::Link => Leaf::Symlink(blob),
                    Form::Twice => Leaf::Twice(blob),
                };
                self.tree.put(&[&folder[..], name].concat(), leaf)?;
            }
        }
        let commit = Commit { tree: &self.tree, parents: &self.parents, by: &self.by, moment: self.moment, message };
        let id = self.writer.commit(&commit)?;
        self.moment += Duration::seconds(20);
        self.parents = vec![id];
        Ok(id)
    }

    /// Writes no manifest at all.
    pub fn no_manifest(&mut self) {
        self.raw_manifest = Some(SUPPRESSED.to_vec());
    }
}

/// What stands for a manifest that is not written.
const SUPPRESSED: &[u8] = b"\0no manifest";
