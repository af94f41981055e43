//! What is told after a push: the number of each submission in the audit trail, or that it was not logged.

use super::hand_in;
use crate::support::{
    AS_OF,
    log::{ORIGIN, key_text, write_private},
    mipg::run,
    repo::{Repo, base},
    served::Served,
};

/// A server whose main branch is the base of the fixtures with an audit trail, and a clone of it; the key is outside both.
fn server(place: &std::path::Path) -> (Served, Repo) {
    let repo = base();
    write_private(&place.join("registro.key"), &key_text());
    let server = Served::of(repo.path(), &["main"], AS_OF);
    let key = place.join("registro.key");
    let bare = server.bare();
    drop(run(&bare, &["log", "append", "--nuevo", "--origen", ORIGIN, "--clave", key.to_str().unwrap()]).expect(0));
    server.hook("post-receive", &format!("--clave '{}'", key.display()));
    repo.git(&["remote", "add", "origin", bare.to_str().unwrap()]);
    repo.git(&["checkout", "-q", "-b", "propuesta"]);
    (server, repo)
}

#[test]
fn what_comes_in_is_logged_and_its_number_told() {
    let place = tempfile::tempdir().unwrap();
    let (server, repo) = server(place.path());
    let folder = hand_in(&repo, "reporte-aaaa", "Acta.\n");
    repo.commit("entrega");
    let told =
        server.push(repo.path(), &["propuesta"]).accepted(&["recibida el", &folder, "git fetch origin registro"]).told;
    // The command told writes the receipt, and the receipt holds.
    let command = told.lines().find_map(|line| line.trim().strip_prefix("mipg log receipt ")).unwrap().to_owned();
    repo.git(&["fetch", "-q", "origin", "registro"]);
    let arguments: Vec<&str> =
        ["log", "receipt"].into_iter().chain(command.split(' ')).chain(["--out", ".."]).collect();
    let out = place.path().to_str().unwrap();
    let arguments: Vec<&str> = arguments.iter().map(|word| if *word == ".." { out } else { word }).collect();
    drop(run(repo.path(), &arguments).expect(0));
    assert!(
        std::fs::read_dir(place.path())
            .unwrap()
            .any(|file| { file.unwrap().file_name().to_string_lossy().ends_with(".tlog-proof") })
    );
    // The main branch publishes it; a tag hands nothing in.
    repo.git(&["tag", "v1"]);
    assert!(!server.push(repo.path(), &["v1"]).accepted(&[]).told.contains("recibida"));
    drop(server.push(repo.path(), &["propuesta:main"]).accepted(&["publicada el", &folder]));
    let events = run(&server.bare(), &["history", &folder, "--rev", "main", "--format", "json"]).expect(0);
    assert!(events.stdout.contains("received") || events.stdout.contains("recibido"), "{}", events.stdout);
}

#[test]
fn what_could_not_be_logged_is_told_and_logged_later() {
    let place = tempfile::tempdir().unwrap();
    let (server, repo) = server(place.path());
    hand_in(&repo, "reporte-aaaa", "Acta.\n");
    repo.commit("entrega");
    server.hook("post-receive", "");
    drop(
        server.push(repo.path(), &["propuesta:main"]).accepted(&["ENTRÓ, pero no quedó anotado", "no se dio la clave"]),
    );
    let key = place.path().join("registro.key");
    let logged =
        run(&server.bare(), &["log", "append", "--clave", key.to_str().unwrap(), "--format", "json"]).expect(0);
    assert_eq!(logged.json()["events"]["publicado"], 1);
}

#[test]
fn what_was_received_and_could_not_be_logged_is_logged_by_the_next_that_goes_well() {
    let place = tempfile::tempdir().unwrap();
    let (server, repo) = server(place.path());
    let folder = hand_in(&repo, "reporte-aaaa", "Acta.\n");
    repo.commit("entrega");
    server.hook("post-receive", "");
    drop(server.push(repo.path(), &["propuesta"]).accepted(&["ENTRÓ, pero no quedó anotado", "el próximo envío"]));
    // Its branch goes, and it does not.
    drop(server.push(repo.path(), &[":propuesta"]).accepted(&[]));
    let commit = repo.git(&["rev-parse", "propuesta"]);
    assert_eq!(server.reference(&format!("refs/mipg/recibido/{commit}")), Some(commit.clone()));
    repo.git(&["checkout", "-q", "-b", "otra", "main"]);
    let other = hand_in(&repo, "reporte-bbbb", "Segunda acta.\n");
    repo.commit("otra");
    let key = place.path().join("registro.key");
    server.hook("post-receive", &format!("--clave '{}'", key.display()));
    // Whoever pushes is told of what they brought, and of nothing of others.
    let told = server.push(repo.path(), &["otra"]).accepted(&["recibida el", &other, "entregas: 1"]).told;
    assert!(!told.contains(&folder), "{told}");
    // Who pushed it reads its number once it is asked again, though another run logged it.
    let told =
        server.push(repo.path(), &["propuesta:de-nuevo"]).accepted(&["recibida el", &folder, "entregas: 1"]).told;
    assert!(told.contains("mipg log receipt ") && !told.contains(&other), "{told}");
    let awaiting = || server.reference(&format!("refs/mipg/pendiente/{commit}"));
    assert_eq!(awaiting(), None);
    // Whoever keeps the server logs it by hand as well.
    repo.git(&["checkout", "-q", "-b", "tercera", "main"]);
    hand_in(&repo, "reporte-cccc", "Tercera acta.\n");
    repo.commit("tercera");
    server.hook("post-receive", "");
    drop(server.push(repo.path(), &["tercera"]).accepted(&["no quedó anotado"]));
    let append = || run(&server.bare(), &["log", "append", "--clave", key.to_str().unwrap(), "--format", "json"]);
    assert_eq!(append().expect(0).json()["events"]["recibido"], 1);
    assert_eq!(append().expect(0).json()["added"], 0);
    // What the server keeps for itself is shown to nobody.
    let bare = server.bare();
    std::fs::remove_dir_all(bare.join("hooks")).unwrap();
    let install = ["hook", "install", "--bare", bare.to_str().unwrap(), "--clave", "registro.key"];
    drop(run(place.path(), &install).expect(0));
    assert!(!repo.git(&["ls-remote", "origin"]).contains("refs/mipg"));
}

#[test]
fn a_withdrawal_that_is_published_is_told_with_its_number() {
    let place = tempfile::tempdir().unwrap();
    let (server, repo) = server(place.path());
    let folder = hand_in(&repo, "reporte-aaaa", "Acta.\n");
    repo.commit("entrega");
    drop(server.push(repo.path(), &["propuesta:main"]).accepted(&["publicada el", &folder]));
    repo.git(&["branch", "-q", "-f", "main", "HEAD"]);
    let asked = ["--motivo", "orden judicial", "--norma", "Sentencia T-1 de 2026", "--autoriza", "Secretaría General"];
    drop(run(repo.path(), &[&["withdraw", "--as-of", AS_OF, &folder], &asked[..]].concat()).expect(0));
    repo.commit("retiro");
    let told = server.push(repo.path(), &["propuesta:main"]).accepted(&["retirada el", &folder, "entregas: 1"]).told;
    assert!(!told.contains("publicada el"), "{told}");
}

#[test]
fn a_day_takes_so_much_of_a_policy_and_the_rest_waits() {
    let place = tempfile::tempdir().unwrap();
    let (server, repo) = server(place.path());
    for name in 0..52 {
        hand_in(&repo, &format!("reporte-{name:04}"), &format!("Acta {name}.\n"));
    }
    repo.commit("muchas");
    drop(server.push(repo.path(), &["propuesta"]).accepted(&["entregas: 50", "2 de sus entregas se anotan otro día"]));
    let commit = repo.git(&["rev-parse", "propuesta"]);
    assert!(server.reference(&format!("refs/mipg/pendiente/{commit}")).is_some());
}

#[test]
fn a_server_that_cannot_serve_is_not_set_up() {
    let place = tempfile::tempdir().unwrap();
    let (server, repo) = server(place.path());
    let bare = server.bare();
    std::fs::remove_dir_all(bare.join("hooks")).unwrap();
    let install = |key: &str| run(place.path(), &["hook", "install", "--bare", bare.to_str().unwrap(), "--clave", key]);
    drop(run(place.path(), &["log", "keygen", "--nombre", ORIGIN, "--out", "otra"]).expect(0));
    let other =
        std::fs::read_dir(place.path()).unwrap().filter_map(|file| file.unwrap().file_name().into_string().ok());
    let other = other.filter(|name| name.starts_with("otra") && name != "otra.vkey").min().unwrap();
    assert!(install(&other).expect(2).stderr.contains("no es la del registro"), "the key of another log");
    let key = place.path().join(&other);
    let append = run(&bare, &["log", "append", "--clave", key.to_str().unwrap()]).expect(2);
    assert!(append.stderr.contains("no es la del registro"), "though nothing is to be logged: {}", append.stderr);
    assert!(crate::support::repo::git(&bare, &["symbolic-ref", "HEAD", "refs/heads/principal"]).status.success());
    assert!(install("registro.key").expect(2).stderr.contains("symbolic-ref HEAD refs/heads/main"));
    assert!(crate::support::repo::git(&bare, &["symbolic-ref", "HEAD", "refs/heads/main"]).status.success());
    let told = install("registro.key").expect(0).stdout;
    assert!(told.contains("--latido"), "{told}");
    // Who is judged, and how the server knows who pushes.
    assert!(told.contains("A NADIE se juzga") && told.contains("GL_ID"), "{told}");
    let path = "policies/gobierno-digital/politica.yaml";
    let text = std::fs::read_to_string(repo.file(path)).unwrap();
    repo.write(path, text.replace("cuentas: []", "cuentas: [{forja: gitea, id: 7}]"));
    repo.commit("cuentas");
    repo.git(&["push", "-q", "--no-verify", bare.to_str().unwrap(), "HEAD:refs/heads/aparte"]);
    drop(crate::support::repo::git(&bare, &["update-ref", "refs/heads/main", "refs/heads/aparte"]));
    let told = install("registro.key").expect(0).stdout;
    assert!(told.contains("por cuentas de gitea") && told.contains("--cuenta FORJA:ID"), "{told}");
    let config = crate::support::repo::git(&bare, &["config", "receive.fsckObjects"]);
    assert_eq!(String::from_utf8(config.stdout).unwrap(), "true\n");
}

#[test]
fn hooks_are_installed_and_those_of_others_stay() {
    let place = tempfile::tempdir().unwrap();
    let (server, repo) = server(place.path());
    let bare = server.bare();
    let install =
        |more: &[&str]| run(place.path(), &[&["hook", "install", "--bare", bare.to_str().unwrap()], more].concat());
    let others = install(&[]).expect(2);
    assert!(others.stderr.contains("no es de mipg"), "{}", others.stderr);
    std::fs::remove_dir_all(bare.join("hooks")).unwrap();
    drop(install(&["--clave", "no-existe.key"]).expect(3));
    drop(install(&["--clave", "registro.key"]).expect(0));
    drop(install(&["--clave", "registro.key"]).expect(0)); // over our own
    let folder = hand_in(&repo, "reporte-aaaa", "Acta.\n");
    repo.commit("entrega");
    drop(server.push(repo.path(), &["propuesta"]).accepted(&["CONFORME", "recibida el", &folder]));

    // In a clone, what is staged is judged: not what lies in the folder, nor what was staged elsewhere.
    drop(run(repo.path(), &["hook", "install"]).expect(0));
    let commit = || repo.try_git(&["commit", "-q", "-m", "otra"]);
    hand_in(&repo, "reporte-bbbb", "Segunda acta.\n");
    repo.git(&["add", "-A"]);
    repo.write("policies/gobierno-digital/2026/11/reporte-bbbb/acta.txt", "Sin agregar.\n");
    assert!(commit().status.success(), "what is staged is right");
    repo.git(&["add", "-A"]);
    let refused = commit();
    let text = String::from_utf8(refused.stderr).unwrap() + &String::from_utf8(refused.stdout).unwrap();
    assert!(
        !refused.status.success() && text.contains("[digest-mismatch]") && text.contains("No se confirmó"),
        "{text}"
    );
}

#[test]
fn a_server_without_an_audit_trail_says_calmly_how_it_is_begun() {
    let repo = base();
    let server = Served::of(repo.path(), &["main"], AS_OF);
    server.hook("post-receive", "");
    repo.git(&["remote", "add", "origin", server.bare().to_str().unwrap()]);
    repo.git(&["checkout", "-q", "-b", "propuesta"]);
    hand_in(&repo, "reporte-aaaa", "Acta.\n");
    repo.commit("entrega");
    let told = server.push(repo.path(), &["propuesta"]).accepted(&["todavía no tiene registro de integridad"]).told;
    let flat = told.replace("remote: ", "").replace('\n', " ");
    assert!(flat.contains("--nuevo --clave ARCHIVO") && !flat.contains("error:"), "{told}");
}
