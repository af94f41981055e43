//! Evidence files for the example repository: real documents, pictures and video, made from their contents alone.
//!
//! Every generator is a pure function: the same arguments give the same bytes on every machine. Nothing reads the clock,
//! and the only randomness is a small generator started from a given seed.

use std::io;

mod canvas;
mod docx;
mod exif;
#[cfg(test)]
mod golden;
pub mod hostile;
mod lettering;
mod noise;
mod package;
mod pdf;
mod photo;
mod picture;
mod report;
#[cfg(test)]
mod samples;
mod sheet;
mod video;
mod winansi;

pub use docx::{docm, docx};
pub use pdf::pdf;
pub use photo::{Scene, jpeg, jpeg_with_location};
pub use picture::{HeatMap, png_chart, png_heat_map};
pub use report::{Bar, Chart, Report, Rgb, Section, Table, Theme};
pub use sheet::{Cell, Separator, Sheet, csv, xlsx};
pub use video::{Clip, Cue, mp4, vtt};

/// A file that could not be made: its contents ask for what the format does not admit.
#[derive(Debug, thiserror::Error)]
pub enum MediaError {
    /// The ZIP package of a DOCX, XLSX or archive.
    #[error("the ZIP package cannot be written: {0}")]
    Zip(#[from] zip::result::ZipError),
    /// The workbook: a sheet name, a date or a size that Excel does not admit.
    #[error("the workbook cannot be written: {0}")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
    /// The delimited text.
    #[error("the delimited text cannot be written: {0}")]
    Csv(#[from] ::csv::Error),
    /// The PNG picture.
    #[error("the PNG picture cannot be written: {0}")]
    Png(#[from] ::png::EncodingError),
    /// The JPEG picture.
    #[error("the JPEG picture cannot be written: {0}")]
    Jpeg(#[from] jpeg_encoder::EncodingError),
    /// The buffer that receives the bytes.
    #[error("the bytes cannot be written: {0}")]
    Write(#[from] io::Error),
}
