//! Map: places on a ground of land and water, as plain data that a template draws.
//!
//! Land is drawn, and borders are not: the sources that draw them take sides. Positions are in units from the top left
//! corner; geography is never mirrored, whatever the direction of the page. Scales are few ([`SPANS`]), so that the maps
//! of two places can be compared. What is known vaguely has a radius and is an area, not a point.
//!
//! This module knows no words and no addresses, and its result is bounded whatever it is given.

mod clip;
mod ground;
mod label;
mod locator;
mod outline;
mod places;
mod projection;
mod view;

pub use ground::Ground;
pub use label::Side;
pub use locator::{Locator, Mark, Titled};
pub use places::{Counted, Group, Places};
pub use view::{Form, SPANS, Spot, View};
