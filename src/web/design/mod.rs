//! The page `/design`, in the demonstration only: every component in every state, so that a change
//! to the look is checked at a glance. Content comes from `text::samples`.

mod content;
mod precheck;

use askama::Template;
use axum::Router;
use axum::routing::get;

use self::content::{
    bars, choices, errors, files, furnish, heads, pager, picks, summary, tabs, tasks, timeline,
};
use self::precheck::precheck;
use crate::app::AppState;
use crate::text::samples;
use crate::web::error::{PageError, PageResult};
use crate::web::extract::Furniture;
use crate::web::form::{Choice, Errors};
use crate::web::parts::{
    Bar, FileRow, Pager, Pick, SortHead, SummaryRow, Tab, Task, TimelineEntry,
};
use crate::web::precheck_view::PrecheckView;
use crate::web::view::{Layout, View};

/// The pages of this file; without the demonstration they do not exist.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/design", get(show))
        .route("/design/paper", get(paper))
}

async fn show(furniture: Furniture) -> PageResult<View<Design>> {
    in_demonstration(&furniture).map(|layout| View(Design::sample(layout)))
}

async fn paper(furniture: Furniture) -> PageResult<View<Paper>> {
    in_demonstration(&furniture).map(|layout| View(Paper::sample(layout)))
}

fn in_demonstration(furniture: &Furniture) -> PageResult<Layout> {
    Some(furniture.layout())
        .filter(|layout| layout.demonstration)
        .ok_or(PageError::NotFound)
}

/// Every component on one page.
#[derive(Template)]
#[template(path = "design/index.html")]
pub struct Design {
    layout: Layout,
    errors: Errors,
    fine: Errors,
    precheck: PrecheckView,
    tasks: Vec<Task>,
    timeline: Vec<TimelineEntry>,
    files: Vec<FileRow>,
    picks: Vec<Pick>,
    summary: Vec<SummaryRow>,
    heads: Vec<SortHead>,
    list: &'static [[&'static str; 4]],
    pager: Pager,
    tabs: Vec<Tab>,
    bars: Vec<Bar>,
    regions: Vec<Choice>,
    tiers: Vec<Choice>,
    yes_no: Vec<Choice>,
    levels: Vec<Choice>,
    opinions: Vec<Choice>,
    chosen: Vec<String>,
}

impl Design {
    /// The page with invented content. The layout is the visitor's own; what it lacks is filled in.
    #[must_use]
    pub fn sample(layout: Layout) -> Self {
        Self {
            layout: furnish(layout),
            errors: errors(),
            fine: Errors::default(),
            precheck: precheck(),
            tasks: tasks(),
            timeline: timeline(),
            files: files(),
            picks: picks(),
            summary: summary(),
            heads: heads(),
            list: samples::LIST,
            pager: pager(),
            tabs: tabs(),
            bars: bars(),
            regions: choices(samples::REGIONS),
            tiers: choices(samples::TIERS),
            yes_no: choices(samples::YES_NO),
            levels: choices(samples::LEVELS),
            opinions: choices(samples::OPINIONS),
            chosen: vec![String::from("1"), String::from("2")],
        }
    }

    fn answer(&self, index: usize) -> &str {
        self.summary.get(index).map_or("", |row| row.value.as_str())
    }
}

/// A document for paper.
#[derive(Template)]
#[template(path = "design/paper.html")]
pub struct Paper {
    layout: Layout,
    summary: Vec<SummaryRow>,
    list: &'static [[&'static str; 4]],
}

impl Paper {
    /// The document with invented content.
    #[must_use]
    pub fn sample(layout: Layout) -> Self {
        Self {
            layout,
            summary: summary(),
            list: samples::LIST,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a browser or a reader would stumble over on any page.
    fn look_through(page: &str) {
        assert_eq!(page.matches("<h1").count(), 1, "one h1");
        assert!(page.contains("lang=\"zh-CN\""));
        assert!(!page.contains("{{") && !page.contains("{%"));
        assert!(
            !page.contains(" style=\"") && !page.contains("<style"),
            "nothing inline"
        );
        let ids: Vec<&str> = page
            .split(" id=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        for id in &ids {
            assert_eq!(
                ids.iter().filter(|other| *other == id).count(),
                1,
                "{id} twice"
            );
        }
        for name in page
            .split(" for=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
        {
            assert!(ids.contains(&name), "label for {name} has no control");
        }
    }

    #[test]
    fn the_page_of_components_is_sound() {
        for elder in [false, true] {
            let layout = Layout {
                elder,
                ..Layout::default()
            };
            let page = Design::sample(layout).render().unwrap();
            look_through(&page);
            assert_eq!(page.contains("<html lang=\"zh-CN\" class=\"elder\""), elder);
        }
    }

    #[test]
    fn the_document_is_sound() {
        look_through(&Paper::sample(Layout::default()).render().unwrap());
    }
}
