//! A picture file becomes pixels: one value (grey) or three (red, green, blue) each, 0 to 255.
//!
//! The format is told by the first bytes, whatever the name says. Of several frames the first is taken, and a camera's
//! note on how it was held is obeyed. What is transparent is put on white, as on paper. 16 bits become 8.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader};
use memchr::memmem;

use super::resize::View;

/// Longest side of a picture.
const MAX_SIDE: u32 = 16_384;
/// Bytes that a picture may take, packed or unpacked: what is small in the file can still be huge in memory, and while it
/// is turned it lies there twice. Enough for 67 megapixels.
pub(super) const MAX_BYTES: u64 = 192 << 20;
/// How far apart red, green and blue must be for a picture to count as coloured: scans of grey paper are a bit off.
const COLOURED: u8 = 8;

/// A picture in memory.
pub(super) struct Raster {
    pub(super) width: u32,
    pub(super) height: u32,
    channels: usize,
    pixels: Vec<u8>,
}

impl Raster {
    /// Its pixels.
    pub(super) fn view(&self) -> View<'_> {
        View { width: self.width as usize, height: self.height as usize, channels: self.channels, pixels: &self.pixels }
    }

    /// Whether it is more than shades of grey.
    pub(super) fn is_coloured(&self) -> bool {
        self.channels == 3 && is_coloured(&self.pixels)
    }
}

/// Whether pixels of three values are more than shades of grey.
pub(super) fn is_coloured(pixels: &[u8]) -> bool {
    pixels.chunks_exact(3).any(|pixel| {
        let (least, most) = (pixel[0].min(pixel[1]).min(pixel[2]), pixel[0].max(pixel[1]).max(pixel[2]));
        most - least > COLOURED
    })
}

/// Reads a picture.
///
/// # Errors
/// Says in the decoder's words why it cannot be read.
pub(super) fn decode(bytes: &[u8]) -> Result<Raster, String> {
    let format = match image::guess_format(bytes) {
        Ok(format @ (ImageFormat::Png | ImageFormat::Bmp | ImageFormat::Gif | ImageFormat::WebP)) => format,
        Ok(ImageFormat::Jpeg) if ends_early(bytes) => return Err("the JPEG picture ends too early".into()),
        Ok(ImageFormat::Jpeg) => ImageFormat::Jpeg,
        Ok(other) => return Err(format!("{other:?} pictures cannot be read here")),
        Err(_) if bytes.is_empty() => return Err("the file is empty".into()),
        Err(_) => return Err("these are not the bytes of a picture".into()),
    };
    let mut limits = image::Limits::no_limits();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_BYTES);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| error.to_string())?;
    // The decoder of WebP unpacks opaque pictures with four values a pixel, beside the three that it gives out.
    let most = if format == ImageFormat::WebP { MAX_BYTES / 4 * 3 } else { MAX_BYTES };
    if decoder.total_bytes() > most {
        return Err(format!("unpacked it takes more than {} MB", most >> 20));
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|error| error.to_string())?;
    picture.apply_orientation(orientation);
    let (width, height) = (picture.width(), picture.height());
    if width == 0 || height == 0 {
        return Err("the picture has no pixels".into());
    }
    let (channels, pixels) = flatten(picture);
    Ok(Raster { width, height, channels, pixels })
}

/// Decoders fill what is missing of a JPEG picture with grey; it has to end with a mark of its own.
fn ends_early(bytes: &[u8]) -> bool {
    let scan = memmem::rfind(bytes, &[0xff, 0xda]).unwrap_or(0);
    memmem::find(bytes.get(scan..).unwrap_or_default(), &[0xff, 0xd9]).is_none()
}

/// One or three values a pixel, 8 bits each, on white.
fn flatten(picture: DynamicImage) -> (usize, Vec<u8>) {
    match picture {
        DynamicImage::ImageLuma8(picture) => (1, picture.into_raw()),
        DynamicImage::ImageRgb8(picture) => (3, picture.into_raw()),
        DynamicImage::ImageLumaA8(picture) => (1, on_white::<2>(picture.into_raw())),
        DynamicImage::ImageRgba8(picture) => (3, on_white::<4>(picture.into_raw())),
        DynamicImage::ImageLuma16(picture) => (1, narrow(&picture.into_raw())),
        DynamicImage::ImageRgb16(picture) => (3, narrow(&picture.into_raw())),
        DynamicImage::ImageLumaA16(picture) => (1, on_white::<2>(narrow(&picture.into_raw()))),
        DynamicImage::ImageRgba16(picture) => (3, on_white::<4>(narrow(&picture.into_raw()))),
        other => (3, on_white::<4>(other.into_rgba8().into_raw())),
    }
}

/// 0 to 65 535 becomes 0 to 255.
fn narrow(values: &[u16]) -> Vec<u8> {
    values.iter().map(|&value| ((u32::from(value) + 128) / 257) as u8).collect()
}

/// `N` values a pixel, the last of which is how opaque it is. In place: a large picture must not lie in memory twice.
fn on_white<const N: usize>(mut pixels: Vec<u8>) -> Vec<u8> {
    let count = pixels.len() / N;
    for pixel in 0..count {
        let (old, new) = (pixel * N, pixel * (N - 1));
        let opaque = u32::from(pixels[old + N - 1]);
        for channel in 0..N - 1 {
            let value = u32::from(pixels[old + channel]);
            pixels[new + channel] = ((value * opaque + 255 * (255 - opaque) + 127) / 255) as u8;
        }
    }
    pixels.truncate(count * (N - 1));
    pixels
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::super::samples::encoded;
    use super::*;
    use image::{GrayAlphaImage, GrayImage, Luma, LumaA, Rgb, RgbImage, Rgba, RgbaImage};

    #[test]
    fn every_format_is_read() {
        let grey = DynamicImage::ImageLuma8(GrayImage::from_fn(9, 7, |x, y| Luma([(x * 20 + y) as u8])));
        let coloured = DynamicImage::ImageRgb8(RgbImage::from_pixel(8, 8, Rgb([200, 30, 60])));
        for format in [ImageFormat::Png, ImageFormat::Bmp] {
            let raster = decode(&encoded(&grey, format)).unwrap();
            assert_eq!((raster.width, raster.height), (9, 7), "{format:?}");
            assert_eq!(raster.pixels.first(), Some(&0));
            assert!(!raster.is_coloured());
        }
        for format in [ImageFormat::Png, ImageFormat::Bmp, ImageFormat::Gif, ImageFormat::WebP, ImageFormat::Jpeg] {
            let raster = decode(&encoded(&coloured, format)).unwrap();
            assert!(raster.is_coloured(), "{format:?}");
            assert!(raster.pixels.iter().zip([200_u8, 30, 60]).all(|(&is, was)| is.abs_diff(was) < 8), "{format:?}");
        }
    }

    #[test]
    fn what_is_transparent_is_white() {
        let picture = RgbaImage::from_pixel(1, 1, Rgba([10, 20, 30, 0]));
        assert_eq!(decode(&encoded(&picture.into(), ImageFormat::Png)).unwrap().pixels, [255, 255, 255]);
        let picture = RgbaImage::from_fn(3, 1, |x, _| Rgba([10 * x as u8, 20, 30, [255, 0, 128][x as usize]]));
        let flat = decode(&encoded(&picture.into(), ImageFormat::Png)).unwrap().pixels;
        assert_eq!(flat, [0, 20, 30, 255, 255, 255, 137, 137, 142]);
        let picture = GrayAlphaImage::from_pixel(1, 1, LumaA([77, 255]));
        assert_eq!(decode(&encoded(&picture.into(), ImageFormat::Png)).unwrap().pixels, [77]);
    }

    #[test]
    fn sixteen_bits_become_eight() {
        assert_eq!(narrow(&[0, 257, 128 * 257, 65_535, 65_406, 65_407]), [0, 1, 128, 255, 254, 255]);
    }

    #[test]
    fn what_is_wrong_is_told() {
        let reason = |bytes: &[u8]| decode(bytes).err().unwrap();
        assert_eq!(reason(b""), "the file is empty");
        assert_eq!(reason(b"no picture at all"), "these are not the bytes of a picture");
        assert_eq!(reason(b"II*\0aaaaaaaaaaaaaaaaaaaaa"), "Tiff pictures cannot be read here");
        let picture = DynamicImage::ImageRgb8(RgbImage::from_pixel(40, 40, Rgb([200, 30, 60])));
        let jpeg = encoded(&picture, ImageFormat::Jpeg);
        assert_eq!(reason(&jpeg[..jpeg.len() - 20]), "the JPEG picture ends too early");
        let png = encoded(&picture, ImageFormat::Png);
        assert!(decode(&png[..png.len() / 2]).is_err());
    }

    #[test]
    fn a_picture_bomb_is_refused() {
        // A header that promises 60 000 × 60 000 pixels.
        let mut png = encoded(&DynamicImage::ImageLuma8(GrayImage::new(1, 1)), ImageFormat::Png);
        png[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
        assert!(decode(&png).is_err());
    }
}
