//! The summary for a forge (landing).

/// The summary.
pub fn markdown(report: &super::super::Report) -> String {
    super::human(report, &super::HumanOptions { color: false, width: 100, detail: false, only: &[] })
}
