//! A page as somebody reads it.

use reqwest::{StatusCode, header::HeaderMap};
use scraper::{ElementRef, Html, Selector};

/// An answer of the server.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Path and query it was answered at.
    pub path: String,
    /// The redirects on the way here, oldest first.
    pub redirects: Vec<String>,
    /// The bytes.
    pub bytes: Vec<u8>,
}

impl Page {
    /// The answer as text.
    pub fn body(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The answer as a document.
    pub fn document(&self) -> Html {
        Html::parse_document(&self.body())
    }

    /// The text of every element that matches, in order.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        self.document()
            .select(&parsed(selector))
            .map(|element| words(&element))
            .collect()
    }

    /// Where a redirect leads.
    pub fn location(&self) -> Option<&str> {
        self.headers.get("location")?.to_str().ok()
    }

    /// The one main heading.
    pub fn heading(&self) -> String {
        self.texts("h1").join(" / ")
    }

    /// Everything that can be read.
    pub fn text(&self) -> String {
        self.texts("body").join("")
    }

    /// Everything that can be read in the main region.
    pub fn main_text(&self) -> String {
        self.texts("main").join("")
    }

    /// The lines of the error summary.
    pub fn error_summary(&self) -> Vec<String> {
        self.texts(".errors li")
    }

    /// Whether the main region says this.
    #[track_caller]
    pub fn expect_text(&self, sentence: &str) -> &Self {
        let text = self.main_text();
        assert!(
            text.contains(sentence),
            "{} does not say {sentence:?}: {text}",
            self.path
        );
        self
    }

    /// Fails when the page says this.
    #[track_caller]
    pub fn expect_no_text(&self, sentence: &str) -> &Self {
        let text = self.text();
        assert!(!text.contains(sentence), "“{sentence}” in:\n{text}");
        self
    }

    /// Fails unless a control of this name holds this value.
    #[track_caller]
    pub fn expect_value(&self, name: &str, value: &str) -> &Self {
        let document = self.document();
        let control = parsed(&format!("[name={name}]"));
        let control = document.select(&control).next();
        let held = control.and_then(|control| control.attr("value"));
        assert_eq!(held, Some(value), "{name}");
        self
    }

    /// Whether it was answered with this status.
    #[track_caller]
    pub fn expect_status(&self, status: u16) -> &Self {
        assert_eq!(
            self.status.as_u16(),
            status,
            "{}: {}",
            self.path,
            self.text()
        );
        self
    }

    /// Where the link with these words leads.
    #[track_caller]
    pub fn link(&self, label: &str) -> String {
        let document = self.document();
        let links: Vec<_> = document
            .select(&parsed("a[href]"))
            .map(|link| {
                (
                    words(&link),
                    link.attr("href").unwrap_or_default().to_owned(),
                )
            })
            .collect();
        let found = links.iter().find(|(text, _)| text == label);
        match found.or_else(|| links.iter().find(|(text, _)| text.contains(label))) {
            Some((_, href)) => href.clone(),
            None => panic!("{} has no link {label:?}: {links:?}", self.path),
        }
    }

    /// The cells of every table row of the main region.
    pub fn rows(&self) -> Vec<Vec<String>> {
        let (row, cell) = (parsed("main table tr"), parsed("th, td"));
        self.document()
            .select(&row)
            .map(|row| row.select(&cell).map(|cell| words(&cell)).collect())
            .collect()
    }
}

/// A selector written by a test.
pub fn parsed(selector: &str) -> Selector {
    Selector::parse(selector).expect("a selector")
}

/// The text of an element with white space as a browser shows it.
pub fn words(element: &ElementRef<'_>) -> String {
    let text: String = element.text().collect::<Vec<_>>().join(" ");
    let spaced = text.split_whitespace().collect::<Vec<_>>().join(" ");
    // Chinese has no spaces between words: those left are of the markup.
    let mut out = String::new();
    let mut letters = spaced.chars().peekable();
    while let Some(letter) = letters.next() {
        let next_wide = letters.peek().is_some_and(|next| !next.is_ascii());
        let previous_wide = out.chars().last().is_some_and(|last| !last.is_ascii());
        if letter != ' ' || !(next_wide && previous_wide) {
            out.push(letter);
        }
    }
    out
}
