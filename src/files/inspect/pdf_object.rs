//! Just enough of PDF syntax (ISO 32000-1, 7.3) to read one dictionary.

/// Nesting deeper than this is no dictionary that anybody writes.
const DEEPEST: u8 = 16;

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Name(Vec<u8>),
    Text(Vec<u8>),
    Integer(i64),
    Bool(bool),
    Dictionary(Vec<(Vec<u8>, Value)>),
    Array(Vec<Value>),
    /// Object and generation number.
    Reference(i64, i64),
    Other,
}

impl Value {
    /// The value under a key of a dictionary.
    pub(super) fn get(&self, key: &[u8]) -> Option<&Self> {
        let Self::Dictionary(entries) = self else {
            return None;
        };
        let found = entries.iter().find(|(name, _)| name == key);
        found.map(|(_, value)| value)
    }

    pub(super) fn integer(&self, key: &[u8]) -> Option<i64> {
        match self.get(key)? {
            Self::Integer(number) => Some(*number),
            _ => None,
        }
    }

    pub(super) fn text(&self, key: &[u8]) -> Option<&[u8]> {
        match self.get(key)? {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// Reads the value at the beginning of the bytes; none when there is no whole one.
pub(super) fn read(bytes: &[u8]) -> Option<Value> {
    Parser { rest: bytes }.value(0)
}

struct Parser<'a> {
    rest: &'a [u8],
}

impl<'a> Parser<'a> {
    fn value(&mut self, depth: u8) -> Option<Value> {
        self.skip_blank();
        if depth > DEEPEST {
            return None;
        }
        match self.rest {
            [b'<', b'<', ..] => self.dictionary(depth),
            [b'<', ..] => self.hexadecimal(),
            [b'(', ..] => self.literal(),
            [b'/', ..] => self.name().map(Value::Name),
            [b'[', ..] => {
                self.advance(1);
                let mut items = Vec::new();
                while !self.takes(b"]") {
                    items.push(self.value(depth + 1)?);
                }
                Some(Value::Array(items))
            }
            [] => None,
            _ => self.word(),
        }
    }

    fn dictionary(&mut self, depth: u8) -> Option<Value> {
        self.advance(2);
        let mut entries = Vec::new();
        while !self.takes(b">>") {
            let name = self.name()?;
            entries.push((name, self.value(depth + 1)?));
        }
        Some(Value::Dictionary(entries))
    }

    /// A number, a reference, a truth value or null.
    fn word(&mut self) -> Option<Value> {
        let word = self.token()?;
        let Some(number) = integer(word) else {
            return Some(match word {
                b"true" => Value::Bool(true),
                b"false" => Value::Bool(false),
                _ => Value::Other,
            });
        };
        let before = self.rest;
        if let Some(generation) = self.token().and_then(integer)
            && self.token() == Some(b"R")
        {
            return Some(Value::Reference(number, generation));
        }
        self.rest = before;
        Some(Value::Integer(number))
    }

    fn name(&mut self) -> Option<Vec<u8>> {
        self.skip_blank();
        self.rest = self.rest.strip_prefix(b"/")?;
        let end = self.rest.iter().position(|byte| !is_regular(*byte));
        let (name, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest;
        Some(name.to_vec())
    }

    fn hexadecimal(&mut self) -> Option<Value> {
        let end = self.rest.iter().position(|byte| *byte == b'>')?;
        let digits: Vec<u8> = self.rest[1..end]
            .iter()
            .filter_map(|byte| char::from(*byte).to_digit(16))
            .filter_map(|digit| u8::try_from(digit).ok())
            .collect();
        self.advance(end + 1);
        let pairs = digits.chunks(2);
        let bytes = pairs.map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0));
        Some(Value::Text(bytes.collect()))
    }

    fn literal(&mut self) -> Option<Value> {
        self.advance(1);
        let (mut text, mut open) = (Vec::new(), 0_u32);
        loop {
            let byte = self.byte()?;
            match byte {
                b')' if open == 0 => return Some(Value::Text(text)),
                b')' => open -= 1,
                b'(' => open += 1,
                b'\\' => {
                    text.extend(self.escaped()?);
                    continue;
                }
                _ => {}
            }
            text.push(byte);
        }
    }

    #[expect(
        clippy::option_option,
        reason = "the text may end, and an escape may stand for nothing"
    )]
    fn escaped(&mut self) -> Option<Option<u8>> {
        Some(Some(match self.byte()? {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'b' => 8,
            b'f' => 12,
            b'\n' => return Some(None),
            b'\r' => {
                self.rest = self.rest.strip_prefix(b"\n").unwrap_or(self.rest);
                return Some(None);
            }
            digit @ b'0'..=b'7' => {
                let mut value = u32::from(digit - b'0');
                for _ in 0..2 {
                    let [next @ b'0'..=b'7', ..] = self.rest else {
                        break;
                    };
                    value = value * 8 + u32::from(next - b'0');
                    self.advance(1);
                }
                u8::try_from(value & 0xFF).ok()?
            }
            other => other,
        }))
    }

    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    fn token(&mut self) -> Option<&'a [u8]> {
        self.skip_blank();
        let end = self.rest.iter().position(|byte| !is_regular(*byte));
        let (word, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest;
        (!word.is_empty()).then_some(word)
    }

    fn takes(&mut self, expected: &[u8]) -> bool {
        self.skip_blank();
        let rest = self.rest.strip_prefix(expected);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn advance(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }

    fn skip_blank(&mut self) {
        loop {
            while let [b'\0' | b'\t' | b'\n' | 12 | b'\r' | b' ', rest @ ..] = self.rest {
                self.rest = rest;
            }
            let [b'%', ..] = self.rest else {
                return;
            };
            let end = self
                .rest
                .iter()
                .position(|byte| matches!(byte, b'\r' | b'\n'));
            self.advance(end.unwrap_or(self.rest.len()));
        }
    }
}

fn integer(word: &[u8]) -> Option<i64> {
    std::str::from_utf8(word).ok()?.parse().ok()
}

fn is_regular(byte: u8) -> bool {
    !matches!(
        byte,
        b'\0'
            | b'\t'
            | b'\n'
            | 12
            | b'\r'
            | b' '
            | b'('
            | b')'
            | b'<'
            | b'>'
            | b'['
            | b']'
            | b'{'
            | b'}'
            | b'/'
            | b'%'
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn reads_a_dictionary() {
        let read = read(
            b"<< /Filter/Standard /V 2%c\n/P -44 /Length 128 /EncryptMetadata false /O(a\\)\\\\\\101(b)\\\n)\
              /U <4 1 4> /CF << /StdCF << /CFM /AESV2 >> >> /K [1 0 R 2 (x)] /R 3 >> endobj",
        )
        .unwrap();
        assert_eq!(
            read.get(b"Filter"),
            Some(&Value::Name(b"Standard".to_vec()))
        );
        assert_eq!(read.integer(b"P"), Some(-44));
        assert_eq!(read.integer(b"R"), Some(3));
        assert_eq!(read.get(b"EncryptMetadata"), Some(&Value::Bool(false)));
        assert_eq!(read.text(b"O"), Some(&b"a)\\A(b)"[..]));
        assert_eq!(read.text(b"U"), Some(&b"A@"[..]));
        let array = [
            Value::Reference(1, 0),
            Value::Integer(2),
            Value::Text(b"x".to_vec()),
        ];
        assert_eq!(read.get(b"K"), Some(&Value::Array(array.to_vec())));
    }

    proptest! {
        #[test]
        fn survives_any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = read(&bytes);
            let _ = read(&[b"<< /K ", &bytes[..]].concat());
            let _ = read(&[b'['; 5000]);
        }
    }
}
