//! What the fuzz targets hold: the bodies that `cargo test` runs too.

#[path = "../../tests/support/fuzz.rs"]
pub mod fuzz;
#[path = "../../tests/support/html.rs"]
pub mod html;
