//! What is done while the program is built, so that the page need not: the chart is laid out, and the texts of the page's
//! later parts become plain tables.

#[cfg(feature = "pipeline")]
#[path = "build/chart.rs"]
mod chart;
#[cfg(feature = "ui")]
#[path = "build/texts.rs"]
mod texts;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=build/chart.rs");
    println!("cargo::rerun-if-changed=src/pipeline/chart.mmd");
    #[cfg(feature = "pipeline")]
    {
        let layout = chart::lay_out(&std::fs::read_to_string("src/pipeline/chart.mmd")?)?;
        let target = std::path::Path::new(&std::env::var("OUT_DIR")?).join("chart.rs");
        std::fs::write(target, layout.to_rust())?;
    }
    #[cfg(feature = "ui")]
    {
        println!("cargo::rerun-if-changed=build/texts.rs");
        println!("cargo::rerun-if-changed=locales-later");
        texts::write(std::path::Path::new("locales-later"), std::path::Path::new(&std::env::var("OUT_DIR")?))?;
    }
    // The splitter finds out from relocations what refers to what.
    #[cfg(feature = "split")]
    println!("cargo::rustc-link-arg-bin=page=--emit-relocs");
    Ok(())
}
