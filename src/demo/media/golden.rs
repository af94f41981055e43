//! Digests of what every generator makes: the object ids of the example repository depend on them.

use super::{hostile, samples, *};
use crate::digest::Digest;

/// A file of each kind.
fn files() -> Vec<(&'static str, Vec<u8>)> {
    let (report, chart) = (samples::report(), samples::chart());
    let rows = [["POL02".to_owned(), "92 %; meta 95".to_owned()]];
    let cues = [Cue { start: 0, end: 3_000, text: "Avance de la política".to_owned() }];
    vec![
        ("report.pdf", pdf(&report)),
        ("report.docx", docx(&report).unwrap()),
        ("report.docm", docm(&report).unwrap()),
        ("sheet.xlsx", xlsx("Plan", "Alcaldía", Theme::Forest, &[samples::sheet()]).unwrap()),
        ("rows.csv", csv(Separator::Semicolon, &["Política", "Avance"], &rows).unwrap()),
        ("chart.png", png_chart(&chart, "Fuente: registros", Theme::Sea).unwrap()),
        ("map.png", png_heat_map(&samples::heat_map(), "Fuente: registros", Theme::Coral).unwrap()),
        ("bay.jpg", jpeg(Scene::Bay, 1).unwrap()),
        ("wall.jpg", jpeg(Scene::Wall, 2).unwrap()),
        ("facades.jpg", jpeg(Scene::Facades, 3).unwrap()),
        ("located.jpg", jpeg_with_location(Scene::Wall, 2, 10_422_900, -75_549_400).unwrap()),
        ("clip.mp4", mp4(&samples::clip())),
        ("clip.vtt", vtt(&cues)),
        ("renamed.pdf", hostile::html_renamed_as_pdf()),
        ("active.html", hostile::html_with_script()),
        ("active.svg", hostile::svg_with_script()),
        ("bomb.docx", hostile::zip_bomb_docx(&report).unwrap()),
        ("slip.zip", hostile::zip_slip().unwrap()),
        ("encrypted.pdf", hostile::encrypted_pdf()),
        ("script.pdf", hostile::pdf_with_javascript()),
        ("trailing.png", hostile::png_with_trailing_html(&chart, Theme::Sea).unwrap()),
        ("polyglot.pdf", hostile::pdf_zip_polyglot(&report).unwrap()),
        ("attendance.csv", hostile::attendance_list_csv(30).unwrap()),
    ]
}

const DIGESTS: &str = "\
8f89a2386cffd77c9356fe98197dfafa101dc19d2c1bdbef756b32fca22fdfa1 report.pdf
eeffcade8d78679b3e637a69189779f861454ce10e9e24e8ccb0edbb99c8843f report.docx
47998934ecfd76a861d6b0ffde773c3dd3b922efa204bf01e8075dfae2e6d3c0 report.docm
01a87e31afe09ebe286f7d7142ce97fdcb18dbd94fb2a7a19d5ff9a44e8de26b sheet.xlsx
d7f1e8783be6c9465e218cb59135767052f1caec5768496071502bad5e65fe49 rows.csv
eb0abc32a51a2ccde30457edd8cff64eb940d5a9cabfcad2bface16455505fda chart.png
6d12342ed270f21c9225c4fb7f2e852addaf68077253a778390d183349ddaa4e map.png
a25f7f79b2a367605e56cb0b2ff090804d90047ccd4e3aa5a4b6648f79a88c1b bay.jpg
54b416c092095e384a0cb3afdf0e06a15747bca537689d481acb5ea4f7d018d9 wall.jpg
4e6b56b91ebc72582196083326000072486c5753862f6230a69ffa18bc1dabe7 facades.jpg
3972faa55085ef3181c0b6938f8bde6bce56cb399bf30180f1d695a197971b2f located.jpg
7c8f368a662c2bf6dd5e9b647305c3c138b609fb9f31a27c49ca939fa76935fd clip.mp4
50ccfa197242505b5250c698c547f3e5f6a6d93bd1c53acba141f1be96e5ca86 clip.vtt
b6d0f21f2ffc8c3b89582436c020a1586aed3064487bcfd679ec8e94f6171877 renamed.pdf
42c3f226a05bda87eee03955bfe7f2d2eea77a6827cc8d409eceabdccbc5318a active.html
a2d597cde0d9d553170176df75f6d7dc47de8ef1a40d5f414e3e27edf9d1fe1d active.svg
f50fb3325a48b7d8da9431080d31c91af027418dddc614d9a15e0d21f6f8383b bomb.docx
e20a52e6ac09d6bac220da4490d1ec0a178f5cb791f207c0eedefc19550db09c slip.zip
80de1cecc685facbb25e88f3ee80ffd13e53e6a450b33490bdca8c45433c9c6d encrypted.pdf
593d09f41711e4a1591eca376a8336cec0f1d9dd797375e052800439b2dec6e2 script.pdf
e46651b7abc7926f4be016de75ce26fcc0a559c25e360845bf81a374e512496a trailing.png
e2e091efbdf78f0fecc15f5c9b2da179300051d5151a99b9077e07db87878c62 polyglot.pdf
a54da3a36394749fb7aa229adecf4e353b7fc16377cc110915d12c3dbfb9ba36 attendance.csv
";

#[test]
fn every_file_has_the_bytes_it_always_had() {
    let found: String = files().iter().map(|(name, bytes)| format!("{} {name}\n", Digest::of(bytes))).collect();
    assert_eq!(found, DIGESTS, "\n{found}");
}
