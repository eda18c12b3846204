//! Numbers as grey pixels, the same way in every picture of this view.

/// From this value on black letters can be read on a grey ground, below it white ones.
const LIGHT: u8 = 118;

/// Grey pixels for a canvas, four bytes each.
pub(super) fn rgba(values: &[u8]) -> Vec<u8> {
    values.iter().flat_map(|&value| [value, value, value, 255]).collect()
}

/// The colours of a cell that shows a pixel enlarged, with its number in it.
pub(super) fn cell(value: u8) -> String {
    let letters = if value < LIGHT { "#fff" } else { "#000" };
    format!("background-color:rgb({value},{value},{value});color:{letters}")
}
