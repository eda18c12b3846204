//! The same pictures from all kinds of files.

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

use super::samples::{contents, encoded, gallery, gz, idx, npy, png, read, shade, zip};
use super::{Content, is_pictures, read_one, samples};
use crate::dataset::Part;
use crate::import::{Cells, Fault, Fit, Kind, Limits, PictureRecipe};

/// Six pictures of 8 × 8, two of each class.
fn pixels() -> Vec<u8> {
    (0..6 * 64_u32).map(|index| ((index * 89 + index / 64 * 7) % 256) as u8).collect()
}

const LABELS: [u8; 6] = [2, 10, 7, 2, 7, 10];

fn as_zip() -> Vec<u8> {
    let pixels = pixels();
    let entries: Vec<(String, Vec<u8>)> = (0..)
        .zip(pixels.chunks(64))
        .zip(LABELS)
        .map(|((number, picture), label)| (format!("digits/{label}/{number}.png"), png(8, 8, picture)))
        .collect();
    let entries: Vec<(&str, &[u8])> = entries.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())).collect();
    zip(&entries)
}

fn as_npz(descr: &str, values: &[u8]) -> Vec<u8> {
    let labels: Vec<u8> = LABELS.iter().flat_map(|&label| i64::from(label).to_le_bytes()).collect();
    zip(&[
        ("x_train.npy", &npy(descr, false, "(6, 8, 8)", values)),
        ("y_train.npy", &npy("<i8", false, "(6,)", &labels)),
    ])
}

#[test]
fn idx_zip_and_npz_give_the_same_pictures() {
    let from_idx =
        gallery(vec![("labels", idx(&[6], &LABELS)), ("images.gz", gz(&idx(&[6, 8, 8], &pixels())))]).unwrap();
    let from_zip = gallery(vec![("digits.zip", as_zip())]).unwrap();
    let from_npz = gallery(vec![("digits.npz", as_npz("|u1", &pixels()))]).unwrap();
    assert_eq!(from_idx.pixels, pixels());
    assert_eq!(from_idx.classes, ["2", "7", "10"]);
    assert_eq!(from_idx.classes, from_zip.classes);
    assert_eq!(from_idx.classes, from_npz.classes);
    assert_eq!(contents(&from_idx), contents(&from_zip));
    assert_eq!(contents(&from_idx), contents(&from_npz));
    assert_eq!(from_zip.parts, vec![None; 6]);
}

#[test]
fn numbers_from_0_to_1_are_the_same_pictures() {
    let bytes = pixels();
    let single: Vec<u8> = bytes.iter().flat_map(|&value| (f32::from(value) / 255.0).to_le_bytes()).collect();
    let double: Vec<u8> = bytes.iter().flat_map(|&value| (f64::from(value) / 255.0).to_be_bytes()).collect();
    let whole: Vec<u8> = bytes.iter().flat_map(|&value| i32::from(value).to_be_bytes()).collect();
    for (descr, values) in [("<f4", single), (">f8", double), (">i4", whole)] {
        assert_eq!(gallery(vec![("x.npz", as_npz(descr, &values))]).unwrap().pixels, bytes, "{descr}");
    }
}

#[test]
fn a_folder_gives_what_its_archive_gives() {
    let files = [("pets/dog/1.png", shade(3)), ("pets/cat/2.png", shade(1)), ("pets/cat/1.png", shade(2))];
    let entries: Vec<(&str, &[u8])> = files.iter().map(|(path, bytes)| (*path, bytes.as_slice())).collect();
    let from_zip = gallery(vec![("pets.zip", zip(&entries))]).unwrap();
    let from_folder = gallery(files.to_vec()).unwrap();
    assert_eq!(from_zip, from_folder);
    assert_eq!(from_zip.names.iter().collect::<Vec<_>>(), ["pets/cat/1.png", "pets/cat/2.png", "pets/dog/1.png"]);
    assert_eq!(from_zip.labels, [0, 0, 1]);
}

#[test]
fn archives_named_after_classes_are_classes() {
    let flat = |value| zip(&[("1.png", &shade(value)), ("2.png", &shade(value + 1))]);
    let gallery = gallery(vec![("my/dog.zip", flat(5)), ("my/cat.zip", flat(9))]).unwrap();
    assert_eq!((gallery.classes, gallery.labels), (vec!["cat".into(), "dog".into()], vec![0, 0, 1, 1]));
    assert_eq!(gallery.names.get(3), Some("dog/2.png"));
}

#[test]
fn archives_may_be_parts() {
    let folders = |value| zip(&[("cat/1.png", &shade(value)), ("dog/1.png", &shade(value + 1))]);
    let gallery = gallery(vec![("train.zip", folders(5)), ("test.zip", folders(9))]).unwrap();
    assert_eq!(gallery.parts, [Some(Part::Test), Some(Part::Test), Some(Part::Train), Some(Part::Train)]);
    assert_eq!(gallery.classes, ["cat", "dog"]);
}

#[test]
fn what_is_no_picture_is_passed_over() {
    let (one, two) = (shade(1), shade(2));
    let inner = zip(&[("a/x.png", &one)]);
    let entries: [(&str, &[u8]); 8] = [
        ("cat/1.png", &one),
        ("dog/2", &two),
        ("cat/notes.dat", b"not a picture"),
        ("readme.txt", b"hello"),
        ("inner.zip", &inner),
        ("__MACOSX/cat/._1.png", b"fork"),
        ("cat/.DS_Store", b"store"),
        ("cat/Thumbs.db", b"thumbs"),
    ];
    let gallery = gallery(vec![("pets.zip", zip(&entries))]).unwrap();
    assert_eq!((gallery.labels.len(), gallery.passed_over), (2, 6));
    assert_eq!(gallery.unreadable_count, 0);
}

#[test]
fn a_table_in_the_archive_has_the_classes() {
    let csv = b"file,label\n1.png,dog\n2.png,cat\n3.png,dog\n";
    let (one, two, three, four) = (shade(1), shade(2), shade(3), shade(4));
    let entries: [(&str, &[u8]); 5] =
        [("p/1.png", &one), ("p/2.png", &two), ("p/3.png", &three), ("p/4.png", &four), ("labels.csv", csv)];
    let inside = gallery(vec![("a.zip", zip(&entries))]).unwrap();
    assert_eq!((inside.classes, inside.labels), (vec!["cat".to_owned(), "dog".to_owned()], vec![1, 0, 1]));
    assert_eq!(inside.passed_over, 2, "the table and the picture that it does not name");
    let beside = gallery(vec![("a.zip", zip(&entries[..4])), ("labels.csv", csv.to_vec())]).unwrap();
    assert_eq!(beside.labels, [1, 0, 1]);
}

#[test]
fn names_of_chinese_windows_are_read() {
    // 猪 and 狗 in GBK are two bytes each.
    let bytes = zip(&[("m1/1.png", &shade(1)), ("g1/1.png", &shade(2))]);
    let bytes = samples::patched(bytes, b"m1/1.png", b"\xd6\xed/1.png");
    let bytes = samples::patched(bytes, b"g1/1.png", b"\xb9\xb7/1.png");
    assert_eq!(gallery(vec![("a.zip", bytes)]).unwrap().classes, ["狗", "猪"]);
}

#[test]
fn idx_files_of_both_parts_find_their_partners() {
    let pictures = |count: u32, value: u8| idx(&[count, 8, 8], &vec![value; count as usize * 64]);
    let files = vec![
        ("t10k-labels-idx1-ubyte", idx(&[2], &[0, 1])),
        ("train-images-idx3-ubyte.gz", gz(&pictures(3, 7))),
        ("t10k-images-idx3-ubyte", pictures(2, 9)),
        ("train-labels-idx1-ubyte.gz", gz(&idx(&[3], &[1, 0, 1]))),
    ];
    let made = gallery(files).unwrap();
    assert_eq!(made.parts.iter().filter(|part| **part == Some(Part::Test)).count(), 2);
    assert_eq!(made.parts.iter().filter(|part| **part == Some(Part::Train)).count(), 3);
    assert_eq!(made.pixels.iter().filter(|&&pixel| pixel == 9).count(), 128);
    // Without telling names the counts tell.
    let files =
        vec![("a", pictures(2, 9)), ("b", idx(&[3], &[1, 0, 1])), ("c", idx(&[2], &[0, 1])), ("d", pictures(3, 7))];
    assert_eq!(gallery(files).unwrap().parts.iter().filter(|part| **part == Some(Part::Test)).count(), 2);
}

#[test]
fn pictures_are_resized_and_coloured_as_the_recipe_says() {
    let red = encoded(&DynamicImage::ImageRgb8(RgbImage::from_pixel(40, 20, Rgb([250, 0, 0]))), ImageFormat::Png);
    let blue = encoded(&DynamicImage::ImageRgb8(RgbImage::from_pixel(20, 40, Rgb([0, 0, 250]))), ImageFormat::Png);
    let files = || vec![("red/1.png", red.clone()), ("blue/1.png", blue.clone())];
    let guessed = read(files(), None, &Limits::default()).unwrap().1;
    assert_eq!((guessed.side, guessed.colour), (32, true));
    let recipe = PictureRecipe { side: 8, colour: true, fit: Fit::Letterbox, skip_unreadable: false };
    let (content, used) = read(files(), Some(recipe), &Limits::default()).unwrap();
    let Content::Gallery(gallery) = content else { panic!("a table") };
    assert_eq!(used, recipe);
    assert_eq!(gallery.sizes, [(40, 20), (40, 20)]);
    assert_eq!(gallery.pixels.len(), 2 * 3 * 64);
    let (blue, red) = gallery.pixels.split_at(192);
    assert_eq!((blue[..128].iter().max(), blue[128..136].to_vec()), (Some(&0), vec![0, 0, 250, 250, 250, 250, 0, 0]));
    assert_eq!((red[..16].iter().max(), red[16..24].to_vec()), (Some(&0), vec![250; 8]));
}

#[test]
fn a_single_picture_looks_as_it_does_among_others() {
    let files = || vec![("a/1.png", png(12, 9, &[200; 108])), ("b/2.png", shade(3))];
    let recipe = PictureRecipe { side: 8, fit: Fit::Letterbox, ..PictureRecipe::default() };
    let (content, _) = read(files(), Some(recipe), &Limits::default()).unwrap();
    let Content::Gallery(gallery) = content else { panic!("a table") };
    for ((name, bytes), pixels) in files().into_iter().zip(gallery.pixels.chunks(64)) {
        assert_eq!(read_one(&mut samples::input(name, bytes), &recipe).unwrap(), pixels);
    }
    let colour = PictureRecipe { colour: true, ..recipe };
    assert_eq!(read_one(&mut samples::input("1.png", shade(3)), &colour).unwrap().len(), 192);
    let fault = read_one(&mut samples::input("1.png", b"no picture".to_vec()), &recipe).unwrap_err();
    assert!(matches!(fault.what, Fault::BadPicture { .. }) && fault.place.file == "1.png");
}

#[test]
fn flat_arrays_are_tables() {
    let values: Vec<u8> = [0.5_f32, 1.5, 2.5, 3.5, 4.5, 5.5].iter().flat_map(|value| value.to_le_bytes()).collect();
    let x = npy("<f4", false, "(3, 2)", &values);
    let y = npy("|S3", false, "(3,)", b"catdogcat");
    let (content, _) = read(vec![("a.npz", zip(&[("X.npy", &x), ("y.npy", &y)]))], None, &Limits::default()).unwrap();
    let Content::Table(table) = content else { panic!("a gallery") };
    assert_eq!((table.rows, table.columns.len()), (3, 3));
    assert_eq!(table.columns[1].cells, Cells::Numbers(vec![1.5, 3.5, 5.5]));
    assert_eq!((table.columns[1].name.as_str(), table.columns[2].name.as_str()), ("x1", "y"));
    assert_eq!(table.columns[2].kind, Kind::Category);
    let Cells::Texts { codes, values } = &table.columns[2].cells else { panic!("numbers") };
    assert_eq!((codes.as_slice(), values.get(1)), ([0, 1, 0].as_slice(), Some("dog")));
}

#[test]
fn flat_arrays_keep_their_test_part() {
    let x = |rows: u8| npy("|u1", false, &format!("({rows}, 2)"), &(0..rows * 2).collect::<Vec<u8>>());
    let y = |rows: u8| npy("|u1", false, &format!("({rows},)"), &(0..rows).map(|row| row % 2).collect::<Vec<u8>>());
    let table = |named: &[(&str, &[u8])]| {
        let (content, _) = read(vec![("a.npz", zip(named))], None, &Limits::default()).unwrap();
        let Content::Table(table) = content else { panic!("a gallery") };
        table
    };
    let (x2, y2, x3, y3) = (x(2), y(2), x(3), y(3));
    let both = table(&[("x_test.npy", &x2), ("x_train.npy", &x3), ("y_train.npy", &y3), ("y_test.npy", &y2)]);
    let [train, test] = [Part::Train, Part::Test].map(Some);
    assert_eq!((both.rows, both.parts), (5, vec![train, train, train, test, test]));
    assert_eq!(both.columns[1].cells, Cells::Numbers(vec![1.0, 3.0, 5.0, 1.0, 3.0]));
    let only_train = table(&[("x_train.npy", &x3), ("y_train.npy", &y3)]);
    assert_eq!((only_train.rows, only_train.parts.is_empty()), (3, true));
}

#[test]
fn many_different_targets_are_numbers() {
    let x = npy("|u1", false, "(3, 2)", &[1, 2, 3, 4, 5, 6]);
    let prices: Vec<u8> = [1.5_f64, 2.0, 3.25].iter().flat_map(|value| value.to_le_bytes()).collect();
    let y = npy("<f8", false, "(3, 1)", &prices);
    let files = vec![("X.npy", x), ("y.npy", y)];
    let (content, _) = read(files, None, &Limits::default()).unwrap();
    let Content::Table(table) = content else { panic!("a gallery") };
    assert_eq!(table.columns[2].cells, Cells::Numbers(vec![1.5, 2.0, 3.25]));
}

#[test]
fn one_hot_targets_are_classes() {
    let x = npy("|u1", false, "(3, 64)", &[7; 192]);
    let y = npy("|u1", false, "(3, 3)", &[0, 0, 1, 1, 0, 0, 0, 0, 1]);
    let made = gallery(vec![("a.npz", zip(&[("data.npy", &x), ("labels.npy", &y)]))]).unwrap();
    assert_eq!((made.classes, made.labels), (vec!["0".to_owned(), "2".to_owned()], vec![1, 0, 1]));
    assert_eq!(made.shape.height, 8);
}

/// Values that cannot be packed well.
fn noise(index: u32) -> u8 {
    let mixed = index.wrapping_mul(0x9e37_79b1);
    ((mixed ^ (mixed >> 15)).wrapping_mul(0x85eb_ca6b) >> 24) as u8
}

#[test]
fn progress_goes_on_to_the_end() {
    let picture = png(200, 200, &(0..40_000).map(noise).collect::<Vec<_>>());
    let files: Vec<_> = (0..12).map(|number| (format!("{}/{number}.png", number % 2), picture.clone())).collect();
    let total: u64 = files.iter().map(|(_, bytes)| bytes.len() as u64).sum();
    let mut inputs: Vec<_> = files.iter().map(|(path, bytes)| samples::input(path, bytes.clone())).collect();
    let mut told = Vec::new();
    super::read_content(&mut inputs, None, &Limits::default(), &mut |bytes| told.push(bytes)).unwrap();
    assert!(told.is_sorted() && told.last().is_some_and(|&last| last <= total && last > total / 2), "{told:?} {total}");
}

#[test]
fn kinds_are_told_apart() {
    let is = |bytes: Vec<u8>| is_pictures(&mut [samples::input("file", bytes)]);
    assert!(is(as_zip()) && is(shade(1)) && is(idx(&[1], &[1])) && is(gz(&idx(&[1], &[1]))));
    assert!(is(npy("|u1", false, "(1,)", &[1])));
    assert!(!is(b"a,b\n1,2\n".to_vec()) && !is(gz(b"a,b\n1,2\n")) && !is(Vec::new()));
    let csv = || samples::input("labels.csv", b"file,label\n".to_vec());
    assert!(is_pictures(&mut [csv(), samples::input("a.zip", as_zip())]));
    assert!(!is_pictures(&mut [csv(), csv()]));
}

/// Written by NumPy itself, see `tests/reference/make_npz.py`.
#[test]
fn archives_of_numpy_are_read() {
    let mut expected: Vec<(String, Vec<u8>)> = (0..6_u32)
        .map(|row| {
            let pixels = (0..64).map(|place| ((row * 64 + place) * 37 % 256) as u8).collect();
            ((row % 3).to_string(), pixels)
        })
        .collect();
    expected.sort();
    let files: [(&str, &[u8]); 5] = [
        ("uint8", include_bytes!("../../../tests/reference/arrays/uint8.npz")),
        ("float32", include_bytes!("../../../tests/reference/arrays/float32.npz")),
        ("big-endian", include_bytes!("../../../tests/reference/arrays/big-endian.npz")),
        ("fortran", include_bytes!("../../../tests/reference/arrays/fortran.npz")),
        ("strings", include_bytes!("../../../tests/reference/arrays/strings.npz")),
    ];
    for (name, bytes) in files {
        let made = gallery(vec![(name, bytes.to_vec())]).unwrap();
        assert_eq!(contents(&made), expected, "{name}");
        assert_eq!(made.parts.iter().filter(|part| **part == Some(Part::Test)).count(), 2, "{name}");
    }
}
