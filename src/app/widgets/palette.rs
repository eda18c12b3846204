//! The page's colours for canvases, which know no CSS variables. They are read once for each theme.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use web_sys::CssStyleDeclaration;

use crate::setup::Theme;

/// A colour that can be mixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rgb(pub [u8; 3]);

impl Rgb {
    /// Reads `#rgb` and `#rrggbb`, the two ways in which the tokens write colours; a middle grey otherwise.
    fn parse(text: &str) -> Self {
        let digits: Option<Vec<u8>> = text
            .trim()
            .trim_start_matches('#')
            .chars()
            .map(|digit| digit.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
            .collect();
        match digits.as_deref() {
            Some([r, g, b]) => Self([r * 17, g * 17, b * 17]),
            Some([r1, r0, g1, g0, b1, b0]) => Self([r1 * 16 + r0, g1 * 16 + g0, b1 * 16 + b0]),
            _ => Self([128; 3]),
        }
    }

    /// The colour on the way to another: 0 is this one, 1 the other.
    fn towards(self, other: Self, share: f32) -> Self {
        let mix = |from: u8, to: u8| (f32::from(from) + (f32::from(to) - f32::from(from)) * share).round() as u8;
        Self(core::array::from_fn(|channel| mix(self.0[channel], other.0[channel])))
    }
}

/// What canvases take from the style sheet.
#[derive(Clone, Debug)]
pub struct Palette {
    /// Behind the drawing.
    pub panel: String,
    /// Thin lines.
    pub line: String,
    /// Lines that matter.
    pub line_strong: String,
    /// Small print.
    pub ink_3: String,
    /// What is in the hand of the user.
    pub accent: String,
    /// What was measured on training batches.
    pub train: String,
    /// What was measured on the validation part.
    pub validation: String,
    /// The colours of the weights −127 to 127, RGBA.
    pub diverging: [[u8; 4]; 255],
    /// The fonts.
    pub font: String,
    /// Size of small print in CSS pixels.
    pub small: f64,
}

impl Palette {
    fn read() -> Self {
        let style = document().document_element().and_then(|root| window().get_computed_style(&root).ok().flatten());
        let token = |name: &str| style.as_ref().map_or_else(String::new, |style| property(style, name));
        let (negative, zero, positive) =
            (Rgb::parse(&token("--neg")), Rgb::parse(&token("--zero")), Rgb::parse(&token("--pos")));
        let diverging = core::array::from_fn(|index| {
            let weight = (index as f32 - 127.0) / 127.0;
            let Rgb([r, g, b]) = zero.towards(if weight < 0.0 { negative } else { positive }, weight.abs());
            [r, g, b, 255]
        });
        Self {
            panel: token("--panel"),
            line: token("--line"),
            line_strong: token("--line-strong"),
            ink_3: token("--ink-3"),
            accent: token("--accent"),
            train: token("--train"),
            validation: token("--val"),
            diverging,
            font: token("--font"),
            small: token("--t-s").trim_end_matches("px").trim().parse().unwrap_or(12.5),
        }
    }
}

/// A token of the style sheet, as it stands on the page now.
pub fn token(name: &str) -> String {
    let style = document().document_element().and_then(|root| window().get_computed_style(&root).ok().flatten());
    style.map_or_else(String::new, |style| property(&style, name))
}

/// The page's fonts.
pub fn font() -> String {
    token("--font")
}

fn property(style: &CssStyleDeclaration, name: &str) -> String {
    style.get_property_value(name).unwrap_or_default().trim().to_owned()
}

thread_local! {
    static LATEST: RefCell<Option<(Theme, Rc<Palette>)>> = const { RefCell::new(None) };
}

/// The colours of a theme that the page already wears: call it when drawing, after the theme's effect has run.
pub fn palette(theme: Theme) -> Rc<Palette> {
    LATEST.with_borrow_mut(|latest| match latest {
        Some((known, palette)) if *known == theme => Rc::clone(palette),
        _ => {
            let palette = Rc::new(Palette::read());
            *latest = Some((theme, Rc::clone(&palette)));
            palette
        }
    })
}
