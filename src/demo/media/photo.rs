//! JPEG photographs of places without people: a bay, a stone wall, a row of façades. Painted, not taken.
//!
//! Light, clouds, waves, stone and grain come from a field of noise, so that two seeds give two photographs of the
//! same kind of place.

use super::{
    MediaError,
    canvas::Canvas,
    exif,
    noise::{Noise, ease, lerp},
    report::Rgb,
};

/// Width of the photographs, in pixels.
pub const WIDTH: usize = 800;
/// Height of the photographs, in pixels.
pub const HEIGHT: usize = 533;

/// What the photograph shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scene {
    /// Sea, a far shore with towers, clouds and a low sun.
    Bay,
    /// An old wall of stone blocks under the sky, with its parapet and the pavement before it.
    Wall,
    /// A row of painted façades with doors, balconies and tiled eaves.
    Facades,
}

/// Paints `scene` as a baseline JPEG of 800 by 533 pixels (some 60 to 120 KB), with no EXIF data at all.
///
/// # Errors
///
/// [`MediaError::Jpeg`] if the picture cannot be encoded.
pub fn jpeg(scene: Scene, seed: u64) -> Result<Vec<u8>, MediaError> {
    encode(&paint(scene, seed), None)
}

/// The photograph of [`jpeg`] with an EXIF segment that tells where it was taken.
///
/// `latitude` and `longitude` are in millionths of a degree, north and east positive, and are held to ±90° and ±180°.
///
/// # Errors
///
/// [`MediaError::Jpeg`] if the picture cannot be encoded.
pub fn jpeg_with_location(scene: Scene, seed: u64, latitude: i32, longitude: i32) -> Result<Vec<u8>, MediaError> {
    encode(&paint(scene, seed), Some(exif::location(latitude, longitude)))
}

/// The picture as a baseline JPEG of quality 82, chroma at half size; whole-number transform, the same everywhere.
fn encode(canvas: &Canvas, exif: Option<Vec<u8>>) -> Result<Vec<u8>, MediaError> {
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 82);
    encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_2_2);
    if let Some(exif) = exif {
        encoder.add_exif_metadata(&exif)?;
    }
    let size = |length: usize| u16::try_from(length).unwrap_or(u16::MAX);
    encoder.encode(&canvas.bytes(), size(canvas.width()), size(canvas.height()), jpeg_encoder::ColorType::Rgb)?;
    Ok(bytes)
}

/// A colour being computed: red, green and blue, 0 to 255.
type Light = [f32; 3];

fn blend(a: Light, b: Light, t: f32) -> Light {
    [lerp(a[0], b[0], t), lerp(a[1], b[1], t), lerp(a[2], b[2], t)]
}

fn lit(colour: Light, by: f32) -> Light {
    colour.map(|channel| channel * by)
}

fn paint(scene: Scene, seed: u64) -> Canvas {
    let view =
        View { noise: Noise::new(seed), grain: Noise::new(seed ^ 0xA5A5), sun: 0.2 + 0.6 * Noise::new(seed).at(7, 7) };
    let mut canvas = Canvas::new(WIDTH, HEIGHT, [0; 3]);
    canvas.paint(|column, row| {
        let (x, y) = (column as f32 / WIDTH as f32, row as f32 / HEIGHT as f32);
        let light = match scene {
            Scene::Bay => view.bay(x, y),
            Scene::Wall => view.wall(x, y),
            Scene::Facades => view.facades(x, y),
        };
        view.develop(light, (column, row), (x, y))
    });
    canvas
}

/// Where the photographer stands: the noise of the place, the grain of the sensor, and where the sun is (0 left, 1 right).
struct View {
    noise: Noise,
    grain: Noise,
    sun: f32,
}

impl View {
    /// Darker corners and grain, then whole numbers.
    fn develop(&self, light: Light, (column, row): (usize, usize), (x, y): (f32, f32)) -> Rgb {
        let (dx, dy) = (x - 0.5, y - 0.5);
        let corner = 1.0 - 0.42 * (dx * dx + dy * dy);
        let grain = (self.grain.at(column as i32, row as i32) - 0.5) * 9.0;
        light.map(|channel| (channel * corner + grain + 0.5).clamp(0.0, 255.0) as u8)
    }

    /// The sky down to `horizon`, with clouds and the glow of the sun.
    fn sky(&self, x: f32, y: f32, horizon: f32) -> Light {
        let height = 1.0 - (y / horizon).min(1.0);
        let mut colour = blend([226.0, 224.0, 212.0], [82.0, 142.0, 206.0], ease(height * 1.1));
        let (dx, dy) = (x - self.sun, (y - horizon * 0.72) * 1.4);
        let glow = 1.0 / (1.0 + 26.0 * (dx * dx + dy * dy));
        colour = blend(colour, [255.0, 238.0, 196.0], glow * 0.8);
        let depth = 1.0 / (height + 0.22);
        let cloud = self.noise.fractal(x * 3.0 * depth.min(2.6) + 4.0, height * 7.0 + 9.0);
        let shade = self.noise.fractal(x * 6.0 + 31.0, height * 9.0);
        blend(colour, lit([252.0, 250.0, 247.0], 0.84 + 0.16 * shade), ease((cloud - 0.47) * 4.2) * 0.86)
    }

    fn bay(&self, x: f32, y: f32) -> Light {
        const HORIZON: f32 = 0.52;
        if y < HORIZON {
            let hill = HORIZON - 0.018 - 0.05 * self.noise.smooth(x * 3.1 + 2.0, 5.5);
            let tower = self.tower(x);
            if y > hill.min(tower) {
                let windows = if y > tower { self.windows(x, y) } else { 1.0 };
                let green = y <= tower;
                let stone = if green { [96.0, 122.0, 118.0] } else { [196.0, 200.0, 204.0] };
                let haze = blend(lit(stone, windows), [198.0, 208.0, 214.0], 0.34);
                return lit(haze, 0.92 + 0.12 * self.noise.fractal(x * 60.0, y * 60.0));
            }
            return self.sky(x, y, HORIZON);
        }
        let near = (y - HORIZON) / (1.0 - HORIZON);
        let scale = 1.0 / (near + 0.045);
        let wave = self.noise.fractal(x * 26.0 * scale.min(9.0) * 0.5 + 3.0, scale * 22.0);
        let swell = self.noise.fractal(x * 5.0 * scale.min(6.0), scale * 7.0 + 50.0);
        let mut water = blend([150.0, 182.0, 190.0], [18.0, 78.0, 98.0], ease(near * 1.25 + 0.05));
        water = lit(water, 0.78 + 0.28 * wave + 0.2 * swell);
        let across = (x - self.sun) / (0.05 + 0.22 * near);
        let glitter = (1.0 / (1.0 + across * across)) * ease((wave - 0.5) * 5.0);
        water = blend(water, [255.0, 240.0, 206.0], glitter * 0.82);
        self.boat(x, y).unwrap_or(water)
    }

    /// The top of the tower that stands at `x` on the far shore; below the horizon where none stands.
    fn tower(&self, x: f32) -> f32 {
        let slot = (x * 34.0).floor();
        let chance = self.noise.at(slot as i32, 91);
        let inside = x * 34.0 - slot;
        if chance > 0.42 && (0.12..0.86).contains(&inside) && (0.18..0.9).contains(&x) {
            0.5 - 0.17 * (chance - 0.42) / 0.58 - 0.02 * self.noise.at(slot as i32, 92)
        } else {
            1.0
        }
    }

    fn windows(&self, x: f32, y: f32) -> f32 {
        let (column, row) = ((x * 340.0) as i32, (y * 190.0) as i32);
        if column % 2 == 0 && row % 2 == 0 { 0.62 + 0.3 * self.noise.at(column, row) } else { 1.0 }
    }

    /// A small fishing boat with its mast, or nothing.
    fn boat(&self, x: f32, y: f32) -> Option<Light> {
        let centre = 0.12 + 0.6 * self.noise.at(3, 14);
        let (dx, dy) = ((x - centre) * 1.5, y - 0.665);
        let hull = dy > 0.0 && dy < 0.028 && dx.abs() < 0.075 - dy * 1.1;
        let cabin = (-0.028..=0.0).contains(&dy) && (-0.03..0.018).contains(&dx);
        let mast = (-0.12..0.0).contains(&dy) && (dx - 0.03).abs() < 0.0022;
        let reflection = (0.028..0.07).contains(&dy) && dx.abs() < 0.06 - dy * 0.4;
        if hull {
            Some(if dy < 0.008 { [236.0, 234.0, 226.0] } else { [156.0, 46.0, 38.0] })
        } else if cabin {
            Some(if (-0.02..-0.008).contains(&dy) { [60.0, 74.0, 84.0] } else { [228.0, 226.0, 216.0] })
        } else if mast {
            Some([88.0, 70.0, 56.0])
        } else if reflection && self.noise.fractal(x * 40.0, y * 160.0) > 0.5 {
            Some([46.0, 62.0, 70.0])
        } else {
            None
        }
    }

    fn wall(&self, x: f32, y: f32) -> Light {
        let merlon = (x * 9.0 + 0.3) - (x * 9.0 + 0.3).floor();
        let top = 0.2 + 0.05 * x - if merlon < 0.62 { 0.055 } else { 0.0 };
        let foot = 0.83 - 0.03 * x;
        if y < top {
            return self.sky(x, y, 0.6);
        }
        if y > foot {
            return self.pavement(x, (y - foot) / (1.0 - foot));
        }
        let course = (y - 0.05 * x) * 19.0;
        let row = course.floor();
        let shift = if row as i32 % 2 == 0 { 0.0 } else { 0.5 };
        let along = x * (11.0 + self.noise.at(row as i32, 5) * 3.0) + shift;
        let (block, inside) = (along.floor(), along - along.floor());
        let joint_wave = 0.03 * self.noise.smooth(x * 70.0, y * 70.0);
        let edge = inside.min(1.0 - inside).min((course - row).min(row + 1.0 - course)) - joint_wave;
        let tone = self.noise.at(block as i32, row as i32);
        let mut stone = blend([176.0, 158.0, 128.0], [134.0, 122.0, 106.0], tone);
        let texture = self.noise.fractal(x * 90.0, y * 70.0);
        stone = lit(stone, 0.74 + 0.46 * texture);
        let damp = ease((self.noise.fractal(x * 5.0 + 8.0, y * 2.0) - 0.5) * 4.0) * ease((y - 0.3) * 1.6);
        stone = blend(stone, [70.0, 74.0, 62.0], damp * 0.6);
        let mortar = lit([104.0, 96.0, 84.0], 0.8 + 0.3 * texture);
        let light = 1.1 - 0.3 * ease((y - top) * 1.2) + if y - top < 0.012 { 0.16 } else { 0.0 };
        lit(blend(mortar, stone, ease(edge * 14.0)), light)
    }

    fn pavement(&self, x: f32, near: f32) -> Light {
        let scale = 1.0 / (near + 0.16);
        let (u, v) = ((x - 0.5) * scale * 12.0, scale * 7.0);
        let (column, row) = (u.floor(), v.floor());
        let edge = (u - column).min(column + 1.0 - u).min((v - row).min(row + 1.0 - v));
        let slab = lit([158.0, 150.0, 140.0], 0.84 + 0.2 * self.noise.at(column as i32, row as i32));
        let rough = 0.86 + 0.24 * self.noise.fractal(u * 5.0, v * 5.0);
        let shadow = 0.62 + 0.38 * ease(near * 3.4);
        lit(blend([92.0, 88.0, 82.0], slab, ease(edge * 22.0)), rough * shadow)
    }

    fn facades(&self, x: f32, y: f32) -> Light {
        const PAINTS: [Light; 6] = [
            [226.0, 168.0, 62.0],
            [186.0, 74.0, 58.0],
            [74.0, 128.0, 170.0],
            [232.0, 214.0, 178.0],
            [104.0, 150.0, 104.0],
            [214.0, 128.0, 112.0],
        ];
        let house = (x * 4.0).floor();
        let inside = x * 4.0 - house;
        let pick = (self.noise.at(house as i32, 40) * 5.99) as usize;
        let paint = PAINTS[(pick + house as usize) % PAINTS.len()];
        let eave = 0.16 + 0.07 * self.noise.at(house as i32, 41);
        if y < eave {
            return self.sky(x, y, 0.7);
        }
        if y > 0.86 {
            return self.pavement(x, (y - 0.86) / 0.14);
        }
        let rough = 0.84 + 0.26 * self.noise.fractal(x * 60.0, y * 60.0);
        if y < eave + 0.035 {
            let tile = (x * 130.0) - (x * 130.0).floor();
            return lit([166.0, 88.0, 60.0], (0.68 + 0.5 * tile * (1.0 - tile) * 2.0) * rough);
        }
        let stain = ease((self.noise.fractal(x * 7.0, y * 3.0) - 0.52) * 4.0) * 0.3;
        let shade = if y < eave + 0.09 { 0.66 + 3.7 * (y - eave - 0.035) } else { 0.96 };
        let mut colour = lit(blend(paint, [112.0, 106.0, 98.0], stain), rough * shade.min(1.0));
        if y > 0.78 {
            colour = lit([120.0, 112.0, 104.0], rough);
        }
        self.opening(inside, y, eave).map_or(colour, |wood| lit(wood, rough))
    }

    /// Doors, windows and the balcony of a house; `u` goes from 0 to 1 along its front.
    fn opening(&self, u: f32, y: f32, eave: f32) -> Option<Light> {
        const WOOD: Light = [92.0, 60.0, 42.0];
        const FRAME: Light = [234.0, 228.0, 216.0];
        let window = |centre: f32, top: f32, bottom: f32, half: f32| {
            let reach = (u - centre).abs();
            if reach > half + 0.022 || y < top - 0.018 || y > bottom + 0.008 {
                return None;
            }
            if reach > half || y < top || y > bottom {
                return Some(FRAME);
            }
            let leaf = (y * 96.0) - (y * 96.0).floor();
            let joint = reach < 0.008 || (reach - half * 0.5).abs() < 0.005;
            Some(if joint { lit(WOOD, 0.5) } else { lit(WOOD, 0.82 + 0.3 * leaf) })
        };
        let floor = 0.52;
        if (floor - 0.1..floor + 0.02).contains(&y) && (0.12..0.88).contains(&u) {
            let rail = (u * 34.0) - (u * 34.0).floor();
            if y > floor || y < floor - 0.086 || rail < 0.3 {
                return Some(lit(WOOD, if y > floor { 0.62 } else { 1.2 }));
            }
        }
        [0.3, 0.7]
            .into_iter()
            .find_map(|centre| window(centre, eave + 0.12, floor, 0.085))
            .or_else(|| window(0.3, 0.6, 0.78, 0.09))
            .or_else(|| window(0.68, 0.585, 0.86, 0.1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The markers of the JPEG and their lengths, up to the start of the scan.
    fn markers(bytes: &[u8]) -> Vec<u8> {
        let (mut at, mut found) = (2, Vec::new());
        while bytes[at] == 0xFF && bytes[at + 1] != 0xDA {
            found.push(bytes[at + 1]);
            at += 2 + usize::from(u16::from_be_bytes([bytes[at + 2], bytes[at + 3]]));
        }
        found
    }

    #[test]
    fn photographs_have_a_whole_structure_and_a_usual_size() {
        for scene in [Scene::Bay, Scene::Wall, Scene::Facades] {
            let bytes = jpeg(scene, 1).unwrap();
            assert!(bytes.starts_with(&[0xFF, 0xD8]) && bytes.ends_with(&[0xFF, 0xD9]));
            assert!((50_000..140_000).contains(&bytes.len()), "{scene:?}: {}", bytes.len());
            assert!(!markers(&bytes).contains(&0xE1), "{scene:?}");
        }
    }

    #[test]
    fn only_the_located_one_has_exif() {
        let plain = jpeg(Scene::Wall, 3).unwrap();
        let located = jpeg_with_location(Scene::Wall, 3, 10_422_900, -75_549_400).unwrap();
        assert_eq!(markers(&located).iter().filter(|&&marker| marker == 0xE1).count(), 1);
        let scan = |bytes: &[u8]| memchr::memmem::find(bytes, &[0xFF, 0xDA]).map(|at| bytes[at..].to_vec());
        assert_eq!(scan(&plain), scan(&located));
    }

    #[test]
    fn another_seed_is_another_photograph() {
        assert_ne!(jpeg(Scene::Bay, 1).unwrap(), jpeg(Scene::Bay, 2).unwrap());
    }
}
