//! `mipg render`: the site of the example, read back; what is hostile, what is closed, and the disk.

mod content;
mod disk;
pub mod html;
mod whole;

use std::{path::PathBuf, sync::OnceLock};

use crate::support::mipg::run;

/// The example and its site, made once.
pub struct Made {
    _folder: tempfile::TempDir,
    /// The repository.
    pub example: PathBuf,
    /// Its site.
    pub site: PathBuf,
    /// What the command said.
    pub said: String,
}

/// The site of the example.
pub fn made() -> &'static Made {
    static MADE: OnceLock<Made> = OnceLock::new();
    MADE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let _ = run(folder.path(), &["demo", "ejemplo"]).expect(0);
        let said = run(folder.path(), &["render", "--repo", "ejemplo", "--out", "sitio"]).expect(0);
        assert_eq!(said.stderr, "");
        let (example, site) = (folder.path().join("ejemplo"), folder.path().join("sitio"));
        Made { _folder: folder, example, site, said: said.stdout }
    })
}
