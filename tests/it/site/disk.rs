//! The folder of a site: what is not ours, what does not change, what interrupts, and a disk that says no.

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    time::{Duration, Instant, SystemTime},
};

use super::{html, made};
use crate::{
    history,
    support::{
        AS_OF,
        mipg::{Run, command, run},
        repo::Repo,
    },
};

fn render(repo: &Repo, folder: &Path) -> Run {
    run(folder, &["render", "--repo", repo.path().to_str().unwrap(), "--out", "sitio", "--as-of", AS_OF])
}

fn state(site: &Path) -> BTreeMap<String, (Vec<u8>, SystemTime)> {
    let one = |path: String| {
        let file = site.join(&path);
        let time = fs::metadata(&file).unwrap().modified().unwrap();
        (path, (fs::read(file).unwrap(), time))
    };
    html::files(site).into_iter().map(one).collect()
}

/// Names in a folder, hidden ones too.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn what_did_not_change_keeps_its_bytes_and_its_time() {
    let repo = history::published();
    let folder = tempfile::tempdir().unwrap();
    let _ = render(&repo, folder.path()).expect(0);
    let site = folder.path().join("sitio");
    let before = state(&site);
    std::thread::sleep(Duration::from_millis(20));
    let again = render(&repo, folder.path()).expect(0);
    let files = before.len() - 1;
    assert!(again.stdout.contains(&format!("{files} archivos ({files} sin cambios)")), "{}", again.stdout);
    let after = state(&site);
    // The list itself is written anew, with the same bytes.
    let without = |mut all: BTreeMap<String, (Vec<u8>, SystemTime)>| {
        let list = all.remove(".mipg-sitio").unwrap().0;
        (all, list)
    };
    let (before, after) = (without(before), without(after));
    assert!(before == after);
    // What somebody wrote over is made again.
    fs::write(site.join("index.html"), "otra cosa").unwrap();
    let copy = before.0.keys().find(|path| path.starts_with("evidencia/")).unwrap();
    let bytes = &before.0[copy].0;
    fs::remove_file(site.join(copy)).unwrap();
    fs::write(site.join(copy), vec![b'x'; bytes.len()]).unwrap();
    // Though it says that nobody touched it.
    fs::File::options().write(true).open(site.join(copy)).unwrap().set_modified(before.0[copy].1).unwrap();
    let _ = render(&repo, folder.path()).expect(0);
    let mended = state(&site);
    assert!(
        mended.iter().filter(|(path, _)| *path != ".mipg-sitio").all(|(path, (bytes, _))| before.0[path].0 == *bytes)
    );
    assert_eq!(names(folder.path()), ["sitio"]);
}

#[test]
fn a_folder_with_other_files_is_refused_and_left_alone() {
    let repo = history::published();
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("sitio");
    fs::create_dir(&site).unwrap();
    fs::write(site.join("tesis.docx"), "de alguien").unwrap();
    let said = render(&repo, folder.path()).expect(2);
    assert!(said.stderr.contains("`tesis.docx`") && said.stderr.contains("nada se cambió"), "{}", said.stderr);
    assert_eq!((names(folder.path()), names(&site)), (vec!["sitio".to_owned()], vec!["tesis.docx".to_owned()]));
    fs::remove_file(site.join("tesis.docx")).unwrap();
    // An empty one is taken; in a site, a file or a link of others is refused too.
    let _ = render(&repo, folder.path()).expect(0);
    let before = state(&site);
    fs::write(site.join("evidencia/nota.txt"), "de alguien").unwrap();
    let said = render(&repo, folder.path()).expect(2);
    assert!(said.stderr.contains("`evidencia/nota.txt`"), "{}", said.stderr);
    fs::remove_file(site.join("evidencia/nota.txt")).unwrap();
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("/etc", site.join("enlace")).unwrap();
        let _ = render(&repo, folder.path()).expect(2);
        fs::remove_file(site.join("enlace")).unwrap();
    }
    assert!(state(&site) == before);
    fs::write(folder.path().join("archivo"), "x").unwrap();
    let out = |out: &str| run(folder.path(), &["render", "--repo", repo.path().to_str().unwrap(), "--out", out]);
    assert!(out("archivo").expect(2).stderr.contains("no es una carpeta"));
    assert!(out("no/existe").expect(2).stderr.contains("créela primero"));
}

#[cfg(unix)]
#[test]
fn killed_at_any_point_the_old_site_stands_and_the_next_run_cleans() {
    let made = made();
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("sitio");
    let small = history::published();
    let _ = render(&small, folder.path()).expect(0);
    let before = state(&site);
    let mut killed = 0;
    for wait in [0_u64, 20, 60, 150] {
        let mut render = command(folder.path());
        render.args(["render", "--out", "sitio", "--repo"]).arg(&made.example);
        let mut child = render.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null()).spawn().unwrap();
        // From the moment it writes.
        let until = Instant::now() + Duration::from_secs(120);
        while names(folder.path()).len() < 2 && child.try_wait().unwrap().is_none() && Instant::now() < until {
            std::thread::sleep(Duration::from_millis(2));
        }
        std::thread::sleep(Duration::from_millis(wait));
        child.kill().unwrap();
        let _ = child.wait().unwrap();
        if site.join("entregas/talento-humano").exists() {
            // It had ended: then the new one is whole.
            assert_eq!(html::files(&site), html::files(&made.site));
            break;
        }
        killed += 1;
        assert!(state(&site) == before, "after {wait} ms");
    }
    assert!(killed >= 1);
    let _ = render(&small, folder.path()).expect(0);
    assert_eq!(names(folder.path()), ["sitio"]);
    assert_eq!(html::files(&site), before.keys().cloned().collect::<Vec<_>>());
}

#[cfg(unix)]
#[test]
fn a_disk_that_takes_no_more_leaves_the_old_site() {
    let repo = history::published();
    let folder = tempfile::tempdir().unwrap();
    let _ = render(&repo, folder.path()).expect(0);
    let site = folder.path().join("sitio");
    let before = state(&site);
    // No file may be larger than 8 blocks, and being told so does not end the program.
    let line =
        "trap '' XFSZ; ulimit -f 8; exec \"$0\" render --repo \"$1\" --out sitio --as-of 2026-11-22T11:00:00-05:00";
    let mut shell = std::process::Command::new("sh");
    shell.current_dir(folder.path()).env("GIT_CONFIG_GLOBAL", "/dev/null").env("HOME", folder.path());
    let output = shell.args(["-c", line, env!("CARGO_BIN_EXE_mipg")]).arg(repo.path()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(said.starts_with("error: no se pudo usar `"), "{said}");
    assert!(state(&site) == before);
    assert_eq!(names(folder.path()), ["sitio"]);
}
