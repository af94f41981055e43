//! Pushes that mean harm, or that a tool makes by mistake.

use super::hand_in;
use crate::support::{
    repo::{self, Repo, base, base_with_accounts},
    served::Served,
};

/// A server with the base of the fixtures, a clone on a new branch, and what is on the server's main branch.
fn server() -> (Served, Repo) {
    let repo = base();
    let server = Served::of_fixtures(repo.path());
    repo.git(&["checkout", "-q", "-b", "propuesta"]);
    (server, repo)
}

#[test]
fn what_conforms_comes_in_and_says_so() {
    let (server, repo) = server();
    hand_in(&repo, "reporte-aaaa", "Primera acta.\n");
    let head = repo.commit("entrega");
    drop(server.push(repo.path(), &["propuesta"]).accepted(&["«propuesta»: CONFORME"]));
    drop(server.push(repo.path(), &["propuesta:main"]).accepted(&["«main»: CONFORME"]));
    assert_eq!(server.reference("refs/heads/main"), Some(head));
}

#[test]
fn over_http_it_is_the_same() {
    let (server, repo) = server();
    let folder = hand_in(&repo, "reporte-aaaa", "Acta.\n");
    repo.commit("entrega");
    drop(server.push_over_http(repo.path(), &["propuesta"]).accepted(&["«propuesta»: CONFORME"]));
    // Longer than git sends in one piece.
    repo.write(&format!("{folder}/acta.txt"), "Otra acta, muy larga.\n".repeat(200_000));
    repo.commit("otra huella");
    let refused = ["«propuesta» NO se recibe", "[digest-mismatch]", "No entró nada"];
    drop(server.push_over_http(repo.path(), &["propuesta", "propuesta:main"]).refused(&refused));
}

#[test]
fn evidence_does_not_bring_what_judges_it() {
    let (server, repo) = server();
    for (number, (path, text)) in [
        ("policies/repositorio.yaml", "\n# otra cosa\n"),
        ("policies/catalogo/mipg-v6.yaml", "\n# otra cosa\n"),
        ("policies/gobierno-digital/politica.yaml", "\n# otra cosa\n"),
        ("CODEOWNERS", "* @nadie\n"),
        (".github/workflows/evidencia.yml", "on: push\n"),
        ("schema/manifiesto.v1.json", "{}\n"),
    ]
    .into_iter()
    .enumerate()
    {
        repo.git(&["checkout", "-q", "-B", "propuesta", "main"]);
        let before = std::fs::read_to_string(repo.file(path)).unwrap_or_default();
        hand_in(&repo, &format!("reporte-aaa{number}"), &format!("Acta {number}.\n"));
        repo.write(path, before + text);
        repo.commit("entrega y algo más");
        drop(
            server
                .push(repo.path(), &["propuesta:main"])
                .refused(&["[change-mixes-evidence-and-code]", "«main» NO se recibe"]),
        );
    }
}

#[test]
fn a_push_cannot_weaken_its_judge() {
    let (server, repo) = server();
    let settings = std::fs::read_to_string(repo.file("policies/repositorio.yaml")).unwrap();
    // In the first commit the rules are made weaker, and in the second the evidence needs it: the old ones judge.
    repo.write("policies/repositorio.yaml", format!("{settings}formatos: [text/html]\n"));
    repo.commit("se acepta HTML");
    hand_in(&repo, "reporte-aaaa", "<!DOCTYPE html><html><body>Acta</body></html>\n");
    repo.commit("entrega");
    drop(server.push(repo.path(), &["propuesta:main"]).refused(&["«main» NO se recibe"]));
    // Without the schema, the judge is what it was.
    repo.git(&["checkout", "-q", "-B", "propuesta", "main"]);
    let folder = hand_in(&repo, "reporte-bbbb", "Acta.\n");
    repo.write(&format!("{folder}/acta.txt"), "Otra acta.\n");
    repo.commit("entrega con otra huella");
    drop(server.push(repo.path(), &["propuesta:main"]).refused(&["[digest-mismatch]"]));
}

#[test]
fn the_published_branch_is_not_rewound_deleted_nor_passed_by() {
    let (server, repo) = server();
    hand_in(&repo, "reporte-aaaa", "Acta.\n");
    let head = repo.commit("entrega");
    drop(server.push(repo.path(), &["propuesta:main"]).accepted(&[]));
    let rewound = ["«main» no se acepta: quitaría historia", "sin `--force`"];
    drop(server.push(repo.path(), &["--force", "main:main"]).refused(&rewound));
    drop(server.push(repo.path(), &[":main"]).refused(&[]));
    // A merge that puts another line first leaves what was published aside.
    repo.git(&["checkout", "-q", "-b", "otra", "main"]);
    hand_in(&repo, "reporte-cccc", "Otra acta.\n");
    repo.commit("otra entrega");
    repo.git(&["merge", "-q", "--no-ff", "-m", "mezcla al revés", "propuesta"]);
    drop(server.push(repo.path(), &["otra:main"]).refused(&["[history-line-broken]"]));
    assert_eq!(server.reference("refs/heads/main"), Some(head));
    // Another name of it on the server, and names that a file system may take for it.
    assert!(repo::git(&server.bare(), &["symbolic-ref", "refs/heads/alias", "refs/heads/main"]).status.success());
    drop(server.push(repo.path(), &["--force", "main:refs/heads/alias"]).refused(&["otro nombre de una rama"]));
    assert_eq!(server.reference("refs/heads/main"), Some(server.reference("refs/heads/alias").unwrap()));
    drop(server.push(repo.path(), &["propuesta:refs/heads/Main"]).refused(&["mayúsculas"]));
}

#[test]
fn tags_stay_where_they_are_and_bring_nothing_unjudged() {
    let (server, repo) = server();
    repo.git(&["tag", "v1", "main"]);
    repo.git(&["tag", "-a", "-m", "corte", "v2", "main"]);
    drop(server.push(repo.path(), &["v1", "v2"]).accepted(&[]));
    let kept = server.reference("refs/tags/v1");
    let folder = hand_in(&repo, "reporte-aaaa", "Acta.\n");
    repo.commit("entrega");
    repo.git(&["tag", "-f", "v1"]);
    drop(server.push(repo.path(), &["--force", "v1"]).refused(&["la etiqueta «v1» ya existe"]));
    drop(server.push(repo.path(), &[":v2"]).refused(&["«v2» no se puede borrar"]));
    repo.write(&format!("{folder}/acta.txt"), "Otra.\n");
    repo.commit("mal");
    repo.git(&["tag", "v3"]);
    drop(server.push(repo.path(), &["v3"]).refused(&["[digest-mismatch]"]));
    repo.git(&["tag", "v4", "HEAD:policies"]);
    drop(server.push(repo.path(), &["v4"]).refused(&["«v4» no señala"]));
    drop(server.push(repo.path(), &["main:refs/notes/x"]).refused(&["solo entran ramas y etiquetas"]));
    drop(server.push(repo.path(), &["main:refs/replace/1111111111111111111111111111111111111111"]).refused(&[]));
    assert_eq!(server.reference("refs/tags/v1"), kept);
}

#[test]
fn many_references_are_refused_before_any_is_judged() {
    let (server, repo) = server();
    let many: Vec<String> = (0..100).map(|number| format!("main:refs/heads/rama-{number}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    drop(server.push(repo.path(), &many).refused(&["más de 50 ramas"]));
    assert_eq!(server.reference("refs/heads/rama-0"), None);
    drop(server.push(repo.path(), &many[..50]).accepted(&[]));
}

#[test]
fn all_come_in_or_none() {
    let (server, repo) = server();
    hand_in(&repo, "reporte-aaaa", "Acta.\n");
    repo.commit("entrega");
    let folder = hand_in(&repo, "reporte-bbbb", "Acta dos.\n");
    repo.write(&format!("{folder}/acta.txt"), "Otra.\n");
    repo.git(&["checkout", "-q", "-b", "mala"]);
    repo.commit("mal");
    drop(server.push(repo.path(), &["propuesta", "mala"]).refused(&["«mala» NO se recibe", "[digest-mismatch]"]));
    assert_eq!(server.reference("refs/heads/propuesta"), None);
}

#[test]
fn what_a_push_brings_does_not_write_on_the_terminal() {
    let (server, repo) = server();
    let folder = hand_in(&repo, "reporte-aaaa", "Acta.\n");
    for name in ["\u{1b}]0;título\u{7}.txt", "a\u{202e}txt.exe", "%0A::error::x.txt", "con\nsalto.txt"] {
        repo.write(&format!("{folder}/{name}"), "x");
    }
    repo.commit("nombres");
    let pushed = server
        .push(repo.path(), &["propuesta", "propuesta:refs/heads/a\u{202e}b"])
        .refused(&["[path-control-character]"]);
    // git writes what it does itself (`! [remote rejected] name`) with the name as it is given to it.
    let ours = String::from_utf8(pushed.raw).unwrap();
    let ours: Vec<&str> = ours.lines().filter(|line| line.starts_with("remote:")).collect();
    assert!(ours.len() > 10, "{ours:?}");
    for line in ours {
        let line = line.trim_end_matches("\u{1b}[K"); // git's own: to the end of the line
        assert!(!line.chars().any(mipg::messages::is_deceptive), "{line:?}");
    }
}

#[test]
fn the_audit_trail_only_grows() {
    let repo = base();
    let append = || {
        let text = crate::support::log::key_text();
        let mut command = crate::support::mipg::command(repo.path());
        command.env("MIPG_CLAVE", text.trim_end()).args([
            "log",
            "append",
            "--nuevo",
            "--origen",
            crate::support::log::ORIGIN,
        ]);
        assert!(command.output().unwrap().status.success());
        repo.git(&["rev-parse", "registro"])
    };
    let first = append();
    let server = Served::of(repo.path(), &["main", "registro"], crate::support::AS_OF);
    hand_in(&repo, "reporte-aaaa", "Acta.\n");
    repo.commit("entrega");
    let second = append();
    drop(server.push(repo.path(), &["registro"]).accepted(&[]));
    drop(server.push(repo.path(), &[":registro"]).refused(&["«registro» no se puede borrar"]));
    drop(
        server.push(repo.path(), &["--force", &format!("{first}:refs/heads/registro")]).refused(&["quitaría historia"]),
    );
    // Another log under its name, a merge, and entries changed by hand.
    let tree = |commit: &str| repo.git(&["rev-parse", &format!("{commit}^{{tree}}")]);
    let commit = |tree: &str, parents: &[&str]| {
        let parents: Vec<&str> = parents.iter().flat_map(|parent| ["-p", parent]).collect();
        repo.git(&[&["commit-tree", tree, "-m", "x"], &parents[..]].concat())
    };
    let merge = commit(&tree(&second), &[&second, "main"]);
    drop(server.push(repo.path(), &[&format!("{merge}:refs/heads/registro")]).refused(&["una sola línea"]));
    let back = commit(&tree(&first), &[&second]);
    drop(server.push(repo.path(), &[&format!("{back}:refs/heads/registro")]).refused(&["no continúa el registro"]));
    let empty = commit(&tree("main"), &[&second]);
    drop(server.push(repo.path(), &[&format!("{empty}:refs/heads/registro")]).refused(&["no continúa el registro"]));
    assert_eq!(server.reference("refs/heads/registro"), Some(second));
}

#[test]
fn the_first_push_is_judged_whole() {
    let repo = base();
    let server = Served::of(repo.path(), &[], crate::support::AS_OF);
    drop(server.push(repo.path(), &["main:refs/heads/otra"]).refused(&["la rama principal todavía no existe"]));
    let folder = hand_in(&repo, "reporte-aaaa", "Acta.\n");
    repo.write(&format!("{folder}/acta.txt"), "Otra.\n");
    repo.git(&["checkout", "-q", "-b", "mala"]);
    repo.commit("mal");
    drop(server.push(repo.path(), &["mala:main"]).refused(&["[digest-mismatch]"]));
    drop(server.push(repo.path(), &["main"]).accepted(&["CONFORME"]));
}

#[test]
fn a_hook_that_cannot_read_refuses() {
    let (server, repo) = server();
    hand_in(&repo, "reporte-aaaa", "Acta.\n");
    repo.commit("entrega");
    // Without what git says of where the objects are, they are not seen, and nothing is taken for right.
    let path = server.bare().join("hooks/pre-receive");
    let script = std::fs::read_to_string(&path).unwrap();
    let blind = "unset GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES GIT_QUARANTINE_PATH\nexec";
    std::fs::write(&path, script.replace("exec", blind)).unwrap();
    drop(server.push(repo.path(), &["propuesta"]).refused(&[]));
    std::fs::write(&path, script.replace("hook pre-receive", "hook no-existe")).unwrap();
    drop(server.push(repo.path(), &["propuesta"]).refused(&[]));
    std::fs::write(&path, &script).unwrap();
    drop(server.push(repo.path(), &["propuesta"]).accepted(&[]));
    let wrong = repo::git(&server.bare(), &["rev-parse", "--verify", "refs/heads/propuesta"]);
    assert!(wrong.status.success());
}

/// The hook with what a platform tells it of who pushes.
fn hook_of(server: &Served, told: &str) {
    let path = server.bare().join("hooks/pre-receive");
    let text = std::fs::read_to_string(&path).unwrap().replace("exec ", &format!("{told} exec "));
    std::fs::write(path, text).unwrap();
}

#[test]
fn who_pushes_does_what_its_account_may() {
    for (forge, told) in
        [("gitea", "GITEA_PUSHER_ID={id}"), ("forgejo", "GITEA_PUSHER_ID={id}"), ("gitlab", "GL_ID=user-{id}")]
    {
        let repo = base_with_accounts(forge);
        hand_in(&repo, "reporte-aaaa", "Primera acta.\n");
        repo.git(&["checkout", "-q", "-b", "propuesta"]);
        repo.commit("entrega");
        let push = |id: u32, reference: &str| {
            let server = Served::of_fixtures(repo.path());
            hook_of(&server, &told.replace("{id}", &id.to_string()));
            server.push(repo.path(), &[reference])
        };
        let judged = mipg::rules::of_permission(&mipg::model::Deed::Proposes { writer: None, approvals: None }).count();
        drop(push(12, "propuesta").accepted(&[&format!("de los permisos se juzgaron {judged} reglas")]));
        drop(push(99, "propuesta").refused(&["[author-not-entitled]", "No entró nada"]));
        drop(push(12, "propuesta:main").refused(&["[publisher-not-entitled]", "No entró nada"]));
        // What nobody proposed has been reviewed by nobody.
        drop(push(22, "propuesta:main").refused(&["[publication-not-proposed]", "No entró nada"]));
        let server = Served::of_fixtures(repo.path());
        server.hook("post-receive", "");
        let push = |id: u32, reference: &str| {
            for hook in ["pre-receive", "post-receive"] {
                let text = std::fs::read_to_string(server.bare().join("hooks").join(hook)).unwrap();
                let (first, last) = (text.lines().next().unwrap(), text.lines().last().unwrap());
                let told = told.replace("{id}", &id.to_string());
                let exec = last.rsplit_once("exec ").unwrap().1;
                std::fs::write(server.bare().join("hooks").join(hook), format!("{first}\n{told} exec {exec}\n"))
                    .unwrap();
            }
            server.push(repo.path(), &[reference])
        };
        drop(push(12, "propuesta").accepted(&[]));
        repo.git(&["checkout", "-q", "-b", "otra", "propuesta"]);
        hand_in(&repo, "reporte-bbbb", "Segunda acta.\n");
        repo.commit("otra");
        drop(push(22, "otra:main").refused(&["[publication-not-proposed]", "2 de los archivos que cambian"]));
        drop(push(22, "propuesta:main").accepted(&["«main»: CONFORME"]));
    }
}

#[test]
fn what_others_handed_in_is_not_taken_away() {
    let repo = base_with_accounts("gitea");
    let server = Served::of_fixtures(repo.path());
    let push = |said: &str, references: &[&str]| {
        server.hook("pre-receive", &format!("--as-of {} {said}", crate::support::AS_OF));
        server.hook("post-receive", said);
        server.push(repo.path(), references)
    };
    repo.git(&["checkout", "-q", "-b", "propuesta"]);
    hand_in(&repo, "reporte-aaaa", "Primera acta.\n");
    repo.commit("entrega");
    drop(push("--cuenta gitea:12", &["propuesta"]).accepted(&[]));
    let kept = server.reference("refs/heads/propuesta");
    for references in [":propuesta", "+main:propuesta"] {
        drop(push("--cuenta gitea:99", &[references]).refused(&["trae lo que entregó otra cuenta"]));
    }
    assert_eq!(server.reference("refs/heads/propuesta"), kept);
    // Its own leader writes it anew; who reviews deletes it.
    repo.git(&["commit", "-q", "--amend", "-m", "entrega, otra vez"]);
    drop(push("--cuenta gitea:12", &["+propuesta"]).accepted(&[]));
    drop(push("--cuenta gitea:22", &[":propuesta"]).accepted(&[]));
    // What the main branch has is taken away by nobody who deletes the branch it came on.
    drop(push("--cuenta gitea:12", &["propuesta"]).accepted(&[]));
    drop(push("--cuenta gitea:22", &["propuesta:main"]).accepted(&[]));
    drop(push("--cuenta gitea:99", &[":propuesta"]).accepted(&[]));
    // Where nobody is named nobody is judged.
    drop(push("", &["main:otra"]).accepted(&[]));
    drop(push("", &[":otra"]).accepted(&[]));
}

#[test]
fn no_name_is_taken_for_another() {
    let (server, repo) = server();
    for name in [
        "tags/main",
        "tags/Registro",
        "tags/origin/registro",
        "tags/HEAD",
        "heads/HEAD",
        "heads/origin/main",
        "heads/refs/heads/main",
        "tags/refs/heads/main",
        "heads/0123456789abcdef0123456789abcdef01234567",
    ] {
        let refspec = format!("HEAD:refs/{name}");
        drop(server.push(repo.path(), &[&refspec]).refused(&["se confunde con su nombre"]));
    }
    for name in ["tags/v1.0", "heads/cabecera/head-2", "heads/original"] {
        drop(server.push(repo.path(), &[&format!("HEAD:refs/{name}")]).accepted(&[]));
    }
}

#[test]
fn a_reviewer_does_not_choose_who_reviews() {
    let repo = base_with_accounts("gitea");
    let server = Served::of_fixtures(repo.path());
    let push = |id: u32, references: &[&str]| server.push_by(&format!("gitea:{id}"), repo.path(), references);
    let settings = std::fs::read_to_string(repo.file("policies/repositorio.yaml")).unwrap();
    let taken = settings.replace("catalogo: [{forja: gitea, id: 25}]", "catalogo: [{forja: gitea, id: 22}]");
    assert_ne!(settings, taken);
    repo.git(&["checkout", "-q", "-b", "roles"]);
    repo.write("policies/repositorio.yaml", &taken);
    repo.commit("roles");
    drop(push(22, &["roles:main"]).refused(&["[publication-not-proposed]"]));
    drop(push(22, &["roles"]).refused(&["[maintainer-not-entitled]"]));
    // In one push the proposal is not there before what it is to allow; and whoever proposes does not publish.
    drop(push(25, &["roles", "roles:main"]).refused(&["[publication-not-proposed]"]));
    drop(push(25, &["roles"]).accepted(&[]));
    drop(push(25, &["roles:main"]).refused(&["lo propone y lo publica la misma cuenta"]));
    drop(push(22, &["roles:main"]).accepted(&[]));
}

#[test]
fn nobody_publishes_alone() {
    let repo = base_with_accounts("gitea");
    let policy = "policies/gobierno-digital/politica.yaml";
    let text = std::fs::read_to_string(repo.file(policy)).unwrap();
    // The reviewer leads the policy as well.
    let led = text.replace("{forja: gitea, id: 12}", "{forja: gitea, id: 12}, {forja: gitea, id: 22}");
    assert_ne!(text, led);
    repo.write(policy, led);
    repo.commit("dos líderes");
    let server = Served::of_fixtures(repo.path());
    let push = |id: u32, references: &[&str]| server.push_by(&format!("gitea:{id}"), repo.path(), references);
    repo.git(&["checkout", "-q", "-b", "propuesta"]);
    hand_in(&repo, "reporte-aaaa", "Primera acta.\n");
    let head = repo.commit("entrega");
    drop(push(22, &["propuesta:main"]).refused(&["ninguna rama propone tal como está", "refs/heads/propuesta"]));
    drop(push(22, &["propuesta"]).accepted(&[]));
    drop(push(22, &["propuesta:main"]).refused(&["lo propone y lo publica la misma cuenta", "otra cuenta con el rol"]));
    // Another that may propose it pushes the very same.
    drop(push(12, &["propuesta:propuesta-2"]).accepted(&[]));
    let kept = || crate::support::repo::git(&server.bare(), &["for-each-ref", "refs/mipg/propuesto"]).stdout;
    assert_eq!(String::from_utf8(kept()).unwrap().matches(&head).count(), 4, "commit and name, for two accounts");
    drop(push(22, &["propuesta:main"]).accepted(&["«main»: CONFORME"]));
    assert!(kept().is_empty(), "what is published is remembered no more");
    // Who registers settings, workflows and schemas does not publish them, nor takes them away.
    for (number, path) in [(1, "policies/repositorio.yaml"), (2, ".github/workflows/x.yml"), (3, "schema/x.json")] {
        let text = std::fs::read_to_string(repo.file(path)).unwrap_or_default();
        repo.write(path, text + "# otra cosa\n");
        repo.commit("ajustes");
        drop(push(25, &["propuesta:main"]).refused(&["[publication-not-proposed]"]));
        let branch = format!("propuesta:ajustes-{number}");
        drop(push(25, &[&branch]).accepted(&[]));
        drop(push(25, &["propuesta:main"]).refused(&["lo propone y lo publica la misma cuenta"]));
        drop(push(22, &["propuesta:main"]).accepted(&[]));
    }
    repo.git(&["rm", "-q", "-r", ".github", "schema"]);
    repo.commit("sin flujos");
    drop(push(25, &["propuesta:main"]).refused(&["[publication-not-proposed]", "2 de los archivos"]));
    drop(push(25, &["propuesta:sin"]).accepted(&["lo demás que toca (2 archivos) lo juzgan solo los permisos"]));
    drop(push(22, &["propuesta:main"]).accepted(&[]));
}

#[test]
fn what_nobody_known_pushed_is_pushed_again() {
    let repo = base_with_accounts("gitea");
    let server = Served::of_fixtures(repo.path());
    repo.git(&["checkout", "-q", "-b", "propuesta"]);
    hand_in(&repo, "reporte-aaaa", "Primera acta.\n");
    repo.commit("entrega");
    drop(server.push(repo.path(), &["propuesta"]).accepted(&[]));
    let push = |id: u32, references: &[&str]| server.push_by(&format!("gitea:{id}"), repo.path(), references);
    drop(push(22, &["propuesta:main"]).refused(&["no se sabe qué cuenta la envió", "git push origin RAMA:RAMA-2"]));
    drop(push(12, &["propuesta:propuesta-2"]).accepted(&[]));
    // A branch that is there no more proposes nothing.
    drop(push(12, &[":propuesta", ":propuesta-2"]).accepted(&[]));
    drop(push(22, &["propuesta:main"]).refused(&["ninguna rama propone tal como está"]));
    drop(push(12, &["propuesta"]).accepted(&[]));
    // What another put upon it since is of the other; what it was, of whoever proposed that.
    hand_in(&repo, "reporte-bbbb", "Segunda acta.\n");
    repo.commit("otra entrega");
    drop(push(21, &["propuesta"]).accepted(&[]));
    drop(push(22, &["propuesta~:main"]).accepted(&[]));
    drop(push(22, &["propuesta:main"]).accepted(&[]));
}

#[test]
fn no_settings_are_published_for_a_moment() {
    let repo = base_with_accounts("gitea");
    let server = Served::of_fixtures(repo.path());
    let push = |id: u32, reference: &str| server.push_by(&format!("gitea:{id}"), repo.path(), &[reference]);
    let path = "policies/repositorio.yaml";
    let settings = std::fs::read_to_string(repo.file(path)).unwrap();
    repo.git(&["checkout", "-q", "-b", "momento"]);
    repo.write(path, settings.replace("catalogo: [{forja: gitea, id: 25}]", "catalogo: [{forja: gitea, id: 22}]"));
    repo.commit("roles");
    repo.write(path, &settings);
    repo.commit("como antes");
    // On a branch as on main, where each commit is published and logged, what a commit changes is of who maintains it.
    drop(push(12, "momento").refused(&["[maintainer-not-entitled]", "otro lo devuelve"]));
    drop(push(25, "momento").accepted(&[]));
    drop(push(22, "momento:main").refused(&["[publication-not-proposed]", "merge --no-ff"]));
    repo.git(&["checkout", "-q", "main"]);
    repo.git(&["merge", "-q", "--no-ff", "-m", "mezcla", "momento"]);
    drop(push(22, "main").accepted(&[]));
}

#[test]
fn what_was_once_so_is_not_proposed() {
    let repo = base_with_accounts("gitea");
    let before = repo.git(&["rev-parse", "HEAD"]);
    let server = Served::of_fixtures(repo.path());
    let push = |id: u32, reference: &str| server.push_by(&format!("gitea:{id}"), repo.path(), &[reference]);
    // A leader's branch has the settings of the day it was begun.
    repo.git(&["checkout", "-q", "-b", "vieja"]);
    hand_in(&repo, "reporte-aaaa", "Primera acta.\n");
    repo.commit("entrega");
    drop(push(12, "vieja").accepted(&[]));
    repo.git(&["checkout", "-q", "main"]);
    let path = "policies/repositorio.yaml";
    let settings = std::fs::read_to_string(repo.file(path)).unwrap();
    repo.write(
        path,
        settings
            .replace("revisor: [{forja: gitea, id: 22}]", "revisor: [{forja: gitea, id: 22}, {forja: gitea, id: 23}]"),
    );
    repo.commit("otro revisor");
    drop(push(25, "main:ajustes").accepted(&[]));
    drop(push(22, "main").accepted(&[]));
    // What its branch has of main by merging it is no change of the leader's.
    repo.git(&["checkout", "-q", "vieja"]);
    repo.git(&["merge", "-q", "--no-ff", "-m", "al día", "main"]);
    drop(push(12, "vieja").accepted(&[]));
    repo.git(&["checkout", "-q", "main"]);
    repo.git(&["checkout", "-q", &before, "--", path]);
    repo.commit("como antes");
    drop(push(22, "main").refused(&["[publication-not-proposed]"]));
}

#[test]
fn a_pusher_nobody_knows_is_said_not_to_be_judged() {
    let repo = base_with_accounts("gitea");
    hand_in(&repo, "reporte-aaaa", "Primera acta.\n");
    repo.git(&["checkout", "-q", "-b", "propuesta"]);
    repo.commit("entrega");
    let push = |told: &str| {
        let server = Served::of_fixtures(repo.path());
        hook_of(&server, told);
        server.push(repo.path(), &["propuesta"])
    };
    // Another platform's accounts are not those that are named.
    for told in ["", "GL_ID=user-12", "GL_ID=key-7"] {
        let permissions = crate::support::permissions();
        drop(push(told).accepted(&[&format!("los permisos no se juzgaron: {permissions} reglas necesitan")]));
    }
    // What is known to be no person does not go unjudged.
    for told in ["GITEA_PUSHER_ID=0", "GITEA_PUSHER_ID=12 GITEA_DEPLOY_KEY_ID=4", "GITEA_PUSHER_ID=-2"] {
        drop(push(told).refused(&["lo envía una llave de máquina", "No entró nada"]));
    }
    let server = Served::of_fixtures(repo.path());
    server.hook("pre-receive", "--as-of 2026-11-22T10:00:00-05:00 --cuenta gitea:99");
    drop(server.push(repo.path(), &["propuesta"]).refused(&["[author-not-entitled]"]));
}
