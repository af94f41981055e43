//! PNG pictures: a column chart and a heat map, with title, axes and legend.

use super::{
    MediaError,
    canvas::{Canvas, Weight, wrap},
    lettering,
    report::{Chart, Rgb, Theme},
};

/// Width of the pictures, in pixels.
pub const WIDTH: usize = 800;
/// Height of the pictures, in pixels.
pub const HEIGHT: usize = 450;
const INK: Rgb = [40, 46, 56];
const GREY: Rgb = [106, 114, 126];
const LINE: Rgb = [222, 226, 232];

/// Figures of rows by columns, each from 0 to 100, for a heat map.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct HeatMap {
    /// Line over the map.
    pub title: String,
    /// Names of the columns.
    pub columns: Vec<String>,
    /// Name of each row and its figures, in per cent; figures over 100 are drawn as 100.
    pub rows: Vec<(String, Vec<u8>)>,
}

/// Draws a column chart as a PNG of 800 by 450 pixels, 8-bit sRGB, with title, value axis, labels and source line.
///
/// `source` is the small line at the foot. Meant for 2 to 14 bars; longer labels are broken in three lines or cut.
///
/// # Errors
///
/// [`MediaError::Png`] if the picture cannot be encoded.
pub fn png_chart(chart: &Chart, source: &str, theme: Theme) -> Result<Vec<u8>, MediaError> {
    png(&chart_canvas(chart, source, theme))
}

/// Draws a heat map as a PNG of 800 by 450 pixels, 8-bit sRGB: a coloured cell with its figure for each row and column.
///
/// # Errors
///
/// [`MediaError::Png`] if the picture cannot be encoded.
pub fn png_heat_map(map: &HeatMap, source: &str, theme: Theme) -> Result<Vec<u8>, MediaError> {
    let mut canvas = frame(&map.title, source, theme);
    let (left, top) = (232, 112);
    let rows = i32::try_from(map.rows.len().max(1)).unwrap_or(i32::MAX);
    let columns = i32::try_from(map.columns.len().max(1)).unwrap_or(i32::MAX);
    let (width, height) = ((WIDTH as i32 - left - 32) / columns, (HEIGHT as i32 - top - 46) / rows);
    for (column, name) in (0..columns).zip(&map.columns) {
        let middle = (left + column * width) as f32 + width as f32 / 2.0;
        let name = wrap(9.0, width as f32 - 2.0, 1, name).concat();
        canvas.centred(middle, top as f32 - 10.0, 9.0, Weight::Regular, GREY, &name);
    }
    for (row, (name, figures)) in (0..rows).zip(&map.rows) {
        let y = top + row * height;
        let base = y as f32 + height as f32 / 2.0 + 5.0;
        let name = wrap(10.0, left as f32 - 46.0, 1, name).concat();
        canvas.text(left as f32 - 14.0 - lettering::width(10.0, &name), base, 10.0, Weight::Regular, INK, &name);
        for (column, &figure) in (0..columns).zip(figures) {
            let x = left + column * width;
            let figure = figure.min(100);
            canvas.fill(x + 1, y + 1, width - 2, height - 2, heat(theme, figure));
            let ink = if figure > 55 { [255; 3] } else { INK };
            canvas.centred(x as f32 + width as f32 / 2.0, base, 9.0, Weight::Regular, ink, &figure.to_string());
        }
    }
    png(&canvas)
}

/// The colour of a figure: from pale (0) to the primary colour of the theme (100).
fn heat(theme: Theme, figure: u8) -> Rgb {
    let part = 24 + u16::from(figure) * 231 / 100;
    theme.tint(u8::try_from(part).unwrap_or(255))
}

/// White ground with a coloured head, the title and the source line.
fn frame(title: &str, source: &str, theme: Theme) -> Canvas {
    let mut canvas = Canvas::new(WIDTH, HEIGHT, [252, 253, 254]);
    canvas.fill(0, 0, WIDTH as i32, 68, theme.primary());
    canvas.fill(0, 68, WIDTH as i32, 4, theme.accent());
    let title = wrap(17.0, WIDTH as f32 - 64.0, 1, title).concat();
    canvas.text(32.0, 43.0, 17.0, Weight::Bold, [255; 3], &title);
    let source = wrap(8.0, WIDTH as f32 - 64.0, 1, source).concat();
    canvas.text(32.0, HEIGHT as f32 - 14.0, 8.0, Weight::Regular, GREY, &source);
    canvas
}

fn chart_canvas(chart: &Chart, source: &str, theme: Theme) -> Canvas {
    let mut canvas = frame(&chart.title, source, theme);
    let (left, right, top, foot) = (82_i32, WIDTH as i32 - 32, 104_i32, HEIGHT as i32 - 86);
    let end = chart.axis_end();
    for step in 0..=5_i32 {
        let y = foot - (foot - top) * step / 5;
        canvas.fill(left, y, right - left, 1, if step == 0 { GREY } else { LINE });
        let mark = (u64::from(end) * u64::from(step.unsigned_abs()) / 5).to_string();
        canvas.text(
            left as f32 - 10.0 - lettering::width(9.0, &mark),
            y as f32 + 4.5,
            9.0,
            Weight::Regular,
            GREY,
            &mark,
        );
    }
    canvas.text(left as f32, top as f32 - 12.0, 9.0, Weight::Regular, GREY, &chart.unit);
    let slot = (right - left) as f32 / chart.bars.len().max(1) as f32;
    let width = (slot * 0.62).min(86.0);
    for (index, bar) in chart.bars.iter().enumerate() {
        let middle = left as f32 + slot * (index as f32 + 0.5);
        let share = f64::from(bar.value) / f64::from(end);
        let height = (f64::from(foot - top) * share).round() as i32;
        let x = (middle - width / 2.0) as i32;
        let colour = if index % 2 == 0 { theme.primary() } else { theme.tint(190) };
        canvas.fill(x, foot - height, width as i32, height, colour);
        canvas.fill(x, foot - height, width as i32, 3.min(height), theme.accent());
        let value = bar.value.to_string();
        canvas.centred(middle, (foot - height) as f32 - 8.0, 11.0, Weight::Bold, INK, &value);
        for (line, text) in (0_u8..).zip(wrap(8.5, slot - 6.0, 3, &bar.label)) {
            canvas.centred(middle, foot as f32 + 19.0 + 15.0 * f32::from(line), 8.5, Weight::Regular, INK, &text);
        }
    }
    canvas
}

/// The picture as a PNG with an `sRGB` chunk. One filter and one fast encoder, whose output depends on no processor.
pub(super) fn png(canvas: &Canvas) -> Result<Vec<u8>, MediaError> {
    let size = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
    let mut bytes = Vec::new();
    let mut encoder = ::png::Encoder::new(&mut bytes, size(canvas.width()), size(canvas.height()));
    encoder.set_color(::png::ColorType::Rgb);
    encoder.set_depth(::png::BitDepth::Eight);
    encoder.set_source_srgb(::png::SrgbRenderingIntent::Perceptual);
    encoder.set_deflate_compression(::png::DeflateCompression::FdeflateUltraFast);
    encoder.set_filter(::png::Filter::Up);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&canvas.bytes())?;
    writer.finish()?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::media::samples;

    fn decode(bytes: &[u8]) -> (u32, u32, Vec<u8>) {
        let mut reader = ::png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut pixels).unwrap();
        (info.width, info.height, pixels)
    }

    #[test]
    fn the_picture_read_back_is_the_one_drawn() {
        let canvas = chart_canvas(&samples::chart(), "Fuente: registros", Theme::Sea);
        let bytes = png(&canvas).unwrap();
        assert_eq!(decode(&bytes), (800, 450, canvas.bytes()));
        assert!(memchr::memmem::find(&bytes, b"sRGB").is_some());
        assert!(bytes.len() < 120_000, "{}", bytes.len());
    }

    #[test]
    fn bars_are_as_tall_as_their_figures() {
        let canvas = chart_canvas(&samples::chart(), "", Theme::Sea);
        let slot = (768 - 82) as f32 / 6.0;
        let column = (82.0 + slot * 0.5) as usize;
        let tall = (104..364).filter(|y| canvas.pixels()[y * WIDTH + column] == Theme::Sea.primary()).count();
        // The first bar is 92 of 100 on an axis of 260 pixels: 239 pixels, 3 of them the highlight.
        assert_eq!(tall, 236);
    }

    #[test]
    fn nothing_to_draw_is_still_a_picture() {
        assert_eq!(decode(&png_chart(&Chart::default(), "", Theme::Sea).unwrap()).0, 800);
        assert_eq!(decode(&png_heat_map(&HeatMap::default(), "", Theme::Sea).unwrap()).1, 450);
    }
}
