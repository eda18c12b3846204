//! What arrays are for, by their names: `x_train`, `y_test`, `train_images`, `X`, `labels`, `arr_0`.

use crate::dataset::Part;

/// Inputs or targets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// What is seen.
    Inputs,
    /// What is to be predicted.
    Targets,
}

/// What an array is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Role {
    pub(super) side: Side,
    /// 0: no part is named; 1: training; 2: validation; 3: test.
    pub(super) section: usize,
}

const INPUTS: [&str; 12] =
    ["x", "xs", "data", "image", "images", "img", "imgs", "input", "inputs", "features", "pixels", "arr0"];
const TARGETS: [&str; 9] = ["y", "ys", "label", "labels", "target", "targets", "class", "classes", "arr1"];
const SECTIONS: [(&str, usize); 7] =
    [("training", 1), ("train", 1), ("validation", 2), ("valid", 2), ("val", 2), ("testing", 3), ("test", 3)];

/// What an array of this name is for; none for names that say nothing.
pub(super) fn role(name: &str) -> Option<Role> {
    let plain: String = name.to_lowercase().chars().filter(|letter| letter.is_alphanumeric()).collect();
    let side = |name: &str| {
        if INPUTS.contains(&name) { Some(Side::Inputs) } else { TARGETS.contains(&name).then_some(Side::Targets) }
    };
    if let Some(side) = side(&plain) {
        return Some(Role { side, section: 0 });
    }
    SECTIONS.iter().find_map(|&(word, section)| {
        let rest = plain.strip_prefix(word).or_else(|| plain.strip_suffix(word))?;
        Some(Role { side: side(rest)?, section })
    })
}

/// The part that a section belongs to. A validation part is drawn anew from what is learned from.
pub(super) fn part(section: usize) -> Part {
    if section == 3 { Part::Test } else { Part::Train }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;

    #[test]
    fn usual_names_are_known() {
        let inputs = |section| Some(Role { side: Side::Inputs, section });
        let targets = |section| Some(Role { side: Side::Targets, section });
        for (name, expected) in [
            ("x_train", inputs(1)),
            ("y_train", targets(1)),
            ("X_test", inputs(3)),
            ("train_images", inputs(1)),
            ("val_labels", targets(2)),
            ("testY", targets(3)),
            ("X", inputs(0)),
            ("labels", targets(0)),
            ("arr_0", inputs(0)),
            ("arr_1", targets(0)),
            ("mean", None),
            ("train", None),
        ] {
            assert_eq!(role(name), expected, "{name}");
        }
    }
}
