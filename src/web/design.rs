//! The page `/design`, in the demonstration only: every component in every state.

use askama::Template;

use crate::web::form::Errors;
use crate::web::view::Layout;

/// The page.
#[derive(Template)]
#[template(path = "design/index.html")]
pub struct Design {
    layout: Layout,
    errors: Errors,
}

impl Design {
    /// The page with invented content.
    #[must_use]
    pub fn sample() -> Self {
        Self { layout: Layout::default(), errors: Errors(vec![("x".into(), "bad".into())]) }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn dump() {
        use askama::Template;
        let html = super::Design::sample().render().unwrap();
        std::fs::write("/tmp/design.html", html).unwrap();
    }
}
