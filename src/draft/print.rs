//! Prints: what tells one state of a record from another.

use std::hash::{DefaultHasher, Hash, Hasher};

use serde::{Deserialize, Serialize};
use toml::de::{DeTable, DeValue};

use super::reader::{Reader, Value};

/// A hash of all that is written in a record, wherever in its file that stands. The same in every run of the same program.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Print(u64);

impl Print {
    /// The print of what is made of several parts.
    pub fn of(parts: impl Hash) -> Print {
        let mut hasher = DefaultHasher::new();
        parts.hash(&mut hasher);
        Print(hasher.finish())
    }

    /// The print of a table.
    pub fn of_table(table: &DeTable<'_>, reader: &Reader<'_>) -> Print {
        let mut hasher = DefaultHasher::new();
        hash_table(table, reader, &mut hasher);
        Print(hasher.finish())
    }
}

fn hash_table(table: &DeTable<'_>, reader: &Reader<'_>, hasher: &mut DefaultHasher) {
    table.len().hash(hasher);
    for (key, value) in table {
        key.get_ref().hash(hasher);
        hash(value, reader, hasher);
    }
}

/// Values that are no lists and tables count as they are written: so they cannot be read in two ways.
fn hash(value: &Value<'_>, reader: &Reader<'_>, hasher: &mut DefaultHasher) {
    std::mem::discriminant(value.get_ref()).hash(hasher);
    match value.get_ref() {
        DeValue::Table(table) => hash_table(table, reader, hasher),
        DeValue::Array(list) => {
            list.len().hash(hasher);
            list.iter().for_each(|value| hash(value, reader, hasher));
        }
        _ => reader.slice(reader.span(value.span())).hash(hasher),
    }
}
