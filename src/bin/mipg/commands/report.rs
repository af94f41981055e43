//! `mipg report`: the report of a vigencia, and the questionnaire it answers.

use std::{
    fs::{self, File},
    io::Read as _,
    path::{Path, PathBuf},
};

use chrono::NaiveDate;
use clap::ArgMatches;
use mipg::{
    check,
    furag::import::{self, Import, ImportError, Request},
    messages::{Lang, shown},
    model::{Moment, World, raw},
    snapshot::{Limits, WorktreeSnapshot},
};

use super::{calendar, check as gate, vigencia};
use crate::{
    args::{self, text},
    errors::{Failure, UNCHECKED},
    output,
};

/// Where the catalogues are.
const CATALOGUE: &str = "policies/catalogo";

/// Runs `mipg report`.
pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let given = matches.get_one::<String>("year").expect("clap requires it");
    let day = calendar::year_start(given, lang)?;
    let year = given.parse().ok().and_then(|year: u16| raw::Year::try_from(year).ok());
    let year = year.ok_or_else(|| Failure::Usage(not_a_vigencia(given, lang)))?;
    match matches.get_one::<PathBuf>("import") {
        Some(book) => import_book(matches, book, (year, day), lang),
        None => vigencia::run(matches, year, lang),
    }
}

/// Puts the questions of a workbook into the catalogue.
fn import_book(
    matches: &ArgMatches,
    book: &Path,
    (year, day): (raw::Year, NaiveDate),
    lang: Lang,
) -> Result<u8, Failure> {
    let get = |name: &str| matches.get_one::<String>(name);
    let format = get("format").map_or("human", String::as_str);
    if !["human", "json"].contains(&format) {
        return Err(Failure::Usage(match lang {
            Lang::Es => format!(
                "lo que se importa se dice en human o json, no en {format}\nayuda: quite `--importar` para el informe"
            ),
            Lang::En => format!(
                "what is imported is told in human or json, not in {format}\nhint: leave out `--import` for the report"
            ),
        }));
    }
    let repository = gate::open(&args::repository(matches))?;
    let root = repository.work_dir().map(Path::to_owned).ok_or_else(|| {
        Failure::Usage(
            text(
                lang,
                "el repositorio no tiene carpeta de trabajo donde escribir\nayuda: clónelo sin `--bare`",
                "the repository has no work tree to write to\nhint: clone it without `--bare`",
            )
            .to_owned(),
        )
    })?;
    let bytes = read(book, lang)?;
    let snapshot = WorktreeSnapshot::of(repository, Limits::default())?;
    let world = check::world(&snapshot, Moment { asked: day, written: None })?;
    let name = book.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let request = Request { name: &name, year, sheet: get("sheet").map(String::as_str), model: model(&world, year) };
    let imported = import::import(&bytes, &request).map_err(|error| refused(book, &error, lang))?;
    let written = import::yaml(&imported.questionnaire).map_err(|error| refused(book, &error, lang))?;
    let place = write(&root, year, &written, matches.get_flag("replace"), lang)?;
    let shown = match format {
        "json" => import::json(&imported),
        _ => format!("{}{}", import::human(&imported, gate::width(), lang), next(&place, &world, year, lang)),
    };
    let printed = output::print(&shown, lang);
    Ok(printed.max(u8::from(leaves_out(&imported))))
}

fn leaves_out(imported: &Import) -> bool {
    imported.totals.questions < imported.totals.rows || imported.totals.options < imported.totals.option_cells
}

fn not_a_vigencia(given: &str, lang: Lang) -> String {
    let given = shown(given, 40);
    match lang {
        Lang::Es => format!("`{given}` no es una vigencia\nayuda: por ejemplo `--anio 2025`"),
        Lang::En => format!("`{given}` is no vigencia\nhint: for example `--year 2025`"),
    }
}

/// The model of that vigencia, or else of the latest.
fn model(world: &World, year: raw::Year) -> Option<&raw::ModelCatalogue> {
    let own = world.repository.read().and_then(|settings| settings.years.iter().find(|one| one.year == year));
    let own = own.and_then(|own| world.models.values().find(|catalogue| catalogue.model == own.model));
    own.or_else(|| world.model())
}

/// The bytes of a workbook, one more than is read at most.
fn read(book: &Path, lang: Lang) -> Result<Vec<u8>, Failure> {
    let io = |error| Failure::Io(book.to_owned(), error);
    let file = File::open(book).map_err(io)?;
    if !file.metadata().map_err(io)?.is_file() {
        let place = shown(&book.display().to_string(), 200);
        return Err(Failure::Usage(match lang {
            Lang::Es => format!("`{place}` no es un archivo\nayuda: dé el libro de Excel con las preguntas"),
            Lang::En => format!("`{place}` is no file\nhint: give the Excel workbook with the questions"),
        }));
    }
    let mut bytes = Vec::new();
    let most = u64::try_from(import::BYTES).unwrap_or(u64::MAX).saturating_add(1);
    file.take(most).read_to_end(&mut bytes).map_err(io)?;
    Ok(bytes)
}

fn refused(book: &Path, error: &ImportError, lang: Lang) -> Failure {
    let (message, hint) = import::refusal(error, lang);
    let place = shown(&book.display().to_string(), 200);
    Failure::Said { message: format!("{place}: {message}"), hint, code: UNCHECKED }
}

/// Writes the file of the catalogue, where it is not there already with the same text; its place.
fn write(root: &Path, year: raw::Year, written: &str, replaces: bool, lang: Lang) -> Result<PathBuf, Failure> {
    let name = format!("{CATALOGUE}/furag-{:04}.yaml", year.get());
    let path = root.join(&name);
    match fs::read(&path) {
        Ok(there) if there == written.as_bytes() => return Ok(name.into()),
        Ok(_) if !replaces => {
            return Err(Failure::Usage(match lang {
                Lang::Es => format!(
                    "ya hay otro cuestionario en `{name}`, y no se tocó\nayuda: compárelos; con `--reemplazar` queda el del libro"
                ),
                Lang::En => format!(
                    "there is another questionnaire in `{name}`, and it was left alone\nhint: compare them; `--replace` puts that of the workbook there"
                ),
            }));
        }
        Ok(_) => {}
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let folder = root.join(CATALOGUE);
            fs::create_dir_all(&folder).map_err(|error| Failure::Io(folder, error))?;
        }
        Err(error) => return Err(Failure::Io(path, error)),
    }
    output::write(&path, written.as_bytes()).map_err(|error| Failure::Io(path, error))?;
    Ok(name.into())
}

/// Where it was written, and what comes next.
fn next(place: &Path, world: &World, year: raw::Year, lang: Lang) -> String {
    let place = place.display();
    let years = world.repository.read().map_or(&[][..], |settings| &settings.years);
    let is_named = years.iter().any(|one| one.year == year && one.questionnaire.is_some());
    let year = year.get();
    let name = match (is_named, lang) {
        (true, _) => String::new(),
        (false, Lang::Es) => {
            format!(
                "Falta nombrarlo en `policies/repositorio.yaml`: en la vigencia {year}, `cuestionario: furag-{year}`.\n"
            )
        }
        (false, Lang::En) => {
            format!(
                "It still has to be named in `policies/repositorio.yaml`: in vigencia {year}, `cuestionario: furag-{year}`.\n"
            )
        }
    };
    match lang {
        Lang::Es => format!("\nCuestionario escrito en `{place}`.\n{name}Revíselo con `mipg check`.\n"),
        Lang::En => format!("\nQuestionnaire written to `{place}`.\n{name}Look it over with `mipg check`.\n"),
    }
}
