//! Who may begin the audit trail, sign it first, and put something beside it.

use super::hand_in;
use crate::support::{
    AS_OF, log,
    mipg::command,
    repo::{Repo, base, base_with_accounts},
    served::{Pushed, Served},
};

/// Appends what is missing to the trail of a clone.
fn append(repo: &Repo, signed: bool, options: &[&str]) -> String {
    let mut run = command(repo.path());
    let key = log::key_text();
    if signed {
        run.env("MIPG_CLAVE", key.trim_end());
    }
    let output = run.args(["log", "append"]).args(options).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    repo.git(&["rev-parse", "registro"])
}

fn begun(repo: &Repo, signed: bool) -> String {
    let unsigned: &[&str] = if signed { &[] } else { &["--sin-firma"] };
    append(repo, signed, &[&["--nuevo", "--origen", log::ORIGIN], unsigned].concat())
}

/// A push by an account of Gitea; of nobody known without one.
fn push_as(server: &Served, account: Option<&str>, from: &Repo, reference: &str) -> Pushed {
    let said = account.map_or_else(String::new, |account| format!(" --cuenta {account}"));
    server.hook("pre-receive", &format!("--as-of {AS_OF}{said}"));
    server.push(from.path(), &[reference])
}

const KEEPER: &[&str] = &["no puede empezar el registro", "control_interno"];

#[test]
fn the_trail_is_begun_by_who_keeps_it() {
    for signed in [true, false] {
        let repo = base_with_accounts("gitea");
        begun(&repo, signed);
        let server = Served::of_fixtures(repo.path());
        for stranger in [Some("gitea:999"), Some("gitea:12"), Some("gitea:22"), Some("github:25"), None] {
            drop(push_as(&server, stranger, &repo, "registro").refused(KEEPER));
        }
        drop(push_as(&server, Some("gitea:25"), &repo, "registro").accepted(&[]));
    }
    // Where nobody is named, it comes with all the rest when a server is set up.
    let repo = base();
    begun(&repo, true);
    let server = Served::of_fixtures(repo.path());
    drop(push_as(&server, None, &repo, "registro").refused(KEEPER));
    let server = Served::of(repo.path(), &[], AS_OF);
    drop(server.push(repo.path(), &["main", "registro"]).accepted(&[]));
}

#[test]
fn the_first_key_is_given_by_who_keeps_it() {
    let repo = base_with_accounts("gitea");
    begun(&repo, false);
    let server = Served::of(repo.path(), &["main", "registro"], AS_OF);
    hand_in(&repo, "reporte-aaaa", "Acta.\n");
    repo.commit("entrega");
    let longer = append(&repo, false, &[]);
    drop(push_as(&server, Some("gitea:12"), &repo, "registro").refused(KEEPER));
    drop(push_as(&server, None, &repo, "registro").accepted(&[]));
    append(&repo, true, &["--firmar-existente", "--latido"]);
    for stranger in [Some("gitea:12"), Some("gitea:999"), None] {
        drop(push_as(&server, stranger, &repo, "registro").refused(KEEPER));
    }
    assert_eq!(server.reference("refs/heads/registro"), Some(longer));
    drop(push_as(&server, Some("gitea:25"), &repo, "registro").accepted(&[]));
}

#[test]
fn what_is_put_beside_it_is_over_it_and_of_who_may() {
    let repo = base_with_accounts("gitea");
    begun(&repo, true);
    let server = Served::of(repo.path(), &["main", "registro"], AS_OF);
    let before = server.reference("refs/heads/registro");
    let beside = |name: &str, text: &str| {
        repo.git(&["checkout", "-q", "--force", "registro"]);
        repo.write(name, text);
        repo.git(&["add", "--all", "--force"]);
        repo.git(&["commit", "-q", "-m", "x"]);
        repo.git(&["checkout", "-q", "main"]);
    };
    let checkpoint = repo.git(&["show", "registro:checkpoint"]) + "\n";
    let size = checkpoint.lines().nth(1).unwrap().to_owned();
    // Whatever the account: nothing of it is of a log.
    beside("secreto.txt", "1047123456\n");
    for account in [Some("gitea:25"), None] {
        drop(push_as(&server, account, &repo, "registro").refused(&["no continúa el registro"]));
    }
    repo.git(&["branch", "-f", "registro", "registro~"]);
    beside(&format!("atestacion/{size}/checkpoint"), &checkpoint);
    drop(push_as(&server, Some("gitea:999"), &repo, "registro").refused(KEEPER));
    assert_eq!(server.reference("refs/heads/registro"), before);
    drop(push_as(&server, Some("gitea:25"), &repo, "registro").accepted(&[]));
    // What its key signed is of who has that key.
    hand_in(&repo, "reporte-aaaa", "Acta.\n");
    repo.commit("entrega");
    append(&repo, true, &[]);
    drop(push_as(&server, Some("gitea:999"), &repo, "registro").accepted(&[]));
}

#[test]
fn no_branch_keeps_it_from_being_begun() {
    let repo = base();
    let server = Served::of_fixtures(repo.path());
    for name in ["registro/x", "Registro/x/y", "main/x", "MAIN/x"] {
        drop(server.push(repo.path(), &[&format!("main:refs/heads/{name}")]).refused(&["se confunde con su nombre"]));
    }
    drop(server.push(repo.path(), &["main:refs/heads/registros", "main:refs/heads/mainx/y"]).accepted(&[]));
}
