//! What every page has around it: head, bar, menu, way back, foot; and the templates, read once.

use minijinja::{Environment, Value, context};

use super::{Facts, SiteError, address, furag, words};
use crate::{messages::Lang, page};

/// A template by its name.
macro_rules! templates {
    ($($name:literal)*) => {
        &[$(($name, include_str!(concat!("templates/", $name)))),*]
    };
}

const TEMPLATES: &[(&str, &str)] = templates! {
    "base.html" "parts.html" "home.html" "policies.html" "policy.html" "listing.html" "listing-body.html" "submission.html" "calendar.html"
    "plans.html" "board.html" "integrity.html" "data.html" "furag.html" "search.html" "accessibility.html" "missing.html"
};

/// A step of the way back: its name and where it is.
pub(super) type Crumb = (String, String);

/// What the head of a page is made of.
pub(super) struct Head<'h> {
    /// Where the page is.
    pub(super) path: &'h str,
    /// Its name.
    pub(super) title: &'h str,
    /// What it is, for who looks for it.
    pub(super) about: &'h str,
    /// The entry of the menu it belongs to.
    pub(super) section: &'static str,
    /// From the home page, which is not among them, to the one above this.
    pub(super) crumbs: Vec<Crumb>,
}

/// The templates, and what is the same on all pages.
pub(super) struct Frame {
    environment: Environment<'static>,
    shared: Value,
    menu: Vec<(&'static str, &'static str, &'static str)>,
}

impl Frame {
    pub(super) fn new(facts: &Facts<'_>) -> Result<Self, SiteError> {
        let mut environment = page::environment(Lang::Es);
        for (name, text) in TEMPLATES {
            environment.add_template(name, text)?;
        }
        let holdings = facts.site.holdings;
        let has_furag = !furag::years(facts.site.extra).is_empty();
        let shared = context! {
            lang => "es",
            entity => facts.entity.clone(),
            revision => holdings.deliveries.revision.to_string(),
            short => holdings.deliveries.revision.to_string().chars().take(12).collect::<String>(),
            as_of => words::moment(holdings.as_of),
            has_furag,
            has_board => facts.is_board_public(),
        };
        let mut menu = vec![
            ("inicio", "Inicio", "index.html"),
            ("politicas", "Políticas", "politicas/index.html"),
            ("calendario", "Calendario", "calendario/index.html"),
            ("planes", "Planes", "planes/index.html"),
        ];
        if has_furag {
            menu.push(("furag", "FURAG", "furag/index.html"));
        }
        if facts.is_board_public() {
            menu.push(("tablero", "Tablero", "tablero/index.html"));
        }
        menu.push(("integridad", "Integridad", "integridad/index.html"));
        Ok(Self { environment, shared, menu })
    }

    /// A page.
    pub(super) fn page(&self, template: &str, head: &Head<'_>, body: Value) -> Result<String, SiteError> {
        let up = address::up(head.path);
        let menu: Vec<Value> = self
            .menu
            .iter()
            .map(|(key, label, path)| context! { href => format!("{up}{path}"), label => *label, is_current => *key == head.section })
            .collect();
        let own = context! {
            up,
            path => head.path,
            title => head.title,
            about => head.about,
            crumbs => head.crumbs.iter().map(|(name, path)| vec![name.clone(), path.clone()]).collect::<Vec<_>>(),
            menu,
        };
        let template = self.environment.get_template(template)?;
        Ok(template.render(context! { ..body, ..own, ..self.shared.clone() })?)
    }
}
