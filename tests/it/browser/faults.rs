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
