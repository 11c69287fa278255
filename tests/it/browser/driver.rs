//! A Chromium with its driver, of one person: opens pages, finds controls by their label, waits
//! for what a script will show.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
    time::{Duration, Instant},
};

use serde::de::DeserializeOwned;
use serde_json::json;
use thirtyfour::{
    By, ChromiumLikeCapabilities, Cookie, DesiredCapabilities, LoggingPrefsLogLevel, TypingData,
    WebDriver, WebElement,
};

use crate::support::{Account, TestApp};

/// Answers when a condition holds, at once or after a change of the page.
const UNTIL: &str = "const done = arguments[arguments.length - 1];
    const holds = () => { try { return Boolean(CONDITION); } catch { return false; } };
    if (holds()) done(); else {
        new MutationObserver((_, watch) => { if (holds()) { watch.disconnect(); done(); } })
            .observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    }";

/// How long another page may take to come, on a machine that does much else.
const PATIENCE: Duration = Duration::from_secs(20);

/// A window as people have it.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    /// Its width in pixels.
    pub width: u32,
    /// Whether it is a phone's.
    pub phone: bool,
}

/// The window of a desk.
pub const DESK: Window = Window {
    width: 1280,
    phone: false,
};
/// The window of a phone.
pub const PHONE: Window = Window {
    width: 390,
    phone: true,
};

/// A browser with its driver, stopped at the end.
pub struct Browser {
    /// For what this type has no word for.
    pub driver: WebDriver,
    process: Child,
    /// Held open, or the driver would stumble when it says something.
    _output: BufReader<ChildStdout>,
    base: String,
}

impl Browser {
    /// Starts one in which somebody has signed in, or nobody.
    pub async fn open(app: &TestApp, account: Option<&Account>) -> Self {
        let mut process = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver is installed; script/test installs it");
        let mut output = BufReader::new(process.stdout.take().unwrap());
        let driver = connect(port_of(&mut output)).await;
        let browser = Self {
            driver,
            process,
            _output: output,
            base: format!("http://{}", app.address),
        };
        browser.goto("/healthz").await;
        if let Some(account) = account {
            browser
                .remember("tidu_session", &account.token.reveal())
                .await;
        }
        browser.resize(DESK).await;
        browser
    }

    /// Keeps a cookie.
    pub async fn remember(&self, name: &str, value: &str) {
        let cookie = Cookie::new(name, value);
        self.driver.add_cookie(cookie).await.unwrap();
    }

    /// Opens a page.
    pub async fn goto(&self, path: &str) {
        let address = format!("{}{path}", self.base);
        self.driver.goto(address).await.unwrap();
    }

    /// The path and the query of the page that is open.
    pub async fn path(&self) -> String {
        let address = self.driver.current_url().await.unwrap();
        address.as_str().replacen(&self.base, "", 1)
    }

    /// Gives the page another window.
    pub async fn resize(&self, window: Window) {
        let emulation = self.driver.cdp();
        emulation
            .emulation()
            .set_device_metrics_override(window.width, 900, 1.0, window.phone)
            .await
            .unwrap();
    }

    /// Whether the scripts of the pages opened from now on run.
    pub async fn run_scripts(&self, run: bool) {
        let switch = json!({ "value": !run });
        self.driver
            .cdp()
            .send_raw("Emulation.setScriptExecutionDisabled", switch)
            .await
            .unwrap();
    }

    /// Cuts the browser off from the server, or connects it again.
    pub async fn go_offline(&self, offline: bool) {
        let line = json!({
            "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1,
        });
        let network = self.driver.cdp();
        network.send_raw("Network.enable", json!({})).await.unwrap();
        network
            .send_raw("Network.emulateNetworkConditions", line)
            .await
            .unwrap();
    }

    /// Runs a script in the page.
    pub async fn run(&self, script: &str) {
        self.driver.execute(script, vec![]).await.unwrap();
    }

    /// The value of an expression in the page.
    pub async fn value<T: DeserializeOwned>(&self, expression: &str) -> T {
        let script = format!("return {expression}");
        let found = self.driver.execute(script, vec![]).await.unwrap();
        found.convert().unwrap()
    }

    /// Runs a script in the page that answers through its last argument.
    pub async fn ask<T: DeserializeOwned>(&self, script: &str) -> T {
        let found = self.driver.execute_async(script, vec![]).await.unwrap();
        found.convert().unwrap()
    }

    /// Waits until an expression is true of the page.
    pub async fn until(&self, expression: &str) {
        let script = UNTIL.replace("CONDITION", expression);
        let held = self.driver.execute_async(script, vec![]).await;
        if let Err(error) = held {
            let text = self.text().await;
            panic!("never true: {expression}: {error}\nof: {text}");
        }
    }

    /// Whether the page would ask before it is left. The driver answers that question by itself,
    /// so that it is never seen.
    pub async fn asks_before_leaving(&self) -> bool {
        let asked = "!window.dispatchEvent(new Event('beforeunload', { cancelable: true }))";
        self.value(asked).await
    }

    /// Everything that can be read.
    pub async fn text(&self) -> String {
        self.value("document.body.innerText").await
    }

    /// Fails unless the page says something.
    pub async fn expect_text(&self, words: &str) {
        let text = self.text().await;
        assert!(text.contains(words), "{words:?} is not said by: {text}");
    }

    /// Does what opens another page, and waits for that page: the driver does not see every
    /// navigation begin.
    pub async fn leaving(&self, act: impl Future<Output = ()>) {
        let before = self.find("html").await.element_id();
        act.await;
        let asked = Instant::now();
        while asked.elapsed() < PATIENCE {
            let now = self.driver.find(By::Css("html")).await;
            if now.is_ok_and(|now| now.element_id() != before) {
                return;
            }
        }
        panic!("no other page came after: {}", self.text().await);
    }

    /// The first element that a selector finds.
    pub async fn find(&self, selector: &str) -> WebElement {
        let found = self.driver.find(By::Css(selector)).await;
        found.unwrap_or_else(|_| panic!("{selector} is not there"))
    }

    /// The control whose label begins with these words.
    pub async fn control(&self, label: &str) -> WebElement {
        let labels = format!("//label[starts-with(normalize-space(.), '{label}')]");
        let found = self.driver.find(By::XPath(labels)).await;
        let found = found.unwrap_or_else(|_| panic!("no label {label:?}"));
        let id = found
            .attr("for")
            .await
            .unwrap()
            .expect("a label says of what");
        self.driver.find(By::Id(id)).await.unwrap()
    }

    /// Types at the end of the control with this label.
    pub async fn fill(&self, label: &str, text: impl Into<TypingData>) {
        self.control(label).await.send_keys(text).await.unwrap();
    }

    /// Chooses files of `tests/fixtures` in the first file control.
    pub async fn choose_files(&self, names: &[&str]) {
        let fixtures = Path::new("tests/fixtures").canonicalize().unwrap();
        let paths = names
            .iter()
            .map(|name| fixtures.join(name).display().to_string());
        let paths = paths.collect::<Vec<_>>().join("\n");
        let control = self.find("input[type=file]").await;
        control.send_keys(paths).await.unwrap();
    }

    /// Presses the first button or link of the page that says these words; what only a reader
    /// hears of it does not count.
    pub async fn press(&self, words: &str) {
        let named = format!(
            "//main//*[self::button or self::a][normalize-space(text()) = '{words}']\
             [not(contains(@class, 'unseen'))]"
        );
        let Ok(found) = self.driver.find(By::XPath(named)).await else {
            panic!("nothing to press says {words:?} on: {}", self.text().await);
        };
        // The driver would leave it under the bar at the foot.
        let show = "arguments[0].scrollIntoView({ block: 'center' })";
        let shown = found.to_json().unwrap();
        self.driver.execute(show, vec![shown]).await.unwrap();
        found.click().await.unwrap();
    }

    /// Types a key into the page, as somebody who has focused nothing.
    pub async fn key(&self, key: &str) {
        let body = self.find("body").await;
        body.send_keys(key).await.unwrap();
    }

    /// The errors in the browser's log since it was last read.
    pub async fn errors(&self) -> Vec<String> {
        let log = self.driver.get_log("browser").await.unwrap();
        let errors = log.into_iter().filter(|entry| entry.level == "SEVERE");
        errors.map(|entry| entry.message).collect()
    }

    /// Stops it.
    pub async fn close(mut self) {
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
    capabilities
        .set_browser_log_level(LoggingPrefsLogLevel::Severe)
        .unwrap();
    let address = format!("http://127.0.0.1:{port}");
    WebDriver::new(address, capabilities).await.unwrap()
}
