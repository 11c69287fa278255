//! Chromium walks the main pages of four roles: they work with scripts and the content policy on,
//! fit a phone, and axe-core finds nothing serious.

use std::{
    io::{BufRead, BufReader},
    process::{Child, ChildStdout, Command, Stdio},
};

use serde_json::Value;
use thirtyfour::{By, ChromiumLikeCapabilities, Cookie, DesiredCapabilities, Key, WebDriver};

use crate::support::{Account, TestApp, World, times};

const AXE: &str = include_str!("../browser/vendor/axe.min.js");
/// Answers the serious faults of the page, one line each.
const RUN_AXE: &str = "const done = arguments[arguments.length - 1];
    axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] }).then(result => done(
        result.violations
            .filter(fault => ['serious', 'critical'].includes(fault.impact))
            .map(fault => fault.id + ': ' + fault.nodes.map(node => node.html).join(' | '))));";

/// A browser with its driver, stopped at the end.
struct Browser {
    driver: WebDriver,
    process: Child,
    /// Held open, or the driver would stumble when it says something.
    _output: BufReader<ChildStdout>,
    base: String,
}

impl Browser {
    async fn open(app: &TestApp, account: &Account) -> Self {
        let mut process = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver is installed; script/test installs it");
        let mut output = BufReader::new(process.stdout.take().unwrap());
        let driver = connect(port_of(&mut output)).await;
        let base = format!("http://{}", app.address);
        driver.goto(format!("{base}/healthz")).await.unwrap();
        let cookie = Cookie::new("tidu_session", account.token.reveal());
        driver.add_cookie(cookie).await.unwrap();
        Self {
            driver,
            process,
            _output: output,
            base,
        }
    }

    /// Opens a page at the width of a desk and of a phone, and looks for faults.
    async fn look(&self, path: &str) -> Vec<String> {
        let mut faults = Vec::new();
        for width in [1280, 500] {
            self.driver.set_window_rect(0, 0, width, 900).await.unwrap();
            let address = format!("{}{path}", self.base);
            self.driver.goto(address).await.unwrap();
            faults.extend(self.faults(path, width).await);
        }
        faults
    }

    async fn faults(&self, path: &str, width: u32) -> Vec<String> {
        let overflow = "return document.documentElement.scrollWidth > window.innerWidth";
        let wide = self.driver.execute(overflow, vec![]).await.unwrap();
        self.driver.execute(AXE, vec![]).await.unwrap();
        let found = self.driver.execute_async(RUN_AXE, vec![]).await.unwrap();
        let mut faults: Vec<String> = found.convert().unwrap();
        if wide.json() == &Value::Bool(true) {
            faults.push("wider than the window".to_owned());
        }
        let here = |fault: String| format!("{path} at {width}: {fault}");
        faults.into_iter().map(here).collect()
    }

    /// Moves the focus to a control and presses a key.
    async fn press(&self, selector: &str, key: &str) {
        let found = self.driver.find(By::Css(selector)).await.unwrap();
        found.send_keys(key).await.unwrap();
    }

    async fn heading(&self) -> String {
        let found = self.driver.find(By::Css("h1")).await.unwrap();
        found.text().await.unwrap()
    }

    async fn close(mut self) {
        self.driver.quit().await.unwrap();
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

/// The port that the driver says it listens on.
fn port_of(output: &mut impl BufRead) -> u16 {
    let line = output
        .lines()
        .map_while(Result::ok)
        .find(|line| line.contains("started successfully on port"))
        .expect("chromedriver starts");
    let digits = line.rsplit(' ').next().unwrap().trim_end_matches('.');
    digits.parse().unwrap()
}

async fn connect(port: u16) -> WebDriver {
    let mut capabilities = DesiredCapabilities::chrome();
    for argument in [
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--lang=zh-CN",
    ] {
        capabilities.add_arg(argument).unwrap();
    }
    let address = format!("http://127.0.0.1:{port}");
    WebDriver::new(address, capabilities).await.unwrap()
}

async fn walk(app: &TestApp, account: &Account, paths: &[String]) -> Vec<String> {
    let browser = Browser::open(app, account).await;
    let mut faults = Vec::new();
    for path in paths {
        faults.extend(browser.look(path).await);
        assert!(!browser.heading().await.is_empty(), "{path} has a heading");
    }
    browser.close().await;
    faults
}

#[tokio::test(flavor = "multi_thread")]
async fn four_roles_walk_their_main_pages() {
    let app = TestApp::start().await;
    let world = World::build(&app).await;
    let draft = format!("/enterprise/applications/{}", world.draft);
    let mut faults = walk(
        &app,
        &world.enterprise.account,
        &[
            "/enterprise".to_owned(),
            draft.clone(),
            format!("{draft}/scenarios"),
            format!("{draft}/maturity"),
            format!("{draft}/precheck"),
            format!("{draft}/check"),
        ],
    )
    .await;
    let case = format!("/bureau/cases/{}", world.submitted);
    let at_bureau = [
        "/bureau".to_owned(),
        case.clone(),
        "/bureau/ranking".to_owned(),
    ];
    faults.extend(walk(&app, &world.bureau.account, &at_bureau).await);
    app.clock.set(times::review());
    let review = format!("/expert/reviews/{}", world.assignment);
    let at_desk = ["/expert".to_owned(), review];
    faults.extend(walk(&app, &world.experts[0].account, &at_desk).await);
    app.clock.set(times::decision());
    let in_review = format!("/admin/applications/{}", world.in_review);
    let at_office = [
        "/admin".to_owned(),
        "/admin/applications".to_owned(),
        in_review,
        "/admin/results?tier=advanced".to_owned(),
        "/admin/publicities".to_owned(),
    ];
    faults.extend(walk(&app, &world.office, &at_office).await);
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bureau_judges_an_item_by_keyboard() {
    let app = TestApp::start().await;
    let world = World::build(&app).await;
    let browser = Browser::open(&app, &world.bureau.account).await;
    let case = format!("{}/bureau/cases/{}", browser.base, world.submitted);
    browser.driver.goto(case).await.unwrap();
    let before = browser.driver.current_url().await.unwrap();
    browser
        .press("input[name=verdict][value=confirmed]", " ")
        .await;
    let save = "form[action$=findings] button[type=submit]";
    let enter = Key::Enter.value().to_string();
    browser.press(save, &enter).await;
    let after = browser.driver.current_url().await.unwrap();
    assert_ne!(before, after, "the next item is shown");
    browser.close().await;
}
