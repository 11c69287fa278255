//! Where something stands in a configuration file, so that a refused file says which line to mend.

use std::fmt;

/// Why a configuration file is refused, and where. Read by whoever runs the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadError {
    /// Name of the file as given by the caller.
    pub file: String,
    /// Line in the file, from 1.
    pub line: usize,
    /// What is wrong, in English.
    pub message: String,
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)
    }
}

impl std::error::Error for LoadError {}

/// A configuration text with its name, for turning places in it into lines.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// Name of the file.
    pub file: &'a str,
    /// Its whole text.
    pub text: &'a str,
}

impl Source<'_> {
    /// The line, from 1, of a byte position.
    pub fn line_at(&self, position: usize) -> usize {
        let before = self.text.as_bytes().iter().take(position);
        1 + before.filter(|byte| **byte == b'\n').count()
    }

    /// An error at a byte position.
    pub fn error(&self, position: usize, message: impl Into<String>) -> LoadError {
        LoadError {
            file: self.file.to_owned(),
            line: self.line_at(position),
            message: message.into(),
        }
    }

    /// Reads the text as TOML into a typed value.
    ///
    /// # Errors
    /// The first thing that does not fit, with its line.
    pub fn read_toml<T: serde::de::DeserializeOwned>(&self) -> Result<T, LoadError> {
        toml::from_str(self.text).map_err(|error| {
            let position = error.span().map_or(0, |span| span.start);
            self.error(position, error.message().replace('\n', " "))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_count_from_one() {
        let source = Source {
            file: "a.toml",
            text: "a = 1\nb = 2\n\nc = 3\n",
        };
        assert_eq!([0, 5, 6, 13].map(|at| source.line_at(at)), [1, 1, 2, 4]);
        assert_eq!(source.error(6, "no").to_string(), "a.toml:2: no");
    }

    #[test]
    fn broken_toml_names_its_line() {
        let source = Source {
            file: "a.toml",
            text: "a = 1\nb = \n",
        };
        assert_eq!(source.read_toml::<toml::Table>().unwrap_err().line, 2);
    }
}
