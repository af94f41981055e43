//! What a file has besides a type: damage, disguise, active content, places it leads to.
//!
//! Each [`Trait`] is one distinct fact with its own remedy. None is a verdict: a rule decides which block.

use super::Format;

macro_rules! parts {
    ($($variant:ident $code:literal $es:literal $en:literal)*) => {
        /// The part of a file a [`Trait`] speaks of.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Part {
            $(#[doc = concat!("The ", $en, ".")] $variant,)*
        }

        impl Part {
            /// Every part, in order.
            pub const ALL: &'static [Part] = &[$(Part::$variant,)*];

            /// Stable kebab-case word for machine output.
            pub fn code(self) -> &'static str {
                match self { $(Part::$variant => $code,)* }
            }

            /// Spanish noun phrase with its article, to be read inside a sentence.
            pub fn es(self) -> &'static str {
                match self { $(Part::$variant => $es,)* }
            }

            /// English noun phrase without article, to be read inside a sentence.
            pub fn en(self) -> &'static str {
                match self { $(Part::$variant => $en,)* }
            }
        }
    };
}

parts! {
    Header "header" "el encabezado" "header"
    Structure "structure" "la estructura interna" "inner structure"
    End "end" "el final del archivo" "end of the file"
    Content "content" "el contenido" "content"
    PdfVersion "pdf-version" "la versión que declara el PDF" "PDF version"
    PdfCrossReference "pdf-xref" "la tabla de objetos del PDF (xref)" "PDF cross-reference table"
    PdfTrailer "pdf-trailer" "el cierre del PDF (trailer)" "PDF trailer"
    PdfCatalog "pdf-catalog" "el catálogo del PDF (Root)" "PDF catalog (Root)"
    PdfPages "pdf-pages" "las páginas del PDF" "PDF page tree"
    PdfObjects "pdf-objects" "los objetos del PDF" "PDF objects"
    Checksum "checksum" "la suma de control" "checksum"
    Dimensions "dimensions" "las dimensiones de la imagen" "image dimensions"
    ImageData "image-data" "los datos de la imagen" "image data"
    Metadata "metadata" "los metadatos" "metadata"
    ZipDirectory "zip-directory" "el índice del ZIP" "ZIP directory"
    ZipVolumes "zip-volumes" "el ZIP repartido en varios volúmenes" "ZIP split in volumes"
    ZipEntries "zip-entries" "los archivos del ZIP" "ZIP entries"
    ZipOverlap "zip-overlap" "archivos del ZIP que se superponen" "overlapping ZIP entries"
    ZipNames "zip-names" "los nombres repetidos dentro del ZIP" "repeated names inside the ZIP"
    OfficeMainPart "office-main-part" "la parte principal del documento de Office" "main part of the Office document"
    OfficeParts "office-parts" "las partes que el documento de Office nombra" "parts the Office document names"
    OleDirectory "ole-directory" "el directorio OLE2" "OLE2 directory"
    Boxes "boxes" "las cajas del contenedor MP4" "boxes of the MP4 container"
    Movie "movie" "el índice del video (moov)" "movie index (moov)"
    MediaData "media-data" "los datos de audio o video" "media data"
    Frames "frames" "los cuadros de audio" "audio frames"
    Text "text" "el texto" "text"
    Markup "markup" "las marcas XML" "XML markup"
    Entities "entities" "las entidades XML" "XML entities"
    Json "json" "los datos JSON" "JSON data"
    Archive "archive" "el archivo comprimido" "archive"
    Documents "documents" "los documentos que lleva adentro" "documents inside"
    Pictures "pictures" "las imágenes que lleva adentro" "pictures inside"
}

/// Where active content was found.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Script {
    /// JavaScript of a PDF that may run when it is opened.
    PdfJavaScript,
    /// JavaScript only in the fields of a PDF form: it runs when a person uses the field.
    PdfFormScript,
    /// PDF action that starts a program.
    PdfLaunch,
    /// PDF action that opens an address or another file, or sends data, without a click.
    PdfRemoteAction,
    /// Flash, 3D or other rich media inside a PDF.
    RichMedia,
    /// XFA form: a PDF whose pages a program draws.
    DynamicForm,
    /// `<script>` in HTML, SVG or XML.
    Element,
    /// `on…=` attribute of HTML or SVG.
    Handler,
    /// `javascript:`, `vbscript:` or a `data:` page as an address.
    Address,
    /// `iframe`, `object`, `embed` or `applet`.
    Frame,
    /// `meta http-equiv=refresh`.
    Refresh,
    /// HTML inside SVG (`foreignObject`).
    ForeignObject,
    /// Entity that XML takes from outside.
    ExternalEntity,
}

impl Script {
    /// Stable kebab-case word for machine output.
    pub fn code(self) -> &'static str {
        match self {
            Self::PdfJavaScript => "pdf-javascript",
            Self::PdfFormScript => "pdf-form-script",
            Self::PdfLaunch => "pdf-launch",
            Self::PdfRemoteAction => "pdf-remote-action",
            Self::RichMedia => "rich-media",
            Self::DynamicForm => "dynamic-form",
            Self::Element => "script-element",
            Self::Handler => "event-handler",
            Self::Address => "script-address",
            Self::Frame => "frame",
            Self::Refresh => "refresh",
            Self::ForeignObject => "foreign-object",
            Self::ExternalEntity => "external-entity",
        }
    }

    /// Spanish noun phrase, to be read inside a sentence.
    pub fn es(self) -> &'static str {
        match self {
            Self::PdfJavaScript => "JavaScript en el PDF",
            Self::PdfFormScript => "JavaScript en los campos de un formulario PDF",
            Self::PdfLaunch => "una acción del PDF que abre programas",
            Self::PdfRemoteAction => "una acción del PDF que se conecta con otro lugar sin que nadie haga clic",
            Self::RichMedia => "contenido multimedia activo (Flash o 3D)",
            Self::DynamicForm => "un formulario dinámico (XFA)",
            Self::Element => "un elemento <script>",
            Self::Handler => "un atributo que ejecuta código (on…)",
            Self::Address => "una dirección que ejecuta código (javascript: o data:)",
            Self::Frame => "una página u objeto incrustado",
            Self::Refresh => "una redirección automática",
            Self::ForeignObject => "HTML dentro de la imagen SVG",
            Self::ExternalEntity => "una entidad XML externa",
        }
    }

    /// English noun phrase, to be read inside a sentence.
    pub fn en(self) -> &'static str {
        match self {
            Self::PdfJavaScript => "JavaScript in the PDF",
            Self::PdfFormScript => "JavaScript in the fields of a PDF form",
            Self::PdfLaunch => "a PDF action that starts programs",
            Self::PdfRemoteAction => "a PDF action that connects with another place without a click",
            Self::RichMedia => "active rich media (Flash or 3D)",
            Self::DynamicForm => "a dynamic form (XFA)",
            Self::Element => "a <script> element",
            Self::Handler => "an attribute that runs code (on…)",
            Self::Address => "an address that runs code (javascript: or data:)",
            Self::Frame => "an embedded page or object",
            Self::Refresh => "an automatic redirection",
            Self::ForeignObject => "HTML inside the SVG image",
            Self::ExternalEntity => "an external XML entity",
        }
    }
}

/// One fact about a file. The order is that of severity for no one: only a stable order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Trait {
    /// The file has no bytes.
    Empty,
    /// The file ends before what its own structure announces.
    Truncated {
        /// What is cut.
        what: Part,
    },
    /// The structure contradicts itself: readers will fail, or each will show something else.
    Corrupt {
        /// What is wrong.
        what: Part,
    },
    /// Bytes before the place where the format starts.
    LeadingData {
        /// How many.
        bytes: u64,
    },
    /// Bytes after the end of the format, padding apart.
    TrailingData {
        /// How many.
        bytes: u64,
    },
    /// Another format's signature stands where readers of that format would accept it.
    Polyglot {
        /// The other format.
        other: Format,
    },
    /// XML that Office programs open as their own document, whatever its name says.
    OfficeXml,
    /// Content cannot be read without a key: what is inside was **not** inspected.
    Encrypted,
    /// Office macros: VBA, Excel 4 macro sheets, OpenDocument Basic or scripts.
    Macros,
    /// Opening the document fetches something from elsewhere, plain hyperlinks apart: template, linked object,
    /// DDE, data connection.
    ExternalReference,
    /// The document takes data from a file of its author's computer (a linked workbook or chart): nothing is fetched
    /// from elsewhere, but what it shows may need a file that was not handed in.
    LinkedFile,
    /// Content that runs when opened in its usual program.
    ScriptContent {
        /// What kind.
        what: Script,
    },
    /// Whole files carried inside a document (attachments, OLE packages).
    EmbeddedFiles,
    /// A program or script inside a container.
    ExecutableInside,
    /// Latitude and longitude of where an image or video was taken: the file itself, or one it carries inside.
    PhotoLocation,
    /// The container unpacks to far more than its size.
    ZipBomb {
        /// Bytes unpacked for each byte stored, declared or measured, rounded down; `u64::MAX` for one without end.
        ratio: u64,
    },
    /// The image asks for far more memory than any evidence needs.
    HugeImage {
        /// Width times height.
        pixels: u64,
    },
    /// A container inside a container. A ZIP inside, up to three one inside another, was looked into for programs, where
    /// its photos were taken, what its documents run and how far it unpacks, and for nothing else; any other was **not**
    /// opened.
    NestedArchive,
    /// A container this program cannot look into: its entries were **not** inspected.
    OpaqueArchive,
    /// A name inside the container that would be written outside the folder it is unpacked to.
    PathEscape,
    /// The last frame of sound is short: at most a twentieth of a second is lost, unless the file was cut there.
    UnfinishedFrame,
    /// A table whose rows do not all have the same number of columns.
    RaggedTable,
    /// A table with cells that a spreadsheet opens as a formula.
    Formula,
    /// Text with invisible characters that change the direction in which what follows is shown.
    TurnedText {
        /// How many.
        count: u64,
        /// The line of the first, from 1.
        line: u64,
    },
    /// A limit of the inspection was reached: the rest was **not** checked.
    TooComplex {
        /// What could not be checked whole.
        what: Part,
    },
}

impl Trait {
    /// Whether the file cannot be trusted to show what it holds: empty, cut or contradictory.
    pub fn is_damage(self) -> bool {
        matches!(self, Self::Empty | Self::Truncated { .. } | Self::Corrupt { .. })
    }

    /// Whether opening the file, or what it holds, may run something or fetch something from elsewhere. Scripts in
    /// form fields do not count: they wait for a person to use the field.
    pub fn is_active(self) -> bool {
        match self {
            Self::Macros | Self::ExternalReference | Self::ExecutableInside => true,
            Self::ScriptContent { what } => what != Script::PdfFormScript,
            _ => false,
        }
    }

    /// Whether the file is, or carries, something other than what it shows.
    pub fn is_disguise(self) -> bool {
        matches!(
            self,
            Self::LeadingData { .. }
                | Self::TrailingData { .. }
                | Self::Polyglot { .. }
                | Self::OfficeXml
                | Self::PathEscape
        )
    }

    /// Whether opening or unpacking the file may exhaust a machine.
    pub fn is_bomb(self) -> bool {
        matches!(self, Self::ZipBomb { .. } | Self::HugeImage { .. })
    }

    /// Whether part of the file was not inspected, so that the absence of other traits proves nothing for it.
    pub fn is_unchecked(self) -> bool {
        matches!(self, Self::Encrypted | Self::NestedArchive | Self::OpaqueArchive | Self::TooComplex { .. })
    }

    /// Whether it is about personal data.
    pub fn is_personal(self) -> bool {
        matches!(self, Self::PhotoLocation)
    }

    /// Stable kebab-case word for machine output.
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Truncated { .. } => "truncated",
            Self::Corrupt { .. } => "corrupt",
            Self::LeadingData { .. } => "leading-data",
            Self::TrailingData { .. } => "trailing-data",
            Self::Polyglot { .. } => "polyglot",
            Self::OfficeXml => "office-xml",
            Self::Encrypted => "encrypted",
            Self::Macros => "macros",
            Self::ExternalReference => "external-reference",
            Self::LinkedFile => "linked-file",
            Self::ScriptContent { .. } => "script-content",
            Self::EmbeddedFiles => "embedded-files",
            Self::ExecutableInside => "executable-inside",
            Self::PhotoLocation => "photo-location",
            Self::ZipBomb { .. } => "zip-bomb",
            Self::HugeImage { .. } => "huge-image",
            Self::NestedArchive => "nested-archive",
            Self::OpaqueArchive => "opaque-archive",
            Self::PathEscape => "path-escape",
            Self::UnfinishedFrame => "unfinished-frame",
            Self::RaggedTable => "ragged-table",
            Self::Formula => "formula",
            Self::TurnedText { .. } => "turned-text",
            Self::TooComplex { .. } => "too-complex",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn part_codes_are_unique_and_worded() {
        let codes: BTreeSet<_> = Part::ALL.iter().map(|part| part.code()).collect();
        assert_eq!(codes.len(), Part::ALL.len());
        assert!(Part::ALL.iter().all(|part| !part.es().is_empty() && !part.en().is_empty()));
    }

    #[test]
    fn groups_do_not_overlap() {
        let script = Trait::ScriptContent { what: Script::Element };
        for one in [Trait::Empty, Trait::Macros, script, Trait::PathEscape, Trait::Encrypted, Trait::PhotoLocation] {
            let groups = [
                one.is_damage(),
                one.is_active(),
                one.is_disguise(),
                one.is_bomb(),
                one.is_unchecked(),
                one.is_personal(),
            ];
            assert_eq!(groups.iter().filter(|is| **is).count(), 1, "{one:?}");
        }
        assert!(!Trait::EmbeddedFiles.is_active() && !Trait::RaggedTable.is_damage());
    }
}
