//! A submission that a person is still putting together, as it is kept between one step and the next.
//!
//! What was typed is kept as it was typed, right or wrong: nothing is lost because it must be corrected. What is amiss is
//! told all at once, by the field it is in; only what has nothing amiss becomes a [`Draft`].

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::{Draft, Filing, Piece};
use crate::{
    model::raw::{Description, FilingNumber, People, PersonalDataOutcome, Registrar, SubmissionClass, Title},
    schedule::bogota,
};

/// What a person said so far.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Kept {
    /// The slug of the policy, or `modelo`.
    pub policy: String,
    /// Its class.
    pub class: SubmissionClass,
    /// The corte it answers.
    pub due: Option<NaiveDate>,
    /// What it is about.
    pub title: String,
    /// Who loads it.
    pub registrar: Registrar,
    /// How it came through SIGOB.
    pub filing: KeptFiling,
    /// What it corrects.
    #[serde(default)]
    pub corrects: Option<Corrects>,
    /// Its files, the main one first.
    pub files: Vec<KeptFile>,
    /// What was uploaded and cannot be handed in as it is: kept all the same, until the person takes it away.
    #[serde(default)]
    pub refused: Vec<RefusedFile>,
    /// The number of the next file.
    pub next: u32,
    /// What became of it.
    #[serde(default)]
    pub sent: Option<Sent>,
}

/// The filing of SIGOB, as it was typed.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct KeptFiling {
    /// Its number.
    pub number: String,
    /// Its day, `2026-11-05`.
    pub day: String,
    /// Its hour, `16:12`.
    pub hour: String,
    /// The number of the file with the cover.
    pub cover: Option<u32>,
}

/// The published submission that this one takes the place of.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Corrects {
    /// Its folder, without `policies/`.
    pub of: String,
    /// What was wrong, as it was typed.
    pub reason: String,
}

/// A file that was handed over, and what was said of it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct KeptFile {
    /// Its number in the draft, which names its bytes.
    pub number: u32,
    /// The name it was given with.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// The digest of its bytes.
    pub digest: String,
    /// The media type that its bytes have; none where they tell none.
    pub format: Option<String>,
    /// What it shows.
    #[serde(default)]
    pub description: String,
    /// Who can be recognised in it.
    #[serde(default)]
    pub people: Option<People>,
    /// Where the authorisation of the people in it is.
    #[serde(default)]
    pub authorisation: String,
    /// Whether it was found to look as if it held personal data.
    #[serde(default)]
    pub is_suspected: bool,
    /// What those are.
    #[serde(default)]
    pub personal_data: Option<PersonalDataOutcome>,
    /// Why they may be published.
    #[serde(default)]
    pub reason: String,
    /// The plan it follows up.
    #[serde(default)]
    pub plan: String,
    /// The progress of that plan, in percent.
    #[serde(default)]
    pub progress: String,
}

/// A file that was uploaded and cannot be handed in as it is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RefusedFile {
    /// Its number in the draft, which names its bytes.
    pub number: u32,
    /// The name it was given with.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// Why, as it was told.
    pub why: String,
}

/// How far a submission is on its way.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Sent {
    /// Its branch.
    pub branch: String,
    /// Its folder.
    pub folder: String,
    /// Whether the server has it.
    pub is_pushed: bool,
    /// The digests of what goes by Git LFS, which the server must have before the branch.
    #[serde(default)]
    pub large: Vec<String>,
    /// Where the request is opened.
    pub link: Option<String>,
    /// What the server said last, made safe to show, a line each.
    #[serde(default)]
    pub said: Vec<String>,
    /// When.
    pub at: DateTime<FixedOffset>,
}

/// Something to put right, by the field it is in. Files are told by their number.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Amiss {
    /// There is no file.
    NoFile,
    /// Which corte it answers is not said.
    Due,
    /// The title is missing, or is no title.
    Title,
    /// What was wrong in what it corrects is missing, or is too short or too long.
    Reason,
    /// The number of SIGOB is missing, or is none.
    Number,
    /// The day or the hour of SIGOB is missing, or is none.
    Filed,
    /// What a picture shows is missing, or is too short or too long.
    Description(u32),
    /// Who is recognised in a picture is not said.
    People(u32),
    /// Somebody is recognised, and where their authorisation is is missing, or is too short or too long.
    Authorisation(u32),
    /// What the personal data are is not said, or why they may be published is missing.
    PersonalData(u32),
    /// No file follows up a plan.
    Plan,
    /// The progress of a plan is no percentage.
    Progress(u32),
}

impl Kept {
    /// A draft without files.
    pub fn new(policy: String, class: SubmissionClass, due: Option<NaiveDate>) -> Self {
        Self {
            policy,
            class,
            due,
            title: String::new(),
            registrar: Registrar::Leader,
            filing: KeptFiling::default(),
            corrects: None,
            files: Vec::new(),
            refused: Vec::new(),
            next: 1,
            sent: None,
        }
    }

    /// Everything to put right, in the order of the form.
    pub fn amiss(&self) -> Vec<Amiss> {
        let mut amiss = Vec::new();
        let mut need = |holds: bool, what: Amiss| {
            if !holds {
                amiss.push(what);
            }
        };
        need(!self.files.is_empty(), Amiss::NoFile);
        need(self.due.is_some() || self.class == SubmissionClass::Document, Amiss::Due);
        need(Title::try_from(self.title.trim()).is_ok(), Amiss::Title);
        let reason = self.corrects.as_ref().map(|corrects| corrects.reason.trim());
        need(reason.is_none_or(|reason| Description::try_from(reason).is_ok()), Amiss::Reason);
        if self.has_filing() {
            need(FilingNumber::try_from(self.filing.number.trim()).is_ok(), Amiss::Number);
            need(self.filing.moment().is_some(), Amiss::Filed);
        }
        let is_followed = self.files.iter().any(|file| !file.plan.is_empty());
        need(self.class != SubmissionClass::PlanFollowUp || is_followed, Amiss::Plan);
        for file in &self.files {
            let number = file.number;
            if file.is_visual() {
                need(Description::try_from(file.description.trim()).is_ok(), Amiss::Description(number));
                need(file.people.is_some(), Amiss::People(number));
                let is_said = Description::try_from(file.authorisation.trim()).is_ok();
                need(!file.shows_people() || is_said, Amiss::Authorisation(number));
            }
            if file.is_suspected {
                let is_said = file.personal_data.is_some() && Description::try_from(file.reason.trim()).is_ok();
                need(is_said, Amiss::PersonalData(number));
            }
            need(file.progress.trim().is_empty() || percent(&file.progress).is_some(), Amiss::Progress(number));
        }
        amiss
    }

    /// What does not go with it, but for what was uploaded again by the same name and goes.
    pub fn left_out(&self) -> impl Iterator<Item = &RefusedFile> {
        self.refused.iter().filter(|refused| self.files.iter().all(|file| file.name != refused.name))
    }

    /// Whether anything of SIGOB was typed.
    fn has_filing(&self) -> bool {
        let filing = &self.filing;
        [&filing.number, &filing.day, &filing.hour].iter().any(|text| !text.trim().is_empty())
            || self.registrar == Registrar::Receiver
    }

    /// The draft, with the bytes of each file in their order, of those that are too large for git their start; whoever has
    /// the revision adds what it corrects. Only of one that has nothing [`Kept::amiss`].
    pub fn draft(&self, bytes: Vec<Vec<u8>>) -> Draft {
        let pieces = self.files.iter().zip(bytes).map(|(file, bytes)| file.piece(self.class, bytes)).collect();
        let cover = self.filing.cover.and_then(|cover| self.files.iter().position(|file| file.number == cover));
        let filing = |moment| Filing { number: self.filing.number.trim().to_owned(), moment, cover };
        Draft {
            policy: self.policy.clone(),
            class: self.class,
            title: some(&self.title),
            due: self.due.filter(|_| self.class != SubmissionClass::Document),
            office: None,
            registrar: self.registrar,
            sigob: self.filing.moment().filter(|_| self.has_filing()).map(filing),
            supersedes: None,
            pieces,
        }
    }
}

impl KeptFiling {
    /// Its moment, in Colombia's time.
    fn moment(&self) -> Option<DateTime<FixedOffset>> {
        let text = format!("{} {}", self.day.trim(), self.hour.trim());
        let read = ["%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"];
        let read = read.iter().find_map(|form| NaiveDateTime::parse_from_str(&text, form).ok());
        read?.and_local_timezone(bogota()).single()
    }
}

impl KeptFile {
    /// A file of which nothing was said yet; its number is that of the draft that takes it.
    pub fn new(name: String, bytes: u64, digest: String, format: String) -> Self {
        Self {
            number: 0,
            name,
            bytes,
            digest,
            format: Some(format),
            description: String::new(),
            people: None,
            authorisation: String::new(),
            is_suspected: false,
            personal_data: None,
            reason: String::new(),
            plan: String::new(),
            progress: String::new(),
        }
    }

    /// Whether it is an image or a video.
    pub fn is_visual(&self) -> bool {
        self.format.as_deref().is_some_and(|format| format.starts_with("image/") || format.starts_with("video/"))
    }

    /// Whether somebody can be recognised in it.
    pub fn shows_people(&self) -> bool {
        self.is_visual() && self.people.is_some_and(|people| people.are_identifiable())
    }

    /// Where the authorisation of the people in it is, where there are any.
    pub fn authorised(&self) -> Option<String> {
        some(&self.authorisation).filter(|_| self.shows_people())
    }

    fn piece(&self, class: SubmissionClass, bytes: Vec<u8>) -> Piece {
        let plan = some(&self.plan).filter(|_| class == SubmissionClass::PlanFollowUp);
        Piece {
            name: self.name.clone(),
            bytes,
            description: some(&self.description),
            people: self.people.filter(|_| self.is_visual()),
            typology: None,
            personal_data: self.personal_data.zip(some(&self.reason)),
            plan: plan.map(|plan| (plan, percent(&self.progress))),
        }
    }
}

/// What was typed, where anything was.
fn some(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// A percentage as people write it: `62`, `62 %`, `62,5`.
pub fn percent(text: &str) -> Option<f64> {
    let read = text.trim().trim_end_matches('%').trim().replace(',', ".").parse::<f64>();
    read.ok().filter(|number| (0.0..=100.0).contains(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(number: u32, format: &str) -> KeptFile {
        KeptFile { number, ..KeptFile::new(format!("archivo {number}"), 3, String::new(), format.to_owned()) }
    }

    fn kept() -> Kept {
        let mut kept = Kept::new("gobierno-digital".to_owned(), SubmissionClass::Report, "2026-11-15".parse().ok());
        kept.title = "Avance del PETI".to_owned();
        kept.files.push(file(1, "application/pdf"));
        kept
    }

    #[test]
    fn everything_amiss_is_told_at_once_and_by_its_field() {
        let mut kept = Kept::new("integridad".to_owned(), SubmissionClass::PlanFollowUp, None);
        assert_eq!(kept.amiss(), [Amiss::NoFile, Amiss::Due, Amiss::Title, Amiss::Plan]);
        kept.files = vec![file(4, "image/png"), file(9, "text/csv")];
        kept.files[1].is_suspected = true;
        kept.files[1].progress = "ciento".to_owned();
        kept.filing.number = "amc".to_owned();
        assert_eq!(
            kept.amiss(),
            [
                Amiss::Due,
                Amiss::Title,
                Amiss::Number,
                Amiss::Filed,
                Amiss::Plan,
                Amiss::Description(4),
                Amiss::People(4),
                Amiss::PersonalData(9),
                Amiss::Progress(9),
            ]
        );
        assert_eq!(self::kept().amiss(), []);
    }

    #[test]
    fn somebody_recognised_needs_an_authorisation() {
        let mut kept = kept();
        kept.files[0] = file(1, "image/jpeg");
        kept.files[0].description = "Taller con el equipo".to_owned();
        kept.files[0].people = Some(People::AuthorisedAdults);
        kept.files[0].authorisation = " acta ".to_owned();
        assert_eq!(kept.amiss(), [Amiss::Authorisation(1)]);
        kept.files[0].authorisation = " Expediente AMC-2026-118, folio 3 ".to_owned();
        assert_eq!(kept.amiss(), []);
        assert_eq!(kept.files[0].authorised().as_deref(), Some("Expediente AMC-2026-118, folio 3"));
        // What was typed is kept, and is not said of a picture where nobody is recognised.
        kept.files[0].people = Some(People::None);
        assert_eq!((kept.amiss(), kept.files[0].authorised()), (vec![], None));
    }

    #[test]
    fn what_a_correction_puts_right_is_said() {
        let mut kept = kept();
        kept.corrects =
            Some(Corrects { of: "gobierno-digital/2026/11/reporte-1f3a".to_owned(), reason: "  ".to_owned() });
        assert_eq!(kept.amiss(), [Amiss::Reason]);
        kept.corrects.as_mut().unwrap().reason = "Faltaba la tabla de avance".to_owned();
        assert_eq!(kept.amiss(), []);
    }

    #[test]
    fn a_receiver_must_say_what_sigob_gave() {
        let mut kept = kept();
        kept.registrar = Registrar::Receiver;
        assert_eq!(kept.amiss(), [Amiss::Number, Amiss::Filed]);
        kept.filing = KeptFiling {
            number: " AMC-OFI-0074376-2026 ".to_owned(),
            day: "2026-11-16".to_owned(),
            hour: "16:12".to_owned(),
            cover: Some(1),
        };
        assert_eq!(kept.amiss(), []);
        let draft = kept.draft(vec![b"pdf".to_vec()]);
        let filing = draft.sigob.unwrap();
        assert_eq!((filing.number.as_str(), filing.cover), ("AMC-OFI-0074376-2026", Some(0)));
        assert_eq!(filing.moment.to_rfc3339(), "2026-11-16T16:12:00-05:00");
    }

    #[test]
    fn what_was_typed_survives_its_file() {
        let mut kept = kept();
        kept.title = "  \u{202e}<b>&  ".to_owned();
        kept.files[0].progress = "??".to_owned();
        let text = serde_json::to_string(&kept).unwrap();
        assert_eq!(serde_json::from_str::<Kept>(&text).unwrap(), kept);
    }

    #[test]
    fn percentages_as_people_write_them() {
        for (given, expected) in [
            ("62", Some(62.0)),
            (" 62,5 % ", Some(62.5)),
            ("100%", Some(100.0)),
            ("101", None),
            ("NaN", None),
            ("", None),
        ] {
            assert_eq!(percent(given), expected, "{given}");
        }
    }
}
