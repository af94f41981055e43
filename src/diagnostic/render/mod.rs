//! Renderings of a report (landing).
