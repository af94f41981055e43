//! Pages for people: how every template is filled in.

use minijinja::{AutoEscape, Environment, UndefinedBehavior};

use crate::messages::Lang;

/// An environment for templates of HTML: every value is escaped, one that is missing is an error, and `t(es, en)` is the
/// text in the language asked.
pub(crate) fn environment(lang: Lang) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.add_function("t", move |es: String, en: String| match lang {
        Lang::Es => es,
        Lang::En => en,
    });
    environment
}
