use proptest::prelude::*;

use super::*;
use crate::digest::Digest;

const CSV: &[u8] = b"a,b\n1,2\n";

fn digest() -> String {
    Digest::of(CSV).to_string()
}

fn folder(files: &[(&str, &[u8])]) -> BTreeMap<String, Vec<u8>> {
    files.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect()
}

fn text(manifest: &str, files: &[(&str, &[u8])]) -> String {
    let mended = mend(manifest.as_bytes(), &folder(files), &BTreeSet::new()).unwrap();
    let text = String::from_utf8(mended.manifest.unwrap_or_else(|| manifest.as_bytes().to_vec())).unwrap();
    // Once more changes nothing.
    let names: BTreeMap<String, Vec<u8>> = folder(files)
        .into_iter()
        .map(|(name, bytes)| {
            let bytes = mended.rewritten.get(&name).cloned().unwrap_or(bytes);
            (mended.renamed.get(&name).cloned().unwrap_or(name), bytes)
        })
        .collect();
    let again = mend(text.as_bytes(), &names, &BTreeSet::new()).unwrap();
    assert_eq!(
        again,
        Mended {
            manifest: None,
            rewritten: BTreeMap::new(),
            renamed: BTreeMap::new(),
            mends: Vec::new(),
            ..again.clone()
        },
        "{text}"
    );
    text
}

#[test]
fn values_are_written_again_and_comments_stay() {
    let old = "# ficha\nversion: 1 # uno\narchivos:\n  # el principal\n  - ruta: a.csv # la tabla\n    sha256: \"0\" # mal\n    bytes: 3\n    formato: text/plain\n    descripcion: \"x: y\"\ntitulo: T\n";
    let new = text(old, &[("a.csv", CSV)]);
    assert_eq!(new, old.replace("\"0\"", &digest()).replace("bytes: 3", "bytes: 8").replace("text/plain", "text/csv"));
}

#[test]
fn what_is_absent_is_put_after_the_name() {
    let new = text("archivos:\n- ruta: a.csv # la tabla\n  descripcion: Tabla\nclase: reporte\n", &[("a.csv", CSV)]);
    let digest = digest();
    assert_eq!(
        new,
        format!(
            "archivos:\n- ruta: a.csv # la tabla\n  sha256: {digest}\n  bytes: 8\n  formato: text/csv\n  descripcion: Tabla\nclase: reporte\n"
        )
    );
    let new = text("archivos: [{ruta: a.csv, bytes: 8}]\n", &[("a.csv", CSV)]);
    assert_eq!(new, format!("archivos: [{{ruta: a.csv, sha256: {digest}, formato: text/csv, bytes: 8}}]\n"));
}

#[test]
fn files_that_are_not_listed_are() {
    let digest = digest();
    let entry = |name: &str| format!("  - ruta: {name}\n    sha256: {digest}\n    bytes: 8\n    formato: text/csv\n");
    let listed = format!("archivos:\n{}", entry("a.csv"));
    let both = format!("archivos:\n{}{}clase: reporte\n", entry("a.csv"), entry("b.csv"));
    assert_eq!(text(&format!("{listed}clase: reporte\n"), &[("a.csv", CSV), ("b.csv", CSV)]), both);
    // At the end of the file, with and without a last line break.
    let end = format!("archivos:\n{}{}", entry("a.csv"), entry("b.csv"));
    assert_eq!(text(&listed, &[("a.csv", CSV), ("b.csv", CSV)]), end);
    assert_eq!(text(listed.trim_end(), &[("a.csv", CSV), ("b.csv", CSV)]), end);
    // Where there is no list at all.
    assert_eq!(text("version: 1\n", &[("a.csv", CSV)]), format!("version: 1\n{listed}"));
}

#[test]
fn names_are_made_good_wherever_they_stand() {
    let old = "sigob: {radicado: X, soporte: \"Carátula 1.csv\"}\narchivos:\n  - ruta: Carátula 1.csv\nenlaces:\n  - captura: Carátula 1.csv\n";
    let mended = mend(old.as_bytes(), &folder(&[("Carátula 1.csv", CSV)]), &BTreeSet::new()).unwrap();
    assert_eq!(mended.renamed, BTreeMap::from([("Carátula 1.csv".to_owned(), "caratula-1.csv".to_owned())]));
    let text = text(old, &[("Carátula 1.csv", CSV)]);
    assert_eq!(text.matches("caratula-1.csv").count(), 3, "{text}");
    assert!(!text.contains("Carátula"), "{text}");
}

#[test]
fn a_file_that_is_listed_and_nowhere_is_told_unless_it_was_withdrawn_or_is_kept_elsewhere() {
    let manifest = "archivos:\n  - ruta: a.csv\n  - ruta: b.csv\n  - {ruta: c.csv, compromiso: {}}\n  - ruta: d.csv\n";
    let files = folder(&[("a.csv", CSV), ("retiro.yaml", b"archivos: [d.csv]\n")]);
    assert_eq!(mend(manifest.as_bytes(), &files, &BTreeSet::new()).unwrap().absent, ["b.csv"]);
}

#[test]
fn a_name_written_otherwise_is_that_of_the_file_it_means() {
    let new = text("archivos:\n  - ruta: Avance.CSV\n", &[("avance.csv", CSV)]);
    assert!(new.starts_with("archivos:\n  - ruta: avance.csv\n    sha256"), "{new}");
    // Two may be meant: neither is taken for it.
    let new = text("archivos:\n  - ruta: Avance.CSV\n", &[("avance.csv", CSV), ("avance.Csv", CSV)]);
    assert!(new.contains("ruta: Avance.CSV\n"), "{new}");
}

#[test]
fn fields_left_blank_are_filled() {
    let digest = digest();
    let filled = format!(
        "archivos:\n  - ruta: a.csv\n    sha256: {digest} # huella\n    bytes: 8\n    formato: text/csv\n    descripcion: Tabla\n"
    );
    let blank =
        "archivos:\n  - ruta: a.csv\n    sha256: # huella\n    bytes:\n    formato: ~\n    descripcion: Tabla\n";
    assert_eq!(text(blank, &[("a.csv", CSV)]), filled);
    let new = text("archivos: [{ruta: a.csv, sha256: , bytes: , formato: \"\"}]\n", &[("a.csv", CSV)]);
    assert_eq!(new, format!("archivos: [{{ruta: a.csv, sha256: {digest} , bytes: 8 , formato: text/csv}}]\n"));
}

#[test]
fn a_list_left_blank_is_begun() {
    let digest = digest();
    let entry = format!("  - ruta: a.csv\n    sha256: {digest}\n    bytes: 8\n    formato: text/csv\n");
    for (blank, begun) in [
        ("archivos:\nclase: reporte\n", format!("archivos:\n{entry}clase: reporte\n")),
        (
            "archivos: # los de la entrega\nclase: reporte\n",
            format!("archivos: # los de la entrega\n{entry}clase: reporte\n"),
        ),
        ("archivos: ~\nclase: reporte\n", format!("archivos:\n{entry}clase: reporte\n")),
        ("clase: reporte\narchivos:\n", format!("clase: reporte\narchivos:\n{entry}")),
        ("clase: reporte\narchivos:", format!("clase: reporte\narchivos:\n{entry}")),
        ("archivos: []\n", format!("archivos: [{{ruta: a.csv, sha256: {digest}, bytes: 8, formato: text/csv}}]\n")),
    ] {
        assert_eq!(text(blank, &[("a.csv", CSV)]), begun, "{blank}");
    }
}

#[test]
fn the_only_entry_without_a_name_is_that_of_the_only_file_without_an_entry() {
    let digest = digest();
    let values = format!("sha256: {digest}\n    bytes: 8\n    formato: text/csv\n");
    let other = format!("  - ruta: b.csv\n    {values}");
    for blank in ["ruta:", "ruta: \"\"", "ruta: null"] {
        let new = text(
            &format!("archivos:\n  - {blank}\n    descripcion: Tabla\n{other}"),
            &[("a.csv", CSV), ("b.csv", CSV)],
        );
        assert_eq!(new, format!("archivos:\n  - ruta: a.csv\n    {values}    descripcion: Tabla\n{other}"));
    }
    let new = text("archivos:\n  - descripcion: Tabla\n", &[("a.csv", CSV)]);
    assert_eq!(new, format!("archivos:\n  - ruta: a.csv\n    {values}    descripcion: Tabla\n"));
    let new = text("archivos: [{ruta: , descripcion: Tabla}]\n", &[("a.csv", CSV)]);
    assert_eq!(
        new,
        format!("archivos: [{{ruta: a.csv, sha256: {digest}, bytes: 8, formato: text/csv , descripcion: Tabla}}]\n")
    );
}

#[test]
fn entries_without_a_name_that_may_be_of_several_files_are_told_and_left() {
    for (manifest, nameless) in [
        ("archivos:\n  - ruta:\n    descripcion: Tabla\n", 1),
        ("archivos:\n  - ruta:\n    descripcion: Uno\n  - ruta:\n    descripcion: Dos\n", 2),
    ] {
        let mended = mend(manifest.as_bytes(), &folder(&[("a.csv", CSV), ("b.csv", CSV)]), &BTreeSet::new()).unwrap();
        assert_eq!(
            (mended.nameless, mended.unclaimed.as_slice()),
            (nameless, &["a.csv".to_owned(), "b.csv".to_owned()][..])
        );
        assert_eq!((mended.manifest, mended.mends), (None, Vec::new()));
    }
    let mended = mend(b"archivos:\n  - ruta:\n    descripcion: Tabla\n", &folder(&[]), &BTreeSet::new()).unwrap();
    assert_eq!((mended.nameless, mended.unclaimed), (1, Vec::new()));
}

#[test]
fn what_is_there_and_was_not_read_is_not_absent_and_keeps_its_name() {
    let unread = BTreeSet::from(["grande.csv".to_owned(), "tabla.csv".to_owned()]);
    let manifest = "archivos:\n  - ruta: grande.csv\n    sha256: x\n  - ruta: Tabla.csv\n  - ruta: otra.csv\n";
    let mended = mend(manifest.as_bytes(), &folder(&[]), &unread).unwrap();
    assert_eq!((mended.absent, mended.manifest), (vec!["otra.csv".to_owned()], None));
    let mended = mend(b"version: 1\n", &folder(&[("Tabla .csv", CSV)]), &unread).unwrap();
    assert_eq!(mended.renamed["Tabla .csv"], "tabla-2.csv");
}

#[test]
fn every_line_ends_as_the_first() {
    let old = "version: 1\narchivos:\n  - ruta: a.csv\n    descripcion: Tabla\nclase: reporte\n";
    let files: [(&str, &[u8]); 2] = [("a.csv", CSV), ("b.csv", CSV)];
    let unix = text(old, &files);
    assert_eq!(text(&old.replace('\n', "\r\n"), &files), unix.replace('\n', "\r\n"));
    assert_eq!(text("version: 1\r\n", &files), text("version: 1\n", &files).replace('\n', "\r\n"));
}

#[test]
fn what_is_kept_elsewhere_is_left_alone() {
    let old = "archivos:\n  - ruta: lista.csv\n    compromiso: {algoritmo: sha256-sal, valor: x}\n    bytes: 1\n";
    assert_eq!(text(old, &[]), old);
}

#[test]
fn what_cannot_be_read_is_refused() {
    assert!(matches!(mend(b"a: [", &folder(&[]), &BTreeSet::new()), Err(Unmendable::Unread(_))));
    assert!(matches!(mend(b"", &folder(&[]), &BTreeSet::new()), Err(Unmendable::Unread(_))));
}

proptest! {
    /// Whatever files there are and however they are listed, twice is once and every entry says the truth.
    #[test]
    fn twice_is_once(
        names in proptest::collection::btree_set("[A-Za-zñÁ .]{1,8}\\.(csv|CSV|txt|pdf)", 1..5),
        listed in proptest::collection::vec(any::<bool>(), 5),
        indent in 0_usize..4,
        is_flow in any::<bool>(),
    ) {
        let files: BTreeMap<String, Vec<u8>> = names
            .iter()
            .enumerate()
            .map(|(at, name)| (name.clone(), format!("a,b\n1,{at}\n").into_bytes()))
            .collect();
        let all: Vec<&String> = names.iter().zip(&listed).filter(|(_, listed)| **listed).map(|(name, _)| name).collect();
        let mut manifest = String::from("# hecho a mano\nversion: 1\n");
        if is_flow {
            let all: Vec<String> = all.iter().map(|name| format!("{{ruta: {name:?}}}")).collect();
            manifest.push_str(&format!("archivos: [{}]\n", all.join(", ")));
        } else if !all.is_empty() {
            manifest.push_str("archivos:\n");
            for name in all {
                manifest.push_str(&format!("{}- ruta: {name:?} # nombre\n", " ".repeat(indent)));
            }
        }
        manifest.push_str("clase: reporte\n");
        let mended = mend(manifest.as_bytes(), &files, &BTreeSet::new()).unwrap();
        let text = String::from_utf8(mended.manifest.clone().unwrap_or_else(|| manifest.into_bytes())).unwrap();
        prop_assert!(text.starts_with("# hecho a mano\nversion: 1\n"));
        prop_assert!(text.contains("clase: reporte\n"));
        let now: BTreeMap<String, Vec<u8>> = files
            .into_iter()
            .map(|(name, bytes)| (mended.renamed.get(&name).cloned().unwrap_or(name), bytes))
            .collect();
        let document = yaml::read(text.as_bytes(), &Limits::MANIFEST).unwrap();
        let entries = document.tree().get("archivos").map(Node::items).unwrap_or_default();
        prop_assert_eq!(entries.len(), now.len());
        for entry in entries {
            let bytes = &now[entry.get("ruta").and_then(Node::as_text).unwrap()];
            let digest = Digest::of(bytes).to_string();
            prop_assert_eq!(entry.get("sha256").and_then(Node::as_text), Some(digest.as_str()));
        }
        prop_assert_eq!(mend(text.as_bytes(), &now, &BTreeSet::new()).unwrap(), Mended::default());
    }
}
