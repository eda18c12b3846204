//! Files made for tests.

use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use image::{DynamicImage, GrayImage, ImageFormat};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{Content, Gallery, read_content};
use crate::import::{Input, Limits, PictureRecipe, Problem};

/// A picture as a file.
pub(super) fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A grey picture as PNG.
pub(super) fn png(width: u32, height: u32, pixels: &[u8]) -> Vec<u8> {
    let picture = GrayImage::from_raw(width, height, pixels.to_vec()).unwrap();
    encoded(&DynamicImage::ImageLuma8(picture), ImageFormat::Png)
}

/// A grey 8 × 8 picture of one shade, as PNG.
pub(super) fn shade(value: u8) -> Vec<u8> {
    png(8, 8, &[value; 64])
}

/// A ZIP archive.
pub(super) fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in entries {
        writer.start_file(*path, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The same bytes with every `from` replaced by `to`, which is as long.
pub(super) fn patched(mut bytes: Vec<u8>, from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let places: Vec<usize> = memchr::memmem::find_iter(&bytes, from).collect();
    assert!(!places.is_empty());
    for place in places {
        bytes[place..place + to.len()].copy_from_slice(to);
    }
    bytes
}

/// An IDX file.
pub(super) fn idx(shape: &[u32], values: &[u8]) -> Vec<u8> {
    let sizes = shape.iter().flat_map(|size| size.to_be_bytes());
    [0, 0, 8, shape.len() as u8].into_iter().chain(sizes).chain(values.iter().copied()).collect()
}

/// Packed with gzip.
pub(super) fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// An array of NumPy.
pub(super) fn npy(descr: &str, fortran: bool, shape: &str, values: &[u8]) -> Vec<u8> {
    let order = if fortran { "True" } else { "False" };
    let header = format!("{{'descr': '{descr}', 'fortran_order': {order}, 'shape': {shape}, }}\n");
    let length = (header.len() as u16).to_le_bytes();
    [b"\x93NUMPY\x01\0".as_slice(), &length, header.as_bytes(), values].concat()
}

/// A file that was brought.
pub(super) fn input(path: &str, bytes: Vec<u8>) -> Input {
    Input { path: path.into(), size: bytes.len() as u64, source: Box::new(Cursor::new(bytes)) }
}

/// What is read from these files.
pub(super) fn read(
    files: Vec<(&str, Vec<u8>)>,
    recipe: Option<PictureRecipe>,
    limits: &Limits,
) -> Result<(Content, PictureRecipe), Problem> {
    let mut inputs: Vec<Input> = files.into_iter().map(|(path, bytes)| input(path, bytes)).collect();
    read_content(&mut inputs, recipe.as_ref(), limits, &mut |_| {})
}

/// The gallery that comes of these files at first sight.
pub(super) fn gallery(files: Vec<(&str, Vec<u8>)>) -> Result<Gallery, Problem> {
    match read(files, None, &Limits::default())?.0 {
        Content::Gallery(gallery) => Ok(gallery),
        Content::Table(_) => panic!("a table"),
    }
}

/// Classes and pixels of all pictures, in an order that does not depend on where they come from.
pub(super) fn contents(gallery: &Gallery) -> Vec<(String, Vec<u8>)> {
    let pictures = gallery.pixels.chunks(gallery.shape.size());
    let classes = gallery.labels.iter().map(|&label| gallery.classes[label as usize].clone());
    let mut contents: Vec<_> = classes.zip(pictures.map(<[u8]>::to_vec)).collect();
    contents.sort();
    contents
}
