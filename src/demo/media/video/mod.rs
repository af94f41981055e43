//! A short silent video: a title, bars that grow to their figures and a boat that crosses; and its subtitles.

mod bits;
mod container;
mod h264;

use super::{
    canvas::{Canvas, Weight, fitting, wrap},
    noise::{ease, lerp},
    report::{Chart, Rgb, Theme},
};
use container::Shape;
use h264::{Frame, Plane};

const COLUMNS: usize = 30;
const ROWS: usize = 17;
/// Width of the video, in pixels.
const WIDTH: usize = COLUMNS * 16;
/// Height of the video, in pixels.
const HEIGHT: usize = ROWS * 16;
const RATE: u16 = 10;
const FRAMES: usize = 30;
/// The frame in which the bars are at their full height.
const GROWN: f32 = 20.0;
const SEA: i32 = 246;

/// What a video shows.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Clip {
    /// Words on the coloured band at the head; the title of the chart is the line under it.
    pub title: String,
    /// Bars, at most eight.
    pub chart: Chart,
    /// Colours.
    pub theme: Theme,
}

/// Draws `clip` as an MP4 file: H.264 Constrained Baseline, 480 by 272 pixels, 30 frames in 3 seconds, no sound.
///
/// Frames are coded without loss. The file weighs some 150 to 350 KB.
pub fn mp4(clip: &Clip) -> Vec<u8> {
    let stage = stage(clip);
    let frames: Vec<Frame> = (0..FRAMES).map(|number| frame(&draw(clip, &stage, number))).collect();
    let shape = Shape { width: WIDTH as u16, height: HEIGHT as u16, rate: RATE };
    container::mp4(shape, &h264::encode(COLUMNS, ROWS, &frames))
}

/// What stands still: the band, the title, the axis and the labels.
fn stage(clip: &Clip) -> Canvas {
    let mut canvas = Canvas::new(WIDTH, HEIGHT, [0; 3]);
    canvas.paint(|_, row| {
        let down = ease(row as f32 / HEIGHT as f32);
        [250.0, 252.0, 254.0].map(|top| lerp(top, 214.0 + (top - 250.0) * 4.0, down) as u8)
    });
    canvas.fill(0, 0, WIDTH as i32, 48, clip.theme.primary());
    canvas.fill(0, 48, WIDTH as i32, 3, clip.theme.accent());
    let height = fitting(13.0, 8.5, WIDTH as f32 - 40.0, &clip.title);
    let title = wrap(height, WIDTH as f32 - 40.0, 1, &clip.title).concat();
    canvas.text(20.0, 24.5 + height / 2.0, height, Weight::Bold, [255; 3], &title);
    let line = wrap(9.0, WIDTH as f32 - 40.0, 1, &clip.chart.title).concat();
    canvas.text(20.0, 72.0, 9.0, Weight::Regular, [70, 78, 92], &line);
    canvas.fill(20, FLOOR, WIDTH as i32 - 40, 1, [120, 128, 140]);
    canvas.fill(0, SEA, WIDTH as i32, HEIGHT as i32 - SEA, clip.theme.tint(110));
    for (slot, bar) in clip.chart.bars.iter().take(MOST).enumerate() {
        let (middle, room) = place(clip, slot);
        let widest = bar.label.split_whitespace().max_by_key(|word| word.chars().count()).unwrap_or("");
        let height = fitting(7.0, 5.0, room - 4.0, widest);
        for (row, text) in (0_u8..).zip(wrap(height, room - 4.0, 2, &bar.label)) {
            canvas.centred(middle, FLOOR as f32 + 13.0 + 11.0 * f32::from(row), height, Weight::Regular, INK, &text);
        }
    }
    canvas
}

const MOST: usize = 8;
const FLOOR: i32 = 208;
const CEILING: i32 = 98;
const INK: Rgb = [40, 46, 56];

/// The middle of a bar and the room it has, in pixels.
fn place(clip: &Clip, slot: usize) -> (f32, f32) {
    let room = (WIDTH as f32 - 40.0) / clip.chart.bars.len().clamp(1, MOST) as f32;
    (20.0 + room * (slot as f32 + 0.5), room)
}

/// Frame `number`: bars on their way, each a little after the one before it, then their figures; the boat; the progress.
fn draw(clip: &Clip, stage: &Canvas, number: usize) -> Canvas {
    let mut canvas = stage.clone();
    let end = clip.chart.axis_end() as f32;
    let time = number as f32;
    for (slot, bar) in clip.chart.bars.iter().take(MOST).enumerate() {
        let (middle, room) = place(clip, slot);
        let delay = slot as f32 * 1.2;
        let grown = ease((time - delay) / (GROWN - 9.0));
        let height = ((FLOOR - CEILING) as f32 * bar.value as f32 / end * grown) as i32;
        let width = ((room * 0.56) as i32).min(64);
        let x = middle as i32 - width / 2;
        canvas.fill(
            x,
            FLOOR - height,
            width,
            height,
            if slot % 2 == 0 { clip.theme.primary() } else { clip.theme.tint(190) },
        );
        if grown >= 1.0 {
            canvas.centred(middle, (FLOOR - height) as f32 - 5.0, 9.0, Weight::Bold, INK, &bar.value.to_string());
        }
    }
    boat(&mut canvas, clip.theme, (24.0 + time * 14.0) as i32);
    let progress = WIDTH * (number + 1) / FRAMES;
    canvas.fill(0, HEIGHT as i32 - 4, progress as i32, 4, clip.theme.accent());
    canvas
}

/// A sail boat whose hull starts at `x`.
fn boat(canvas: &mut Canvas, theme: Theme, x: i32) {
    for row in 0..8 {
        canvas.fill(x + row, SEA + 6 + row, 32 - 2 * row, 1, theme.primary());
    }
    for row in 0..18 {
        canvas.fill(x + 16, SEA - 13 + row, 1 + row * 2 / 3, 1, [255; 3]);
        canvas.fill(x + 14 - row / 3, SEA - 13 + row, row / 3, 1, theme.accent());
    }
}

/// The picture in YCbCr 4:2:0, limited range (ITU-R BT.601), in whole numbers.
fn frame(canvas: &Canvas) -> Frame {
    let weighted = |pixel: Rgb, weights: [i32; 3], base: i32| {
        let sum: i32 = pixel.iter().zip(weights).map(|(&channel, weight)| i32::from(channel) * weight).sum();
        u8::try_from(((sum + 128) >> 8) + base).unwrap_or(128)
    };
    let luma = canvas.pixels().iter().map(|&pixel| weighted(pixel, [66, 129, 25], 16)).collect();
    let chroma = |weights: [i32; 3]| {
        let places = (0..HEIGHT / 2).flat_map(|row| (0..WIDTH / 2).map(move |column| (row * 2 * WIDTH) + column * 2));
        let samples = places.map(|at| {
            let four = [at, at + 1, at + WIDTH, at + WIDTH + 1].map(|place| canvas.pixels()[place]);
            let mean = [0, 1, 2].map(|channel| {
                let sum: u16 = four.iter().map(|pixel| u16::from(pixel[channel])).sum();
                u8::try_from((sum + 2) / 4).unwrap_or(255)
            });
            weighted(mean, weights, 128)
        });
        Plane { width: WIDTH / 2, samples: samples.collect() }
    };
    Frame { luma: Plane { width: WIDTH, samples: luma }, chroma: [chroma([-38, -74, 112]), chroma([112, -94, -18])] }
}

/// A subtitle: when it is shown and what it says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cue {
    /// First moment, in milliseconds.
    pub start: u32,
    /// Last moment, in milliseconds.
    pub end: u32,
    /// Words; line breaks are kept, empty lines are not.
    pub text: String,
}

/// Writes subtitles in WebVTT (UTF-8), language `es-CO`, cues numbered from 1.
///
/// `&`, `<` and `>` are escaped, so that no text is taken for markup or for an arrow.
pub fn vtt(cues: &[Cue]) -> Vec<u8> {
    let mut out = "WEBVTT\nKind: captions\nLanguage: es-CO\n".to_owned();
    for (number, cue) in (1_usize..).zip(cues) {
        let text = cue.text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        out += &format!("\n{number}\n{} --> {}\n{}\n", moment(cue.start), moment(cue.end), lines.join("\n"));
    }
    out.into_bytes()
}

fn moment(milliseconds: u32) -> String {
    let seconds = milliseconds / 1000;
    format!("{:02}:{:02}:{:02}.{:03}", seconds / 3600, seconds / 60 % 60, seconds % 60, milliseconds % 1000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::media::samples;

    #[test]
    fn a_video_is_light_and_starts_with_its_type() {
        let bytes = mp4(&samples::clip());
        assert_eq!(&bytes[4..12], b"ftypisom");
        assert!((60_000..400_000).contains(&bytes.len()), "{}", bytes.len());
    }

    #[test]
    fn colours_keep_to_the_limited_range() {
        for (colour, luma) in [([0; 3], 16), ([255; 3], 235), ([255, 0, 0], 82)] {
            let frame = frame(&Canvas::new(WIDTH, HEIGHT, colour));
            assert_eq!(frame.luma.samples[0], luma);
            assert!(frame.chroma.iter().all(|plane| (16..=240).contains(&plane.samples[0])));
        }
    }

    #[test]
    fn bars_end_at_their_figure() {
        let clip = samples::clip();
        let last = draw(&clip, &stage(&clip), FRAMES - 1);
        let (middle, _) = place(&clip, 0);
        let tall = last.pixels().iter().skip(middle as usize).step_by(WIDTH);
        let tall = tall.skip(CEILING as usize).take(110).filter(|&&pixel| pixel == clip.theme.primary()).count();
        assert_eq!(tall, 101); // 92 of 100 on 110 pixels
    }

    #[test]
    fn subtitles_have_a_head_and_no_markup() {
        let cues = [Cue { start: 0, end: 61_500, text: "Año <b>\n\n a-->b".into() }];
        let text = String::from_utf8(vtt(&cues)).unwrap();
        let cue = "1\n00:00:00.000 --> 00:01:01.500\nAño &lt;b&gt;\na--&gt;b\n";
        assert_eq!(text, format!("WEBVTT\nKind: captions\nLanguage: es-CO\n\n{cue}"));
    }
}
