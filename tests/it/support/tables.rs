//! Recommendation tables as bureaus hand them in.

use tidu::domain::tier::Tier;

use super::{Bureau, TestApp};

impl TestApp {
    /// The bureau hands its list of the tier in and uploads the letter that goes with it.
    pub async fn hand_in(&self, bureau: &Bureau, tier: Tier) {
        let mut officer = self.client(&bureau.account);
        officer
            .open(&format!("/bureau/ranking/hand-in?tier={}", tier.as_str()))
            .await;
        officer
            .press("上报推荐汇总表")
            .await
            .expect_text("推荐汇总表已上报");
        officer.within("推荐函").upload("上传推荐函", &["real.pdf"]);
        officer.press("上传推荐函").await.expect_status(200);
    }
}
