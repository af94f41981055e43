//! Every sentence people read, in Spanish and in English, from one table.
//!
//! `table` holds the texts. The macro makes one variant per message; a missing language, a missing argument or a
//! misspelt one does not compile. Values that come from a repository are [`Arg`]s: their display escapes control,
//! bidirectional and invisible characters and is cut at [`Arg::SHOWN`] characters, so that no sink sees them raw.

mod arg;
mod table;

pub use arg::{Arg, InLang, Term, field, is_deceptive, shown};
pub use table::Message;

/// The language of what people read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Lang {
    /// Spanish, of Colombia.
    #[default]
    Es,
    /// English.
    En,
}

impl Lang {
    /// The BCP 47 tag: `es` or `en`.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::Es => "es",
            Lang::En => "en",
        }
    }
}

/// A fixed text in both languages.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Text {
    /// Spanish.
    pub es: &'static str,
    /// English.
    pub en: &'static str,
}

impl Text {
    /// The text in `lang`.
    pub fn get(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Es => self.es,
            Lang::En => self.en,
        }
    }
}

/// Makes the enum of messages: `Name(arg, arg) { es: "…{arg}…", en: "…{arg}…" }`.
macro_rules! messages {
    ($( $name:ident ( $($arg:ident),* ) { es: $es:literal, en: $en:literal $(,)? } )*) => {
        /// A sentence with its arguments; the variant's name in kebab-case is its stable `message_id`.
        #[derive(Clone, PartialEq, Eq, Debug)]
        #[expect(missing_docs, reason = "each variant is documented by its own text")]
        pub enum Message { $( $name { $($arg: $crate::messages::Arg),* } ),* }

        impl Message {
            /// The name of the variant, as written in the table.
            pub(super) fn name(&self) -> &'static str {
                match self { $( Self::$name { .. } => stringify!($name) ),* }
            }

            /// The arguments by name, in the order of the table.
            pub fn args(&self) -> Vec<(&'static str, &$crate::messages::Arg)> {
                match self { $( Self::$name { $($arg),* } => vec![$((stringify!($arg), $arg)),*] ),* }
            }

            /// The sentence in `lang`, on one line, with its values escaped and cut.
            pub fn text(&self, lang: $crate::messages::Lang) -> String {
                match (self, lang) { $(
                    (Self::$name { $($arg),* }, $crate::messages::Lang::Es) => {
                        format!($es, $($arg = $arg.in_lang(lang)),*)
                    }
                    (Self::$name { $($arg),* }, $crate::messages::Lang::En) => {
                        format!($en, $($arg = $arg.in_lang(lang)),*)
                    }
                )* }
            }
        }
    };
}
pub(crate) use messages;

impl Message {
    /// The stable identifier: the name of the variant in kebab-case.
    pub fn id(&self) -> String {
        let mut id = String::new();
        for letter in self.name().chars() {
            if letter.is_ascii_uppercase() && !id.is_empty() {
                id.push('-');
            }
            id.push(letter.to_ascii_lowercase());
        }
        id
    }
}
