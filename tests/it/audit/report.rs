//! The technical report (*informe técnico*): whose it is, what it was made with, how to repeat it, what it does not say.

use super::{
    Trial,
    honest::{attach_cosignature, witnessed},
    key,
};
use crate::support::mipg;

/// The report with these arguments, of which `@name` is a file of the trial.
fn page(trial: &Trial, code: i32, arguments: &[&str]) -> String {
    let given: Vec<String> = arguments
        .iter()
        .map(|one| {
            one.strip_prefix('@').map_or((*one).to_owned(), |name| trial.file(name).to_str().unwrap().to_owned())
        })
        .collect();
    let fixed = ["audit", "--format", "html", "--as-of", "2026-11-22T10:00:00-05:00"];
    let all: Vec<&str> = fixed.into_iter().chain(given.iter().map(String::as_str)).collect();
    // Slashes and apostrophes as they are read; what would be a mark of the page stays as it is written.
    mipg::run(trial.repo.path(), &all).expect(code).stdout.replace("&#39;", "'")
}

/// The text under a name of the list at its head; none where there is no such row.
fn row<'a>(page: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = page.split_once(&format!("<dt>{name}</dt><dd>"))?;
    rest.split_once("</dd>").map(|(text, _)| text)
}

/// The list of what it does not establish.
fn limits(page: &str) -> &str {
    let (_, rest) = page.split_once("<h2>Qué no establece</h2>").unwrap();
    rest.split_once("</ul>").unwrap().0
}

/// The line to repeat it with.
fn again(page: &str) -> &str {
    let (_, rest) = page.split_once("<h2>Cómo repetirlo</h2>").unwrap();
    rest.split_once("<code>").unwrap().1.split_once("</code>").unwrap().0
}

#[test]
fn it_says_whose_it_is_and_what_it_was_made_with() {
    let trial = Trial::two();
    let bare = page(&trial, 12, &[]);
    assert_eq!(row(&bare, "Entidad"), Some("Alcaldía de Prueba"));
    assert_eq!([row(&bare, "Política"), row(&bare, "Autoridades"), row(&bare, "Estado dado")], [None; 3]);
    let own = row(&bare, "Clave").unwrap();
    assert!(own.contains(&key(5).verifier().to_string()), "{own}");
    assert!(own.ends_with("tomada del propio repositorio"), "{own}");
    // Everything that was brought stands in it.
    let _ = witnessed(&trial);
    let certificates = crate::timestamp::authority::Shop::open().map(|shop| {
        shop.simple("ec:P-256");
        std::fs::copy(shop.path("root.pem"), trial.file("ca")).unwrap();
        ["--ca", "@ca"]
    });
    let given = [
        &["--policy", "@politica", "--checkpoint", "@uno", "--checkpoint", "@dos"][..],
        certificates.as_ref().map_or(&[], |two| &two[..]),
    ]
    .concat();
    let whole = page(&trial, 11, &given);
    assert_eq!(row(&whole, "Política"), Some("dada, testigos: 1"));
    let name = |kept: &str| trial.file(kept).to_str().unwrap().to_owned();

    assert_eq!(whole.matches("<dt>Estado dado</dt>").count(), 2);
    for kept in ["uno", "dos"] {
        assert!(whole.contains(&format!("<dt>Estado dado</dt><dd>{}</dd>", name(kept))), "{whole}");
    }
    assert_eq!(row(&whole, "Autoridades").is_some(), certificates.is_some());
    assert!(!row(&whole, "Clave").unwrap().contains("tomada"), "{whole}");
    // A name that is not that of an institution is shown as text.
    let settings = std::fs::read_to_string(trial.repo.file("policies/repositorio.yaml")).unwrap();
    trial.repo.write("policies/repositorio.yaml", settings.replace("Alcaldía de Prueba", "<b>Alcaldía</b>"));
    trial.repo.commit("otro nombre");
    let page = page(&trial, 12, &[]);
    assert_eq!(row(&page, "Entidad"), Some("&lt;b&gt;Alcaldía&lt;/b&gt;"));
}

#[test]
fn what_it_says_to_repeat_gives_the_same_report() {
    let trial = Trial::two();
    let _ = witnessed(&trial);
    let text = page(&trial, 11, &["--policy", "@politica", "--checkpoint", "@dos"]);
    let (line, rest) = again(&text).split_once(" (con la rama registro en ").unwrap();
    assert_eq!(rest, format!("{})", trial.repo.git(&["rev-parse", "registro"])));
    let head = trial.repo.git(&["rev-parse", "main"]);
    let kept = trial.file("dos");
    assert_eq!(
        line,
        format!("mipg audit --rev {head} --key CLAVE --policy POLÍTICA --checkpoint '{}'", kept.display())
    );
    // Later, from another place, with what it names: the branch may have gone on, what is told of it is the same.
    trial.repo.git(&["checkout", "-q", "-b", "rama"]);
    trial.repo.write("policies/README.md", "Guía\n");
    trial.repo.commit("más");
    let (key, kept) = (key(5).verifier().to_string(), kept.to_str().unwrap().to_owned());
    let repeated = page(&trial, 11, &["--rev", &head, "--key", &key, "--policy", "@politica", "--checkpoint", &kept]);
    let of = |page: &str| page.split_once("<h2>Comprobaciones</h2>").unwrap().1.to_owned();
    assert_eq!(of(&repeated), of(&text));
    // Nothing is asked for that was not given.
    let bare = page(&trial, 12, &["--rev", &head]);
    assert!(
        again(&bare).starts_with(&format!("mipg audit --rev {head} (con la rama registro en ")),
        "{}",
        again(&bare)
    );
}

#[test]
fn what_only_part_of_was_attested_is_a_limit_of_the_report() {
    const HOURS: &str = "Las horas por un tercero";
    const KEY: &str = "Que el registro sea el de la entidad";
    const WHOLE: &str = "Que el registro no se haya rehecho entero";
    let trial = Trial::two();
    let bare = page(&trial, 12, &[]);
    assert!([HOURS, KEY, WHOLE].iter().all(|line| limits(&bare).contains(line)), "{}", limits(&bare));
    let witness = witnessed(&trial);
    attach_cosignature(&trial, &witness, 7200);
    // All that there is was attested, and the key and a state of before were brought.
    let full = page(&trial, 0, &["--policy", "@politica", "--checkpoint", "@uno"]);
    assert!(
        ![HOURS, KEY, WHOLE, "lo atestiguado llega hasta"].iter().any(|line| limits(&full).contains(line)),
        "{}",
        limits(&full)
    );
    assert!(limits(&full).contains("Que el contenido de la evidencia sea cierto"));
    // What came later was not, by as much as it is.
    trial.hand_in("gobierno-digital/2026/11/reporte-0303", "Otra acta.\n", "");
    trial.repo.commit("tercera");
    trial.log();
    let part = page(&trial, 11, &["--policy", "@politica", "--checkpoint", "@uno"]);
    assert!(
        limits(&part)
            .contains("La hora de la última entrada por un tercero: lo atestiguado llega hasta las primeras 8."),
        "{}",
        limits(&part)
    );
    // An attestation that nobody can judge is none.
    let unknown = page(&trial, 12, &[]);
    assert!(limits(&unknown).contains(HOURS), "{}", limits(&unknown));
}
