//! A view as the value that a template sees, less the fields that it cannot show: most templates show a few of many.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};
use tera::Value;

use super::Views;

/// A view that is the variable of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// `record` of a record's page.
    Record,
    /// `page` of a record's page.
    RecordPage,
    /// `term` of a term's page.
    Term,
    /// `page` of a term's page.
    TermPage,
    /// `row` of a row.
    Row,
}

/// For each of them, by its place, which of its fields are shown; found out when it is first asked for.
pub(super) type SeenFields = [OnceLock<Fields>; 5];

impl Seen {
    /// The template, and the variable in it.
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Seen::Record => ("record.html", "record"),
            Seen::RecordPage => ("record.html", "page"),
            Seen::Term => ("term.html", "term"),
            Seen::TermPage => ("term.html", "page"),
            Seen::Row => ("row.html", "row"),
        }
    }
}

/// Fields of a view: these, or all that it has.
#[derive(Clone, Debug)]
pub struct Fields(Option<Names>);

/// Names of fields.
#[derive(Clone, Debug)]
struct Names {
    all: BTreeSet<String>,
    /// The `hint` of each: most names that are none of them need not be compared.
    hints: u64,
}

impl Names {
    fn new(all: BTreeSet<String>) -> Names {
        let hints = all.iter().fold(0, |hints, name| hints | hint(name));
        Names { all, hints }
    }

    fn has(&self, name: &str) -> bool {
        self.hints & hint(name) != 0 && self.all.contains(name)
    }
}

/// One bit of 64, by a name's length and ends.
fn hint(name: &str) -> u64 {
    let (first, last) = (name.as_bytes().first(), name.as_bytes().last());
    let sum = 7 * name.len() + usize::from(*first.unwrap_or(&0)) + 3 * usize::from(*last.unwrap_or(&0));
    1 << (sum % 64)
}

impl Fields {
    /// All.
    pub const ALL: Fields = Fields(None);

    /// Whether the field `name` is one of them.
    pub fn has(&self, name: &str) -> bool {
        self.0.as_ref().is_none_or(|names| names.has(name))
    }

    /// `view` as a value with these of its fields.
    pub fn value(&self, view: &impl Serialize) -> Value {
        match &self.0 {
            None => Value::from_serializable(view),
            Some(names) => Value::from_serializable(&Only { names, view }),
        }
    }
}

impl Views {
    /// The fields of a view that the theme's template may show.
    pub fn fields(&self, seen: Seen) -> &Fields {
        self.made.fields[seen as usize].get_or_init(|| {
            let (template, variable) = seen.names();
            Fields(self.theme.shown_fields(template, variable).map(Names::new))
        })
    }
}

/// A struct with some of its fields alone.
struct Only<'a, T> {
    names: &'a Names,
    view: &'a T,
}

impl<T: Serialize> Serialize for Only<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.view.serialize(Sieve { names: self.names, inner: serializer })
    }
}

/// A serializer, or what it makes of a struct, that passes on no other fields than these.
struct Sieve<'a, I> {
    names: &'a Names,
    inner: I,
}

impl<I: SerializeStruct> SerializeStruct for Sieve<'_, I> {
    type Ok = I::Ok;
    type Error = I::Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), I::Error> {
        if self.names.has(key) { self.inner.serialize_field(key, value) } else { self.inner.skip_field(key) }
    }

    fn end(self) -> Result<I::Ok, I::Error> {
        self.inner.end()
    }
}

/// Hands what is no struct on as it is.
macro_rules! pass {
    ($($method:ident($($name:ident: $type:ty),*) -> $result:ty;)*) => {
        $(fn $method(self, $($name: $type),*) -> Result<$result, S::Error> {
            self.inner.$method($($name),*)
        })*
    };
}

impl<'a, S: Serializer> Serializer for Sieve<'a, S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = S::SerializeSeq;
    type SerializeTuple = S::SerializeTuple;
    type SerializeTupleStruct = S::SerializeTupleStruct;
    type SerializeTupleVariant = S::SerializeTupleVariant;
    type SerializeMap = S::SerializeMap;
    type SerializeStruct = Sieve<'a, S::SerializeStruct>;
    type SerializeStructVariant = S::SerializeStructVariant;

    fn serialize_struct(self, name: &'static str, len: usize) -> Result<Self::SerializeStruct, S::Error> {
        let inner = self.inner.serialize_struct(name, len.min(self.names.all.len()))?;
        Ok(Sieve { names: self.names, inner })
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        self.inner.serialize_some(value)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Result<S::Ok, S::Error> {
        self.inner.serialize_newtype_struct(name, value)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        self.inner.serialize_newtype_variant(name, index, variant, value)
    }

    pass! {
        serialize_bool(value: bool) -> S::Ok;
        serialize_i8(value: i8) -> S::Ok;
        serialize_i16(value: i16) -> S::Ok;
        serialize_i32(value: i32) -> S::Ok;
        serialize_i64(value: i64) -> S::Ok;
        serialize_u8(value: u8) -> S::Ok;
        serialize_u16(value: u16) -> S::Ok;
        serialize_u32(value: u32) -> S::Ok;
        serialize_u64(value: u64) -> S::Ok;
        serialize_f32(value: f32) -> S::Ok;
        serialize_f64(value: f64) -> S::Ok;
        serialize_char(value: char) -> S::Ok;
        serialize_str(value: &str) -> S::Ok;
        serialize_bytes(value: &[u8]) -> S::Ok;
        serialize_none() -> S::Ok;
        serialize_unit() -> S::Ok;
        serialize_unit_struct(name: &'static str) -> S::Ok;
        serialize_unit_variant(name: &'static str, index: u32, variant: &'static str) -> S::Ok;
        serialize_seq(len: Option<usize>) -> S::SerializeSeq;
        serialize_tuple(len: usize) -> S::SerializeTuple;
        serialize_tuple_struct(name: &'static str, len: usize) -> S::SerializeTupleStruct;
        serialize_tuple_variant(name: &'static str, index: u32, variant: &'static str, len: usize)
            -> S::SerializeTupleVariant;
        serialize_map(len: Option<usize>) -> S::SerializeMap;
        serialize_struct_variant(name: &'static str, index: u32, variant: &'static str, len: usize)
            -> S::SerializeStructVariant;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize)]
    struct View {
        title: &'static str,
        inner: Inner,
        dek: Option<&'static str>,
    }

    #[derive(Serialize)]
    struct Inner {
        title: &'static str,
        dek: &'static str,
    }

    #[test]
    fn fields_that_are_not_shown_are_left_out_and_those_of_fields_stay() {
        let view = View { title: "a", inner: Inner { title: "b", dek: "c" }, dek: Some("d") };
        let shown = |names: &[&str]| {
            let names = Names::new(names.iter().map(|name| (*name).to_owned()).collect());
            serde_json::to_value(Only { names: &names, view: &view }).expect("plain values")
        };
        let inner = serde_json::json!({"title": "b", "dek": "c"});
        assert_eq!(shown(&["inner", "none"]), serde_json::json!({"inner": inner}));
        assert_eq!(shown(&["title", "dek"]), serde_json::json!({"title": "a", "dek": "d"}));
        assert_eq!(shown(&[]), serde_json::json!({}));
        let (all, some) = (Fields::ALL, Fields(Some(Names::new(BTreeSet::from(["dek".to_owned()])))));
        assert!(all.has("title") && some.has("dek") && !some.has("title"));
    }
}
