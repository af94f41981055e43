//! The guide and the workflow of this repository, as another entity needs them: one source, with what is of one entity
//! alone put in other words.

use minijinja::context;

use super::render;

/// The guide for staff of the entity this program was made for.
pub(super) const GUIDE: &str = include_str!("../../policies/README.md");

/// The workflow of this repository, which builds mipg from the repository itself.
const WORKFLOW: &str = include_str!("../../.github/workflows/evidencia.yml");

/// What heads the workflow of an entity, whose checker does not come from the branch.
const HEADER: &str = "\
# Las evidencias: una solicitud de cambio se revisa con el flujo y los ajustes de la rama a la que va, y con el verificador
# que dicen ORIGEN y REVISION_MIPG, más abajo. Lo propuesto son datos: se trae, nunca se pone en la carpeta de trabajo ni se
# ejecuta. El token solo puede leer, y no se usa ningún secreto.
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

/// The workflow of an entity: mipg is installed from `origin`, at a revision that the entity says; while either is not
/// said every review fails.
pub(super) fn workflow(origin: Option<&str>) -> Result<String, minijinja::Error> {
    let step = render::fill("instalar", context! { origen => origin.unwrap_or_default() })?;
    let (from, until) = ("      - name: Preparar el verificador", "      - name: Verificar el cambio\n");
    let text = replaced(WORKFLOW, from, until, &step).replace("target/release/mipg ", "mipg ");
    Ok(replaced(&text, "# The evidence:", "name: evidencia\n", HEADER))
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
    fn the_workflow_installs_mipg_and_runs_nothing_of_the_repository() {
        for origin in [None, Some("https://example.org/mipg")] {
            let text = workflow(origin).unwrap();
            assert!(!text.contains("target/release") && !text.contains("cargo build"), "{text}");
            assert_eq!(text.matches(" mipg ci check --event").count(), 1);
            assert!(text.starts_with(HEADER) && !text.contains("the checker and the settings"), "{text}");
            let read: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
            let steps = read["jobs"]["check"]["steps"].as_sequence().unwrap();
            let install = steps.iter().find(|step| step["name"] == "Instalar el verificador").unwrap();
            assert_eq!(install["env"]["ORIGEN"].as_str(), Some(origin.unwrap_or_default()));
            assert!(install["run"].as_str().unwrap().contains("exit 1"));
        }
    }
}
