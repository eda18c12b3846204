//! Pictures, summed up.

use rustc_hash::FxHashSet;

use super::Gallery;
use crate::dataset::Part;
use crate::import::{ClassCount, PictureProfile, Thumbnail};

/// Pictures of each class on the contact sheet, when there are few classes.
const EACH: u32 = 8;
/// Classes that are few.
const FEW: usize = 12;
/// Pictures of each class when there are many.
const EACH_OF_MANY: u32 = 4;
/// All pictures of the sheet then.
const MOST: usize = 60;

/// Sums the pictures up.
pub fn profile(gallery: &Gallery) -> PictureProfile {
    let mut rows = vec![0; gallery.classes.len()];
    for &label in &gallery.labels {
        if let Some(rows) = rows.get_mut(label as usize) {
            *rows += 1;
        }
    }
    let classes = gallery.classes.iter().zip(rows).map(|(class, rows)| ClassCount { class: class.clone(), rows });
    let tested = gallery.parts.iter().filter(|part| **part == Some(Part::Test)).count();
    let mut seen = FxHashSet::default();
    let pictures = gallery.pixels.chunks_exact(gallery.shape.size().max(1));
    PictureProfile {
        pictures: gallery.labels.len() as u32,
        test: (tested > 0).then_some(tested as u32),
        classes: classes.collect(),
        sizes: gallery.sizes,
        channels: gallery.shape.channels as u32,
        side: gallery.shape.height as u32,
        duplicates: pictures.filter(|picture| !seen.insert(*picture)).count() as u64,
        unreadable: gallery.unreadable.clone(),
        unreadable_count: gallery.unreadable_count,
        passed_over: gallery.passed_over,
        sheet: sheet(gallery),
    }
}

/// A few of every class, class by class.
fn sheet(gallery: &Gallery) -> Vec<Thumbnail> {
    let many = gallery.classes.len() > FEW;
    let (each, most) = if many { (EACH_OF_MANY, MOST) } else { (EACH, FEW * EACH as usize) };
    let mut shown = vec![0; gallery.classes.len()];
    let mut chosen = Vec::new();
    for (row, &label) in gallery.labels.iter().enumerate() {
        match shown.get_mut(label as usize) {
            Some(shown) if *shown < each => {
                *shown += 1;
                chosen.push((label, row));
            }
            _ => {}
        }
    }
    chosen.sort_unstable();
    chosen.truncate(most);
    chosen.into_iter().filter_map(|(_, row)| thumbnail(gallery, row)).collect()
}

/// One picture; none beyond the last.
pub fn thumbnail(gallery: &Gallery, row: usize) -> Option<Thumbnail> {
    let size = gallery.shape.size();
    Some(Thumbnail {
        row: row as u32,
        name: gallery.names.get(row).unwrap_or_default().to_owned(),
        class: *gallery.labels.get(row)?,
        pixels: gallery.pixels.get(row * size..(row + 1) * size)?.to_vec(),
    })
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use crate::import::Strings;
    use crate::network::InputShape;

    fn gallery(classes: usize, each: usize) -> Gallery {
        let rows = classes * each;
        let mut names = Strings::default();
        for row in 0..rows {
            names.push(&format!("{row}.png"));
        }
        Gallery {
            shape: InputShape { channels: 1, height: 1, width: 2 },
            pixels: (0..rows).flat_map(|row| [(row / 2) as u8, (row >> 9) as u8]).collect(),
            labels: (0..rows).map(|row| (row % classes) as u32).collect(),
            classes: (0..classes).map(|class| class.to_string()).collect(),
            parts: (0..rows).map(|row| (row < 3).then_some(Part::Test)).collect(),
            names,
            sizes: [(1, 2), (3, 4)],
            unreadable: Vec::new(),
            unreadable_count: 0,
            passed_over: 5,
        }
    }

    #[test]
    fn pictures_are_counted() {
        let profile = profile(&gallery(2, 10));
        assert_eq!((profile.pictures, profile.test, profile.duplicates, profile.passed_over), (20, Some(3), 10, 5));
        assert_eq!(profile.classes.iter().map(|class| class.rows).collect::<Vec<_>>(), [10, 10]);
    }

    #[test]
    fn the_sheet_shows_a_few_of_every_class() {
        let sheet = profile(&gallery(3, 20)).sheet;
        assert_eq!(sheet.len(), 24);
        assert!(sheet.is_sorted_by_key(|shown| shown.class));
        assert_eq!((sheet[8].class, sheet[8].row, sheet[8].name.as_str()), (1, 1, "1.png"));
        assert_eq!(profile(&gallery(30, 6)).sheet.len(), 60);
        assert_eq!(profile(&gallery(13, 3)).sheet.len(), 39);
    }

    #[test]
    fn beyond_the_last_there_is_none() {
        assert!(thumbnail(&gallery(2, 2), 3).is_some());
        assert!(thumbnail(&gallery(2, 2), 4).is_none());
    }
}
