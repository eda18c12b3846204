//! No bytes make reading panic or take memory without bounds.

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use proptest::prelude::*;

use super::samples::{encoded, gz, idx, npy, read, shade, zip};
use crate::import::{Limits, PictureRecipe};

const LIMITS: Limits = Limits { file: 1 << 20, unpacked: 4 << 20, columns: 100, pictures: 1000, prepared: 4 << 20 };

/// Reads files in both ways; what comes of it does not matter.
fn harmless(files: &[(&str, Vec<u8>)]) {
    let recipe = PictureRecipe { side: 9, colour: true, skip_unreadable: true, ..PictureRecipe::default() };
    let _ = read(files.to_vec(), None, &LIMITS);
    let _ = read(files.to_vec(), Some(recipe), &LIMITS);
}

/// One byte of a good file is changed.
fn changed(mut bytes: Vec<u8>, place: prop::sample::Index, value: u8) -> Vec<u8> {
    let place = place.index(bytes.len());
    bytes[place] = value;
    bytes
}

fn archive() -> Vec<u8> {
    let csv = b"file,label\n1.png,a\n2.png,b\n";
    zip(&[("a/1.png", &shade(1)), ("b/2.png", &shade(2)), ("b/3", &shade(3)), ("labels.csv", csv)])
}

fn arrays() -> Vec<u8> {
    let x = npy("<f4", true, "(2, 8, 8)", &[0; 512]);
    zip(&[("x_train.npy", &x), ("y_train.npy", &npy("<i8", false, "(2,)", &[1; 16]))])
}

fn picture(format: ImageFormat) -> Vec<u8> {
    let mix = |x: u32, y: u32| Rgb([(x * 20) as u8, (y * 30) as u8, (x * y) as u8]);
    encoded(&DynamicImage::ImageRgb8(RgbImage::from_fn(11, 8, mix)), format)
}

static STARTS: [&[u8]; 12] = [
    b"PK\x03\x04",
    b"PK\x05\x06",
    &[0x1f, 0x8b, 8, 0],
    &[0, 0, 8, 1],
    &[0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1],
    b"\x93NUMPY\x01\0v\0{'descr': '|u1', ",
    b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR",
    &[0xff, 0xd8, 0xff, 0xe0],
    b"GIF89a\x08\0\x08\0",
    b"RIFF\x40\0\0\0WEBPVP8L",
    b"BM\0\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0",
    b"",
];

proptest! {
    #[test]
    fn any_bytes(start in prop::sample::select(&STARTS[..]), bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let bytes = [start, &bytes].concat();
        harmless(&[("x_train.npy", bytes.clone())]);
        harmless(&[("a/1.png", bytes), ("b/2.png", shade(2))]);
    }

    #[test]
    fn a_changed_archive(place: prop::sample::Index, value: u8) {
        harmless(&[("a.zip", changed(archive(), place, value))]);
    }

    #[test]
    fn a_cut_archive(place: prop::sample::Index) {
        let bytes = archive();
        harmless(&[("a.zip", bytes[..place.index(bytes.len())].to_vec())]);
    }

    #[test]
    fn changed_arrays(place: prop::sample::Index, value: u8) {
        harmless(&[("a.npz", changed(arrays(), place, value))]);
    }

    #[test]
    fn a_changed_array(place: prop::sample::Index, value: u8) {
        let x = npy("<f4", true, "(2, 8, 8)", &[0; 512]);
        harmless(&[("x.npy", changed(x, place, value)), ("y.npy", npy("|u1", false, "(2,)", &[0, 1]))]);
    }

    #[test]
    fn changed_idx_files(place: prop::sample::Index, value: u8, packed: bool) {
        let pictures = idx(&[2, 8, 8], &[1; 128]);
        let pictures = changed(if packed { gz(&pictures) } else { pictures }, place, value);
        harmless(&[("x", pictures), ("y", idx(&[2], &[0, 1]))]);
    }

    #[test]
    fn changed_pictures(kind in 0_usize..5, place: prop::sample::Index, value: u8) {
        use ImageFormat::{Bmp, Gif, Jpeg, Png, WebP};
        let bytes = changed(picture([Png, Jpeg, Gif, Bmp, WebP][kind]), place, value);
        harmless(&[("a/1.png", bytes), ("b/2.png", shade(2))]);
    }

    #[test]
    fn any_labels(text in "[a-c12.,;\"\n/png]{0,60}") {
        harmless(&[("a/1.png", shade(1)), ("b/2.png", shade(2)), ("labels.csv", text.into_bytes())]);
    }
}
