//! How view structs become template values and describe themselves.
//!
//! Values are made without serialisation: tera's values are reference-counted, so what several pages show is made once
//! and shared ([`Shared`]).

use std::marker::PhantomData;
use std::sync::Arc;

use tera::value::Key;
use tera::{Map, Value};

use crate::draft::{Data, Extra};

/// A type that templates can receive.
pub trait View {
    /// The type's name in the reference.
    fn type_name() -> String;

    /// The view structs that it leads to, with itself.
    fn collect(shapes: &mut Vec<Shape>);

    /// The template value.
    fn value(self) -> Value;
}

/// One view struct as the reference shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    /// Its name.
    pub name: &'static str,
    /// What it stands for.
    pub doc: &'static str,
    /// Its fields.
    pub fields: Vec<FieldShape>,
}

/// One field of a view struct.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldShape {
    /// Its name.
    pub name: &'static str,
    /// Its type.
    pub kind: String,
    /// What it holds.
    pub doc: &'static str,
}

/// HTML that is not escaped again. Only the renderers of Markdown and of JSON-LD make it.
#[derive(Debug, Clone, Default)]
pub struct Html(pub String);

/// A view that was made once and is shown on many pages.
#[derive(Debug)]
pub struct Shared<T> {
    value: Value,
    kind: PhantomData<fn() -> T>,
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Shared { value: self.value.clone(), kind: PhantomData }
    }
}

impl<T: View> Shared<T> {
    /// Makes the value to be shared.
    pub fn new(view: T) -> Self {
        Shared { value: view.value(), kind: PhantomData }
    }
}

impl<T: View> View for Shared<T> {
    fn type_name() -> String {
        T::type_name()
    }
    fn collect(shapes: &mut Vec<Shape>) {
        T::collect(shapes);
    }
    fn value(self) -> Value {
        self.value
    }
}

impl<T: View> View for Option<T> {
    fn type_name() -> String {
        format!("{} or none", T::type_name())
    }
    fn collect(shapes: &mut Vec<Shape>) {
        T::collect(shapes);
    }
    fn value(self) -> Value {
        self.map_or_else(Value::none, View::value)
    }
}

impl<T: View> View for Vec<T> {
    fn type_name() -> String {
        format!("list of {}", T::type_name())
    }
    fn collect(shapes: &mut Vec<Shape>) {
        T::collect(shapes);
    }
    fn value(self) -> Value {
        Value::from(self.into_iter().map(View::value).collect::<Vec<Value>>())
    }
}

macro_rules! plain {
    ($type:ty, $name:literal, $self:ident => $value:expr) => {
        impl View for $type {
            fn type_name() -> String {
                $name.to_owned()
            }
            fn collect(_: &mut Vec<Shape>) {}
            fn value($self) -> Value {
                $value
            }
        }
    };
}

plain!(String, "text", self => Value::from(self));
plain!(&'static str, "text", self => Value::from(self));
plain!(Arc<str>, "text", self => Value::from(&*self));
plain!(bool, "true or false", self => Value::from(self));
plain!(i64, "number", self => Value::from(self));
plain!(usize, "number", self => Value::from(self));
plain!(f64, "number", self => Value::from(self));
plain!(Html, "HTML", self => Value::safe_string(&self.0));
plain!(Extra, "table of the author's own keys", self => data(&Data::Table(self.0)));

/// The author's own data as a template value, keys in alphabetical order.
fn data(data: &Data) -> Value {
    match data {
        Data::Text(text) => Value::from(text.as_str()),
        Data::Integer(n) => Value::from(*n),
        Data::Float(n) => Value::from(*n),
        Data::Boolean(b) => Value::from(*b),
        Data::List(list) => Value::from(list.iter().map(self::data).collect::<Vec<_>>()),
        Data::Table(table) => {
            let mut map = Map::default();
            for (key, value) in table {
                map.insert(Key::from(key.clone()), self::data(value));
            }
            Value::from(map)
        }
    }
}

/// One field of a view struct, as the struct's declaration has it.
pub(crate) struct FieldType {
    pub(crate) name: &'static str,
    pub(crate) doc: &'static str,
    pub(crate) type_name: fn() -> String,
    pub(crate) collect: fn(&mut Vec<Shape>),
}

/// Adds a view struct and those that it leads to, unless it is there already.
pub(crate) fn collect_struct(
    shapes: &mut Vec<Shape>,
    name: &'static str,
    doc: &'static str,
    fields: &'static [FieldType],
) {
    if shapes.iter().any(|s| s.name == name) {
        return;
    }
    let shape = |f: &FieldType| FieldShape { name: f.name, kind: (f.type_name)(), doc: f.doc.trim_ascii() };
    shapes.push(Shape { name, doc: doc.trim_ascii(), fields: fields.iter().map(shape).collect() });
    for field in fields {
        (field.collect)(shapes);
    }
}

/// A table with these fields, still without values. Tables of one view struct begin as copies of one such table: to
/// copy it is much cheaper than to look up the place of each field anew.
pub(crate) fn blank(names: &[&'static str]) -> Map {
    names.iter().map(|name| (Key::Str(name), Value::none())).collect()
}

/// A table with these values, in the order in which the blank one has its fields.
pub(crate) fn table(blank: &Map, values: &mut [Value]) -> Value {
    let mut map = blank.clone();
    for (place, value) in map.values_mut().zip(values) {
        std::mem::swap(place, value);
    }
    Value::from(map)
}

/// Declares a view struct: the only way in which data reach templates.
macro_rules! view {
    (
        $(#[doc = $doc:literal])+
        $name:ident { $( $(#[doc = $meaning:literal])+ $field:ident : $type:ty, )* }
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone)]
        pub struct $name { $( $(#[doc = $meaning])+ pub $field: $type, )* }

        impl $crate::view::shape::View for $name {
            fn type_name() -> String {
                stringify!($name).to_owned()
            }

            fn collect(shapes: &mut Vec<$crate::view::shape::Shape>) {
                $crate::view::shape::collect_struct(shapes, stringify!($name), concat!($($doc),+), &[$(
                    $crate::view::shape::FieldType {
                        name: stringify!($field),
                        doc: concat!($($meaning),+),
                        type_name: <$type as $crate::view::shape::View>::type_name,
                        collect: <$type as $crate::view::shape::View>::collect,
                    }
                ),*]);
            }

            fn value(self) -> tera::Value {
                static BLANK: std::sync::LazyLock<tera::Map> =
                    std::sync::LazyLock::new(|| $crate::view::shape::blank(&[$(stringify!($field)),*]));
                $crate::view::shape::table(&BLANK, &mut [$(<$type as $crate::view::shape::View>::value(self.$field)),*])
            }
        }
    };
}
pub(crate) use view;
