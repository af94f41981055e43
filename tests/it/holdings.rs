//! What a revision holds, read once: what was seen of each file, whose finding is whose, and the moment that follows.

use ::mipg::{
    digest::Digest,
    holdings::{self, Held, Holdings, Request, State},
    messages::Lang,
    snapshot::GitRepository,
    status::TrailUse,
};
use std::sync::Arc;

use crate::support::{self, repo};

const FOLDER: &str = "policies/gobierno-digital/2026/11/reporte-1f3a";

fn read(repo: &repo::Repo) -> Holdings {
    let repository = Arc::new(GitRepository::open(repo.path()).unwrap());
    let request = Request {
        repository: &repository,
        rev: "HEAD",
        as_of: support::moment(support::AS_OF),
        trail: &TrailUse::Absent,
        lang: Lang::Es,
        progress: &|_, _| {},
    };
    holdings::read(&request).unwrap()
}

/// The base with one more step: the only submission of it, and the rules of its findings.
fn after(step: impl FnOnce(&repo::Repo)) -> (Held, Vec<&'static str>) {
    let repo = repo::base();
    step(&repo);
    repo.commit("Otro estado");
    let found = read(&repo);
    assert_eq!(found.submissions.len(), 1);
    let held = found.submissions[0].clone();
    let rules = held.findings.iter().map(|&place| found.report.findings[place].finding.rule.id).collect();
    (held, rules)
}

fn states(held: &Held) -> Vec<(&str, State, bool)> {
    held.evidence.iter().map(|file| (file.name(), file.state, file.is_verified())).collect()
}

fn manifest(repo: &repo::Repo) -> String {
    std::fs::read_to_string(repo.file(&format!("{FOLDER}/manifiesto.yaml"))).unwrap()
}

#[test]
fn what_is_whole_is_verified() {
    let repo = repo::base();
    let found = read(&repo);
    let [held] = &found.submissions[..] else { panic!("{}", found.submissions.len()) };
    assert_eq!(held.path.to_string(), "gobierno-digital/2026/11/reporte-1f3a");
    assert_eq!(held.digest, Some(Digest::of(manifest(&repo).as_bytes())));
    assert!(held.evidence.iter().all(|file| file.is_verified() && file.is_present() && file.is_public()));
    assert_eq!(held.evidence.iter().map(|file| file.name()).collect::<Vec<_>>(), ["avance.csv", "acta.txt"]);
    assert_eq!((held.is_quarantined, &held.findings[..]), (false, &[][..]));
    let day = |month, day| chrono::NaiveDate::from_ymd_opt(2026, month, day).unwrap();
    assert_eq!(held.period(), (day(10, 1), day(10, 31)));
    assert!(found.submission(&held.path).is_some());
    assert_eq!(found.happened(held).count(), 0);
    assert_eq!(found.report.checked.files.done, 2);
}

#[test]
fn other_bytes_are_no_evidence_and_their_submission_is_in_quarantine() {
    let (held, rules) = after(|repo| repo.write(&format!("{FOLDER}/acta.txt"), "Otra acta\n"));
    let [(_, State::Whole { .. }, true), ("acta.txt", State::Different, false)] = states(&held)[..] else {
        panic!("{:?}", states(&held))
    };
    assert!(held.is_quarantined && rules.contains(&"digest-mismatch"), "{rules:?}");
}

#[test]
fn another_type_than_stated_is_present_and_not_verified() {
    let (held, rules) = after(|repo| {
        let text = manifest(repo).replace("formato: text/plain", "formato: application/pdf");
        repo.write(&format!("{FOLDER}/manifiesto.yaml"), text);
    });
    let acta = held.file("acta.txt").unwrap();
    assert!(matches!(acta.state, State::Whole { is_of_type: false, .. }), "{:?}", acta.state);
    assert!(acta.is_present() && !acta.is_verified() && held.is_quarantined, "{rules:?}");
    assert!(held.file("avance.csv").unwrap().is_verified());
}

#[test]
fn what_is_gone_is_absent_unless_a_withdrawal_took_it() {
    let remove = |repo: &repo::Repo| drop(repo.git(&["rm", "-q", &format!("{FOLDER}/acta.txt")]));
    let (held, rules) = after(remove);
    assert_eq!(held.file("acta.txt").unwrap().state, State::Absent);
    assert!(held.is_quarantined && rules.contains(&"file-missing"), "{rules:?}");
    let (held, _) = after(|repo| {
        remove(repo);
        let record = "version: 1\nfecha: 2026-11-20\nmotivo: Tenía datos de una persona\nfundamento: Ley 1581 de 2012\n\
             autoriza: Oficina Asesora de Informática\narchivos: [acta.txt]\n";
        repo.write(&format!("{FOLDER}/retiro.yaml"), record);
    });
    assert_eq!(held.withdrawal.as_ref().map(|record| record.files.len()), Some(1));
    assert_eq!(held.file("acta.txt").unwrap().state, State::Withdrawn);
    assert!(!held.file("acta.txt").unwrap().is_present());
}

#[test]
fn a_manifest_that_is_refused_leaves_a_submission_without_evidence_in_quarantine() {
    let (held, rules) = after(|repo| repo.write(&format!("{FOLDER}/manifiesto.yaml"), "version: 1\n"));
    assert!(held.manifest.is_none() && held.evidence.is_empty() && held.is_quarantined, "{rules:?}");
    let day = |day| chrono::NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
    assert_eq!(held.period(), (day(1), day(30)));
}

#[test]
fn the_moment_follows_from_the_revision() {
    let repo = repo::base();
    let repository = Arc::new(GitRepository::open(repo.path()).unwrap());
    let moment = holdings::moment(&repository, "HEAD", &TrailUse::Absent).unwrap();
    assert_eq!(moment, read(&repo).deliveries.revision_time);
    assert!(holdings::moment(&repository, "no-existe", &TrailUse::Absent).is_err());
}

#[test]
fn a_grave_finding_about_no_listed_file_refuses_them_all() {
    let edited = |old: &'static str, new: &'static str| {
        move |repo: &repo::Repo| repo.write(&format!("{FOLDER}/manifiesto.yaml"), manifest(repo).replace(old, new))
    };
    let none = |held: &Held| held.evidence.iter().all(|file| file.is_refused);
    // A field of the whole manifest.
    let (held, rules) = after(edited("dependencia: oficina-informatica", "dependencia: oficina-que-no-existe"));
    assert!(held.is_quarantined && none(&held), "{rules:?}");
    // A file that the manifest does not list.
    let (held, rules) = after(|repo| repo.write(&format!("{FOLDER}/anexo.txt"), "de más\n"));
    assert!(held.is_quarantined && none(&held), "{rules:?}");
}

#[test]
fn a_list_of_a_withdrawal_is_not_that_of_the_manifest() {
    // The record names first a file that is still there, which the manifest lists last, and one that it does not list.
    let (held, rules) = after(|repo| {
        let record = "version: 1\nfecha: 2026-11-20\nmotivo: Tenía datos de una persona\nfundamento: Ley 1581 de 2012\n\
             autoriza: Oficina Asesora de Informática\narchivos: [acta.txt]\n";
        repo.write(&format!("{FOLDER}/retiro.yaml"), record);
    });
    assert!(rules.contains(&"withdrawal-file-present"), "{rules:?}");
    let told: Vec<(&str, bool)> = held.evidence.iter().map(|file| (file.name(), file.is_refused)).collect();
    assert_eq!(told, [("avance.csv", true), ("acta.txt", true)]);
}

/// The base with a submission of a policy that says it supersedes another, with this digest.
fn superseding(policy: &str, digest: &dyn Fn(&repo::Repo) -> Digest) -> Holdings {
    let repo = repo::base();
    let text = manifest(&repo).replace("politica: gobierno-digital", &format!("politica: {policy}"));
    let digest = digest(&repo);
    let folder = format!("policies/{policy}/2026/11/reporte-2b4c");
    let named = format!(
        "reemplaza: {{entrega: gobierno-digital/2026/11/reporte-1f3a, sha256: {digest}, motivo: Se corrige una cifra}}\n"
    );
    repo.write(&format!("{folder}/manifiesto.yaml"), text + &named);
    for name in ["avance.csv", "acta.txt"] {
        repo.write(&format!("{folder}/{name}"), std::fs::read(repo.file(&format!("{FOLDER}/{name}"))).unwrap());
    }
    repo.commit("Otra que reemplaza");
    read(&repo)
}

#[test]
fn nothing_is_superseded_by_another_policy_nor_by_one_that_names_another_manifest() {
    let own = |repo: &repo::Repo| Digest::of(manifest(repo).as_bytes());
    let found = superseding("gobierno-digital", &own);
    let told: Vec<String> = found.superseded().into_iter().map(|(old, new)| format!("{old} {new}")).collect();
    assert_eq!(told, ["gobierno-digital/2026/11/reporte-1f3a gobierno-digital/2026/11/reporte-2b4c"]);
    for found in [superseding("transparencia", &own), superseding("gobierno-digital", &|_| Digest::of(b"otro"))] {
        assert_eq!(found.superseded().len(), 0);
        assert!(found.deliveries.deliveries.iter().all(|one| one.supersedes.is_none()));
    }
}
