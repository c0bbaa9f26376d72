//! A number → an archive of so many records, each with a photograph of twelve megapixels of its own.
//!
//! ```sh
//! cargo bench --bench photographs -- FOLDER COUNT
//! ```
//!
//! They are made up and always the same: slopes of colour, shapes with edges, texture, and the grain of a sensor, in files of
//! about five megabytes with Exif that says where they were made. `benches/pictures.py` then builds the archive.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command says what it made")]

use std::env;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageEncoder};
use rayon::prelude::*;

const WIDTH: u32 = 4000;
const HEIGHT: u32 = 3000;
const QUALITY: u8 = 94;

fn main() -> ExitCode {
    // Cargo puts this word behind what the caller wrote.
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let made = match arguments.as_slice() {
        // So that `cargo bench` and `cargo test --benches` can run everything.
        [] => {
            println!("nothing to make: cargo bench --bench photographs -- FOLDER COUNT");
            Ok(())
        }
        [folder, count] => site(Path::new(folder), count),
        _ => Err("usage: cargo bench --bench photographs -- FOLDER COUNT".into()),
    };
    match made {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("photographs: {error}");
            ExitCode::FAILURE
        }
    }
}

fn site(folder: &Path, count: &str) -> Result<(), Box<dyn Error>> {
    let count: u32 = count.parse().map_err(|_| format!("`{count}` is not a number of photographs"))?;
    let articles = folder.join("content/articles");
    fs::create_dir_all(&articles)?;
    fs::write(folder.join("site.toml"), "title = \"Photographs\"\nbase_url = \"https://example.org/\"\n")?;
    let bytes: Vec<u64> = (0..count)
        .into_par_iter()
        .map(|number| {
            let jpeg = photograph(number)?;
            let name = format!("p{number:04}");
            fs::write(articles.join(format!("{name}.jpg")), &jpeg)?;
            let text = format!(
                "---\ntitle: Photograph {number}\ndate: {}\nimage: {{file: {name}.jpg, alt: Shapes}}\n---\nShapes.\n",
                2000 + number % 25
            );
            fs::write(articles.join(format!("{name}.md")), text)?;
            Ok(jpeg.len() as u64)
        })
        .collect::<Result<_, Box<dyn Error + Send + Sync>>>()
        .map_err(|error| error.to_string())?;
    let megabytes = bytes.iter().sum::<u64>() as f64 / 1e6;
    println!("{count} photographs of {WIDTH} × {HEIGHT}, {:.1} MB each", megabytes / f64::from(count.max(1)));
    Ok(())
}

fn photograph(number: u32) -> Result<Vec<u8>, Box<dyn Error + Send + Sync>> {
    let mut random = number.wrapping_mul(2_654_435_769) | 1;
    let mut grain = || {
        random ^= random << 13;
        random ^= random >> 17;
        random ^= random << 5;
        // Four throws together are about a bell, as the grain of a sensor is.
        let throws = random.to_le_bytes().map(|byte| i32::from(byte >> 5));
        throws.iter().sum::<i32>() - 14
    };
    let (shift, size) = (number.wrapping_mul(37) % 700, 150 + number % 200);
    let mut pixels = Vec::with_capacity((WIDTH * HEIGHT * 3) as usize);
    for y in 0..HEIGHT {
        for x in 0..WIDTH {
            let (column, row) = ((x + shift) / size, (y + shift / 2) / size);
            let shade = (column.wrapping_mul(97) ^ row.wrapping_mul(57)) % 90;
            let texture = texture(x >> 2, y >> 2, number) / 11 + texture(x >> 4, y >> 4, number) / 8;
            let light = (x * 60 / WIDTH + y * 50 / HEIGHT + shade + texture) as i32;
            let noise = grain();
            for tint in [12, 30, 5 + (shade / 3) as i32] {
                pixels.push((light + tint + noise).clamp(0, 255) as u8);
            }
        }
    }
    let mut jpeg = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut jpeg, QUALITY);
    encoder.set_exif_metadata(exif())?;
    encoder.write_image(&pixels, WIDTH, HEIGHT, ExtendedColorType::Rgb8)?;
    Ok(jpeg)
}

/// 0 to 255, for each place another: what leaves and walls have that a slope of colours has not.
fn texture(x: u32, y: u32, number: u32) -> u32 {
    let mixed = (x.wrapping_mul(0x85EB_CA6B) ^ y.wrapping_mul(0xC2B2_AE35) ^ number).wrapping_mul(0x27D4_EB2F);
    (mixed ^ (mixed >> 15)).wrapping_mul(0x1656_67B1) >> 24
}

/// Exif with an orientation and a table of GPS: 52° 31′ N.
fn exif() -> Vec<u8> {
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        [&tag.to_le_bytes()[..], &kind.to_le_bytes(), &count.to_le_bytes(), &value.to_le_bytes()].concat()
    };
    let table = |entries: &[Vec<u8>]| {
        let count = u16::try_from(entries.len()).unwrap_or(0).to_le_bytes();
        [&count[..], &entries.concat(), &0_u32.to_le_bytes()].concat()
    };
    let first = table(&[entry(0x0112, 3, 1, 1), entry(0x8825, 4, 1, 8 + 2 + 24 + 4)]);
    let gps = table(&[entry(1, 2, 2, u32::from(b'N')), entry(2, 5, 3, 8 + 2 + 24 + 4 + 2 + 24 + 4)]);
    let degrees: Vec<u8> = [52_u32, 1, 31, 1, 0, 1].into_iter().flat_map(u32::to_le_bytes).collect();
    [&b"II*\0\x08\0\0\0"[..], &first, &gps, &degrees].concat()
}
