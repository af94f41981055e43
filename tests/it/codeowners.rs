//! `mipg ci codeowners`: whom GitHub asks, by the names of today of leaders and roles.

use crate::support::{
    AS_OF,
    forge::{Forge, LEADER, RECEIVER},
    mipg::{Run, run},
};

fn codeowners(forge: &Forge, more: &[&str]) -> Run {
    run(forge.desk.path(), &[&["ci", "codeowners", "--as-of", AS_OF], more].concat())
}

#[test]
fn it_is_made_of_names_where_there_are_any_and_checked() {
    let forge = Forge::new();
    let none = codeowners(&forge, &["--check"]).expect(3);
    assert!(none.stdout.contains("SIN COMPROBAR: los ajustes no dicen"), "{}", none.stdout);
    let settings = "policies/repositorio.yaml";
    let text = std::fs::read_to_string(forge.desk.file(settings)).unwrap();
    let user = |forge: &str, id: u64, name: &str| format!("  - {{forja: {forge}, id: {id}, usuario: {name}}}\n");
    let users = [
        user("github", LEADER, "lider-gd"),
        user("github", RECEIVER, "Receptora"),
        user("gitlab", LEADER, "otra"),
        user("github", 999, "nadie"),
    ];
    forge.desk.write(settings, format!("{text}usuarios:\n{}", users.concat()));
    assert!(codeowners(&forge, &["--check"]).expect(1).stdout.contains("ejecute `mipg ci codeowners`"));
    drop(codeowners(&forge, &[]).expect(0));
    let written = std::fs::read_to_string(forge.desk.file(".github/CODEOWNERS")).unwrap();
    let lines: Vec<&str> = written.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(
        lines,
        [
            "*",
            "/policies/modelo/ @Receptora",
            "/policies/gobierno-digital/ @Receptora @lider-gd",
            "/policies/gobierno-digital/soportes-*.yaml @lider-gd",
            "/policies/gobierno-digital/politica.yaml", // nobody's, and not of those above
            "/policies/transparencia/ @Receptora",
            "/policies/transparencia/soportes-*.yaml",
            "/policies/transparencia/politica.yaml",
        ]
    );
    assert!(codeowners(&forge, &["--check"]).expect(0).stdout.contains("con nombre de usuario: 2 de "));
    drop(run(forge.desk.path(), &["check", "--as-of", AS_OF]).expect(0));
    // A name that could write another line is no name.
    for name in ["'@x'", "'a b'", "\"a\\n* @x\"", "'a/b'", "-a", "''"] {
        forge.desk.write(settings, format!("{text}usuarios:\n{}", user("github", LEADER, name)));
        let refused = codeowners(&forge, &["--check"]);
        assert_ne!(refused.code, 0, "{name}: {}", refused.stdout);
    }
}

/// Two names of one number, and two numbers of one name, are refused; and nobody is asked by what is in doubt.
#[test]
fn a_number_has_one_name_and_a_name_one_number() {
    let forge = Forge::new();
    let settings = "policies/repositorio.yaml";
    let text = std::fs::read_to_string(forge.desk.file(settings)).unwrap();
    let user = |id: u64, name: &str| format!("  - {{forja: github, id: {id}, usuario: {name}}}\n");
    for (other, rule) in [
        (user(LEADER, "otra"), "user-repeated"),
        (user(999, "Lider-GD"), "user-repeated"),
        (user(999, "nadie"), "user-unknown"),
    ] {
        let users = [user(LEADER, "lider-gd"), user(RECEIVER, "Receptora"), other].concat();
        forge.desk.write(settings, format!("{text}usuarios:\n{users}"));
        let checked = run(forge.desk.path(), &["check", "--as-of", AS_OF, "--format", "json"]);
        assert!(checked.rules().contains(&rule.to_owned()), "{:?}", checked.rules());
        assert_eq!(checked.code, i32::from(rule == "user-repeated"));
        drop(codeowners(&forge, &[]).expect(0));
        let written = std::fs::read_to_string(forge.desk.file(".github/CODEOWNERS")).unwrap();
        assert_eq!(written.to_lowercase().contains("@lider-gd"), rule == "user-unknown", "{written}");
        assert!(written.contains("@Receptora") && !written.contains("@otra"), "{written}");
    }
}

/// README has it run by hand: what a job marks is plain words there.
#[test]
fn in_a_terminal_nothing_is_written_as_for_a_job() {
    let forge = Forge::new();
    let plain = |more: &[&str]| {
        let mut command = crate::support::mipg::command(forge.desk.path());
        command.env_remove("GITHUB_ACTIONS").args(["ci", "codeowners", "--as-of", AS_OF]).args(more);
        crate::support::forge::of(command)
    };
    let none = plain(&[]).expect(3);
    assert!(none.stdout.starts_with("SIN COMPROBAR: los ajustes no dicen"), "{}", none.stdout);
    // Why it could not be done is said once, where errors are.
    let refused = plain(&["--repo", "no-existe"]);
    assert!(refused.code != 0 && refused.stdout.is_empty() && !refused.stderr.contains("::"), "{}", refused.stdout);
    let job = forge.job();
    let main = forge.desk.git(&["rev-parse", "main"]);
    let event = job.given("event.json", &forge.event("pull-request-closed", &main, &main, LEADER));
    let mut command = job.command(&["ci", "check", "--event", &event, "--as-of", AS_OF]);
    command.env_remove("GITHUB_ACTIONS");
    let closed = crate::support::forge::of(command).expect(0);
    assert!(!closed.stdout.contains("::"), "{}", closed.stdout);
    let event = job.given("event.json", &forge.event("push", &main, &main, LEADER));
    let mut command = job.command(&["ci", "check", "--event", &event, "--as-of", AS_OF]);
    command.env_remove("GITHUB_ACTIONS");
    let pushed = crate::support::forge::of(command);
    assert!(!pushed.stdout.contains("::") && pushed.stdout.contains("CODEOWNERS"), "{}", pushed.stdout);
}

/// The event of a proposal judged by its job, with the summary that it leaves.
fn judged(forge: &Forge, event: &str) -> (Run, String) {
    let job = forge.job();
    drop(crate::support::repo::git(&job.clone(), &["fetch", "-q", "origin", "+refs/pull/*:refs/pull/*"]));
    let (event, summary) = (job.given("event.json", event), job.file("resumen.md"));
    let mut command = job.command(&["ci", "check", "--event", &event, "--as-of", AS_OF]);
    command.env("GITHUB_STEP_SUMMARY", &summary);
    (crate::support::forge::of(command), std::fs::read_to_string(summary).unwrap())
}

/// What fails is the change that puts it wrong and what is published so; never evidence that rides on what was wrong before.
#[test]
fn each_check_says_how_it_stands() {
    let forge = Forge::new();
    let settings = "policies/repositorio.yaml";
    let text = std::fs::read_to_string(forge.desk.file(settings)).unwrap();
    let main = forge.desk.git(&["rev-parse", "main"]);
    let head = forge.propose(1, "reporte-aaaa", true);
    let evidence = forge.event("pull-request-opened", &main, &head, LEADER);
    let (run_once, summary) = judged(&forge, &evidence);
    assert!(run_once.expect(0).stdout.contains("\n.github/CODEOWNERS: sin cuentas todavía"));
    assert!(summary.contains("sin cuentas todavía"), "{summary}");
    // A name is added without the file.
    let by_the_catalogue = text.replace("catalogo: []", "catalogo: [{forja: github, id: 7}]");
    let roles = by_the_catalogue != text;
    let named = format!("{by_the_catalogue}usuarios:\n  - {{forja: github, id: {LEADER}, usuario: lider-gd}}\n");
    assert!(roles, "{text}");
    forge.desk.git(&["checkout", "-q", "-B", "propuesta-2", "main"]);
    forge.desk.write(settings, &named);
    let head = forge.update(2);
    let (wrong, summary) = judged(&forge, &forge.event("pull-request-opened", &main, &head, 7));
    let marked = "::error title=mipg::.github/CODEOWNERS no es el que corresponde";
    assert!(
        wrong.stdout.contains(marked) && summary.contains("CODEOWNERS no es el que corresponde"),
        "{}",
        wrong.stdout
    );
    assert_ne!(wrong.code, 0);
    // The comment does not call conforming what the review fails for.
    let job = forge.job();
    let event = job.given("event.json", &forge.event("pull-request-opened", &main, &head, 7));
    let comment = job.run(&["ci", "comment", "--event", &event, "--traer", "--key", &forge.vkey()]).expect(0).stdout;
    assert!(
        comment.contains("### Algo más impide que la revisión pase\n\n<span>&#46;</span>github/CODEOWNERS no es"),
        "{comment}"
    );
    // Once that is published it is an error of what is published, and none of who hands in.
    let (from, to) = forge.land(2, "merge");
    let (published, _) = judged(&forge, &forge.event("push", &from, &to, 7));
    assert!(published.stdout.contains(marked), "{}", published.stdout);
    assert_ne!(published.code, 0);
    let before = forge.propose(3, "reporte-bbbb", true);
    let handed_in = forge.event("pull-request-opened", &to, &before, LEADER);
    let (run_once, _) = judged(&forge, &handed_in);
    let told = run_once.expect(0).stdout;
    assert!(told.contains("::warning title=mipg::.github/CODEOWNERS no es el que corresponde"), "{told}");
    // With the file it is right.
    forge.desk.git(&["checkout", "-q", "main"]);
    drop(codeowners(&forge, &[]).expect(0));
    forge.desk.commit("CODEOWNERS");
    forge.desk.git(&["push", "-q", "origin", "main"]);
    let put_right = forge.desk.git(&["rev-parse", "main"]);
    let (run_once, _) = judged(&forge, &forge.event("pull-request-opened", &put_right, &before, LEADER));
    let told = run_once.expect(0).stdout;
    assert!(told.contains("::warning title=mipg::.github/CODEOWNERS no es el que corresponde"), "begun before: {told}");
    let head = forge.propose(4, "reporte-cccc", true);
    let (run_once, _) = judged(&forge, &forge.event("pull-request-opened", &to, &head, LEADER));
    assert!(run_once.expect(0).stdout.contains(".github/CODEOWNERS es el que corresponde"));
    // A proposal that deletes what the settings are is no pass.
    forge.desk.git(&["checkout", "-q", "-B", "propuesta-5", "main"]);
    forge.desk.git(&["rm", "-q", "-r", "policies"]);
    let head = forge.update(5);
    let (gone, _) = judged(&forge, &forge.event("pull-request-opened", &to, &head, 7));
    assert!(gone.code != 0 && !gone.stdout.contains("es el que corresponde"), "{} {}", gone.code, gone.stdout);
}
