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
