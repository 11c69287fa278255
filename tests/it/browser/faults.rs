//! What can be wrong with a page in a window.

use super::driver::{Browser, DESK, PHONE, Window};

const AXE: &str = include_str!("../../browser/vendor/axe.min.js");
const FAULTS: &str = include_str!("../../browser/faults.js");

impl Browser {
    /// What is wrong with a page at a desk and on a phone.
    pub async fn faults(&self, path: &str) -> Vec<String> {
        self.resize(DESK).await;
        let mut faults = self.load(path).await;
        faults.extend(self.faults_in(DESK, path).await);
        self.resize(PHONE).await;
        faults.extend(self.faults_in(PHONE, path).await);
        faults
    }

    /// What is wrong with a page in one window, the mode being what it is.
    pub async fn faults_on_a_phone(&self, path: &str) -> Vec<String> {
        self.resize(PHONE).await;
        let mut faults = self.load(path).await;
        faults.extend(self.faults_in(PHONE, path).await);
        faults
    }

    /// Opens a page; what its scripts and the content policy complain of.
    async fn load(&self, path: &str) -> Vec<String> {
        self.goto(path).await;
        self.run(AXE).await;
        let errors = self.errors().await.into_iter();
        errors.map(|error| format!("{path}: {error}")).collect()
    }

    async fn faults_in(&self, window: Window, path: &str) -> Vec<String> {
        let found: Vec<String> = self.ask(FAULTS).await;
        let here = |fault| format!("{path} at {}: {fault}", window.width);
        found.into_iter().map(here).collect()
    }
}

/// One of each: too wide, two headings, covered by what stays, without a name, an error, and a
/// picture that the content policy refuses.
const SPOILED: &str = "const add = (name, style) => {
        const part = document.createElement(name);
        part.setAttribute('class', 'spoiled');
        Object.assign(part.style, style);
        document.querySelector('main').prepend(part);
        return part;
    };
    add('div', { width: '2000px', height: '1px' });
    add('h1', {}).textContent = 'x';
    add('div', { position: 'fixed', inset: '0', background: 'white' });
    add('button', {});
    add('img', {}).src = 'https://example.invalid/x.png';
    setTimeout(() => { throw new Error('on purpose'); });";

#[tokio::test(flavor = "multi_thread")]
async fn each_fault_is_found() {
    let app = crate::support::TestApp::start().await;
    let browser = Browser::open(&app, None).await;
    browser.resize(PHONE).await;
    let errors = browser.load("/guide").await;
    assert!(errors.is_empty(), "{errors:?}");
    browser.run(SPOILED).await;
    let mut found = browser.faults_in(PHONE, "/guide").await;
    found.extend(browser.errors().await);
    for fault in [
        "2000 px wide in 390",
        "2 × h1",
        "covered when it has the focus",
        "button-name",
        "image-alt",
        "on purpose",
        "Content Security Policy",
    ] {
        let said = found.iter().any(|line| line.contains(fault));
        assert!(said, "{fault} is not found: {found:#?}");
    }
    browser.close().await;
}
