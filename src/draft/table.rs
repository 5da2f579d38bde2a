//! How the tables that an author may write are declared.

/// Declares a table that an author may write: a struct of optional fields, each read with its place and its faults,
/// and the reference of its keys.
macro_rules! table {
    (
        $(#[doc = $doc:literal])+
        $name:ident as $kind:literal {
            $( $(#[doc = $meaning:literal])+ $field:ident : $type:ty = $key:literal $($required:ident)? ; )*
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone)]
        pub struct $name {
            /// Where the table begins.
            pub span: $crate::text::Span,
            /// What tells one state of it from another, if it lies in no other table.
            pub print: $crate::draft::Print,
            $( $(#[doc = $meaning])+ pub $field: Option<$type>, )*
        }

        impl $name {
            /// The keys that the table knows.
            pub const KEYS: &'static [&'static str] = &[$($key),*];

            /// What is said of each key in the reference.
            pub fn reference() -> Vec<$crate::draft::reader::KeyDoc> {
                $crate::draft::reader::reference(&[$( $crate::draft::reader::KeyType {
                    key: $key,
                    expected: <$type as $crate::draft::reader::Field>::expected,
                    required: table!(@required $($required)?),
                    meaning: concat!($($meaning),+),
                } ),*])
            }

            /// Reads the table. Unknown keys, wrong values and missing keys are noted, and the rest is read.
            pub fn read_table(
                table: toml::de::DeTable<'_>,
                span: $crate::text::Span,
                reader: &mut $crate::draft::reader::Reader<'_>,
            ) -> Self {
                $( let mut $field: Option<$type> = None; )*
                let mut seen: Vec<&'static str> = Vec::new();
                let print = reader.open(&table);
                for (key, value) in table {
                    match key.get_ref().as_ref() {
                        $( $key => {
                            seen.push($key);
                            $field = <$type as $crate::draft::reader::Field>::read($key, value, reader);
                        } )*
                        _ => $crate::draft::reader::unknown_key(reader, $kind, (&key, &value), Self::KEYS),
                    }
                }
                const REQUIRED: &[(&str, bool)] = &[$( ($key, table!(@required $($required)?)) ),*];
                $crate::draft::reader::missing_keys(reader, $kind, span, REQUIRED, &seen);
                reader.close(&seen);
                $name { span, print, $($field),* }
            }
        }

        impl $crate::draft::reader::Field for $name {
            fn expected() -> String {
                concat!("a table (", $kind, ")").into()
            }

            fn expected_many() -> String {
                concat!("tables (", $kind, ")").into()
            }

            fn read(
                key: &str,
                value: $crate::draft::reader::Value<'_>,
                reader: &mut $crate::draft::reader::Reader<'_>,
            ) -> Option<Self> {
                let span = reader.span(value.span());
                let table = $crate::draft::reader::table_of(key, value, reader, || "a table".to_owned())?;
                if !reader.has_room(span) {
                    return None;
                }
                Some(Self::read_table(table, span, reader))
            }
        }
    };
    (@required required) => { true };
    (@required) => { false };
}
pub(crate) use table;
