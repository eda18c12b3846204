//! The microscope's part of a link.

use form_urlencoded::Serializer;

use super::link::{choose, number};
use crate::backprop::{Design, ExampleName};

/// What lies under the microscope, `#/backprop?example=mazur&step=12`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slide {
    /// The example.
    pub example: ExampleName,
    /// How many of its steps have been made.
    pub step: u32,
    /// The network of the example `mine`, as [`Design`] writes it.
    pub net: Option<String>,
}

impl Slide {
    /// Sets one key. `Err(Some(allowed))`: the value does not fit.
    pub(super) fn set(&mut self, key: &str, value: &str) -> Result<(), Option<String>> {
        match key {
            "example" => choose(&mut self.example, value)?,
            "step" => self.step = number(value, "a whole number from 0")?,
            "net" => match Design::from_link(value) {
                Ok(_) => self.net = Some(value.to_owned()),
                Err(error) => return Err(Some(error.to_string())),
            },
            _ => return Err(None),
        }
        Ok(())
    }

    pub(super) fn write(&self, query: &mut Serializer<'_, String>) {
        query.append_pair("example", self.example.into());
        query.append_pair("step", &self.step.to_string());
        if let Some(net) = &self.net {
            query.append_pair("net", net);
        }
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use crate::setup::{Link, LinkProblem};

    #[test]
    fn the_microscope_has_keys_of_its_own() {
        let (link, problems) = Link::parse("#/backprop?example=mazur&step=12&seed=7");
        assert_eq!(problems, []);
        assert_eq!(link.slide, Some(Slide { example: ExampleName::Mazur, step: 12, net: None }));
        assert_eq!(link.setup.training.seed, 7);
        assert_eq!(Link::parse(&link.format()), (link, vec![]));
        let (link, problems) = Link::parse("#/backprop?example=mazzur&step=-1&net=%20");
        assert_eq!(link.slide, Some(Slide::default()));
        assert_eq!(problems.len(), 3);
        let (link, problems) = Link::parse("#/train?example=mazur");
        assert_eq!((link.slide, problems), (None, vec![LinkProblem::UnknownKey("example".to_owned())]));
    }
}
