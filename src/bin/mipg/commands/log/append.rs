//! `mipg log append`: what the repository shows and the log lacks is logged.

use clap::ArgMatches;
use mipg::messages::Lang;

use crate::{args::text, errors::Failure};

/// Runs `mipg log append`.
pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    if matches.get_one::<String>("as-of").is_some() {
        return Err(Failure::Usage(match lang {
            Lang::Es => "lo que se anota lleva la hora en que se anota: aquí no se acepta `--as-of`".to_owned(),
            Lang::En => {
                "what is logged bears the hour at which it is logged: `--as-of` is not accepted here".to_owned()
            }
        }));
    }
    Err(Failure::Said {
        message: text(lang, "el registro aún no se puede escribir", "the log cannot be written yet").to_owned(),
        hint: None,
        code: 3,
    })
}
