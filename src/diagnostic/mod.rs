//! Findings (*inconsistencias*) as data: which rule, where, what, and how grave.
//!
//! A finding points at a field (a route of keys), never at a line; `report` turns routes into byte spans by reading
//! the file once more, and [`render`] turns spans into lines. Errors of the program are not findings.

pub mod render;
mod report;

pub use report::{
    Checked, Count, Inputs, Located, Position, Report, RunRules, SourceLoader, SourceText, Unsearchable, Verdict,
};

use crate::{
    messages::{Message, Text},
    repo_path::RepoPath,
    source::{Part, Route, Span},
};

/// How grave a finding is. The order is that of importance.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// It could not be checked: neither right nor wrong, and never passes.
    Unchecked,
    /// Blocks.
    Error,
    /// Shown; to be confirmed or mended; does not block.
    Warning,
    /// Shown; nothing to do.
    Notice,
}

/// What a rule is about; also the folder of its file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Group {
    /// Tree entries, names and places.
    Repository,
    /// YAML files of any kind: reading, shape and values.
    Document,
    /// What a manifest or a withdrawal says.
    Manifest,
    /// The evidence files.
    Files,
    /// What a change does to what was published.
    History,
    /// Policies, catalogues, settings.
    Policy,
    /// Obligations, due dates and what excuses or moves them; never lateness.
    Schedule,
    /// Who may change what.
    Permission,
}

impl Group {
    /// All groups, in the order they are listed to people.
    pub const ALL: [Group; 8] = [
        Group::Repository,
        Group::Document,
        Group::Manifest,
        Group::Files,
        Group::Policy,
        Group::Schedule,
        Group::History,
        Group::Permission,
    ];

    /// The name for people.
    pub fn title(self) -> Text {
        match self {
            Group::Repository => Text { es: "Repositorio y rutas", en: "Repository and paths" },
            Group::Document => Text { es: "Lectura de los archivos YAML", en: "Reading of YAML files" },
            Group::Manifest => Text { es: "Manifiesto", en: "Manifest" },
            Group::Files => Text { es: "Archivos de evidencia", en: "Evidence files" },
            Group::History => Text { es: "Historia de lo publicado", en: "History of what was published" },
            Group::Policy => Text { es: "Políticas y catálogos", en: "Policies and catalogues" },
            Group::Permission => Text { es: "Permisos", en: "Permissions" },
            Group::Schedule => Text { es: "Calendario de entregas", en: "Delivery schedule" },
        }
    }
}

/// The description of a rule.
#[derive(Clone, Copy, Debug)]
pub struct Meta {
    /// Names the defect in kebab-case, for ever; also the name of the file and of the fixtures.
    pub id: &'static str,
    /// Also the folder of the rule.
    pub group: Group,
    /// How grave its findings are when the change adds them.
    pub severity: Severity,
    /// Version of mipg that brought the rule.
    pub since: &'static str,
    /// Day on which the rule begins to apply (America/Bogota): what was received before is *heredado*.
    pub in_force: (i32, u32, u32),
    /// One sentence: what is wrong.
    pub summary: Text,
    /// Why it matters.
    pub why: Text,
    /// The norm that asks for it, where there is one that we could verify.
    pub norm: Option<&'static str>,
    /// A short failing example.
    pub example: &'static str,
    /// What to do.
    pub remedy: Text,
    /// Whether a program can mend it without a decision.
    pub fixable: bool,
}

/// What a finding points at, inside its file.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Target {
    /// The file as a whole, or the whole repository.
    Whole,
    /// The folder as a whole.
    Folder,
    /// A byte span of the file, known already.
    Bytes(Span),
    /// A field of a YAML file.
    Field(Route, Part),
}

/// Another place that explains the finding.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Related {
    /// The file.
    pub path: RepoPath,
    /// The place in it.
    pub target: Target,
}

/// One *inconsistencia*.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule that found it.
    pub rule: &'static Meta,
    /// As in the rule, unless the settings say otherwise.
    pub severity: Severity,
    /// *Heredado*: what it is about was published before; shown and counted, never blocking.
    pub inherited: bool,
    /// The file or folder; none for what concerns the whole repository or its history.
    pub path: Option<RepoPath>,
    /// The place in it.
    pub target: Target,
    /// What is wrong, with its values.
    pub message: Message,
    /// What to do in this case; the rule's remedy otherwise.
    pub hint: Option<Message>,
    /// Other places.
    pub related: Vec<Related>,
}

/// Collects the findings of one rule.
#[derive(Debug)]
pub struct Sink<'a> {
    rule: &'static Meta,
    findings: &'a mut Vec<Finding>,
}

impl<'a> Sink<'a> {
    /// A sink for the findings of `rule`.
    pub fn new(rule: &'static Meta, findings: &'a mut Vec<Finding>) -> Self {
        Self { rule, findings }
    }

    /// Reports about the repository or its history as a whole.
    pub fn everywhere(&mut self, message: Message) -> &mut Finding {
        self.push(None, Target::Whole, message)
    }

    /// Reports about a file as a whole.
    pub fn at(&mut self, path: &RepoPath, message: Message) -> &mut Finding {
        self.push(Some(path.clone()), Target::Whole, message)
    }

    /// Reports about a folder as a whole.
    pub fn folder(&mut self, path: &RepoPath, message: Message) -> &mut Finding {
        self.push(Some(path.clone()), Target::Folder, message)
    }

    /// Reports about the value of a field.
    pub fn field(&mut self, path: &RepoPath, route: Route, message: Message) -> &mut Finding {
        self.push(Some(path.clone()), Target::Field(route, Part::Value), message)
    }

    /// Reports about the key of a field.
    pub fn key(&mut self, path: &RepoPath, route: Route, message: Message) -> &mut Finding {
        self.push(Some(path.clone()), Target::Field(route, Part::Key), message)
    }

    /// Reports about bytes of a file.
    pub fn bytes(&mut self, path: &RepoPath, span: Span, message: Message) -> &mut Finding {
        self.push(Some(path.clone()), Target::Bytes(span), message)
    }

    fn push(&mut self, path: Option<RepoPath>, target: Target, message: Message) -> &mut Finding {
        self.findings.push(Finding {
            rule: self.rule,
            severity: self.rule.severity,
            inherited: false,
            path,
            target,
            message,
            hint: None,
            related: Vec::new(),
        });
        self.findings.last_mut().expect("a finding was pushed on the line above")
    }
}

impl Finding {
    /// Adds what to do in this very case.
    pub fn hint(&mut self, hint: Message) -> &mut Self {
        self.hint = Some(hint);
        self
    }

    /// Adds another place that explains it.
    pub fn related(&mut self, path: &RepoPath, target: Target) -> &mut Self {
        self.related.push(Related { path: path.clone(), target });
        self
    }
}
