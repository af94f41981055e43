//! Templates of the files that `init` writes: an undefined value is an error, and every value is quoted for its format.

use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value};

/// `text` as a double-quoted YAML scalar: what JSON quotes, YAML reads alike.
pub fn yaml_text(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// `text` as running text of a Markdown document: markup shown, never obeyed.
pub fn markdown_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_ascii_punctuation()
            && !matches!(character, ',' | '.' | ':' | ';' | '\'' | '"' | '(' | ')' | '/' | '%')
        {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

/// The templates, by name.
const TEMPLATES: [(&str, &str); 6] = [
    ("guia-encabezado", include_str!("templates/guia-encabezado.j2")),
    ("guia-plazos", include_str!("templates/guia-plazos.j2")),
    ("instalar", include_str!("templates/instalar.j2")),
    ("repositorio", include_str!("templates/repositorio.j2")),
    ("politica", include_str!("templates/politica.j2")),
    ("leame", include_str!("templates/leame.j2")),
];

/// Fills the template `name`.
///
/// # Errors
///
/// A value that the template uses and `values` lacks: a bug of the caller.
pub fn fill(name: &str, values: Value) -> Result<String, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    environment.add_filter("texto", |text: &str| yaml_text(text));
    environment.add_filter("markdown", |text: &str| markdown_text(text));
    for (name, text) in TEMPLATES {
        environment.add_template(name, text)?;
    }
    let text = environment.get_template(name)?.render(values)?;
    Ok(format!("{}\n", text.trim_end_matches('\n')))
}

#[cfg(test)]
mod tests {
    use minijinja::context;

    use super::*;

    #[test]
    fn a_value_that_is_missing_is_an_error() {
        assert!(fill("leame", context! { entidad => "Alcaldía" }).is_err());
        let whole = context! { entidad => "Alcaldía", dominio => "a.gov.co", con_origen => true };
        assert!(fill("leame", whole).is_ok());
        assert!(fill("otra", context! {}).is_err());
    }

    #[test]
    fn quoted_texts_are_read_back() {
        for text in ["Alcaldía \"de\" Ejemplo", "no", "- a: {b}", "a # b", "0123", "'", "\\n", "& *x !y", "<b>", "…ñ 🏛"]
        {
            let read: serde_yaml::Value = serde_yaml::from_str(&yaml_text(text)).unwrap();
            assert_eq!(read.as_str(), Some(text));
        }
    }

    #[test]
    fn markup_is_escaped() {
        assert_eq!(markdown_text("<b>*a*</b> [x](y)"), "\\<b\\>\\*a\\*\\</b\\> \\[x\\](y)");
    }
}
