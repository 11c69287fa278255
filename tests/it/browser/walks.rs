//! Every page of the access matrix, as the first person who is shown it: at a desk, on a phone, and
//! in the elder mode on a phone.

use std::collections::BTreeMap;

use futures_util::{StreamExt, stream};
use reqwest::header::HeaderValue;
use tidu::db::settings;

use super::driver::Browser;
use crate::{
    access_matrix::ROUTES,
    support::{Page, TestApp},
    walk::{Line, PEOPLE, Walk, viewer},
};

/// Browsers at the same time: one more than this only waits for the cores.
const AT_ONCE: usize = 2;

/// The lines with something to see, by who sees it first.
fn rounds() -> Vec<(usize, Vec<Line>)> {
    let mut rounds = BTreeMap::<usize, Vec<Line>>::new();
    for line in ROUTES.iter().filter(|line| line.0 == "GET") {
        if let Some(person) = viewer(line) {
            rounds.entry(person).or_default().push(*line);
        }
    }
    let mut rounds: Vec<_> = rounds.into_iter().collect();
    // The longest first, so that it does not run alone at the end.
    rounds.sort_by_key(|(_, lines)| usize::MAX - lines.len());
    rounds
}

fn is_whole_page(page: &Page) -> bool {
    let kind = page.headers.get("content-type").map(HeaderValue::as_bytes);
    kind.is_some_and(|kind| kind.starts_with(b"text/html"))
        && page.body().contains("<!DOCTYPE html>")
}

/// The addresses of the pages among some lines; files, tables and fragments are left out.
async fn pages(walk: &mut Walk, person: usize, lines: Vec<Line>) -> Vec<String> {
    let mut pages = Vec::new();
    for line in lines {
        let page = walk.ask(line, person).await;
        if is_whole_page(&page) {
            pages.push(page.path.clone());
        }
    }
    pages
}

/// One person's round: all pages as they are, then all in the elder mode.
async fn round(mut walk: Walk, person: usize, lines: Vec<Line>) -> Round {
    let pages = pages(&mut walk, person, lines).await;
    let browser = Browser::open(walk.app(), walk.account(person)).await;
    let mut faults = Vec::new();
    for path in &pages {
        walk.at_its_time(path);
        faults.extend(browser.faults(path).await);
    }
    browser.remember("tidu_elder", "1").await;
    for path in &pages {
        walk.at_its_time(path);
        let found = browser.faults_on_a_phone(path).await;
        faults.extend(found.into_iter().map(|fault| format!("elder: {fault}")));
    }
    browser.close().await;
    Round {
        seen: pages.len(),
        faults: faults
            .into_iter()
            .map(|fault| format!("{}: {fault}", PEOPLE[person]))
            .collect(),
    }
}

/// What one person saw.
struct Round {
    seen: usize,
    faults: Vec<String>,
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_fits_its_window_and_can_be_used_by_everybody() {
    let walk = Walk::begin().await;
    let rounds = rounds().into_iter().map(|(person, lines)| {
        let walk = &walk;
        async move { round(walk.apart().await, person, lines).await }
    });
    let rounds: Vec<Round> = stream::iter(rounds)
        .buffer_unordered(AT_ONCE)
        .collect()
        .await;
    let seen: usize = rounds.iter().map(|round| round.seen).sum();
    assert!(seen > 60, "only {seen} pages were seen");
    let faults: Vec<String> = rounds.into_iter().flat_map(|round| round.faults).collect();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_of_every_component_keeps_the_same_laws() {
    let app = TestApp::start().await;
    settings::set(&mut *app.conn().await, settings::DEMONSTRATION, "loaded")
        .await
        .unwrap();
    // Whether it is a demonstration is read when the server starts.
    let app = TestApp::copy_of(&app.freeze().await).await;
    let browser = Browser::open(&app, None).await;
    let mut faults = browser.faults("/design").await;
    browser.remember("tidu_elder", "1").await;
    faults.extend(browser.faults_on_a_phone("/design").await);
    browser.close().await;
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}
