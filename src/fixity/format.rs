//! The closed table of formats this program can tell apart.
//!
//! One row of the table gives everything: canonical media type, other names of the same type, extensions, class,
//! whether it is evidence by default, and its short Spanish name. It is not a judgement: which formats an entity
//! accepts is a setting of its repository, and [`Format::accepted_by_default`] only its starting point.

use std::fmt;

/// Broad kind of a format, for limits and for the obligations of each kind (alternative text, people shown).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Class {
    /// Text with layout: PDF, Word, OpenDocument text, RTF, EPUB.
    Document,
    /// Cells and formulas.
    Spreadsheet,
    /// Slides.
    Presentation,
    /// Still images, vector images included.
    Image,
    /// Moving images.
    Video,
    /// Sound only.
    Audio,
    /// Plain and marked-up text, tables of text and data.
    Text,
    /// Containers of other files.
    Archive,
    /// Mail.
    Message,
    /// Anything else: programs, signatures, databases.
    Other,
}

impl Class {
    /// Whether a person may have written words in it, or in a file it carries, so that personal data may stand in its text.
    pub fn holds_text(self) -> bool {
        match self {
            Self::Document | Self::Spreadsheet | Self::Presentation | Self::Text | Self::Message | Self::Archive => {
                true
            }
            Self::Image | Self::Video | Self::Audio | Self::Other => false,
        }
    }
}

/// What the table says of one format.
#[derive(Debug)]
pub struct FormatInfo {
    /// Canonical media type, lower-case.
    pub mime: &'static str,
    /// Other media types that name the same thing and are accepted in its place.
    pub equivalents: &'static [&'static str],
    /// Usual extensions, lower-case and without the dot; the first is the preferred one.
    pub extensions: &'static [&'static str],
    /// Broad kind.
    pub class: Class,
    /// Whether a repository takes it as evidence unless its settings say otherwise.
    pub accepted: bool,
    /// Short Spanish name, to be read inside a sentence: `documento de Word`.
    pub name_es: &'static str,
}

macro_rules! formats {
    ($($variant:ident $mime:literal [$($other:literal)*] [$($ext:literal)*] $class:ident $accepted:literal $name:literal)*) => {
        /// A format of the table. Its order is the order of the table and means nothing.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Format {
            $(#[doc = concat!("`", $mime, "`: ", $name, ".")] $variant,)*
        }

        /// Every format, in the order of [`Format`].
        pub static FORMATS: &[Format] = &[$(Format::$variant,)*];

        static INFO: &[FormatInfo] = &[$(FormatInfo {
            mime: $mime,
            equivalents: &[$($other,)*],
            extensions: &[$($ext,)*],
            class: Class::$class,
            accepted: $accepted,
            name_es: $name,
        },)*];
    };
}

formats! {
    Pdf "application/pdf" ["application/x-pdf"] ["pdf"] Document true "documento PDF"
    Docx "application/vnd.openxmlformats-officedocument.wordprocessingml.document" [] ["docx"] Document true "documento de Word"
    Docm "application/vnd.ms-word.document.macroenabled.12" [] ["docm"] Document false "documento de Word con macros"
    Dotx "application/vnd.openxmlformats-officedocument.wordprocessingml.template" [] ["dotx"] Document false "plantilla de Word"
    Dotm "application/vnd.ms-word.template.macroenabled.12" [] ["dotm"] Document false "plantilla de Word con macros"
    Xlsx "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" [] ["xlsx"] Spreadsheet true "libro de Excel"
    Xlsm "application/vnd.ms-excel.sheet.macroenabled.12" [] ["xlsm"] Spreadsheet false "libro de Excel con macros"
    Xltx "application/vnd.openxmlformats-officedocument.spreadsheetml.template" [] ["xltx"] Spreadsheet false "plantilla de Excel"
    Xltm "application/vnd.ms-excel.template.macroenabled.12" [] ["xltm"] Spreadsheet false "plantilla de Excel con macros"
    Xlsb "application/vnd.ms-excel.sheet.binary.macroenabled.12" [] ["xlsb"] Spreadsheet false "libro binario de Excel"
    Xlam "application/vnd.ms-excel.addin.macroenabled.12" [] ["xlam"] Spreadsheet false "complemento de Excel"
    Pptx "application/vnd.openxmlformats-officedocument.presentationml.presentation" [] ["pptx"] Presentation true "presentación de PowerPoint"
    Pptm "application/vnd.ms-powerpoint.presentation.macroenabled.12" [] ["pptm"] Presentation false "presentación de PowerPoint con macros"
    Ppsx "application/vnd.openxmlformats-officedocument.presentationml.slideshow" [] ["ppsx"] Presentation true "diapositivas de PowerPoint"
    Ppsm "application/vnd.ms-powerpoint.slideshow.macroenabled.12" [] ["ppsm"] Presentation false "diapositivas de PowerPoint con macros"
    Potx "application/vnd.openxmlformats-officedocument.presentationml.template" [] ["potx"] Presentation false "plantilla de PowerPoint"
    Potm "application/vnd.ms-powerpoint.template.macroenabled.12" [] ["potm"] Presentation false "plantilla de PowerPoint con macros"
    Vsdx "application/vnd.ms-visio.drawing.main+xml" ["application/vnd.ms-visio.drawing" "application/vnd.visio"] ["vsdx"] Document false "dibujo de Visio"
    OfficeProtected "application/x-ole-storage-encrypted-package" [] [] Document false "documento de Office protegido con contraseña"
    Doc "application/msword" [] ["doc" "dot"] Document true "documento de Word 97-2003"
    Xls "application/vnd.ms-excel" ["application/msexcel" "application/x-msexcel"] ["xls" "xlt"] Spreadsheet true "libro de Excel 97-2003"
    Ppt "application/vnd.ms-powerpoint" ["application/mspowerpoint"] ["ppt" "pps" "pot"] Presentation true "presentación de PowerPoint 97-2003"
    Msg "application/vnd.ms-outlook" [] ["msg"] Message true "mensaje de Outlook"
    Ole "application/x-ole-storage" ["application/x-cfb"] [] Other false "contenedor OLE2"
    Odt "application/vnd.oasis.opendocument.text" [] ["odt"] Document true "documento de LibreOffice"
    Ods "application/vnd.oasis.opendocument.spreadsheet" [] ["ods"] Spreadsheet true "hoja de cálculo de LibreOffice"
    Odp "application/vnd.oasis.opendocument.presentation" [] ["odp"] Presentation true "presentación de LibreOffice"
    Odg "application/vnd.oasis.opendocument.graphics" [] ["odg"] Image false "dibujo de LibreOffice"
    OdfOther "application/vnd.oasis.opendocument" [] ["odf" "odb" "odc" "odm" "ott" "ots" "otp"] Other false "archivo OpenDocument de otra clase"
    Epub "application/epub+zip" [] ["epub"] Document false "libro electrónico EPUB"
    Rtf "application/rtf" ["text/rtf" "text/richtext"] ["rtf"] Document true "documento RTF"
    Jpeg "image/jpeg" ["image/jpg" "image/pjpeg"] ["jpg" "jpeg" "jpe" "jfif"] Image true "imagen JPEG"
    Png "image/png" ["image/x-png"] ["png"] Image true "imagen PNG"
    Gif "image/gif" [] ["gif"] Image true "imagen GIF"
    Webp "image/webp" [] ["webp"] Image true "imagen WebP"
    Heic "image/heic" ["image/heif" "image/heic-sequence" "image/heif-sequence"] ["heic" "heif" "hif"] Image true "imagen HEIC"
    Avif "image/avif" ["image/avif-sequence"] ["avif"] Image true "imagen AVIF"
    Tiff "image/tiff" ["image/tiff-fx"] ["tif" "tiff"] Image true "imagen TIFF"
    Bmp "image/bmp" ["image/x-ms-bmp" "image/x-bmp"] ["bmp" "dib"] Image true "imagen BMP"
    Jp2 "image/jp2" ["image/jpx" "image/j2c"] ["jp2" "jpx" "j2k" "j2c"] Image false "imagen JPEG 2000"
    Svg "image/svg+xml" ["image/svg"] ["svg"] Image true "imagen SVG"
    Mp4 "video/mp4" ["application/mp4" "video/x-m4v"] ["mp4" "m4v"] Video true "video MP4"
    Quicktime "video/quicktime" [] ["mov" "qt"] Video true "video QuickTime"
    ThreeGp "video/3gpp" ["video/3gpp2" "audio/3gpp" "audio/3gpp2"] ["3gp" "3g2" "3gpp"] Video true "video 3GP"
    Webm "video/webm" ["audio/webm"] ["webm"] Video true "video WebM"
    Matroska "video/x-matroska" ["video/matroska" "audio/x-matroska" "audio/matroska"] ["mkv" "mka"] Video true "video Matroska"
    Avi "video/x-msvideo" ["video/avi" "video/msvideo" "video/vnd.avi"] ["avi"] Video true "video AVI"
    Mpeg "video/mpeg" [] ["mpg" "mpeg"] Video true "video MPEG"
    Asf "video/x-ms-wmv" ["video/x-ms-asf" "audio/x-ms-wma"] ["wmv" "wma" "asf"] Video false "video o audio de Windows Media"
    Flv "video/x-flv" [] ["flv"] Video false "video Flash"
    M4a "audio/mp4" ["audio/m4a" "audio/x-m4a" "video/mp4" "application/mp4"] ["m4a" "m4b" "mp4"] Audio true "audio MP4"
    Mp3 "audio/mpeg" ["audio/mp3" "audio/x-mp3" "audio/mpeg3"] ["mp3"] Audio true "audio MP3"
    Wav "audio/wav" ["audio/x-wav" "audio/wave" "audio/vnd.wave"] ["wav"] Audio true "audio WAV"
    Ogg "audio/ogg" ["application/ogg" "video/ogg" "audio/opus" "audio/vorbis"] ["ogg" "oga" "ogv" "opus"] Audio true "audio o video Ogg"
    Flac "audio/flac" ["audio/x-flac"] ["flac"] Audio true "audio FLAC"
    Aac "audio/aac" ["audio/x-aac" "audio/aacp"] ["aac"] Audio true "audio AAC"
    Amr "audio/amr" ["audio/amr-wb"] ["amr"] Audio true "audio AMR"
    Midi "audio/midi" ["audio/x-midi"] ["mid" "midi"] Audio false "secuencia MIDI"
    Aiff "audio/aiff" ["audio/x-aiff"] ["aif" "aiff"] Audio true "audio AIFF"
    Text "text/plain" ["text/x-log" "text/markdown" "text/x-markdown"] ["txt" "text" "md" "log"] Text true "texto sin formato"
    Csv "text/csv" ["application/csv" "text/x-csv" "text/comma-separated-values" "text/tab-separated-values"] ["csv" "tsv"] Text true "tabla CSV"
    Json "application/json" ["text/json"] ["json" "geojson"] Text true "datos JSON"
    Xml "application/xml" ["text/xml"] ["xml" "xsd" "xsl" "kml" "gpx"] Text true "datos XML"
    Html "text/html" ["application/xhtml+xml"] ["html" "htm" "xhtml"] Text true "página HTML"
    Vtt "text/vtt" [] ["vtt"] Text true "subtítulos WebVTT"
    Ics "text/calendar" [] ["ics"] Text true "calendario iCalendar"
    Vcard "text/vcard" ["text/x-vcard"] ["vcf"] Text false "tarjeta de contacto"
    Eml "message/rfc822" ["application/eml"] ["eml"] Message true "correo electrónico"
    Mbox "application/mbox" [] ["mbox"] Message false "buzón de correo"
    Pem "application/x-pem-file" ["application/x-x509-ca-cert"] ["pem" "crt"] Other false "certificado o clave en PEM"
    Cms "application/pkcs7-mime" ["application/x-pkcs7-mime" "application/pkcs7-signature" "application/x-pkcs7-signature" "application/cms"] ["p7m" "p7s" "p7c" "p7b"] Other true "archivo firmado (CMS)"
    Der "application/pkix-cert" ["application/x-x509-ca-cert"] ["cer" "der"] Other false "certificado digital"
    Zip "application/zip" ["application/x-zip-compressed" "application/x-zip"] ["zip"] Archive true "archivo comprimido ZIP"
    Kmz "application/vnd.google-earth.kmz" [] ["kmz"] Archive false "mapa KMZ"
    Jar "application/java-archive" ["application/x-java-archive"] ["jar" "war" "ear" "apk"] Archive false "programa de Java o Android"
    Rar "application/vnd.rar" ["application/x-rar-compressed" "application/x-rar"] ["rar"] Archive true "archivo comprimido RAR"
    SevenZip "application/x-7z-compressed" [] ["7z"] Archive true "archivo comprimido 7-Zip"
    Gzip "application/gzip" ["application/x-gzip"] ["gz" "tgz"] Archive false "archivo comprimido GZIP"
    Bzip2 "application/x-bzip2" ["application/x-bzip"] ["bz2"] Archive false "archivo comprimido BZIP2"
    Xz "application/x-xz" [] ["xz"] Archive false "archivo comprimido XZ"
    Zstd "application/zstd" [] ["zst"] Archive false "archivo comprimido ZSTD"
    Tar "application/x-tar" [] ["tar"] Archive false "archivo TAR"
    Cab "application/vnd.ms-cab-compressed" [] ["cab"] Archive false "archivo CAB"
    Sqlite "application/vnd.sqlite3" ["application/x-sqlite3"] ["sqlite" "db"] Other false "base de datos SQLite"
    Psd "image/vnd.adobe.photoshop" [] ["psd"] Image false "imagen de Photoshop"
    Icon "image/vnd.microsoft.icon" ["image/x-icon"] ["ico"] Image false "icono"
    Flash "application/x-shockwave-flash" ["application/vnd.adobe.flash.movie"] ["swf"] Other false "película Flash"
    Script "text/x-shellscript" ["application/x-sh" "text/javascript" "application/javascript"] ["sh" "bash" "bat" "cmd" "ps1" "vbs" "js"] Other false "guion ejecutable"
    Executable "application/x-executable" ["application/vnd.microsoft.portable-executable" "application/x-mach-binary" "application/x-msdownload" "application/java" "application/wasm" "application/vnd.android.dex"] ["exe" "dll" "com" "scr" "msi" "so" "elf" "class" "wasm" "dex"] Other false "programa ejecutable"
}

impl Format {
    /// The row of the table.
    pub fn info(self) -> &'static FormatInfo {
        &INFO[self as usize]
    }

    /// Canonical media type.
    pub fn mime(self) -> &'static str {
        self.info().mime
    }

    /// Broad kind.
    pub fn class(self) -> Class {
        self.info().class
    }

    /// Usual extensions, lower-case, without the dot.
    pub fn extensions(self) -> &'static [&'static str] {
        self.info().extensions
    }

    /// Whether a repository takes it as evidence unless its settings say otherwise.
    pub fn accepted_by_default(self) -> bool {
        self.info().accepted
    }

    /// Short Spanish name: `documento de Word`.
    pub fn name_es(self) -> &'static str {
        self.info().name_es
    }

    /// Whether `mime` names this format: the canonical type or an equivalent one. Case and parameters
    /// (`; charset=…`) do not count.
    pub fn answers_to(self, mime: &str) -> bool {
        self.is_named(essence(mime))
    }

    /// [`Format::answers_to`] for a type without parameters.
    fn is_named(self, essence: &str) -> bool {
        let info = self.info();
        info.mime.eq_ignore_ascii_case(essence) || info.equivalents.iter().any(|one| one.eq_ignore_ascii_case(essence))
    }
}

impl fmt::Display for Format {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.mime())
    }
}

/// The media type without parameters or surrounding blanks.
fn essence(mime: &str) -> &str {
    mime.split(';').next().unwrap_or_default().trim()
}

/// The format whose canonical type is `mime` or, failing that, the first one with it as an equivalent.
pub fn format_by_mime(mime: &str) -> Option<Format> {
    let essence = essence(mime);
    let canonical = FORMATS.iter().find(|format| format.mime().eq_ignore_ascii_case(essence));
    canonical.or_else(|| FORMATS.iter().find(|format| format.is_named(essence))).copied()
}

/// Every format that uses `extension` (lower-case, no dot), in the order of the table.
pub fn formats_by_extension(extension: &str) -> impl Iterator<Item = Format> + '_ {
    FORMATS.iter().copied().filter(move |format| format.extensions().contains(&extension))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn canonical_types_are_unique_lower_case_and_found() {
        let mut seen = BTreeSet::new();
        for &format in FORMATS {
            assert!(seen.insert(format.mime()), "{format} twice");
            assert_eq!(format.mime(), format.mime().to_ascii_lowercase());
            assert_eq!(format_by_mime(format.mime()), Some(format));
            assert!(!format.name_es().is_empty());
            for extension in format.extensions() {
                assert!(formats_by_extension(extension).any(|found| found == format), "{extension}");
            }
        }
    }

    #[test]
    fn equivalents_parameters_and_case_are_understood() {
        assert!(Format::Heic.answers_to("image/heif"));
        assert!(Format::Wav.answers_to("Audio/X-WAV"));
        assert!(Format::Xml.answers_to("text/xml; charset=utf-8"));
        assert!(!Format::Xml.answers_to("text/html"));
        assert_eq!(format_by_mime("text/xml"), Some(Format::Xml));
        assert_eq!(format_by_mime("video/mp4"), Some(Format::Mp4));
        assert_eq!(format_by_mime("application/vnd.ms-word.document.macroEnabled.12"), Some(Format::Docm));
        assert_eq!(format_by_mime("application/nothing"), None);
    }

    #[test]
    fn extensions_may_belong_to_several_formats() {
        assert_eq!(formats_by_extension("mp4").collect::<Vec<_>>(), [Format::Mp4, Format::M4a]);
        assert_eq!(formats_by_extension("PDF").count(), 0);
    }
}
