//! Classes from folders: the folder that directly holds a picture is its class, and folders called train and test are
//! the parts. A folder around everything says nothing.

use super::paths;
use crate::dataset::Part;

/// What the folders say of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Placed<'a> {
    /// Its class; none when it lies in no folder that could be one.
    pub(super) class: Option<&'a str>,
    /// Its part.
    pub(super) part: Option<Part>,
}

/// What the folders say of each picture.
pub(super) fn place<'a>(files: &[&'a str]) -> Vec<Placed<'a>> {
    let mut folders: Vec<Vec<&str>> = files.iter().map(|&path| folders_of(path)).collect();
    while common(&folders).is_some() && folders.iter().any(|folders| folders.len() > 1) {
        for folders in &mut folders {
            folders.remove(0);
        }
    }
    let mut placed = by_layout(&folders);
    // Parts are only given when something is set aside for testing.
    if placed.iter().all(|placed| placed.part != Some(Part::Test)) {
        for placed in &mut placed {
            placed.part = None;
        }
    }
    placed
}

/// How many different folders directly hold pictures.
pub(super) fn count<'a>(files: impl Iterator<Item = &'a str>) -> usize {
    let mut folders: Vec<&str> = files.map(|path| path.rsplit_once('/').map_or("", |(folder, _)| folder)).collect();
    folders.sort_unstable();
    folders.dedup();
    folders.len()
}

fn folders_of(path: &str) -> Vec<&str> {
    let mut folders: Vec<&str> = path.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    folders.pop();
    folders
}

/// The folder that holds everything, if there is one.
fn common<'a>(folders: &[Vec<&'a str>]) -> Option<&'a str> {
    let first = *folders.first()?.first()?;
    folders.iter().all(|folders| folders.first() == Some(&first)).then_some(first)
}

fn by_layout<'a>(folders: &[Vec<&'a str>]) -> Vec<Placed<'a>> {
    let first_part = |folders: &[&str]| folders.first().and_then(|folder| paths::part(folder));
    let last_part = |folders: &[&str]| folders.last().and_then(|folder| paths::part(folder));
    let deep = |folders: &[&str]| folders.len() > 1;
    if folders.iter().any(|folders| deep(folders) && first_part(folders).is_some()) {
        // train/cats/1.png
        let placed = |folders: &Vec<&'a str>| match first_part(folders) {
            Some(part) => Placed { class: folders.get(1).copied(), part: Some(part) },
            None => Placed { class: folders.last().copied(), part: None },
        };
        return folders.iter().map(placed).collect();
    }
    if folders.iter().all(|folders| deep(folders) && last_part(folders).is_some()) {
        // cats/train/1.png
        let placed = |folders: &Vec<&'a str>| Placed {
            class: folders.get(folders.len().wrapping_sub(2)).copied(),
            part: last_part(folders),
        };
        return folders.iter().map(placed).collect();
    }
    // train/1.png says nothing of a class, unless a train is one among other things.
    let only_parts = folders.iter().all(|folders| folders.is_empty() || last_part(folders).is_some());
    let placed = |folders: &Vec<&'a str>| {
        if only_parts {
            Placed { class: None, part: last_part(folders) }
        } else {
            Placed { class: folders.last().copied(), part: None }
        }
    };
    folders.iter().map(placed).collect()
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;

    fn classes<'a>(paths: &[&'a str]) -> Vec<Option<&'a str>> {
        place(paths).into_iter().map(|placed| placed.class).collect()
    }

    fn parts(paths: &[&str]) -> Vec<Option<Part>> {
        place(paths).into_iter().map(|placed| placed.part).collect()
    }

    #[test]
    fn the_folder_that_holds_a_picture_is_its_class() {
        assert_eq!(classes(&["cats/1.png", "dogs/1.png"]), [Some("cats"), Some("dogs")]);
        assert_eq!(classes(&["pets/cats/1.png", "pets/dogs/1.png"]), [Some("cats"), Some("dogs")]);
        assert_eq!(classes(&["a/b/cats/1.png", "a/b/dogs/1.png"]), [Some("cats"), Some("dogs")]);
        assert_eq!(classes(&["pets/1.png", "pets/cats/1.png"]), [None, Some("cats")]);
        assert_eq!(classes(&["1.png", "2.png"]), [None, None]);
    }

    #[test]
    fn folders_called_train_and_test_are_parts() {
        let paths = ["data/Train/cats/1.png", "data/验证/cats/2.png", "data/TEST/dogs/old/3.png"];
        assert_eq!(classes(&paths), [Some("cats"), Some("cats"), Some("dogs")]);
        assert_eq!(parts(&paths), [Some(Part::Train), Some(Part::Train), Some(Part::Test)]);
        let paths = ["cats/train/1.png", "cats/test/2.png", "dogs/test/3.png"];
        assert_eq!(classes(&paths), [Some("cats"), Some("cats"), Some("dogs")]);
        assert_eq!(parts(&paths), [Some(Part::Train), Some(Part::Test), Some(Part::Test)]);
    }

    #[test]
    fn a_train_can_be_a_class() {
        assert_eq!(classes(&["train/1.png", "car/2.png"]), [Some("train"), Some("car")]);
        assert_eq!(classes(&["train/1.png", "test/2.png"]), [None, None]);
        assert_eq!(parts(&["train/1.png", "test/2.png"]), [Some(Part::Train), Some(Part::Test)]);
    }

    #[test]
    fn without_a_test_part_no_part_is_given() {
        assert_eq!(parts(&["train/cats/1.png", "val/cats/2.png", "val/dogs/2.png"]), [None, None, None]);
    }
}
