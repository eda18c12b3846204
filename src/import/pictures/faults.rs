//! Every kind of bad file, and what is said about it.

use super::samples::{gallery, gz, idx, npy, patched, png, read, shade, zip};
use crate::import::{Fault, Limits, PictureRecipe, Place, Problem};

fn fault(files: Vec<(&str, Vec<u8>)>) -> Problem {
    gallery(files).unwrap_err()
}

fn limited(files: Vec<(&str, Vec<u8>)>, limits: Limits) -> Problem {
    read(files, None, &limits).unwrap_err()
}

fn two_classes() -> Vec<u8> {
    zip(&[("cat/1.png", &shade(1)), ("dog/1.png", &shade(2))])
}

#[test]
fn empty_and_unknown_files() {
    assert_eq!(fault(vec![("a.zip", Vec::new())]), Place::file("a.zip").problem(Fault::Empty));
    assert_eq!(fault(vec![("a.zip", zip(&[]))]), Place::file("a.zip").problem(Fault::Empty));
    assert_eq!(fault(Vec::new()).what, Fault::Empty);
    let start = "68 65 6c 6c 6f".to_owned();
    assert_eq!(fault(vec![("a", b"hello".to_vec())]), Place::file("a").problem(Fault::UnknownKind { start }));
    let start = "50 4b 03 04".to_owned();
    let office = zip(&[("xl/workbook.xml", b"<x/>")]);
    assert_eq!(fault(vec![("a.xlsx", office)]), Place::file("a.xlsx").problem(Fault::UnknownKind { start }));
}

#[test]
fn files_over_the_limit() {
    let limits = Limits { file: 10, ..Limits::default() };
    let bytes = two_classes();
    let fault = Fault::TooLarge { bytes: bytes.len() as u64, limit: 10 };
    assert_eq!(limited(vec![("a.zip", bytes)], limits), Place::file("a.zip").problem(fault));
}

#[test]
fn bombs() {
    let zeros = vec![0; 100 << 20];
    let bomb = zip(&[("cat/1.png", &zeros), ("dog/1.png", &shade(1))]);
    assert!(bomb.len() < 1 << 20);
    let limits = Limits { unpacked: 1 << 20, ..Limits::default() };
    let place = Place::file("a.zip").entry("cat/1.png");
    assert_eq!(limited(vec![("a.zip", bomb)], limits), place.problem(Fault::Bomb { limit: 1 << 20 }));
    // Many small ones count together.
    let limits = Limits { unpacked: 3 * shade(1).len() as u64 / 2, ..Limits::default() };
    assert!(matches!(limited(vec![("a.zip", two_classes())], limits).what, Fault::Bomb { .. }));
    let packed = gz(&[idx(&[100 << 20], &[]), zeros].concat());
    let limits = Limits { unpacked: 1 << 20, ..Limits::default() };
    let files = vec![("labels.gz", packed)];
    assert_eq!(limited(files, limits), Place::file("labels.gz").problem(Fault::Bomb { limit: 1 << 20 }));
}

#[test]
fn a_size_that_is_a_lie() {
    let mut bytes = two_classes();
    let entries: Vec<usize> = memchr::memmem::find_iter(&bytes, b"PK\x01\x02").collect();
    for entry in entries {
        // The size after unpacking.
        bytes[entry + 24..entry + 28].copy_from_slice(&4_u32.to_le_bytes());
    }
    assert!(matches!(fault(vec![("a.zip", bytes)]).what, Fault::BadPicture { .. }));
}

#[test]
fn path_tricks() {
    for trick in [&b"../1.png"[..], b"..\\1.png", b"/etc/xyz", b"\\etc\\xyz", b"C:/1.png", b"c:\\1.png", b"ab\0.pngx"] {
        let bytes = patched(zip(&[("cat/1.png", &shade(1)), ("xxxx.png", &shade(2))]), b"xxxx.png", trick);
        let entry = String::from_utf8_lossy(trick).replace('\\', "/");
        let expected = Place::file("a.zip").entry(entry).problem(Fault::UnsafePath);
        assert_eq!(fault(vec![("a.zip", bytes)]), expected);
    }
}

#[test]
fn encrypted_entries() {
    let mut bytes = two_classes();
    // The flags of the first entry in the list: bit 0 says that it is encrypted.
    let list = memchr::memmem::find(&bytes, b"PK\x01\x02").unwrap();
    bytes[list + 8] |= 1;
    assert_eq!(fault(vec![("a.zip", bytes)]), Place::file("a.zip").entry("cat/1.png").problem(Fault::Encrypted));
}

#[test]
fn truncated_archives() {
    let bytes = two_classes();
    for length in [bytes.len() - 1, bytes.len() / 2, 30] {
        let problem = fault(vec![("a.zip", bytes[..length].to_vec())]);
        // One byte less leaves the end record incomplete.
        let expected = matches!(problem.what, Fault::Truncated { missing: None } | Fault::BadArchive { .. });
        assert!(expected && problem.place.file == "a.zip", "{problem}");
    }
    let half = bytes[..bytes.len() / 2].to_vec();
    let place = Place::file("a.zip").byte(half.len() as u64);
    assert_eq!(fault(vec![("a.zip", half)]), place.problem(Fault::Truncated { missing: None }));
}

#[test]
fn archives_without_classes() {
    let flat = zip(&[("1.png", &shade(1)), ("2.png", &shade(2))]);
    assert_eq!(fault(vec![("a.zip", flat)]), Place::file("a.zip").problem(Fault::NoFolders));
    let one = zip(&[("cat/1.png", &shade(1)), ("cat/2.png", &shade(2))]);
    assert_eq!(fault(vec![("a.zip", one)]), Place::file("a.zip").problem(Fault::NoFolders));
    let class = "cat".to_owned();
    let parts = zip(&[("train/cat/1.png", &shade(1)), ("test/cat/2.png", &shade(2))]);
    assert_eq!(fault(vec![("a.zip", parts)]), Place::file("a.zip").problem(Fault::OneClass { class }));
}

#[test]
fn tables_that_do_not_fit() {
    let flat = || zip(&[("1.png", &shade(1)), ("2.png", &shade(2))]);
    let table = b"file,label\n1.png,cat\n3.png,dog\n".to_vec();
    let missing = || Fault::NoSuchPicture { name: "3.png".into() };
    let place = Place::file("labels.csv").row(3).column("file");
    assert_eq!(fault(vec![("labels.csv", table.clone()), ("a.zip", flat())]), place.problem(missing()));
    let inside = zip(&[("1.png", &shade(1)), ("2.png", &shade(2)), ("labels.csv", &table)]);
    let place = Place::file("a.zip").entry("labels.csv").row(3).column("file");
    assert_eq!(fault(vec![("a.zip", inside)]), place.problem(missing()));
    let foreign = b"age,height,weight\n12,150.5,40.25\n13,160.5,50.25\n".to_vec();
    assert_eq!(fault(vec![("people.csv", foreign), ("a.zip", flat())]).what, Fault::Mixture);
}

#[test]
fn unreadable_pictures_are_listed_and_left_out_on_request() {
    let broken = shade(3)[..40].to_vec();
    let bytes =
        zip(&[("cat/1.png", &shade(1)), ("cat/2.png", &broken), ("dog/1.png", &shade(2)), ("dog/2.tif", b"II*\0")]);
    let files = || vec![("a.zip", bytes.clone())];
    let first = gallery(files()).unwrap();
    assert_eq!((first.labels.len(), first.unreadable_count, first.unreadable.len()), (2, 2, 2));
    assert_eq!(first.unreadable[0].place, Place::file("a.zip").entry("cat/2.png"));
    assert!(matches!(first.unreadable[0].what, Fault::BadPicture { .. }));
    assert_eq!(first.pixels.len(), 2 * first.shape.size());
    let recipe = |skip_unreadable| Some(PictureRecipe { side: 8, skip_unreadable, ..PictureRecipe::default() });
    assert!(read(files(), recipe(true), &Limits::default()).is_ok());
    let problem = read(files(), recipe(false), &Limits::default()).unwrap_err();
    assert_eq!(problem, first.unreadable[0]);
    let all = zip(&[("cat/1.png", b"nothing"), ("dog/1.png", b"")]);
    let reason = "these are not the bytes of a picture".to_owned();
    let place = Place::file("a.zip").entry("cat/1.png");
    assert_eq!(fault(vec![("a.zip", all)]), place.problem(Fault::BadPicture { reason }));
}

#[test]
fn too_many_pictures() {
    let limits = Limits { pictures: 1, ..Limits::default() };
    let fault = Fault::TooMuchMemory { bytes: 128, limit: 64 };
    assert_eq!(limited(vec![("a.zip", two_classes())], limits), Place::file("a.zip").problem(fault));
}

#[test]
fn idx_files_that_do_not_fit() {
    let pictures = || idx(&[3, 8, 8], &[1; 192]);
    let two = || idx(&[2], &[0, 1]);
    let counts = Fault::LabelCount { pictures: 3, labels: 2 };
    assert_eq!(fault(vec![("x", pictures()), ("y", two())]), Place::file("x + y").problem(counts));
    let lonely = Fault::Partner { labels_missing: true };
    assert_eq!(fault(vec![("x", pictures())]), Place::file("x").problem(lonely));
    let lonely = Fault::Partner { labels_missing: false };
    assert_eq!(fault(vec![("y", two())]), Place::file("y").problem(lonely));
    let files =
        vec![("t10k-images", pictures()), ("train-images", pictures()), ("train-labels", idx(&[3], &[0, 1, 0]))];
    assert_eq!(fault(files), Place::file("t10k-images").problem(Fault::Partner { labels_missing: true }));
    let files = vec![("x", idx(&[3, 7], &[1; 21])), ("y", idx(&[3], &[0, 1, 0]))];
    assert_eq!(fault(files), Place::file("x").problem(Fault::ArrayShape { found: vec![3, 7] }));
}

#[test]
fn broken_idx_files() {
    let short = idx(&[3, 8, 8], &[1; 100]);
    let place = Place::file("x").byte(116);
    assert_eq!(fault(vec![("x", short)]), place.problem(Fault::Truncated { missing: Some(92) }));
    let floats = vec![0, 0, 0x0d, 1, 0, 0, 0, 1, 0, 0, 0, 0];
    let found = "00 00 0d 01".to_owned();
    assert_eq!(fault(vec![("x", floats)]), Place::file("x").byte(0).problem(Fault::WrongMagic { found }));
    let found = "68 65 6c 6c".to_owned();
    let files = vec![("x", idx(&[3, 8, 8], &[1; 192])), ("y", b"hello".to_vec())];
    assert_eq!(fault(files), Place::file("y").byte(0).problem(Fault::WrongMagic { found }));
    let values: Vec<u8> = (0..60_000_u32).map(|index| (index * index % 251) as u8).collect();
    let packed = gz(&idx(&[60_000], &values));
    let half = packed[..packed.len() / 2].to_vec();
    let place = Place::file("y.gz").byte(half.len() as u64);
    assert_eq!(fault(vec![("y.gz", half)]), place.problem(Fault::Truncated { missing: None }));
}

fn arrays(x: &[u8], y: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    vec![("a.npz", zip(&[("x_train.npy", x), ("y_train.npy", y)]))]
}

#[test]
fn arrays_that_cannot_be_used() {
    let x = || npy("|u1", false, "(2, 8, 8)", &[7; 128]);
    let y = || npy("|u1", false, "(2,)", &[0, 1]);
    let at = |entry: &str| Place::file("a.npz").entry(entry);
    let pickled = npy("|O", false, "(2,)", b"\x80\x04.");
    assert_eq!(fault(arrays(&x(), &pickled)), at("y_train.npy").problem(Fault::Pickled));
    let complex = npy("<c8", false, "(2, 8, 8)", &[0; 1024]);
    assert_eq!(fault(arrays(&complex, &y())), at("x_train.npy").problem(Fault::ArrayType { found: "<c8".into() }));
    let three = npy("|u1", false, "(3,)", &[0, 1, 0]);
    let counts = Fault::LabelCount { pictures: 2, labels: 3 };
    assert_eq!(fault(arrays(&x(), &three)), at("y_train.npy").problem(counts));
    let short = npy("|u1", false, "(2, 8, 8)", &[7; 100]);
    assert_eq!(fault(arrays(&short, &y())), at("x_train.npy").problem(Fault::Truncated { missing: Some(28) }));
    let deep = npy("|u1", false, "(2, 2, 2, 2, 8)", &[7; 128]);
    let shape = Fault::ArrayShape { found: vec![2, 2, 2, 2, 8] };
    assert_eq!(fault(arrays(&deep, &y())), at("x_train.npy").problem(shape));
    let mut numbers: Vec<u8> = vec![0; 128 * 4];
    numbers[20..24].copy_from_slice(&f32::NAN.to_le_bytes());
    let nan = npy("<f4", false, "(2, 8, 8)", &numbers);
    let not = Fault::NotFinite { text: "NaN".into() };
    assert_eq!(fault(arrays(&nan, &y())), at("x_train.npy").row(6).problem(not));
    let found = vec!["a".to_owned(), "b".to_owned()];
    let strange = zip(&[("a.npy", &x()), ("b.npy", &y())]);
    assert_eq!(fault(vec![("a.npz", strange)]), Place::file("a.npz").problem(Fault::NoArray { found }));
    let lonely = Fault::Partner { labels_missing: true };
    assert_eq!(fault(vec![("x_train.npy", x())]), Place::file("x_train.npy").problem(lonely));
}

/// Written by NumPy itself, see `tests/reference/make_npz.py`.
#[test]
fn objects_of_numpy_are_refused() {
    let bytes = include_bytes!("../../../tests/reference/arrays/object.npz").to_vec();
    assert_eq!(fault(vec![("a.npz", bytes)]), Place::file("a.npz").entry("y_train.npy").problem(Fault::Pickled));
}

#[test]
fn a_huge_picture_in_a_small_file() {
    let mut huge = png(8, 8, &[0; 64]);
    huge[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
    let bytes = zip(&[("cat/1.png", &huge), ("dog/1.png", &shade(1))]);
    let made = gallery(vec![("a.zip", bytes)]).unwrap();
    assert_eq!((made.labels.len(), made.unreadable_count), (1, 1));
}
