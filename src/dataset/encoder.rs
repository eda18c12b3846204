//! How a row of a table becomes the numbers that a network sees, with everything that was measured in the training part.

use serde::{Deserialize, Serialize};

/// A cell of a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Nothing is known.
    Missing,
    /// A number, or days since 1970-01-01.
    Number(f64),
    /// A category.
    Text(&'a str),
}

/// What stands in for a missing category.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Absence {
    /// This value, by its place.
    Value(u32),
    /// An input of its own, the last one.
    Own,
}

/// What becomes of a column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Form {
    /// One input: (x − shift) · scale; with `flag` a second one that is 1 when the cell is missing.
    Number {
        /// Subtracted first.
        shift: f64,
        /// Then multiplied.
        scale: f64,
        /// Stands in for a missing cell (before shift and scale).
        fill: f64,
        /// Whether a second input says that the cell was missing.
        flag: bool,
        /// Smallest and largest number of the training part.
        range: (f64, f64),
        /// Whether it is a date (days since 1970-01-01).
        date: bool,
    },
    /// One input for each value, 1 for the row's value and 0 for the others.
    OneHot {
        /// The values, most frequent first.
        values: Vec<String>,
        /// Whether one more input stands for all other (rare, unknown) values; otherwise they give zeros.
        other: bool,
        /// What a missing cell becomes.
        absence: Absence,
    },
}

impl Form {
    /// Inputs that it gives.
    pub fn inputs(&self) -> usize {
        match self {
            Self::Number { flag, .. } => 1 + usize::from(*flag),
            Self::OneHot { values, other, absence } => {
                values.len() + usize::from(*other) + usize::from(*absence == Absence::Own)
            }
        }
    }

    fn decode(&self, inputs: &[f32]) -> Decoded<'_> {
        match self {
            Self::Number { shift, scale, flag, date, .. } => {
                if *flag && inputs.get(1).is_some_and(|&missing| missing > 0.5) {
                    return Decoded::Missing;
                }
                let number = f64::from(inputs.first().copied().unwrap_or(f32::NAN)) / scale + shift;
                if *date { Decoded::Date(number) } else { Decoded::Number(number) }
            }
            Self::OneHot { values, other, .. } => match inputs.iter().position(|&input| input > 0.5) {
                Some(place) => match values.get(place) {
                    Some(value) => Decoded::Text(value),
                    None if *other && place == values.len() => Decoded::Other,
                    None => Decoded::Missing,
                },
                None => Decoded::Other,
            },
        }
    }

    /// Appends the inputs for a cell.
    pub fn encode(&self, cell: Cell<'_>, inputs: &mut Vec<f32>) {
        match self {
            Self::Number { shift, scale, fill, flag, .. } => {
                let known = match cell {
                    Cell::Number(number) if number.is_finite() => Some(number),
                    _ => None,
                };
                inputs.push(((known.unwrap_or(*fill) - shift) * scale) as f32);
                if *flag {
                    inputs.push(if known.is_none() { 1.0 } else { 0.0 });
                }
            }
            Self::OneHot { values, other, absence } => {
                let start = inputs.len();
                inputs.resize(start + self.inputs(), 0.0);
                let place = match cell {
                    Cell::Text(text) => match values.iter().position(|value| value == text) {
                        Some(place) => Some(place),
                        None => other.then_some(values.len()),
                    },
                    Cell::Missing | Cell::Number(_) => match absence {
                        Absence::Value(place) => Some(*place as usize),
                        Absence::Own => Some(self.inputs() - 1),
                    },
                };
                if let Some(input) = place.and_then(|place| inputs.get_mut(start + place)) {
                    *input = 1.0;
                }
            }
        }
    }
}

/// A cell, read back from a network's inputs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Decoded<'a> {
    /// It was missing.
    Missing,
    /// A number.
    Number(f64),
    /// Days since 1970-01-01.
    Date(f64),
    /// One of the values.
    Text(&'a str),
    /// A rare or unknown value.
    Other,
}

/// A column that the network sees.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Field {
    /// The column's name.
    pub name: String,
    /// What becomes of it.
    pub form: Form,
}

/// All columns that the network sees, in order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Encoder {
    /// The columns.
    pub fields: Vec<Field>,
}

impl Encoder {
    /// Inputs of a row.
    pub fn inputs(&self) -> usize {
        self.fields.iter().map(|field| field.form.inputs()).sum()
    }

    /// The inputs for one row, a cell for each field; missing at its end when there are too few.
    pub fn encode(&self, cells: &[Cell<'_>], inputs: &mut Vec<f32>) {
        for (index, field) in self.fields.iter().enumerate() {
            field.form.encode(cells.get(index).copied().unwrap_or(Cell::Missing), inputs);
        }
    }

    /// The cells that a row's inputs stand for, one for each field. Numbers come back within the precision of `f32`; a
    /// missing number that no input tells of comes back as what stood in for it.
    pub fn decode(&self, inputs: &[f32]) -> Vec<Decoded<'_>> {
        let mut rest = inputs;
        self.fields
            .iter()
            .map(|field| {
                let (own, others) = rest.split_at(field.form.inputs().min(rest.len()));
                rest = others;
                field.form.decode(own)
            })
            .collect()
    }

    /// A name for each input: `age`, `purpose = car`, `purpose = …` for rare values, `age is missing` as `age = ∅`.
    pub fn input_names(&self) -> Vec<String> {
        let mut names = Vec::with_capacity(self.inputs());
        for Field { name, form } in &self.fields {
            match form {
                Form::Number { flag, .. } => {
                    names.push(name.clone());
                    if *flag {
                        names.push(format!("{name} = ∅"));
                    }
                }
                Form::OneHot { values, other, absence } => {
                    names.extend(values.iter().map(|value| format!("{name} = {value}")));
                    if *other {
                        names.push(format!("{name} = …"));
                    }
                    if *absence == Absence::Own {
                        names.push(format!("{name} = ∅"));
                    }
                }
            }
        }
        names
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;

    fn one_hot(other: bool, absence: Absence) -> Form {
        Form::OneHot { values: vec!["a".into(), "b".into()], other, absence }
    }

    fn encoded(form: &Form, cell: Cell<'_>) -> Vec<f32> {
        let mut inputs = Vec::new();
        form.encode(cell, &mut inputs);
        assert_eq!(inputs.len(), form.inputs());
        inputs
    }

    #[test]
    fn numbers_are_shifted_scaled_and_filled() {
        let form = |flag| Form::Number { shift: 2.0, scale: 0.5, fill: 4.0, flag, range: (0.0, 8.0), date: false };
        assert_eq!(encoded(&form(false), Cell::Number(8.0)), [3.0]);
        assert_eq!(encoded(&form(true), Cell::Number(8.0)), [3.0, 0.0]);
        assert_eq!(encoded(&form(true), Cell::Missing), [1.0, 1.0]);
        assert_eq!(encoded(&form(false), Cell::Number(f64::INFINITY)), [1.0]);
    }

    #[test]
    fn categories_become_one_input_each() {
        assert_eq!(encoded(&one_hot(false, Absence::Value(1)), Cell::Text("a")), [1.0, 0.0]);
        assert_eq!(encoded(&one_hot(false, Absence::Value(1)), Cell::Missing), [0.0, 1.0]);
        assert_eq!(encoded(&one_hot(false, Absence::Value(1)), Cell::Text("?")), [0.0, 0.0]);
        assert_eq!(encoded(&one_hot(true, Absence::Own), Cell::Text("?")), [0.0, 0.0, 1.0, 0.0]);
        assert_eq!(encoded(&one_hot(true, Absence::Own), Cell::Missing), [0.0, 0.0, 0.0, 1.0]);
    }

    #[test]
    fn inputs_are_read_back() {
        let number = Form::Number { shift: 2.0, scale: 0.5, fill: 4.0, flag: true, range: (0.0, 8.0), date: false };
        let fields = [number, one_hot(true, Absence::Own)].map(|form| Field { name: "x".into(), form });
        let encoder = Encoder { fields: fields.to_vec() };
        let back = |cells: [Cell<'_>; 2]| {
            let mut inputs = Vec::new();
            encoder.encode(&cells, &mut inputs);
            encoder.decode(&inputs).iter().map(|cell| format!("{cell:?}")).collect::<Vec<_>>()
        };
        assert_eq!(back([Cell::Number(8.0), Cell::Text("b")]), ["Number(8.0)", "Text(\"b\")"]);
        assert_eq!(back([Cell::Missing, Cell::Text("?")]), ["Missing", "Other"]);
        assert_eq!(back([Cell::Number(0.0), Cell::Missing]), ["Number(0.0)", "Missing"]);
    }

    #[test]
    fn every_input_has_a_name() {
        let form = Form::Number { shift: 0.0, scale: 1.0, fill: 0.0, flag: true, range: (0.0, 1.0), date: false };
        let encoder = Encoder {
            fields: vec![
                Field { name: "age".into(), form },
                Field { name: "car".into(), form: one_hot(true, Absence::Own) },
            ],
        };
        assert_eq!(encoder.input_names(), ["age", "age = ∅", "car = a", "car = b", "car = …", "car = ∅"]);
        assert_eq!(encoder.inputs(), 6);
    }
}
