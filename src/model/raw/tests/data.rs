//! The data of this repository: every file under `policies/` is of its kind, and the numbers that matter are right.

use std::collections::BTreeSet;

use super::*;

fn policies() -> std::path::PathBuf {
    package().join("policies")
}

/// Every YAML file of the entity's settings, with its kind and its path below `policies/`; evidence aside.
fn settings() -> Vec<(FileKind, String, String)> {
    let mut files = vec![(FileKind::Repository, "repositorio.yaml".to_owned())];
    for (folder, name) in entries(&policies()).into_iter().flat_map(|folder| {
        let path = policies().join(&folder);
        let names = if path.is_dir() { entries(&path) } else { Vec::new() };
        names.into_iter().map(move |name| (folder.clone(), name))
    }) {
        let kind = match (folder.as_str(), name.as_str()) {
            ("catalogo", "planes-612.yaml") => FileKind::Plans,
            ("catalogo", "festivos-co.yaml") => FileKind::Holidays,
            ("catalogo", name) if name.starts_with("mipg-v") => FileKind::ModelCatalogue,
            ("catalogo", name) if name.starts_with("furag-") => FileKind::Questionnaire,
            (_, "politica.yaml") => FileKind::Policy,
            (_, name) if name.starts_with("soportes-") => FileKind::Supports,
            (_, name) if name.len() == 4 && name.bytes().all(|byte| byte.is_ascii_digit()) => continue,
            _ => panic!("policies/{folder}/{name} is of no known kind"),
        };
        files.push((kind, format!("{folder}/{name}")));
    }
    files.into_iter().map(|(kind, path)| (kind, path.clone(), read(&policies().join(path)))).collect()
}

fn entries(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn load<T: DeserializeOwned>(path: &str) -> T {
    decode(&read(&policies().join(path))).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn depth(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        Value::Object(object) => 1 + object.values().map(depth).max().unwrap_or(0),
        _ => 0,
    }
}

fn text(value: &impl AsRef<str>) -> String {
    value.as_ref().to_owned()
}

#[test]
fn every_file_is_of_its_kind_and_within_its_bounds() {
    let validators = validators();
    let files = settings();
    for (kind, path, content) in &files {
        let value = values(content);
        assert_eq!(schema_errors(&validators[kind], &value), Vec::<String>::new(), "{path}");
        assert_eq!(serde_judges(*kind, content), Ok(()), "{path}");
        let up = "../".repeat(path.matches('/').count() + 1);
        let first = format!("# yaml-language-server: $schema={up}schema/{}", kind.schema_file());
        assert_eq!(content.lines().next(), Some(first.as_str()), "{path}");
        let (bytes, levels) = if kind.has_catalogue_bounds() { (4 << 20, 8) } else { (64 << 10, 16) };
        assert!(content.len() <= bytes && depth(&value) <= levels, "{path}: depth {}", depth(&value));
        assert!(
            content.lines().all(|line| line.chars().count() <= 160 || line.contains("nombre: ")),
            "{path}: long line"
        );
    }
    let count = |wanted: FileKind| files.iter().filter(|(kind, ..)| *kind == wanted).count();
    assert_eq!(count(FileKind::Policy), 20);
    let loose: Vec<String> = entries(&policies()).into_iter().filter(|name| policies().join(name).is_file()).collect();
    assert_eq!(loose, ["README.md", "repositorio.yaml"], "nothing else may live under policies/");
    assert_eq!(count(FileKind::ModelCatalogue), 2);
    assert_eq!(files.len(), 25);
}

#[test]
fn model_v6_has_19_policies_and_66_indices() {
    let model: ModelCatalogue = load("catalogo/mipg-v6.yaml");
    assert_eq!((model.model.as_str(), model.dimensions.len(), model.policies.len()), ("v6", 7, 19));
    let codes: Vec<String> = model.policies.iter().filter_map(|policy| policy.code.as_ref().map(text)).collect();
    assert_eq!(codes, (1..=19).map(|number| format!("POL{number:02}")).collect::<Vec<_>>());
    let indices: BTreeSet<&str> = model.indices.iter().map(|index| index.code.as_str()).collect();
    assert_eq!((model.indices.len(), indices.len()), (66, 66));
    let gaps: Vec<u8> = (1..=70).filter(|number| !indices.contains(format!("I{number:02}").as_str())).collect();
    assert_eq!(gaps, [38, 39, 45, 69]);
    let whole: Vec<&str> = model
        .policies
        .iter()
        .filter(|policy| model.indices.iter().all(|index| index.policy != policy.policy))
        .filter_map(|policy| policy.code.as_ref().map(PolicyCode::as_str))
        .collect();
    assert_eq!(whole, ["POL03", "POL04", "POL06", "POL14"], "these are not divided into indices");
    assert_eq!(model.indices.iter().filter(|index| index.policy.as_str() == "gobierno-digital").count(), 11);
}

#[test]
fn model_v7_has_20_policies_and_does_not_invent_a_code() {
    let model: ModelCatalogue = load("catalogo/mipg-v7.yaml");
    assert_eq!((model.model.as_str(), model.dimensions.len(), model.policies.len()), ("v7", 6, 20));
    assert_eq!(model.state, Verification::SecondarySource);
    let without: Vec<&str> =
        model.policies.iter().filter(|one| one.code.is_none()).map(|one| one.policy.as_str()).collect();
    assert_eq!(without, ["gestion-ambiental"]);
    assert_eq!(model.indices, []);
}

#[test]
fn catalogues_cite_only_what_they_define() {
    for path in ["catalogo/mipg-v6.yaml", "catalogo/mipg-v7.yaml"] {
        let model: ModelCatalogue = load(path);
        let dimensions: BTreeSet<_> = model.dimensions.iter().map(|dimension| &dimension.id).collect();
        let slugs: BTreeSet<_> = model.policies.iter().map(|policy| &policy.policy).collect();
        assert!(model.policies.iter().all(|policy| dimensions.contains(&policy.dimension)), "{path}");
        assert!(model.indices.iter().all(|index| slugs.contains(&index.policy)), "{path}");
        assert_eq!(slugs.len(), model.policies.len(), "{path}");
        let cited = model.dimensions.iter().map(|one| &one.source);
        let cited = cited.chain(model.policies.iter().map(|one| &one.source));
        let cited = cited.chain(model.policies.iter().flat_map(|one| one.prefixes.iter().map(|prefix| &prefix.source)));
        let cited =
            cited.chain(model.policies.iter().flat_map(|one| one.national_leader.iter().map(|leader| &leader.source)));
        let cited: BTreeSet<_> = cited.chain(model.indices.iter().map(|one| &one.source)).collect();
        for source in &cited {
            assert!(model.sources.contains_key(source), "{path}: {source}");
        }
    }
}

#[test]
fn each_policy_file_says_what_the_catalogues_say() {
    let v6: ModelCatalogue = load("catalogo/mipg-v6.yaml");
    let v7: ModelCatalogue = load("catalogo/mipg-v7.yaml");
    let known: BTreeMap<&str, Option<String>> =
        v6.policies.iter().map(|policy| (policy.policy.as_str(), policy.code.as_ref().map(text))).collect();
    for listed in &v7.policies {
        let slug = listed.policy.as_str();
        let policy: Policy = load(&format!("{slug}/politica.yaml"));
        assert_eq!(policy.policy.as_str(), slug);
        assert_eq!(policy.code.as_ref().map(text), listed.code.as_ref().map(text), "{slug}");
        assert_eq!(known.get(slug).cloned().flatten(), policy.code.as_ref().map(text), "{slug}");
        let since = policy.since_model.as_ref().map(text);
        assert_eq!(since.as_deref(), if known.contains_key(slug) { None } else { Some("v7") }, "{slug}");
        assert!(policy.active && policy.criteria.is_empty(), "{slug}: no criterion is invented");
    }
}

#[test]
fn there_are_12_plans_and_one_succession() {
    let plans: Plans = load("catalogo/planes-612.yaml");
    let numbers: BTreeSet<u16> = plans.plans.iter().map(|plan| plan.number.get()).collect();
    assert_eq!(numbers, (1..=12).collect());
    assert_eq!(plans.plans.len(), 13);
    let in_force = |day: &str| {
        let day = Date::try_from(day).unwrap();
        let alive = plans.plans.iter().filter(|plan| {
            plan.in_force_from.is_none_or(|from| from <= day) && plan.in_force_until.is_none_or(|until| day <= until)
        });
        alive.map(|plan| plan.id.as_str()).collect::<BTreeSet<_>>()
    };
    for (day, present, absent) in [("2024-08-29", "paac", "ptep"), ("2024-08-30", "ptep", "paac")] {
        let alive = in_force(day);
        assert_eq!(alive.len(), 12, "{day}");
        assert!(alive.contains(present) && !alive.contains(absent), "{day}");
    }
    let replaced: Vec<_> = plans.plans.iter().filter_map(|plan| plan.replaced_by.as_ref().map(text)).collect();
    assert_eq!(replaced, ["ptep"]);
    for plan in &plans.plans {
        assert!(policies().join(plan.policy.as_ref().unwrap().as_str()).is_dir(), "{}", plan.id);
        assert!(plans.sources.contains_key(&plan.source), "{}", plan.id);
    }
}

#[test]
fn holidays_are_19_rules_with_their_law() {
    let holidays: Holidays = load("catalogo/festivos-co.yaml");
    assert_eq!(
        (holidays.fixed.len(), holidays.movable.len(), holidays.easter.len(), holidays.local.len()),
        (6, 8, 5, 0)
    );
    let dates: Vec<(u8, u8, u16)> =
        holidays.movable.iter().map(|day| (day.month.get(), day.day.get(), day.from_year.get())).collect();
    let expected = [
        (1, 6, 1984),
        (3, 19, 1984),
        (6, 29, 1984),
        (7, 9, 2026),
        (8, 15, 1984),
        (10, 12, 1984),
        (11, 1, 1984),
        (11, 11, 1984),
    ];
    assert_eq!(dates, expected);
    let offsets: Vec<(i16, bool)> = holidays.easter.iter().map(|day| (day.offset.get(), day.moves)).collect();
    assert_eq!(offsets, [(-3, false), (-2, false), (39, true), (60, true), (68, true)]);
    assert!(holidays.movable[3].norm.as_str().contains("2578") && holidays.movable[3].note.is_some());
}

#[test]
fn obligations_are_those_of_the_circular() {
    let repository: Repository = load("repositorio.yaml");
    let ids: Vec<&str> = repository.obligations.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(ids, ["reporte", "comunicado", "seguimiento-planes"]);
    let [report, release, plans] = &repository.obligations[..] else { unreachable!() };
    let Recurrence::MonthlyDays(days) = &report.when else { panic!("{:?}", report.when) };
    assert_eq!(days.days.iter().map(|day| day.get()).collect::<Vec<_>>(), [5, 15, 30]);
    assert_eq!(report.monthly_minimum.map(|least| least.count.get()), Some(3));
    assert_eq!((report.non_working_day, report.deadline), (NonWorkingDay::NextWorkingDay, DeadlineBasis::Set));
    let Recurrence::MonthlyWindow(window) = &release.when else { panic!("{:?}", release.when) };
    assert_eq!((window.from_day.get(), window.until_day.get(), window.early_days.get()), (1, 5, 5));
    assert_eq!(release.non_working_day, NonWorkingDay::SameDay);
    let Recurrence::Quarterly(quarterly) = &plans.when else { panic!("{:?}", plans.when) };
    assert_eq!((quarterly.days_after.get(), plans.deadline), (15, DeadlineBasis::Assumed));
    assert_eq!((plans.per, report.per), (Some(PerEach::Plan), None));
    assert!(repository.obligations.iter().all(|one| !one.assumptions.is_empty()));
    assert_eq!(repository.intake, Intake::Private);
    assert_eq!(repository.limits, Limits::default());
    assert_eq!((repository.formats.len(), repository.typologies.len()), (27, 20));
    assert_eq!(repository.limits.file_bytes.get(), 26_214_400);
    let offices = |slug: &Option<Slug>| slug.as_ref().is_none_or(|slug| repository.offices.contains_key(slug));
    assert!(repository.obligations.iter().all(|one| offices(&one.sender) && offices(&one.receiver)));
}

/// The examples of the guide are files that would be accepted, and name the schema of their kind.
#[test]
fn the_examples_of_the_guide_are_right() {
    let guide = read(&policies().join("README.md"));
    let validators = validators();
    let blocks: Vec<&str> = guide.split("```yaml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert_eq!(blocks.len(), 4);
    for block in blocks {
        let schema = block.lines().next().unwrap().rsplit('/').next().unwrap();
        let kind = FileKind::ALL.into_iter().find(|kind| kind.schema_file() == schema).unwrap();
        assert_eq!(schema_errors(&validators[&kind], &values(block)), Vec::<String>::new(), "{block}");
        assert_eq!(serde_judges(kind, block), Ok(()), "{block}");
    }
}
