//! Every grade with a twin one step below, what is not applicable, what cannot be read, and what may be answered.

use mipg::{
    furag::coverage::{self, Condition, Coverage, Form, Grade, Lack, Proposal, Standing, Subject, Supports, Why},
    holdings::Holdings,
    model::{SubmissionPath, raw::Year},
};

use super::*;

fn covered(holdings: &Holdings) -> Coverage<'_> {
    coverage::coverage(holdings, Year::try_from(2026).unwrap())
}

/// Questions of every type, with options that exclude, and one that depends on another.
const QUESTIONS: &str = "\
version: 1
vigencia: 2026
fuente: {documento: Cuestionario de prueba}
estado: sin-verificar
importado_de: null
preguntas:
  - codigo: GDI200
    politica: gobierno-digital
    texto: ¿Qué hizo la entidad?
    tipo: seleccion-multiple
    opciones:
      - {texto: Publicó el plan, pide_evidencia: true}
      - {texto: Lo socializó, pide_evidencia: true}
      - {texto: Lo evaluó}
      - {texto: Ninguna de las anteriores, excluyente: true}
  - codigo: GDI201
    politica: gobierno-digital
    texto: ¿Tiene plan?
    tipo: seleccion-unica
    opciones: [{texto: Sí, pide_evidencia: true}, {texto: En parte, pide_evidencia: true}, {texto: No}]
  - codigo: GDI202
    politica: gobierno-digital
    texto: ¿Cuántos trámites?
    tipo: abierta-numerica
    pide_evidencia: true
  - codigo: GDI203
    politica: gobierno-digital
    texto: ¿Con qué resultado?
    tipo: abierta-texto
    pide_evidencia: true
    depende_de: {pregunta: GDI201, opciones: [2]}
  - codigo: TRA200
    politica: transparencia
    texto: ¿Qué publica?
    tipo: seleccion-multiple
    opciones: [{texto: El índice, pide_evidencia: true}]
  - {codigo: PER200, politica: null, texto: ¿Qué opina del formulario?, tipo: abierta-texto}
";

/// As many criteria as are needed, in force in 2026.
fn criteria(repo: &Repo, count: usize) {
    let one = |number: usize| {
        format!(
            "  - {{id: GD-{number:02}, texto: Criterio {number}, fuente: {{documento: Acta de prueba}}, vigencia: {{desde: 2026-01-01, hasta: null}}}}\n"
        )
    };
    let all: String = (1..=count).map(one).collect();
    let old = "  - id: GD-01\n    texto: Criterio de ejemplo de la entidad.\n    fuente: {documento: Acta de prueba, estado: de ejemplo}\n    vigencia: {desde: 2026-01-01, hasta: null}\n";
    edit(repo, "policies/gobierno-digital/politica.yaml", old, &all);
}

/// The grade of each criterion of the first policy, and what keeps it from the next.
fn rungs(coverage: &Coverage<'_>) -> Vec<(Grade, Option<Why>)> {
    let criteria = coverage.policies[0].criteria.as_ref().unwrap();
    criteria
        .iter()
        .map(|one| {
            let [cited] = &one.evidence[..] else { panic!("{:?}", one.evidence) };
            assert_eq!(one.standing, Standing::Known(cited.grade), "{}", one.criterion.id);
            (cited.grade, cited.why.clone())
        })
        .collect()
}

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

#[test]
fn every_grade_has_a_twin_one_step_below() {
    let repo = entity(QUESTIONS);
    let gd = "gobierno-digital";
    let plain =
        |name: &str, more: &str| hand_in(&repo, gd, name, "Entrega de prueba", &[File::text("a.txt", name)], more);
    let of = |name: &str, file: File<'_>| hand_in(&repo, gd, name, "Entrega de prueba", &[file], "");
    let attested = plain("documento-0001", "");
    let receipted = plain("documento-0002", "");
    plain("documento-0003", "");
    of("documento-0004", File { stated: b"otra cosa", ..File::text("a.txt", "cuatro") });
    let dated = |more| File { more, ..File::text("a.txt", "cinco") };
    let second = File { name: "b.txt", more: "\n    fecha: 2026-12-31", ..File::text("b.txt", "y otro") };
    let both = [dated("\n    fecha: 2025-12-31"), second];
    hand_in(&repo, gd, "documento-0005", "De dos fechas", &both, "");
    of("documento-0006", dated("\n    fecha: 2026-12-31"));
    plain("documento-0007", "cubre: {desde: 2025-12-01, hasta: 2026-01-31}\n");
    plain("documento-0008", "cubre: {desde: 2026-01-01, hasta: 2026-12-31}\n");
    of("documento-0009", File { bytes: b"", stated: b"no vino", ..File::text("a.txt", "") });
    of("documento-0010", File { format: "application/pdf", ..File::text("a.txt", "no es un PDF") });
    let old = plain("documento-0011", "");
    let digest = Digest::of(&old.1);
    plain(
        "documento-0012",
        &format!("reemplaza: {{entrega: {}, sha256: {digest}, motivo: Se corrige una cifra}}\n", old.0),
    );
    let text = "doce\n";
    let pointer = format!(
        "version https://git-lfs.github.com/spec/v1\noid sha256:{}\nsize {}\n",
        Digest::of(text.as_bytes()),
        text.len()
    );
    of("documento-0013", File { bytes: pointer.as_bytes(), ..File::text("a.txt", text) });
    hand_in(&repo, "transparencia", "documento-0014", "De otra política", &[File::text("a.txt", "catorce")], "");
    let also = "tambien_sirve_a: [gobierno-digital]\n";
    hand_in(&repo, "transparencia", "documento-0015", "De las dos", &[File::text("a.txt", "quince")], also);
    plain("documento-0016", "");
    repo.write(
        &format!("policies/{gd}/2026/12/documento-0016/retiro.yaml"),
        "version: 1\narchivos: [a.txt]\nmotivo: Tenía datos personales\nfundamento: Ley 1581 de 2012\nautoriza: Secretaría General\nfecha: 2026-12-03\nacto: Acta 1 de 2026\n",
    );
    std::fs::remove_file(repo.file(&format!("policies/{gd}/2026/12/documento-0016/a.txt"))).unwrap();
    criteria(&repo, 19);
    let one = |number: usize| {
        let owner = if (14..=15).contains(&number) { "transparencia" } else { gd };
        let number = if number == 19 { 3 } else { number };
        format!("{owner}/2026/12/documento-{number:04}")
    };
    let ids: Vec<(String, String)> = (1..=19).map(|number| (one(number), format!("GD-{number:02}"))).collect();
    let lines: Vec<(&str, &str, &str, &str)> = ids
        .iter()
        .map(|(path, id)| (path.as_str(), if id == "GD-19" { "b.txt" } else { "a.txt" }, id.as_str(), ""))
        .collect();
    supports(&repo, gd, &lines, "");
    commit(&repo, HANDED_IN);
    plain("documento-0018", "");
    commit(&repo, "2027-02-01T10:00:00-05:00");
    log(&repo, Event::Heartbeat, "2026-12-01T08:00:00-05:00");
    log(&repo, received(&attested.0, &attested.1), "2026-12-04T08:00:00-05:00");
    cosigned(&repo, "2026-12-04T09:00:00-05:00");
    log(&repo, received(&receipted.0, &receipted.1), "2026-12-05T08:00:00-05:00");
    cosigned(&repo, "2027-02-02T09:00:00-05:00");

    let holdings = held(&repo, AS_OF);
    let whole = covered(&holdings);
    let path = |name: &str| SubmissionPath::parse(&format!("{gd}/2026/12/{name}")).unwrap();
    let verified = || (Grade::Verified, Some(Why::NoReceipt));
    let expected = [
        (Grade::Attested, None),
        // The witness saw it, after the moment asked.
        (Grade::Receipted, Some(Why::NotAttested)),
        verified(),
        (Grade::Present, Some(Why::Different)),
        (Grade::Present, Some(Why::OtherYear(day("2025-12-31"), day("2025-12-31")))),
        verified(),
        (Grade::Present, Some(Why::OtherYear(day("2025-12-01"), day("2026-01-31")))),
        verified(),
        (Grade::Declared, Some(Why::Absent)),
        (Grade::Present, Some(Why::OtherType)),
        (Grade::Present, Some(Why::Superseded(path("documento-0012")))),
        verified(),
        (Grade::Present, Some(Why::Elsewhere)),
        (Grade::Declared, Some(Why::NotServing)),
        verified(),
        (Grade::Declared, Some(Why::Withdrawn)),
        (Grade::Declared, Some(Why::NoSubmission)),
        (Grade::Declared, Some(Why::Later)),
        (Grade::Declared, Some(Why::NotListed)),
    ];
    assert_eq!(rungs(&whole), expected);
    let tally = whole.policies[0].totals.criteria;
    assert_eq!(Grade::ALL.map(|grade| tally.grade(grade)), [6, 6, 5, 1, 1]);
    assert_eq!((tally.of, tally.valid(), tally.none, tally.not_applicable), (19, 7, 0, 0));
    // Once the witness has looked, and what came later has come.
    let holdings = held(&repo, "2027-02-28T12:00:00-05:00");
    let later = rungs(&covered(&holdings));
    assert_eq!((&later[1], &later[17]), (&(Grade::Attested, None), &verified()));
}

/// A repository with one good file, named for these criteria and questions.
fn named(criteria: &str, questions: &str, not_applicable: &str) -> Repo {
    let repo = entity(QUESTIONS);
    let (path, _) =
        hand_in(&repo, "gobierno-digital", "documento-0001", "Plan de prueba", &[File::text("a.txt", "plan\n")], "");
    supports(&repo, "gobierno-digital", &[(&path, "a.txt", criteria, questions)], not_applicable);
    commit(&repo, HANDED_IN);
    repo
}

/// What is proposed for each option of a question of the first policy.
fn proposals(coverage: &Coverage<'_>, question: usize) -> Vec<Proposal> {
    coverage.policies[0].questions[question].options.iter().map(|option| option.proposal).collect()
}

#[test]
fn what_may_be_answered_follows_from_valid_evidence() {
    use Proposal::{Excluded, NoEvidence, OnlyOne, WithoutEvidence, Yes};
    let of = |questions: &str| {
        let holdings = held(&named("", questions, ""), AS_OF);
        let coverage = covered(&holdings);
        (proposals(&coverage, 0), proposals(&coverage, 1), coverage.policies[0].questions[3].condition)
    };
    let none = vec![NoEvidence, NoEvidence, WithoutEvidence];
    assert_eq!(
        of("{codigo: GDI200, opciones: [1]}"),
        (vec![Yes, NoEvidence, WithoutEvidence, WithoutEvidence], none.clone(), Condition::NotMet)
    );
    // One that excludes the others is proposed only alone.
    assert_eq!(of("{codigo: GDI200, opciones: [1, 4]}").0, [Yes, NoEvidence, WithoutEvidence, Excluded]);
    assert_eq!(of("{codigo: GDI200, opciones: [4]}").0, [NoEvidence, NoEvidence, WithoutEvidence, Yes]);
    // Evidence of the whole question says nothing of which option.
    assert_eq!(of("{codigo: GDI200}").0, [NoEvidence, NoEvidence, WithoutEvidence, WithoutEvidence]);
    // Of one choice, several are for people to decide; one of them brings up another question.
    assert_eq!(of("{codigo: GDI201, opciones: [1, 2]}").1, [OnlyOne, OnlyOne, WithoutEvidence]);
    let (_, single, condition) = of("{codigo: GDI201, opciones: [2]}");
    assert_eq!((single, condition), (vec![NoEvidence, Yes, WithoutEvidence], Condition::Met));
}

#[test]
fn evidence_that_is_not_valid_answers_nothing() {
    let repo = named("", "{codigo: GDI200, opciones: [1, 3]}", "");
    repo.write("policies/gobierno-digital/2026/12/documento-0001/a.txt", "otro\n");
    commit(&repo, HANDED_IN);
    let holdings = held(&repo, AS_OF);
    let coverage = covered(&holdings);
    assert_eq!(proposals(&coverage, 0)[..3], [Proposal::NoEvidence; 3]);
    assert_eq!(coverage.totals.proposed().0, 0);
    assert_eq!(coverage.policies[0].questions[0].standing, Standing::Known(Grade::Present));
}

#[test]
fn not_applicable_is_neither_covered_nor_missing() {
    let reason = "La entidad no presta ese servicio";
    let not =
        format!("no_aplica: [{{preguntas: [GDI202], motivo: {reason}}}, {{criterios: [GD-01], motivo: {reason}}}]\n");
    let holdings = held(&named("", "{codigo: GDI200, opciones: [1]}", &not), AS_OF);
    let coverage = covered(&holdings);
    let policy = &coverage.policies[0];
    let Standing::NotApplicable(told) = policy.questions[2].standing else { panic!() };
    assert_eq!(told.as_str(), reason);
    assert_eq!((policy.totals.criteria.not_applicable, policy.totals.criteria.none), (1, 0));
    let questions = policy.totals.questions;
    assert_eq!((questions.of, questions.applicable(), questions.none, questions.valid()), (4, 3, 2, 1));
    assert_eq!(policy.totals.asking.of, 3, "GDI203 is not asked");
    let lacks: Vec<(&str, Lack)> = policy
        .gaps
        .iter()
        .map(|gap| match gap.subject {
            Subject::Criterion(id, _) | Subject::Question(id, _) => (id, gap.lack),
        })
        .collect();
    assert_eq!(lacks, [("GDI201", Lack::Nothing), ("GDI200", Lack::Partial(1, 2)), ("GDI203", Lack::NotAsked)]);
    // It is contradicted by evidence, and is nobody else's to say.
    let holdings = held(&named("GD-01", "{codigo: TRA200, opciones: [1]}", &not.replace("GDI202", "TRA200")), AS_OF);
    let coverage = covered(&holdings);
    assert_eq!(coverage.policies[0].gaps[0].subject, Subject::Question("GDI200", "¿Qué hizo la entidad?"));
    assert!(coverage.policies[0].gaps.iter().any(|gap| gap.lack == Lack::Contradicted));
    // Nor does its evidence count for the question of another.
    let other = &coverage.policies[1].questions[0];
    assert_eq!(
        (other.standing, other.options[0].evidence[0].why.clone()),
        (Standing::Known(Grade::Declared), Some(Why::NotServing))
    );
}

#[test]
fn what_there_is_to_cover_comes_from_the_catalogues() {
    let holdings = held(&named("", "", ""), AS_OF);
    let coverage = covered(&holdings);
    let slugs: Vec<&str> = coverage.policies.iter().map(|policy| policy.slug).collect();
    assert_eq!(slugs, ["gobierno-digital", "transparencia"]);
    assert_eq!((coverage.totals.questions.of, coverage.totals.options.of, coverage.totals.criteria.of), (6, 8, 2));
    assert_eq!(coverage.unowned.questions[0].question.code.as_str(), "PER200");
    assert_eq!(coverage.policies[1].supports, Supports::Absent);
    assert!(coverage.is_whole() && matches!(coverage.form, Form::Read(..)));
    // A criterion that ended before the year, or began after it, is none of it.
    let repo = named("", "", "");
    for (from, until, count) in [
        ("2020-01-01", "2025-12-31", 0),
        ("2020-01-01", "2026-01-01", 1),
        ("2026-12-31", "null", 1),
        ("2027-01-01", "null", 0),
    ] {
        let file = "policies/gobierno-digital/politica.yaml";
        let text = std::fs::read_to_string(repo.file(file)).unwrap();
        let start = text.find("    vigencia: {").unwrap();
        let end = start + text[start..].find('\n').unwrap();
        repo.write(file, format!("{}    vigencia: {{desde: {from}, hasta: {until}}}{}", &text[..start], &text[end..]));
        commit(&repo, HANDED_IN);
        let holdings = held(&repo, AS_OF);
        assert_eq!(covered(&holdings).policies[0].criteria.as_ref().unwrap().len(), count, "{from} {until}");
    }
}

#[test]
fn what_cannot_be_read_is_said_and_is_not_empty() {
    let broken = |path: &str, old: &str, new: &str| {
        let repo = named("GD-01", "{codigo: GDI200, opciones: [1]}", "");
        edit(&repo, path, old, new);
        commit(&repo, HANDED_IN);
        repo
    };
    let settings = "policies/repositorio.yaml";
    for (new, wanted) in [("cuestionario: null", "unnamed"), ("cuestionario: furag-2025", "missing")] {
        let repo = broken(settings, "cuestionario: furag-2026", new);
        let holdings = held(&repo, AS_OF);
        let coverage = covered(&holdings);
        let found = match &coverage.form {
            Form::Unnamed => "unnamed",
            Form::Missing(path) if path.as_str() == "policies/catalogo/furag-2025.yaml" => "missing",
            _ => "otherwise",
        };
        assert_eq!((found, coverage.is_whole()), (wanted, false));
        // Criteria are known all the same.
        assert_eq!(coverage.totals.criteria.valid(), 1);
    }
    let repo = broken("policies/catalogo/furag-2026.yaml", "tipo: seleccion-unica", "tipo: seleccion-doble");
    let holdings = held(&repo, AS_OF);
    assert!(matches!(covered(&holdings).form, Form::Unread(_)));
    let repo = broken("policies/gobierno-digital/soportes-2026.yaml", "soportes:", "soporte:");
    let holdings = held(&repo, AS_OF);
    let coverage = covered(&holdings);
    let policy = &coverage.policies[0];
    assert_eq!((policy.supports, policy.gaps.len(), coverage.is_whole()), (Supports::Unread, 0, false));
    let repo = broken("policies/gobierno-digital/soportes-2026.yaml", "vigencia: 2026", "vigencia: 2025");
    let holdings = held(&repo, AS_OF);
    assert_eq!(covered(&holdings).policies[0].supports, Supports::Unread);
    let repo = broken("policies/gobierno-digital/politica.yaml", "codigo: POL07", "codigo: PL07");
    let holdings = held(&repo, AS_OF);
    let coverage = covered(&holdings);
    assert!(coverage.policies[0].criteria.is_none() && !coverage.is_whole());
    // A manifest that cannot be read: whether it is evidence is not known.
    let manifest = "policies/gobierno-digital/2026/12/documento-0001/manifiesto.yaml";
    let repo = broken(manifest, "clase: documento", "clase: papel");
    let holdings = held(&repo, AS_OF);
    let coverage = covered(&holdings);
    assert_eq!(coverage.policies[0].criteria.as_ref().unwrap()[0].evidence[0].why, Some(Why::NoManifest));
    assert!(!coverage.is_whole());
}
