//! The one way in which content becomes bytes, so that a hash of it means the same everywhere.
//!
//! Each piece is a tag, a length in four bytes (big endian) and the piece. Fields stand in the order of
//! their codes. The bytes say all that the content says, so they are also what is stored.

use std::str;

use jiff::Timestamp;
use uuid::Uuid;

use crate::ids::{BodyId, EntryId};
use crate::time::{OPEN, date_of, day_number};
use crate::value::{Content, Place, Row, Span, Value};

/// The bytes are not canonical content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("stored content cannot be read: {0}")]
pub struct DecodeError(&'static str);

/// Content as bytes.
#[must_use]
pub fn encode(content: &Content) -> Vec<u8> {
    let mut out = Vec::with_capacity(256);
    put_content(&mut out, content);
    out
}

fn put_content(out: &mut Vec<u8>, content: &Content) {
    for (field, value) in content {
        put(out, b'f', field.as_bytes());
        put_value(out, value);
    }
}

fn put(out: &mut Vec<u8>, tag: u8, piece: &[u8]) {
    out.push(tag);
    out.extend(u32::try_from(piece.len()).unwrap_or(u32::MAX).to_be_bytes());
    out.extend(piece);
}

/// Writes a piece whose length is known only once it is written.
fn put_nested(out: &mut Vec<u8>, tag: u8, write: impl FnOnce(&mut Vec<u8>)) {
    let mut inner = Vec::new();
    write(&mut inner);
    put(out, tag, &inner);
}

fn put_value(out: &mut Vec<u8>, value: &Value) {
    match value {
        Value::Text(text) => put(out, b't', text.as_bytes()),
        Value::Number(number) => put(out, b'n', &number.to_be_bytes()),
        Value::YesNo(yes) => put(out, b'y', &[u8::from(*yes)]),
        Value::Date(date) => put(out, b'd', &day_number(*date).to_be_bytes()),
        Value::Moment(moment) => put(out, b'm', &moment.as_microsecond().to_be_bytes()),
        Value::Choice(code) => put(out, b'c', code.as_bytes()),
        Value::Choices(codes) => put_nested(out, b'C', |inner| codes.iter().for_each(|code| put(inner, b'c', code.as_bytes()))),
        Value::Entry(id) => put(out, b'e', id.0.as_bytes()),
        Value::Body(id) => put(out, b'b', &id.0.to_be_bytes()),
        Value::Place(place) => put_nested(out, b'p', |inner| put_place(inner, place)),
        Value::Span(span) => {
            let (from, until) = span.days();
            put(out, b's', &[from.to_be_bytes(), until.to_be_bytes()].concat());
        }
        Value::Geometry(text) => put(out, b'g', text.as_bytes()),
        Value::Attachment(hash) => put(out, b'a', hash),
        Value::Rows(rows) => put_nested(out, b'R', |inner| rows.iter().for_each(|row| put_row(inner, row))),
    }
}

fn put_place(out: &mut Vec<u8>, place: &Place) {
    put(out, b't', place.name.as_bytes());
    if let Some((lat, lon)) = place.at {
        put(out, b'n', &lat.to_be_bytes());
        put(out, b'n', &lon.to_be_bytes());
    }
}

fn put_row(out: &mut Vec<u8>, row: &Row) {
    put_nested(out, b'r', |inner| {
        put(inner, b'n', &row.no.to_be_bytes());
        put_content(inner, &row.cells);
    });
}

/// Content from bytes that [`encode`] made.
///
/// # Errors
/// When the bytes are cut short or hold a tag that is not known.
pub fn decode(bytes: &[u8]) -> Result<Content, DecodeError> {
    let mut reader = Reader { rest: bytes };
    reader.content()
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn piece(&mut self) -> Result<(u8, &'a [u8]), DecodeError> {
        let (&tag, rest) = self.rest.split_first().ok_or(DecodeError("it ends early"))?;
        let (length, rest) = rest.split_first_chunk::<4>().ok_or(DecodeError("a length is cut short"))?;
        let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| DecodeError("a length is too large"))?;
        let (piece, rest) = rest.split_at_checked(length).ok_or(DecodeError("a piece is cut short"))?;
        self.rest = rest;
        Ok((tag, piece))
    }

    fn content(&mut self) -> Result<Content, DecodeError> {
        let mut content = Content::new();
        while !self.rest.is_empty() {
            let (tag, field) = self.piece()?;
            if tag != b'f' {
                return Err(DecodeError("a field was expected"));
            }
            let (tag, piece) = self.piece()?;
            content.insert(text(field)?, value(tag, piece)?);
        }
        Ok(content)
    }

    fn number(&mut self) -> Result<i64, DecodeError> {
        number(self.piece()?.1)
    }
}

fn value(tag: u8, piece: &[u8]) -> Result<Value, DecodeError> {
    Ok(match tag {
        b't' => Value::Text(text(piece)?),
        b'n' => Value::Number(number(piece)?),
        b'y' => Value::YesNo(piece == [1]),
        b'd' => Value::Date(date_of(number(piece)?)),
        b'm' => Value::Moment(Timestamp::from_microsecond(number(piece)?).map_err(|_| DecodeError("a moment is out of range"))?),
        b'c' => Value::Choice(text(piece)?),
        b'C' => Value::Choices(pieces(piece)?.into_iter().map(|(_, code)| text(code)).collect::<Result<_, _>>()?),
        b'e' => Value::Entry(EntryId(Uuid::from_slice(piece).map_err(|_| DecodeError("an identity has not 16 bytes"))?)),
        b'b' => Value::Body(BodyId(number(piece)?)),
        b'p' => place(piece)?,
        b's' => span(piece)?,
        b'g' => Value::Geometry(text(piece)?),
        b'a' => Value::Attachment(piece.try_into().map_err(|_| DecodeError("a hash has not 32 bytes"))?),
        b'R' => Value::Rows(pieces(piece)?.into_iter().map(|(_, row)| self::row(row)).collect::<Result<_, _>>()?),
        _ => return Err(DecodeError("a tag is not known")),
    })
}

fn pieces(bytes: &[u8]) -> Result<Vec<(u8, &[u8])>, DecodeError> {
    let mut reader = Reader { rest: bytes };
    let mut pieces = Vec::new();
    while !reader.rest.is_empty() {
        pieces.push(reader.piece()?);
    }
    Ok(pieces)
}

fn row(bytes: &[u8]) -> Result<Row, DecodeError> {
    let mut reader = Reader { rest: bytes };
    Ok(Row {
        no: reader.number()?,
        cells: reader.content()?,
    })
}

fn place(bytes: &[u8]) -> Result<Value, DecodeError> {
    let mut reader = Reader { rest: bytes };
    let name = text(reader.piece()?.1)?;
    let at = if reader.rest.is_empty() {
        None
    } else {
        Some((reader.number()?, reader.number()?))
    };
    Ok(Value::Place(Place { name, at }))
}

fn span(bytes: &[u8]) -> Result<Value, DecodeError> {
    let (from, until) = bytes.split_at_checked(8).ok_or(DecodeError("a span is cut short"))?;
    let until = number(until)?;
    let until = (until < OPEN).then(|| date_of(until));
    Ok(Value::Span(Span {
        from: date_of(number(from)?),
        until,
    }))
}

fn number(bytes: &[u8]) -> Result<i64, DecodeError> {
    Ok(i64::from_be_bytes(bytes.try_into().map_err(|_| DecodeError("a number has not 8 bytes"))?))
}

fn text(bytes: &[u8]) -> Result<String, DecodeError> {
    str::from_utf8(bytes).map(str::to_owned).map_err(|_| DecodeError("a text is not UTF-8"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn sample() -> Content {
        let cells = Content::from([("sick".to_owned(), Value::Number(-14)), ("species".to_owned(), Value::Choice("cattle".into()))]);
        Content::from([
            (
                "animals".to_owned(),
                Value::Rows(vec![Row { no: 1, cells }, Row { no: 3, cells: Content::new() }]),
            ),
            ("causes".to_owned(), Value::Choices(vec!["a".into(), "b".into()])),
            ("farm".to_owned(), Value::Text("«Арай» шаруа қожалығы".into())),
            ("onset_on".to_owned(), Value::Date(date(2026, 11, 3))),
            (
                "open".to_owned(),
                Value::Span(Span {
                    from: date(2026, 1, 1),
                    until: None,
                }),
            ),
            (
                "place".to_owned(),
                Value::Place(Place {
                    name: "Қараөй".into(),
                    at: Some((50_000_000, -70_000_000)),
                }),
            ),
            (
                "shut".to_owned(),
                Value::Span(Span {
                    from: date(2026, 1, 1),
                    until: Some(date(2026, 2, 1)),
                }),
            ),
            ("media".to_owned(), Value::YesNo(true)),
        ])
    }

    #[test]
    fn what_is_written_is_read_back() {
        assert_eq!(decode(&encode(&sample())), Ok(sample()));
        assert_eq!(decode(&[]), Ok(Content::new()));
    }

    #[test]
    fn bytes_cut_anywhere_are_refused_or_shorter_but_never_the_same() {
        let bytes = encode(&sample());
        for cut in 0..bytes.len() {
            assert_ne!(decode(bytes.get(..cut).unwrap_or_default()), Ok(sample()));
        }
    }
}
