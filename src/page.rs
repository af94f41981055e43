//! Pages for people: how every template is filled in, and what their pages write alike.

use minijinja::{AutoEscape, Environment, Error, Output, State, UndefinedBehavior, Value, escape_formatter};

use crate::messages::Lang;

/// An environment for templates of HTML: every value is escaped, one that is missing is an error, and `t(es, en)` is the
/// text in the language asked.
pub fn environment(lang: Lang) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_formatter(write);
    environment.add_function("t", move |es: String, en: String| match lang {
        Lang::Es => es,
        Lang::En => en,
    });
    environment
}

/// Writes a text with what means something in HTML replaced. What minijinja replaces besides, the slash, would make
/// addresses three times as long.
fn write(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    let Some(text) = value.as_str().filter(|_| !value.is_safe() && *state.auto_escape() == AutoEscape::Html) else {
        return escape_formatter(out, state, value);
    };
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
        let (before, found) = rest.split_at(at);
        let name = match found.as_bytes()[0] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        };
        out.write_str(before)?;
        out.write_str(name)?;
        rest = &found[1..];
    }
    Ok(out.write_str(rest)?)
}

/// A size as people read it, with a decimal comma: `348,2 kB`.
pub fn size(bytes: u64) -> String {
    const UNITS: [&str; 4] = ["kB", "MB", "GB", "TB"];
    if bytes < 1000 {
        return format!("{bytes} {}", if bytes == 1 { "byte" } else { "bytes" });
    }
    let mut scale: u64 = 1000;
    let mut unit = UNITS[0];
    for next in &UNITS[1..] {
        // Rounded, it would be a thousand of these.
        if bytes / scale < 1000 && (bytes + scale / 20) / scale < 1000 {
            break;
        }
        (scale, unit) = (scale * 1000, next);
    }
    let tenths = (u128::from(bytes) * 10 + u128::from(scale) / 2) / u128::from(scale);
    match (tenths / 10, tenths % 10) {
        (whole, 0) => format!("{whole} {unit}"),
        (whole, tenth) => format!("{whole},{tenth} {unit}"),
    }
}
