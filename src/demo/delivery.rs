//! What was handed in: one value for each delivery, before its files exist.

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::roster::Profile;
use crate::model::{layout, raw::SubmissionClass};

/// Whose folder a delivery goes to.
#[derive(Clone, Copy, Debug)]
pub enum Owner {
    /// A policy.
    Policy(&'static Profile),
    /// The documents of the model itself.
    Model,
}

impl Owner {
    /// The name of its folder.
    pub fn slug(self) -> &'static str {
        match self {
            Owner::Policy(profile) => profile.slug,
            Owner::Model => layout::MODEL,
        }
    }

    /// The key of its office.
    pub fn office(self) -> &'static str {
        match self {
            Owner::Policy(profile) => profile.office,
            Owner::Model => "secretaria-general",
        }
    }
}

/// A filing in the correspondence system.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Filing {
    /// Its number.
    pub number: String,
    /// When it was filed.
    pub moment: DateTime<FixedOffset>,
}

/// What a delivery is to an earlier one, by its place in the list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Relation {
    /// It corrects and replaces it; the reason.
    Supersedes(usize, &'static str),
    /// It adds to it.
    Complements(usize),
}

/// A file to be made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Piece {
    /// A report as PDF.
    Pdf,
    /// A report as a Word document.
    Docx,
    /// A workbook with the activities.
    Xlsx,
    /// The activities as delimited text.
    Csv,
    /// A chart.
    Chart,
    /// A photograph without people.
    Photo,
    /// A video with its subtitles: two files.
    Video,
    /// The cover page of the filing.
    Cover,
    /// A picture of the page that a link names.
    Capture,
    /// The follow-up of one plan, by its place in [`super::year::PLANS`].
    Plan(usize),
    /// A photograph that shows adults: kept outside git.
    People,
    /// A classified annex: kept outside git, with the first file as public version.
    Classified,
}

/// One delivery.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// Whose folder it goes to.
    pub owner: Owner,
    /// Its class.
    pub class: SubmissionClass,
    /// The deadline it answers, for classes that have one.
    pub due: Option<NaiveDate>,
    /// First and last day it is about.
    pub covers: (NaiveDate, NaiveDate),
    /// Its title.
    pub title: String,
    /// The files, the first of which names the folder.
    pub pieces: Vec<Piece>,
    /// When the branch was pushed.
    pub sent: DateTime<FixedOffset>,
    /// When it was merged.
    pub merged: DateTime<FixedOffset>,
    /// The filing, for those the receiver loads.
    pub filing: Option<Filing>,
    /// What it is to an earlier one.
    pub relation: Option<Relation>,
    /// Another policy it also serves.
    pub also_serves: Option<&'static str>,
    /// Tells apart deliveries that are otherwise alike.
    pub edition: u32,
}

impl Delivery {
    /// A name of its own, from which everything invented about it follows.
    pub fn key(&self) -> String {
        let day = self.folder_day();
        format!("{}/{}/{}/{}", self.owner.slug(), self.class.as_str(), day, self.edition)
    }

    /// A day in the month of its folder: the deadline, or the day of the document.
    pub fn folder_day(&self) -> NaiveDate {
        self.due.unwrap_or(self.covers.1)
    }

    /// The day its documents bear.
    pub fn dated(&self) -> NaiveDate {
        self.filing.as_ref().map_or(self.sent, |filing| filing.moment).date_naive()
    }
}

/// Published files taken away by an act, with their record.
#[derive(Clone, Debug)]
pub struct Retirement {
    /// The delivery, by its place in the list.
    pub delivery: usize,
    /// The files, by their place in the delivery.
    pub files: &'static [usize],
    /// Why.
    pub reason: &'static str,
    /// The act.
    pub act: &'static str,
    /// When the branch was pushed.
    pub sent: DateTime<FixedOffset>,
    /// When it was merged.
    pub merged: DateTime<FixedOffset>,
}
