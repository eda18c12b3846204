//! Spoiled files: whatever bytes come, no reader panics, and none takes more memory than it may.
//!
//! `make test` spends a moment on each reader, `make fuzz` ten minutes (`FUZZ_SECONDS` says otherwise). A failure prints
//! the number with which it can be repeated (`FUZZ_SEED`).
#![cfg(all(feature = "import", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::io::{Cursor, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use glassbox::import::{Input, Limits, pictures, text};

/// Counts what is allocated, so that a bomb is seen before it goes off.
struct Counting;

static NOW: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);
/// One reader at a time: they share the counters.
static TURN: Mutex<()> = Mutex::new(());

// SAFETY: everything is handed to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        PEAK.fetch_max(NOW.fetch_add(layout.size(), Ordering::Relaxed) + layout.size(), Ordering::Relaxed);
        // SAFETY: the caller's promises are passed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        NOW.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: the caller's promises are passed on.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

/// A megabyte may be unpacked; whatever a reader builds from it is of that order.
const LIMITS: Limits = Limits { file: 1 << 20, unpacked: 1 << 20, columns: 256, pictures: 500, prepared: 1 << 22 };
/// Bytes that a reader may have in use at once: one picture of up to 192 MiB, which lies there twice while it is turned.
const ALLOWED: usize = 400 << 20;

/// Small, quick, repeatable (splitmix64).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }
}

/// Spoils a file in one to four ways.
fn spoil(file: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = file.to_vec();
    for _ in 0..=dice.below(4) {
        let at = dice.below(bytes.len());
        match dice.below(8) {
            0 if !bytes.is_empty() => bytes[at] = dice.next() as u8,
            1 if !bytes.is_empty() => bytes[at] ^= 1 << dice.below(8),
            2 => bytes.truncate(at),
            3 => {
                let extra: Vec<u8> = (0..dice.below(16)).map(|_| dice.next() as u8).collect();
                bytes.splice(at..at, extra);
            }
            4 => {
                let end = (at + dice.below(64)).min(bytes.len());
                let part = bytes[at..end].to_vec();
                bytes.splice(at..at, part);
            }
            5 => {
                // Sizes in headers are what readers believe too easily.
                let values = [0, 1, 0x7f, 0x80, 0xff, 0xffff, 0x7fff_ffff, 0xffff_ffff, u64::MAX];
                let value = values[dice.below(values.len())].to_le_bytes();
                let width = [1, 2, 4, 8][dice.below(4)].min(bytes.len() - at);
                bytes[at..at + width].copy_from_slice(&value[..width]);
            }
            6 => {
                let end = (at + dice.below(32)).min(bytes.len());
                bytes.drain(at..end);
            }
            _ => {
                let signs = [b'"', b',', b';', b'\t', b'\n', b'\r', 0, 0xff, 0xfe, b'\'', b'-', b'.'];
                bytes.insert(at, signs[dice.below(signs.len())]);
            }
        }
    }
    bytes
}

/// Spoils these files again and again and has them read.
fn fuzz(name: &str, files: &[Vec<u8>], default_millis: u64, read: impl Fn(Vec<u8>)) {
    let _turn = TURN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let time = number("FUZZ_SECONDS").map_or(Duration::from_millis(default_millis), Duration::from_secs);
    let (begun, mut rounds) = (Instant::now(), 0_u64);
    let mut seed = number("FUZZ_SEED").unwrap_or(1);
    while begun.elapsed() < time {
        let mut dice = Dice(seed);
        let file = spoil(&files[dice.below(files.len())], &mut dice);
        let (length, start) = (file.len(), file[..file.len().min(40)].to_vec());
        let before = NOW.load(Ordering::Relaxed);
        PEAK.store(before, Ordering::Relaxed);
        let ended = catch_unwind(AssertUnwindSafe(|| read(file)));
        let used = PEAK.load(Ordering::Relaxed).saturating_sub(before);
        assert!(ended.is_ok(), "{name}: seed {seed} makes it panic");
        assert!(used < ALLOWED, "{name}: seed {seed} takes {used} bytes for a file of {length}: {start:02x?}");
        (seed, rounds) = (seed + 1, rounds + 1);
    }
    eprintln!("{name}: {rounds} files in {:.0} s", begun.elapsed().as_secs_f64());
}

fn input(name: &str, bytes: Vec<u8>) -> Input {
    Input { path: name.to_owned(), size: bytes.len() as u64, source: Box::new(Cursor::new(bytes)) }
}

fn read_pictures(inputs: &mut [Input]) {
    let _ = pictures::is_pictures(inputs);
    if let Ok((pictures::Content::Gallery(gallery), _)) = pictures::read_content(inputs, None, &LIMITS, &mut |_| ()) {
        let _ = pictures::profile(&gallery);
    }
}

fn picture(format: image::ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let picture = image::RgbImage::from_fn(9, 7, |x, y| image::Rgb([x as u8 * 20, y as u8 * 30, 77]));
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn zip(entries: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn idx(shape: &[u32], values: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0, 0, 8, shape.len() as u8];
    shape.iter().for_each(|size| bytes.extend(size.to_be_bytes()));
    bytes.extend(values);
    bytes
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

fn npy(descr: &str, shape: &str, values: &[u8]) -> Vec<u8> {
    let mut header = format!("{{'descr': '{descr}', 'fortran_order': False, 'shape': {shape}, }}");
    while (10 + header.len() + 1) % 64 != 0 {
        header.push(' ');
    }
    header.push('\n');
    let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
    bytes.extend((header.len() as u16).to_le_bytes());
    bytes.extend(header.as_bytes());
    bytes.extend(values);
    bytes
}

/// Milliseconds that each reader gets in `make test`.
const MOMENT: u64 = 1500;

#[test]
fn text_tables() {
    let tables = [
        "id,size,town,day,class\n1,3.5,north,2024-01-05,yes\n2,4.25,south,2024-02-06,no\n3,,\"a, b\",2024-03-07,yes\n"
            .to_owned(),
        "a;b;c\n1,5;\"x \"\"y\"\"\";2\n2,5;\"line\nbreak\";3\n".to_owned(),
        "姓名\t年龄\t类别\n张三\t31\t甲\n李四\t29\t乙\n".to_owned(),
        (0..400).map(|row| format!("{row}|{}|{:.3}\n", row % 3, f64::from(row) / 7.0)).collect(),
    ];
    let mut files: Vec<Vec<u8>> = tables.iter().map(|table| table.clone().into_bytes()).collect();
    files.extend(tables.iter().map(|table| {
        [0xff, 0xfe].into_iter().chain(table.encode_utf16().flat_map(u16::to_le_bytes)).collect::<Vec<u8>>()
    }));
    fuzz("text tables", &files, MOMENT, |file| {
        let sample = &file[..file.len().min(256 << 10)];
        let dialect = text::sniff(sample);
        if let Ok(layout) = text::guess_layout(sample, true, &dialect, "table.csv", &LIMITS) {
            let mut source = Cursor::new(&file);
            let _ = text::read_table(&mut source, "table.csv", &dialect, &layout, &LIMITS, &mut |_| ());
        }
    });
}

#[test]
fn archives_of_pictures() {
    use image::ImageFormat::{Bmp, Gif, Jpeg, Png, WebP};
    let files = [Png, Jpeg, Bmp, Gif, WebP].map(|format| {
        zip(&[
            ("set/cats/1.png", picture(format)),
            ("set/dogs/2.png", picture(Png)),
            ("__MACOSX/._1.png", vec![1, 2, 3]),
            ("set/labels.csv", b"file,label\n1.png,cat\n2.png,dog\n".to_vec()),
        ])
    });
    fuzz("archives of pictures", &files, MOMENT, |file| read_pictures(&mut [input("set.zip", file)]));
}

#[test]
fn loose_pictures() {
    use image::ImageFormat::{Bmp, Gif, Jpeg, Png, WebP};
    let files = [Png, Jpeg, Bmp, Gif, WebP].map(picture);
    let good = picture(Png);
    fuzz("loose pictures", &files, MOMENT, |file| {
        read_pictures(&mut [input("set/cats/1.png", file), input("set/dogs/2.png", good.clone())]);
    });
}

#[test]
fn idx_files() {
    let pictures = idx(&[4, 8, 8], &(0..=255).collect::<Vec<u8>>());
    let labels = idx(&[4], &[0, 1, 0, 1]);
    let files = [pictures.clone(), gz(&pictures)];
    fuzz("IDX", &files, MOMENT, |file| {
        read_pictures(&mut [input("labels-idx1-ubyte", labels.clone()), input("images-idx3-ubyte.gz", file)]);
    });
}

#[test]
fn numpy_archives() {
    let floats: Vec<u8> = (0..12).flat_map(|value| (value as f32 / 12.0).to_le_bytes()).collect();
    let files = [
        zip(&[
            ("x_train.npy", npy("|u1", "(4, 8, 8)", &(0..=255).collect::<Vec<u8>>())),
            ("y_train.npy", npy("<i8", "(4,)", &[0_u64, 1, 0, 1].map(u64::to_le_bytes).concat())),
        ]),
        zip(&[("X.npy", npy("<f4", "(4, 3)", &floats)), ("y.npy", npy("|u1", "(4,)", &[0, 1, 0, 1]))]),
        zip(&[("X.npy", npy("|O", "(4, 3)", &floats)), ("y.npy", npy("<U1", "(4,)", &[0; 16]))]),
    ];
    fuzz("NumPy archives", &files, MOMENT, |file| read_pictures(&mut [input("set.npz", file)]));
}
