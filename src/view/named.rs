//! Which parts of views some template names. What none names is not made: a site whose templates show no maps does not
//! pay for them.

/// The parts that take time to make and that a theme may do without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named {
    /// `page.breadcrumbs`.
    pub breadcrumbs: bool,
    /// `cite` of events and articles.
    pub cite: bool,
    /// `view.filters`.
    pub filters: bool,
    /// `page.json_ld`.
    pub json_ld: bool,
    /// `view.map` of events and places.
    pub map: bool,
    /// `view.maps` of lists and periods.
    pub maps: bool,
    /// `view.overview`.
    pub overview: bool,
    /// `event.position`.
    pub position: bool,
}

impl Named {
    /// Those of whose names `is_word` knows that templates use them.
    pub fn of(is_word: impl Fn(&str) -> bool) -> Named {
        Named {
            breadcrumbs: is_word("breadcrumbs"),
            cite: is_word("cite"),
            filters: is_word("filters"),
            json_ld: is_word("json_ld"),
            map: is_word("map"),
            maps: is_word("maps"),
            overview: is_word("overview"),
            position: is_word("position"),
        }
    }
}
