//! A calculator for the text of formulas, which shares nothing with the engine.
#![allow(clippy::panic)]

/// The value of a text.
pub(crate) fn evaluate(text: &str) -> f64 {
    let mut reader = Reader { rest: text };
    let value = reader.sum();
    assert_eq!(reader.rest, "", "{text}");
    value
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn next(&mut self, wanted: &str) -> bool {
        let found = self.rest.trim_start().strip_prefix(wanted);
        self.rest = found.unwrap_or(self.rest);
        found.is_some()
    }

    fn sum(&mut self) -> f64 {
        let mut value = self.product();
        loop {
            if self.next("+") {
                value += self.product();
            } else if self.next("-") {
                value -= self.product();
            } else {
                return value;
            }
        }
    }

    fn product(&mut self) -> f64 {
        let mut value = self.power();
        loop {
            if self.next("*") {
                value *= self.power();
            } else if self.next("/") {
                value /= self.power();
            } else {
                return value;
            }
        }
    }

    fn power(&mut self) -> f64 {
        let base = self.atom();
        if self.next("^") { base.powf(self.power()) } else { base }
    }

    fn atom(&mut self) -> f64 {
        if self.next("(") {
            let value = self.sum();
            assert!(self.next(")"), "{}", self.rest);
            return value;
        }
        self.rest = self.rest.trim_start();
        let end = self.rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(self.rest.len());
        if end > 0 {
            let (name, rest) = self.rest.split_at(end);
            self.rest = rest;
            let inner = self.atom();
            return match name {
                "relu" => {
                    if inner > 0.0 {
                        inner
                    } else {
                        0.0
                    }
                }
                "step" => {
                    if inner > 0.0 {
                        1.0
                    } else {
                        0.0
                    }
                }
                "exp" => inner.exp(),
                "ln" => inner.ln(),
                "tanh" => inner.tanh(),
                "sqrt" => inner.sqrt(),
                "erf" => libm::erf(inner),
                other => panic!("{other}"),
            };
        }
        let end = self.rest.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(self.rest.len());
        let (number, rest) = self.rest.split_at(end);
        self.rest = rest;
        number.parse().unwrap_or_else(|_| panic!("{number}{rest}"))
    }
}
