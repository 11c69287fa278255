//! Laws that every page keeps, whoever looks at it.

use std::collections::{BTreeMap, BTreeSet};

use reqwest::header::HeaderValue;
use scraper::Html;

use crate::{
    access_matrix::ROUTES,
    support::{
        Page, TestApp,
        controls::{controls, label_of},
        page::{parsed, words},
    },
    walk::{PEOPLE, Walk},
};

/// Latin words that Chinese officials write, and units.
const LATIN: &[&str] = &[
    "GB", "SHA", "PDF", "pdf", "PNG", "JPG", "JPEG", "XLSX", "DOCX", "CSV", "JSON", "API", "MB",
    "KB", "ID", "AI", "AGV", "MES", "ERP", "PLM", "WMS", "SCADA", "DCS", "APS", "QMS", "EMS",
    "BIM", "CAD", "CAE", "VR", "AR", "IT", "OT", "URL", "ICP", "Excel", "Word", "WPS", "IP",
];

/// Every page that somebody gets to see, each as the first of those who see it and as the last.
async fn each_page(mut check: impl FnMut(&str, usize, &Page)) -> Walk {
    let mut walk = Walk::begin().await;
    let mut seen = 0;
    for line in ROUTES.iter().filter(|line| line.0 == "GET") {
        for person in 0..PEOPLE.len() {
            if line.3.split_whitespace().nth(person) != Some("200") {
                continue;
            }
            let page = walk.ask(*line, person).await;
            let kind = page.headers.get("content-type").map(HeaderValue::as_bytes);
            let whole = page.body().contains("<!DOCTYPE html>");
            if kind.is_some_and(|kind| kind.starts_with(b"text/html")) && whole {
                seen += 1;
                check(line.1, person, &page);
            }
        }
    }
    assert!(seen > 0, "pages were seen");
    walk
}

/// People type a slash too many.
#[tokio::test]
async fn a_final_slash_leads_to_the_page_without() {
    let app = TestApp::start().await;
    let mut visitor = app.visitor();
    for (address, leads_to) in [
        ("/lists/", "/lists"),
        ("/lists/?tier=basic", "/lists?tier=basic"),
    ] {
        let page = visitor.get(address).await;
        page.expect_status(308);
        assert_eq!(page.headers["location"], leads_to);
    }
    visitor.get("/nowhere").await.expect_status(404);
}

#[tokio::test]
async fn every_page_keeps_the_laws() {
    let mut problems = BTreeSet::new();
    let mut links = BTreeMap::new();
    let mut walk = each_page(|route, person, page| {
        let document = page.document();
        let words = foreign(&document).into_iter().map(|it| format!("{it:?}"));
        for problem in faults(&document, &page.body()).into_iter().chain(words) {
            problems.insert(format!("{route} ({}): {problem}", PEOPLE[person]));
        }
        for to in links_of(&document, route) {
            links
                .entry((person, to))
                .or_insert_with(|| route.to_owned());
        }
    })
    .await;
    for ((person, to), from) in links {
        let status = walk.visit(person, &to).await.status.as_u16();
        if status >= 400 {
            problems.insert(format!(
                "{from} ({}): {to} answers {status}",
                PEOPLE[person]
            ));
        }
    }
    let found: Vec<_> = problems.iter().map(String::as_str).collect();
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

/// Where the links, images and frames of a page lead within the site.
fn links_of(document: &Html, route: &str) -> BTreeSet<String> {
    let selector = parsed("a[href], img[src], iframe[src]");
    let addresses = document.select(&selector).filter_map(|link| {
        let to = link.attr("href").or(link.attr("src"))?.split('#').next()?;
        let inside = !to.is_empty() && !to.contains(':');
        let from = if to.starts_with('/') { "" } else { route };
        inside.then(|| format!("{from}{to}"))
    });
    addresses.collect()
}

fn faults(document: &Html, html: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let count = |selector| document.select(&parsed(selector)).count();
    for (selector, wanted) in [
        ("h1", 1),
        ("main", 1),
        ("html[lang=zh-CN]", 1),
        ("title", 1),
    ] {
        if count(selector) != wanted {
            faults.push(format!("{} × {selector}", count(selector)));
        }
    }
    if html.contains("{{") || html.contains("{%") {
        faults.push("template marks".to_owned());
    }
    for control in controls(document) {
        if label_of(document, &control).is_none() {
            faults.push(format!("no label: {}", control.html()));
        }
    }
    for set in document.select(&parsed("fieldset")) {
        if set.select(&parsed("legend")).next().is_none() {
            faults.push("a fieldset without a legend".to_owned());
        }
    }
    for element in document.select(&parsed("a[href], button, h1, h2, h3, label, th")) {
        let named = element.attr("aria-label").is_some()
            || !words(&element).is_empty()
            || element.select(&parsed("img[alt]")).next().is_some();
        if !named && element.value().name() != "th" {
            faults.push(format!("without words: {}", element.html()));
        }
    }
    for image in document.select(&parsed("img:not([alt])")) {
        faults.push(format!("no alternative text: {}", image.html()));
    }
    let mut ids = BTreeSet::new();
    for element in document.select(&parsed("[id]")) {
        let id = element.attr("id").unwrap_or_default();
        if !ids.insert(id) {
            faults.push(format!("id {id} twice"));
        }
    }
    faults.extend(dangling(document, &ids));
    faults
}

/// References to ids that are not on the page.
fn dangling(document: &Html, ids: &BTreeSet<&str>) -> Vec<String> {
    let mut faults = Vec::new();
    for attribute in [
        "for",
        "aria-describedby",
        "aria-labelledby",
        "aria-controls",
    ] {
        for element in document.select(&parsed(&format!("[{attribute}]"))) {
            for id in element
                .attr(attribute)
                .unwrap_or_default()
                .split_whitespace()
            {
                if !ids.contains(id) {
                    faults.push(format!("{attribute} names {id}, which is not there"));
                }
            }
        }
    }
    faults
}

/// Latin words and identifiers in what can be read or heard.
fn foreign(document: &Html) -> BTreeSet<String> {
    let quoted = parsed("code, pre, kbd, .account-name, .account-who, .file-title");
    let quoted: Vec<String> = document.select(&quoted).map(|it| words(&it)).collect();
    let mut text: String = document
        .select(&parsed("body"))
        .map(|body| words(&body))
        .collect();
    for words in quoted.iter().filter(|words| !words.is_empty()) {
        text = text.replace(words.as_str(), " ");
    }
    for attribute in ["aria-label", "placeholder", "title", "alt"] {
        for element in document.select(&parsed(&format!("[{attribute}]"))) {
            text.push(' ');
            text.push_str(element.attr(attribute).unwrap_or_default());
        }
    }
    let part_of_a_word =
        |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '.' | '@' | '_');
    text.split(|letter| !part_of_a_word(letter))
        .flat_map(|token| {
            let identifier = token.len() == 36 && token.matches('-').count() == 4;
            let told_apart = token.contains('@') || token.contains(|it: char| it.is_ascii_digit());
            let words: Vec<&str> = if identifier {
                vec![token]
            } else if told_apart {
                // A code or an address.
                Vec::new()
            } else if token.starts_with('.') {
                // The end of a file name in Chinese.
                Vec::new()
            } else {
                token.split(['-', '.', '_']).collect()
            };
            words
        })
        .filter(|word| word.len() > 1 && !LATIN.contains(word))
        .map(str::to_owned)
        .collect()
}
