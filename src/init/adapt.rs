//! The guide and the workflow of this repository, as another entity needs them: one source, with what is of one entity
//! alone put in other words.

use minijinja::context;

use super::render;

/// The guide for staff of the entity this program was made for.
pub(super) const GUIDE: &str = include_str!("../../policies/README.md");

/// The workflow of this repository that builds mipg from the repository itself.
const BUILD: &str = include_str!("../../.github/workflows/mipg.yml");

/// The workflow of this repository that judges, receives and comments.
const EVIDENCE: &str = include_str!("../../.github/workflows/evidencia.yml");

/// What an entity takes as it is here: what logs, publishes and reminds, and what people fill in.
const ALIKE: [(&str, &str); 6] = [
    (".github/workflows/publicar.yml", include_str!("../../.github/workflows/publicar.yml")),
    (".github/workflows/diario.yml", include_str!("../../.github/workflows/diario.yml")),
    (".github/ISSUE_TEMPLATE/config.yml", include_str!("../../.github/ISSUE_TEMPLATE/config.yml")),
    (
        ".github/ISSUE_TEMPLATE/no-puedo-entregar.yml",
        include_str!("../../.github/ISSUE_TEMPLATE/no-puedo-entregar.yml"),
    ),
    (
        ".github/ISSUE_TEMPLATE/entregado-por-sigob.yml",
        include_str!("../../.github/ISSUE_TEMPLATE/entregado-por-sigob.yml"),
    ),
    (".github/PULL_REQUEST_TEMPLATE.md", include_str!("../../.github/PULL_REQUEST_TEMPLATE.md")),
];

/// What heads the workflow of an entity that installs the checker.
const BUILD_HEADER: &str = "\
# El programa que usan los demás flujos: se instala una vez por ejecución, de donde dicen ORIGEN y REVISION_MIPG, más abajo, y
# pasa a los trabajos de esa ejecución. Nada más pasa de un trabajo a otro: cada uno juzga por sí mismo.
";

/// What heads the workflow of an entity that judges.
const EVIDENCE_HEADER: &str = "\
# Las evidencias: una solicitud de cambio se revisa con el flujo y los ajustes de la rama a la que va, y con el verificador que
# instala mipg.yml. Lo propuesto son datos: se trae, nunca se pone en la carpeta de trabajo ni se ejecuta.
#
#   check    solo lee, sin secretos; su resultado es el que se exige para unir a la rama principal
#   receive  anota lo que está conforme y viene de quien entrega; solo él tiene la clave, de un entorno para la rama principal
#   comment  dice las dos cosas en el único comentario de la solicitud; solo él puede escribir ahí
";

/// `text` with everything from the line `from` up to the line `until` replaced.
///
/// # Panics
///
/// When either is not there: both are constants of this crate.
fn replaced(text: &str, from: &str, until: &str, by: &str) -> String {
    let start = text.find(from).expect("the first line is in the text");
    let length = text[start..].find(until).expect("the second line follows it");
    format!("{}{by}{}", &text[..start], &text[start + length..])
}

/// The guide of an entity: deadlines and offices are an example until it confirms them.
pub(super) fn guide(name: &str) -> Result<String, minijinja::Error> {
    let head = render::fill("guia-encabezado", context! { entidad => name })?;
    let due = render::fill("guia-plazos", context! { entidad => name })?;
    let guide = replaced(GUIDE, "# Cómo entregar evidencias\n", "Esta guía es para", &format!("{head}\n"));
    Ok(replaced(&guide, "## Qué se entrega y cuándo\n", "## Con el formulario (lo más fácil)\n", &format!("{due}\n")))
}

/// What an entity has for GitHub: mipg is installed from `origin`, at a revision that the entity says; while either is not
/// said every review fails.
pub(super) fn github(origin: Option<&str>) -> Result<Vec<(String, String)>, minijinja::Error> {
    let step = render::fill("instalar", context! { origen => origin.unwrap_or_default() })?;
    let build = replaced(BUILD, "      - name: Traer la rama", "      - name: Guardar el verificador", &step);
    let build = replaced(&build, "# The program", "name: mipg\n", BUILD_HEADER);
    let evidence = replaced(EVIDENCE, "# The evidence:", "name: evidencia\n", EVIDENCE_HEADER);
    let own = [(".github/workflows/mipg.yml", build), (".github/workflows/evidencia.yml", evidence)];
    let alike = ALIKE.map(|(path, text)| (path.to_owned(), text.to_owned()));
    Ok(own.map(|(path, text)| (path.to_owned(), text)).into_iter().chain(alike).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_guide_names_the_entity_and_says_that_deadlines_are_an_example() {
        let guide = guide("Alcaldía de *Mompox*").unwrap();
        assert!(guide.starts_with("# Cómo entregar evidencias: Alcaldía de \\*Mompox\\*\n"), "{guide}");
        assert_eq!(guide.matches("de ejemplo hasta que").count(), 2);
        for heading in GUIDE.lines().filter(|line| line.starts_with("## ")) {
            assert_eq!(guide.matches(&format!("\n{heading}\n")).count(), 1, "{heading}");
        }
        assert!(!guide.contains("Cartagena"));
    }

    #[test]
    fn the_workflows_install_mipg_and_run_nothing_of_the_repository() {
        for origin in [None, Some("https://example.org/mipg")] {
            let files = github(origin).unwrap();
            let workflow = |name: &str| {
                let (_, text) = files.iter().find(|(path, _)| path.ends_with(name)).unwrap();
                (text, serde_yaml::from_str::<serde_yaml::Value>(text).unwrap())
            };
            for (path, text) in &files {
                assert!(!text.contains("target/release") && !text.contains("cargo build"), "{path}: {text}");
                assert!(!text.contains("Cartagena"), "{path}");
            }
            let (text, read) = workflow("mipg.yml");
            assert!(text.starts_with(BUILD_HEADER), "{text}");
            let steps = read["jobs"]["build"]["steps"].as_sequence().unwrap();
            assert_eq!((steps.len(), &steps[0]["name"]), (2, &"Instalar el verificador".into()));
            assert_eq!(steps[0]["env"]["ORIGEN"].as_str(), Some(origin.unwrap_or_default()));
            assert!(steps[0]["run"].as_str().unwrap().contains("exit 1"));
            let (text, _) = workflow("evidencia.yml");
            assert!(
                text.starts_with(EVIDENCE_HEADER) && text.matches("mipg\" ci check --event").count() == 1,
                "{text}"
            );
        }
    }
}
