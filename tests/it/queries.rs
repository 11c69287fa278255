//! No page asks the database more often because there is more to show.

use std::collections::BTreeMap;

use tidu::domain::ids::SeasonId;

use crate::{
    access_matrix::ROUTES,
    support::{Crowd, TestApp, statements},
    walk::{PEOPLE, Walk, viewer},
};

/// How many there are of everything behind the pages that are compared. Two and not one, so that
/// what only a second thing brings along is on both.
const FEW: usize = 2;
const MANY: usize = 5;

/// How often each statement was executed, by page and person.
type Counts = BTreeMap<String, BTreeMap<String, usize>>;

/// What the matrix cannot say, because its lines have no query and name one format only.
fn more(crowd: &Crowd, season: SeasonId) -> Vec<(usize, &'static str, String)> {
    let chosen: Vec<_> = crowd
        .reviewed
        .iter()
        .map(|id| format!("application={id}"))
        .collect();
    let list = crowd.list;
    vec![
        (0, "list.json", format!("/open/lists/{list}.json")),
        (0, "list.csv", format!("/open/lists/{list}.csv")),
        (0, "list.xlsx", format!("/open/lists/{list}.xlsx")),
        (0, "lists", "/open/lists".to_owned()),
        (0, "catalogue", "/api/v1/catalogue".to_owned()),
        (3, "desk: all", "/bureau?state=all".to_owned()),
        (3, "ranking", "/bureau/ranking?tier=leading".to_owned()),
        (
            7,
            "applications",
            "/admin/applications?tier=leading".to_owned(),
        ),
        (7, "results", "/admin/results?tier=advanced".to_owned()),
        (
            7,
            "decisions",
            format!("/admin/decisions?{}", chosen.join("&")),
        ),
        (7, "filed list", format!("/admin/lists/new?season={season}")),
        (
            7,
            "to publish",
            format!("/admin/publicities/new?list={}", crowd.released),
        ),
    ]
}

/// Opens every page with so many things behind it.
async fn counts(size: usize) -> Counts {
    let app = TestApp::start().await;
    let crowd = Crowd::build(&app, size).await;
    let more = more(&crowd, app.season().await.id);
    let walk = Walk::of(app, crowd.columns(), crowd.things()).await;
    let mut pages = Vec::new();
    for line in ROUTES.iter().filter(|line| line.0 == "GET") {
        if let Some(person) = viewer(line) {
            let name = format!("{} {}", line.1, line.2);
            pages.push((person, name, walk.path(line.1, line.2).await));
        }
    }
    let more = more.into_iter();
    pages.extend(more.map(|(person, name, path)| (person, name.to_owned(), path)));
    let mut counts = Counts::new();
    for (person, name, path) in pages {
        let key = format!("{name} ({})", PEOPLE[person]);
        counts.insert(key, executed(&walk, person, &path, size).await);
    }
    counts
}

/// What is executed when a page is opened for the second time: the first may fill a cache.
async fn executed(walk: &Walk, person: usize, path: &str, size: usize) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for round in 0..2 {
        let mark = format!("{size} {round} {person} {path}");
        let mut browser = walk.at_its_time(path).browser(person).marked(&mark);
        let page = browser.get(path).await;
        assert_eq!(page.status, 200, "{path} as {}", PEOPLE[person]);
        found.clear();
        for statement in statements::of(&mark) {
            *found.entry(statement).or_default() += 1;
        }
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn no_page_asks_more_often_because_there_is_more_to_show() {
    statements::listen();
    let (few, many) = tokio::join!(counts(FEW), counts(MANY));
    let heard: usize = few.values().flat_map(BTreeMap::values).sum();
    assert!(heard > few.len(), "the server was listened to: {heard}");
    let mut problems = Vec::new();
    for (page, with_many) in &many {
        let with_few = &few[page];
        for (statement, times) in with_many {
            let before = with_few.get(statement).copied().unwrap_or_default();
            if *times > before {
                problems.push(format!("{page}: {before} → {times} × {statement}"));
            }
        }
    }
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}
