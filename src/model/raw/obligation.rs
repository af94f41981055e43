//! What is due, by whom, how often; exemptions and contingencies.

use schemars::{JsonSchema, Schema};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    AtLeastOne, Date, Day, DayCount, Description, MonthlyCount, Slug, Source, SubmissionClass, Text, Title,
    Verification, YearMonth, mapping::only_mappings,
};

only_mappings! { ExceptPolicies MonthlyDays MonthlyWindow Quarterly }

/// Obligación: qué se debe entregar, quién, cada cuánto y qué pasa con los plazos.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Obligación")]
pub struct Obligation {
    /// Clave de la obligación; no cambia nunca, porque identifica cada vencimiento.
    #[serde(rename = "id")]
    #[schemars(title = "Clave")]
    pub id: Slug,
    /// Nombre con que la conoce la gente.
    #[serde(rename = "nombre")]
    #[schemars(title = "Nombre")]
    pub name: Title,
    /// Clases de entrega que la cumplen. Una entrega cuenta para una sola obligación: la que nombra su corte y, si varias lo
    /// nombran, la primera de la lista.
    #[serde(rename = "clases")]
    #[schemars(title = "Clases de entrega")]
    pub classes: AtLeastOne<SubmissionClass>,
    /// A qué políticas obliga. Si falta, a todas.
    #[serde(rename = "aplica", default)]
    #[schemars(title = "Aplica a")]
    pub applies: Scope,
    /// Si cada vencimiento se multiplica, por ejemplo por cada plan institucional.
    #[serde(rename = "por_cada")]
    #[schemars(title = "Por cada")]
    pub per: Option<PerEach>,
    /// Cada cuánto vence.
    #[serde(rename = "cuando")]
    #[schemars(title = "Cuándo")]
    pub when: Recurrence,
    /// Qué pasa si el día no es hábil.
    #[serde(rename = "si_no_es_habil")]
    #[schemars(title = "Si no es hábil")]
    pub non_working_day: NonWorkingDay,
    /// Mínimo del mes: un indicador al lado de los cortes, no un vencimiento más.
    #[serde(rename = "minimo_mensual")]
    #[schemars(title = "Mínimo mensual")]
    pub monthly_minimum: Option<MonthlyMinimum>,
    /// Canales por los que vale entregar; cuenta el más temprano que se pruebe.
    #[serde(rename = "canales")]
    #[schemars(title = "Canales")]
    pub channels: AtLeastOne<Channel>,
    /// Plazo para corregir sin perder la fecha de la primera entrega.
    #[serde(rename = "correcciones")]
    #[schemars(title = "Correcciones")]
    pub corrections: Option<Corrections>,
    /// Si la norma fija el plazo o lo suponemos. Un plazo supuesto nunca da extemporánea ni no presentada.
    #[serde(rename = "plazo")]
    #[schemars(title = "Plazo")]
    pub deadline: DeadlineBasis,
    /// Asunto exigido en SIGOB, con {politica}, {mes} y {anio} donde va cada dato.
    #[serde(rename = "asunto")]
    #[schemars(title = "Asunto")]
    pub subject: Option<Title>,
    /// Clave de la dependencia que entrega, si no es la del líder de cada política.
    #[serde(rename = "entrega")]
    #[schemars(title = "Entrega")]
    pub sender: Option<Slug>,
    /// Clave de la dependencia que recibe.
    #[serde(rename = "recibe")]
    #[schemars(title = "Recibe")]
    pub receiver: Option<Slug>,
    /// Primer mes en que se mide el cumplimiento.
    #[serde(rename = "medida_desde")]
    #[schemars(title = "Medida desde")]
    pub measured_since: Option<YearMonth>,
    /// Primer día en que rige esta redacción; si falta, siempre ha regido. Un cambio cierra la anterior y agrega otra.
    #[serde(rename = "vigente_desde")]
    #[schemars(title = "Vigente desde")]
    pub in_force_from: Option<Date>,
    /// Último día en que rige esta redacción, incluido; vacío si sigue.
    #[serde(rename = "vigente_hasta")]
    #[schemars(title = "Vigente hasta")]
    pub in_force_until: Option<Date>,
    /// Lo que la fuente no dice y aquí se supuso: por confirmar.
    #[serde(rename = "supuestos", default)]
    #[schemars(title = "Supuestos")]
    pub assumptions: Vec<Description>,
    /// Documento que la ordena.
    #[serde(rename = "fuente")]
    #[schemars(title = "Fuente")]
    pub source: Source,
    /// Qué tan comprobada está.
    #[serde(rename = "estado")]
    #[schemars(title = "Estado de comprobación")]
    pub state: Option<Verification>,
}

impl Obligation {
    /// Whether it says how early it may be handed in: what comes before does not answer.
    pub fn is_window(&self) -> bool {
        matches!(self.when, Recurrence::MonthlyWindow(_))
    }
}

impl Obligation {
    /// Whether working days decide when it is met.
    pub fn counts_working_days(&self) -> bool {
        self.non_working_day == NonWorkingDay::NextWorkingDay || self.corrections.is_some()
    }
}

/// Políticas a las que obliga: `todas`, una lista, o todas excepto algunas.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(title = "Alcance")]
pub enum Scope {
    /// Todas las políticas activas.
    All(AllPolicies),
    /// Solo estas.
    Only(AtLeastOne<Slug>),
    /// Todas menos estas.
    Except(ExceptPolicies),
}

impl Scope {
    /// Whether it holds a policy, by its folder.
    pub fn holds(&self, policy: &str) -> bool {
        match self {
            Scope::All(_) => true,
            Scope::Only(policies) => policies.iter().any(|one| one.as_str() == policy),
            Scope::Except(scope) => !scope.except.iter().any(|one| one.as_str() == policy),
        }
    }
}

impl Default for Scope {
    fn default() -> Self {
        Scope::All(AllPolicies::All)
    }
}

/// La palabra `todas`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[schemars(title = "Todas")]
pub enum AllPolicies {
    /// Todas las políticas activas.
    #[serde(rename = "todas")]
    All,
}

/// Políticas que quedan por fuera.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(remote = "Self", deny_unknown_fields)]
#[schemars(title = "Todas excepto")]
pub struct ExceptPolicies {
    /// Políticas a las que no obliga.
    #[serde(rename = "excepto")]
    #[schemars(title = "Excepto")]
    pub except: AtLeastOne<Slug>,
}

/// Aquello por lo que se multiplica un vencimiento.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[schemars(title = "Por cada")]
pub enum PerEach {
    /// Uno por cada plan institucional vigente del catálogo.
    #[serde(rename = "plan")]
    Plan,
}

/// Cada cuánto vence: unos días de cada mes, una ventana de cada mes, o días después de cada trimestre.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(title = "Cuándo", transform = choose_recurrence)]
pub enum Recurrence {
    /// Unos días de cada mes.
    MonthlyDays(MonthlyDays),
    /// Una ventana de cada mes.
    MonthlyWindow(MonthlyWindow),
    /// Días después del fin de cada trimestre.
    Quarterly(Quarterly),
}

/// Says which alternative a value means, so that a mistake is named inside it.
fn choose_recurrence(schema: &mut Schema) {
    let alternatives = schema.remove("anyOf").and_then(|value| value.as_array().cloned()).unwrap_or_default();
    let [days, window, quarterly] = &alternatives[..] else {
        unreachable!("invariant: the enumeration has three alternatives")
    };
    schema.insert("type".to_owned(), "object".into());
    schema.insert("if".to_owned(), json!({"properties": {"cada": {"const": "trimestre"}}, "required": ["cada"]}));
    schema.insert("then".to_owned(), quarterly.clone());
    schema.insert("else".to_owned(), json!({"if": {"required": ["dias"]}, "then": days, "else": window}));
}

/// Vence unos días de cada mes. Un día que el mes no tiene es el último día del mes.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(remote = "Self", deny_unknown_fields)]
#[schemars(title = "Días del mes")]
pub struct MonthlyDays {
    /// Cada mes.
    #[serde(rename = "cada")]
    #[schemars(title = "Cada")]
    pub every: EveryMonth,
    /// Días de vencimiento.
    #[serde(rename = "dias")]
    #[schemars(title = "Días")]
    pub days: AtLeastOne<Day>,
}

/// Se entrega entre dos días de cada mes; vence el segundo.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(remote = "Self", deny_unknown_fields)]
#[schemars(title = "Ventana del mes")]
pub struct MonthlyWindow {
    /// Cada mes.
    #[serde(rename = "cada")]
    #[schemars(title = "Cada")]
    pub every: EveryMonth,
    /// Primer día de la ventana.
    #[serde(rename = "desde_dia")]
    #[schemars(title = "Desde el día")]
    pub from_day: Day,
    /// Último día de la ventana, incluido: el corte.
    #[serde(rename = "hasta_dia")]
    #[schemars(title = "Hasta el día")]
    pub until_day: Day,
    /// Días antes de la ventana en que ya se puede entregar.
    #[serde(rename = "anticipacion_dias", default)]
    #[schemars(title = "Anticipación en días")]
    pub early_days: DayCount,
}

/// Vence unos días después del fin de cada trimestre.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(remote = "Self", deny_unknown_fields)]
#[schemars(title = "Después de cada trimestre")]
pub struct Quarterly {
    /// Cada trimestre.
    #[serde(rename = "cada")]
    #[schemars(title = "Cada")]
    pub every: EveryQuarter,
    /// Días calendario después del último día del trimestre.
    #[serde(rename = "dias_despues")]
    #[schemars(title = "Días después")]
    pub days_after: DayCount,
}

/// La palabra `mes`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[schemars(title = "Cada mes")]
pub enum EveryMonth {
    /// Cada mes.
    #[serde(rename = "mes")]
    Month,
}

/// La palabra `trimestre`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[schemars(title = "Cada trimestre")]
pub enum EveryQuarter {
    /// Cada trimestre.
    #[serde(rename = "trimestre")]
    Quarter,
}

/// Qué pasa si el día del corte no es hábil.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[schemars(title = "Si no es hábil")]
pub enum NonWorkingDay {
    /// Vence ese mismo día.
    #[serde(rename = "mismo-dia")]
    SameDay,
    /// Vence el siguiente día hábil.
    #[serde(rename = "siguiente-habil")]
    NextWorkingDay,
}

/// Mínimo de entregas o archivos en el mes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Mínimo mensual")]
pub struct MonthlyMinimum {
    /// Cuántas como mínimo, de 1 a 100; si no hay mínimo, no se escribe `minimo_mensual`.
    #[serde(rename = "cantidad")]
    #[schemars(title = "Cantidad")]
    pub count: MonthlyCount,
    /// Qué se cuenta.
    #[serde(rename = "unidad")]
    #[schemars(title = "Unidad")]
    pub unit: CountUnit,
}

/// Lo que se cuenta.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[schemars(title = "Unidad")]
pub enum CountUnit {
    /// Entregas.
    #[serde(rename = "entrega")]
    Submission,
    /// Archivos.
    #[serde(rename = "archivo")]
    File,
}

/// Canal por el que se entrega.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Deserialize, Serialize, JsonSchema)]
#[schemars(title = "Canal")]
pub enum Channel {
    /// Este repositorio.
    #[serde(rename = "repositorio")]
    Repository,
    /// SIGOB.
    #[serde(rename = "sigob")]
    Sigob,
}

/// Plazo para corregir.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Correcciones")]
pub struct Corrections {
    /// Días hábiles para corregir conservando la fecha de la primera entrega.
    #[serde(rename = "plazo_dias_habiles")]
    #[schemars(title = "Plazo en días hábiles")]
    pub working_days: DayCount,
}

/// De dónde sale un plazo.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[schemars(title = "Plazo")]
pub enum DeadlineBasis {
    /// Lo fija la fuente.
    #[serde(rename = "fijado")]
    Set,
    /// Lo supusimos: nunca da extemporánea ni no presentada.
    #[serde(rename = "supuesto")]
    Assumed,
}

/// Excepción a una obligación, con su acto.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Excepción")]
pub struct Exemption {
    /// Clave de la obligación.
    #[serde(rename = "obligacion")]
    #[schemars(title = "Obligación")]
    pub obligation: Slug,
    /// Clave de la política.
    #[serde(rename = "politica")]
    #[schemars(title = "Política")]
    pub policy: Slug,
    /// Primer corte exceptuado.
    #[serde(rename = "desde")]
    #[schemars(title = "Desde")]
    pub from: Date,
    /// Último corte exceptuado, incluido.
    #[serde(rename = "hasta")]
    #[schemars(title = "Hasta")]
    pub until: Date,
    /// Por qué.
    #[serde(rename = "motivo")]
    #[schemars(title = "Motivo")]
    pub reason: Description,
    /// Cargo o dependencia que autoriza.
    #[serde(rename = "autoriza")]
    #[schemars(title = "Quién autoriza")]
    pub authorised_by: Text,
    /// Acto o radicado con que se autorizó.
    #[serde(rename = "acto")]
    #[schemars(title = "Acto")]
    pub act: Text,
    /// Día en que se expidió; si es posterior al plazo, se muestra así.
    #[serde(rename = "expedida")]
    #[schemars(title = "Expedida")]
    pub issued: Date,
}

/// Contingencia que corre los plazos que caen en ella.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Contingencia")]
pub struct Contingency {
    /// Primer día.
    #[serde(rename = "desde")]
    #[schemars(title = "Desde")]
    pub from: Date,
    /// Último día, incluido.
    #[serde(rename = "hasta")]
    #[schemars(title = "Hasta")]
    pub until: Date,
    /// Qué pasó.
    #[serde(rename = "motivo")]
    #[schemars(title = "Motivo")]
    pub reason: Description,
    /// Acto que la declara.
    #[serde(rename = "acto")]
    #[schemars(title = "Acto")]
    pub act: Text,
}
