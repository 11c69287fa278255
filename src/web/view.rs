//! What every page carries beside its own content, and how a template becomes an answer.
//!
//! A page struct has a field `layout: Layout`; a page without it does not compile.

use std::fmt;

use askama::Template;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::config::Office;
use crate::web::{assets, error::PageError};

/// Answers with a rendered template; a render error becomes a 500.
pub struct View<T>(pub T);

impl<T: Template> IntoResponse for View<T> {
    fn into_response(self) -> Response {
        match self.0.render() {
            Ok(page) => {
                ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response()
            }
            Err(error) => PageError::Internal(error.into()).into_response(),
        }
    }
}

/// What every page carries beside its own content.
#[derive(Clone, Debug)]
pub struct Layout {
    /// Who is signed in.
    pub viewer: Option<Viewer>,
    /// The sections of the site this viewer may open.
    pub navigation: Vec<NavigationItem>,
    /// The result of the act that led here, shown once.
    pub flash: Option<Flash>,
    /// The running season and its countdown.
    pub season: Option<SeasonNotice>,
    /// Messages not read yet.
    pub unread: i64,
    /// Whether this is the demonstration with invented data.
    pub demonstration: bool,
    /// Whether the elder mode 长者模式 is on.
    pub elder: bool,
    /// The office that runs the platform.
    pub office: Office,
    /// Address prefix of static files including the content hash, such as `/static/ab12cd`.
    pub assets: &'static str,
    /// Version and build of the program.
    pub version: &'static str,
    /// Path of this page, where the elder switch returns to.
    pub return_to: String,
}

impl Layout {
    /// Where the viewer's work begins; the start page for visitors.
    #[must_use]
    pub fn home(&self) -> &str {
        self.viewer.as_ref().map_or("/", |viewer| viewer.home)
    }
}

impl Default for Layout {
    fn default() -> Self {
        Self {
            viewer: None,
            navigation: Vec::new(),
            flash: None,
            season: None,
            unread: 0,
            demonstration: false,
            elder: false,
            office: Office::default(),
            assets: assets::prefix(),
            version: env!("CARGO_PKG_VERSION"),
            return_to: String::from("/"),
        }
    }
}

/// The person or unit signed in, as the header shows it.
#[derive(Clone, Debug, Default)]
pub struct Viewer {
    /// Name of the unit, or of the person where there is no unit.
    pub name: String,
    /// Chinese label of the role.
    pub role: &'static str,
    /// Where this role begins its work.
    pub home: &'static str,
}

/// One section of the site in the bar under the header.
#[derive(Clone, Debug, Default)]
pub struct NavigationItem {
    /// The words shown.
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// Whether the page shown belongs to it.
    pub current: bool,
    /// How many things wait there.
    pub count: Option<i64>,
}

/// The result of the act before this page, shown once.
#[derive(Clone, Debug)]
pub struct Flash {
    /// How it went.
    pub kind: FlashKind,
    /// One sentence.
    pub text: String,
}

/// How the act before this page went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlashKind {
    /// It was done.
    Done,
    /// There is something to know.
    Notice,
}

impl FlashKind {
    /// The state whose colours the message takes.
    #[must_use]
    pub fn state(self) -> State {
        match self {
            Self::Done => State::Met,
            Self::Notice => State::Todo,
        }
    }
}

/// The running season in the header.
#[derive(Clone, Debug, Default)]
pub struct SeasonNotice {
    /// Its name.
    pub title: String,
    /// What closes then: 申报截止.
    pub closing: String,
    /// When the viewer's window closes, in words.
    pub deadline: String,
    /// How long that is from now, in words.
    pub remaining: String,
}

/// How a thing stands. Written into class names by `Display`; never shown without a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// Fulfilled or done.
    Met,
    /// Still to do, within reach.
    Todo,
    /// Not fulfilled, refused, or wrong.
    Unmet,
    /// A person must judge.
    Judge,
    /// None of these.
    #[default]
    Neutral,
}

impl fmt::Display for State {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Met => "met",
            Self::Todo => "todo",
            Self::Unmet => "unmet",
            Self::Judge => "judge",
            Self::Neutral => "neutral",
        })
    }
}
