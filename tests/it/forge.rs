//! `mipg ci check` on real repositories, with events as GitHub writes them.

use mipg::messages::is_deceptive;

use crate::support::{
    self, AS_OF,
    mipg::{Run, command},
    repo::{Repo, base, base_with_accounts},
};

/// What a job gave: the run, and its summary.
struct Job {
    run: Run,
    summary: String,
}

/// Runs the command for an event of the fixtures, as a job does.
fn job(repo: &Repo, event: &str, base: &str, head: &str) -> Job {
    job_by(repo, event, base, head, 5001, None)
}

/// The same where the account 5001 of the event is another, with the reviews of the proposal where they are given.
fn job_by(repo: &Repo, event: &str, base: &str, head: &str, account: u64, reviews: Option<&str>) -> Job {
    // A job of a request has the main branch, which is its base.
    if event.starts_with("pull-request") && base.len() == 40 {
        repo.git(&["checkout", "-q", "--detach"]);
        repo.git(&["update-ref", "refs/heads/main", base]);
    }
    job_told(repo, event, base, head, (account, account), reviews)
}

/// The same with the main branch as it is, whatever the event tells: of an author, and of whoever made it happen.
fn job_told(repo: &Repo, event: &str, base: &str, head: &str, who: (u64, u64), reviews: Option<&str>) -> Job {
    let place = tempfile::tempdir().unwrap();
    let text = std::fs::read_to_string(support::fixtures().join(format!("forge/{event}.json"))).unwrap();
    let (event, summary) = (place.path().join("event.json"), place.path().join("summary.md"));
    let text = text.replace("{{base}}", base).replace("{{head}}", head);
    let text = text.replacen("\"id\": 5001", &format!("\"id\": {}", who.0), 1);
    std::fs::write(&event, text.replace("\"id\": 5001", &format!("\"id\": {}", who.1))).unwrap();
    std::fs::write(&summary, "").unwrap();
    let mut command = command(repo.path());
    command.env("GITHUB_STEP_SUMMARY", &summary).args(["ci", "check", "--as-of", AS_OF, "--event"]).arg(&event);
    if let Some(reviews) = reviews {
        let path = place.path().join("reviews.json");
        std::fs::write(&path, reviews.replace("{{head}}", head)).unwrap();
        command.arg("--aprobaciones").arg(path);
    }
    let output = command.output().unwrap();
    let run = Run {
        code: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    };
    Job { run, summary: std::fs::read_to_string(&summary).unwrap() }
}

/// A submission with so many files in the work tree, whose digests are right or not; its folder.
fn hand_in(repo: &Repo, name: &str, files: usize, is_right: bool) -> String {
    let folder = format!("policies/gobierno-digital/2026/11/{name}");
    let mut manifest = format!(
        "version: 1\npolitica: gobierno-digital\nclase: reporte\ntitulo: Entrega {name}\ncorte: 2026-11-05\narchivos:\n"
    );
    for number in 0..files {
        let text = format!("Acta {number} de {name}.\n");
        repo.write(&format!("{folder}/acta-{number}.txt"), &text);
        let digest = mipg::digest::Digest::of(if is_right { text.as_bytes() } else { b"otra cosa" });
        let bytes = text.len();
        manifest.push_str(&format!(
            "  - ruta: acta-{number}.txt\n    sha256: {digest}\n    bytes: {bytes}\n    formato: text/plain\n"
        ));
    }
    repo.write(&format!("{folder}/manifiesto.yaml"), manifest);
    folder
}

fn marks(run: &Run, kind: &str) -> usize {
    run.stdout.lines().filter(|line| line.starts_with(&format!("::{kind} "))).count()
}

#[test]
fn a_proposal_is_judged_by_its_base() {
    let repo = base();
    let from = repo.git(&["rev-parse", "HEAD"]);
    hand_in(&repo, "reporte-aaaa", 2, true);
    let right = repo.commit("entrega");
    for event in ["pull-request-opened", "pull-request-synchronize", "pull-request-fork", "merge-group"] {
        let job = job(&repo, event, &from, &right);
        let run = job.run.expect(0);
        assert!(run.stdout.starts_with("::notice title=mipg::CONFORME"), "{event}: {}", run.stdout);
        assert!(job.summary.starts_with("## CONFORME"), "{event}: {}", job.summary);
    }
    let settings = std::fs::read_to_string(repo.file("policies/repositorio.yaml")).unwrap();
    repo.write("policies/repositorio.yaml", format!("{settings}formatos: [text/html]\n"));
    hand_in(&repo, "reporte-bbbb", 1, false);
    let wrong = repo.commit("entrega con sus propias reglas");
    let job = job(&repo, "pull-request-opened", &from, &wrong);
    assert!(job.run.expect(1).stdout.contains("change-mixes-evidence-and-code"));
    assert!(job.summary.starts_with("## NO CONFORME"), "{}", job.summary);
}

#[test]
fn five_hundred_findings_are_all_in_the_summary_and_ten_are_marks() {
    let repo = base();
    let from = repo.git(&["rev-parse", "HEAD"]);
    for name in ["reporte-aaaa", "reporte-bbbb", "reporte-cccc", "reporte-dddd", "reporte-eeee"] {
        hand_in(&repo, name, 100, false);
    }
    let job = job(&repo, "pull-request-opened", &from, &repo.commit("entregas"));
    let run = job.run.expect(1);
    assert_eq!((marks(&run, "error"), marks(&run, "notice")), (10, 1));
    assert!(run.stdout.contains("más no caben aquí"), "{}", run.stdout);
    assert_eq!(job.summary.matches("`digest-mismatch`:").count(), 500);
    assert!(job.summary.len() < 1024 * 1024 && !job.summary.contains("No caben aquí"));
}

#[test]
fn names_of_a_proposal_write_no_command() {
    let repo = base();
    let from = repo.git(&["rev-parse", "HEAD"]);
    let folder = hand_in(&repo, "reporte-aaaa", 1, true);
    for name in ["%0A::error file=x::y.txt", "a,line=1:2.txt", "\u{202e}txt.exe"] {
        repo.write(&format!("{folder}/{name}"), "x");
    }
    #[cfg(unix)]
    repo.write(&format!("{folder}/a\n::error::b.txt"), "x");
    let job = job(&repo, "pull-request-fork", &from, &repo.commit("nombres"));
    let run = job.run.expect(1);
    let named = |line: &str| {
        let command = line.strip_prefix("::error ").or_else(|| line.strip_prefix("::notice ")).unwrap_or(line);
        command.starts_with("file=policies/") || command.starts_with("title=")
    };
    assert!(marks(&run, "error") >= 3, "{}", run.stdout);
    assert!(run.stdout.lines().filter(|line| line.contains("::error")).all(named), "{}", run.stdout);
    assert!(!run.stdout.chars().any(|letter| letter != '\n' && is_deceptive(letter)), "{:?}", run.stdout);
}

#[test]
fn a_push_is_judged_commit_by_commit_and_whole() {
    let repo = base();
    let from = repo.git(&["rev-parse", "HEAD"]);
    for number in 0..29 {
        hand_in(&repo, &format!("reporte-{number:04}"), 1, true);
        repo.commit("entrega");
    }
    let right = repo.git(&["rev-parse", "HEAD"]);
    let told = job(&repo, "push", &from, &right);
    assert!(told.run.expect(0).stdout.contains("CONFORME") && told.summary.contains("CONFORME"));
    // Changed in the middle and put back: the tree is right, and what was published changed.
    let path = "policies/gobierno-digital/2026/11/reporte-0003/acta-0.txt";
    let text = std::fs::read(repo.file(path)).unwrap();
    repo.write(path, "otra cosa");
    repo.commit("cambio");
    repo.write(path, text);
    let back = repo.commit("como estaba");
    let told = job(&repo, "push", &right, &back);
    let run = told.run.expect(1);
    assert!(
        run.stdout.contains("title=published-changed") && told.summary.contains("published-changed"),
        "{}",
        run.stdout
    );
    // A push that leads back is one too, and one that begins is judged whole.
    assert!(job(&repo, "push", &back, &right).run.code != 0);
    let _ = job(&repo, "push-begins", &from, &right).run.expect(0);
}

#[test]
fn what_is_not_judged_says_why_and_never_passes_for_checked() {
    let repo = base();
    let head = repo.git(&["rev-parse", "HEAD"]);
    for (event, code, words) in [
        ("pull-request-closed", 0, "se cerró"),
        ("push-another-branch", 0, "No se movió la rama principal"),
        ("push-tag", 0, "No se movió la rama principal"),
        ("merge-group-destroyed", 0, "ya no existe"),
        ("push-deletes", 1, "::error title=mipg::La rama principal fue borrada"),
        ("pull-request-to-another-branch", 3, "::error title=mipg::SIN COMPROBAR"),
    ] {
        let job = job(&repo, event, &head, &head);
        let run = job.run.expect(code);
        assert!(run.stdout.contains(words) && !run.stdout.contains("CONFORME"), "{event}: {}", run.stdout);
        assert!(!job.summary.is_empty() && !job.summary.contains("CONFORME"), "{event}: {}", job.summary);
    }
    // What was not fetched, and what is no event.
    let absent = job(&repo, "pull-request-opened", &head, &"a".repeat(40)).run.expect(3);
    assert!(absent.stdout.starts_with("::error title=mipg::no existe la revisión"), "{}", absent.stdout);
    let wrong = job(&repo, "pull-request-opened", "no-es-un-id", &head).run.expect(3);
    assert!(wrong.stdout.contains("no se comprobó nada"), "{}", wrong.stdout);
}

#[test]
fn who_proposes_is_judged_by_the_accounts_of_the_base() {
    let repo = base_with_accounts("github");
    let from = repo.git(&["rev-parse", "HEAD"]);
    hand_in(&repo, "reporte-aaaa", 1, true);
    let evidence = repo.commit("entrega");
    for (account, code) in [(12, 0), (21, 0), (22, 1), (99, 1)] {
        let job = job_by(&repo, "pull-request-opened", &from, &evidence, account, None);
        let run = job.run.expect(code);
        assert_eq!(run.stdout.contains("author-not-entitled"), code == 1, "{account}: {}", run.stdout);
        let judged = mipg::rules::of_permission(&mipg::model::Deed::Proposes { writer: None, approvals: None }).count();
        let said = format!("de los permisos se juzgaron {judged} reglas");
        assert!(job.summary.contains(&said), "{}", job.summary);
    }
    // By the main branch as it is, and not as it was when the event was made.
    let policy = "policies/gobierno-digital/politica.yaml";
    repo.git(&["checkout", "-q", "main"]);
    let text = std::fs::read_to_string(repo.file(policy)).unwrap();
    assert!(text.contains("id: 12"), "{text}");
    repo.write(policy, text.replace("id: 12", "id: 77"));
    repo.commit("otro líder");
    let late = job_told(&repo, "pull-request-opened", &from, &evidence, (12, 12), None).run.expect(1);
    assert!(late.stdout.contains("author-not-entitled"), "{}", late.stdout);
    drop(job_told(&repo, "pull-request-opened", &from, &evidence, (77, 77), None).run.expect(0));
    // Who merged several proposals together is nobody's author.
    let group = job_by(&repo, "merge-group", &from, &evidence, 99, None);
    let unjudged = &format!("los permisos no se juzgaron: {} reglas necesitan", crate::support::permissions());
    assert!(group.run.expect(0).stdout.contains("CONFORME") && group.summary.contains(unjudged), "{}", group.summary);

    repo.git(&["checkout", "-q", "-B", "otra", &from]);
    repo.write(".github/workflows/evidencia.yml", "on: push\n");
    let workflow = repo.commit("flujo");
    let review = |id: u64| format!(r#"[{{"user": {{"id": {id}}}, "state": "APPROVED", "commit_id": "{{{{head}}}}"}}]"#);
    for (account, reviews, rule) in [
        (12, None, Some("maintainer-not-entitled")),
        (12, Some(review(22)), Some("maintainer-not-entitled")),
        (12, Some(review(25)), None),
        (25, None, None), // who approved is not known, and that is said
        (25, Some("[]".to_owned()), Some("approval-missing")),
        (25, Some(review(25)), Some("approval-missing")),
        (25, Some(review(22)), None),
    ] {
        let job = job_by(&repo, "pull-request-opened", &from, &workflow, account, reviews.as_deref());
        let run = job.run.expect(i32::from(rule.is_some()));
        assert!(rule.is_none_or(|rule| run.stdout.contains(rule)), "{account} {reviews:?}: {}", run.stdout);
    }
    let unread = job_by(&repo, "pull-request-opened", &from, &workflow, 25, Some("{}")).run.expect(3);
    assert!(unread.stdout.contains("no se pudieron leer las aprobaciones"), "{}", unread.stdout);
}

/// Whoever opened a proposal did not write what another pushed to its branch, and an account that nobody knows is no second one.
#[test]
fn settings_are_seen_as_they_are_by_two_accounts_that_are_named() {
    let repo = base_with_accounts("github");
    let from = repo.git(&["rev-parse", "HEAD"]);
    repo.write(".github/workflows/evidencia.yml", "on: push\n");
    let head = repo.commit("flujo");
    repo.git(&["checkout", "-q", "--detach"]);
    repo.git(&["update-ref", "refs/heads/main", &from]);
    let approved = |ids: &[u64]| {
        let one = |id: &u64| format!(r#"{{"user": {{"id": {id}}}, "state": "APPROVED", "commit_id": "{{{{head}}}}"}}"#);
        format!("[{}]", ids.iter().map(one).collect::<Vec<_>>().join(","))
    };
    for (who, approvals, rule) in [
        ((25, 99), &[22][..], Some("maintainer-not-entitled")),
        ((25, 99), &[25], Some("approval-missing")),
        ((25, 99), &[22, 25], None),
        ((99, 25), &[25], Some("approval-missing")),
        ((99, 25), &[22], None),
        ((99, 99), &[25], Some("approval-missing")),
        ((25, 25), &[22], None),
    ] {
        let reviews = approved(approvals);
        let run = job_told(&repo, "pull-request-synchronize", &from, &head, who, Some(&reviews)).run;
        let run = run.expect(i32::from(rule.is_some()));
        assert!(rule.is_none_or(|rule| run.stdout.contains(rule)), "{who:?} {approvals:?}: {}", run.stdout);
    }
}
