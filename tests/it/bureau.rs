//! What a bureau does with the applications of its region.

use std::io::Cursor;

use calamine::{Reader, Xlsx, open_workbook_from_rs};
use tidu::domain::{
    application::{Outcome, Status},
    ids::ApplicationId,
    tier::Tier,
};

use crate::support::{Bureau, Client, Enterprise, TestApp, times};

pub const HOME: &str = "150602";

pub struct Desk {
    pub app: TestApp,
    pub enterprise: Enterprise,
    pub bureau: Bureau,
}

impl Desk {
    pub async fn new() -> Self {
        let app = TestApp::start().await;
        Self {
            enterprise: app.enterprise("内蒙古鄂托克新材料有限公司", HOME).await,
            bureau: app.bureau("150600").await,
            app,
        }
    }

    pub fn officer(&self) -> Client {
        self.app.client(&self.bureau.account)
    }

    pub async fn standing(&self, id: ApplicationId) -> (Status, Option<Outcome>) {
        sqlx::query_as("SELECT status, outcome FROM applications WHERE id = $1")
            .bind(id)
            .fetch_one(&mut *self.app.conn().await)
            .await
            .unwrap()
    }

    /// The newest message of the enterprise: title and text.
    pub async fn letter(&self) -> (String, String) {
        sqlx::query_as(
            "SELECT title, body FROM messages WHERE account_id = $1 ORDER BY id DESC LIMIT 1",
        )
        .bind(self.enterprise.account.id)
        .fetch_one(&mut *self.app.conn().await)
        .await
        .unwrap()
    }

    async fn set_quota(&self, tier: Tier, quota: i32) {
        let season = self.app.season().await;
        sqlx::query(
            "INSERT INTO quotas (season_id, tier, bureau_id, quota) VALUES ($1, $2, $3, $4)",
        )
        .bind(season.id)
        .bind(tier)
        .bind(self.bureau.id)
        .bind(quota)
        .execute(&mut *self.app.conn().await)
        .await
        .unwrap();
    }

    async fn ranks(&self, tier: Tier) -> Vec<(i32, ApplicationId)> {
        sqlx::query_as(
            "SELECT rank, application_id FROM recommendations WHERE tier = $1 ORDER BY rank",
        )
        .bind(tier)
        .fetch_all(&mut *self.app.conn().await)
        .await
        .unwrap()
    }
}

pub fn case(id: ApplicationId) -> String {
    format!("/bureau/cases/{id}")
}

/// Confirms one item after the other until nothing is left.
pub async fn confirm_all(officer: &mut Client, id: ApplicationId) {
    officer.open(&case(id)).await;
    for _ in 0..60 {
        officer.choose("核对结论", "确认");
        let page = officer.press("保存并看下一项").await;
        page.expect_status(200);
        if page.main_text().contains("全部条款和场景均已核对") {
            return;
        }
    }
    panic!("there is no end to it");
}

#[tokio::test]
async fn a_case_is_screened_and_recommended_with_exactly_the_letter_shown() {
    let desk = Desk::new().await;
    let id = desk.app.submitted(&desk.enterprise, Tier::Advanced).await;
    let mut officer = desk.officer();
    officer
        .open("/bureau")
        .await
        .expect_text(&desk.enterprise.name);
    officer.open(&format!("{}/recommend", case(id))).await;
    officer.page().expect_text("还有 26 项未核对");

    confirm_all(&mut officer, id).await;
    officer.page().expect_text("初审确认数 10");
    officer.follow("推荐至自治区").await;
    officer.fill("初审意见", "经现场核查，材料与实际一致，同意推荐。");
    let shown = officer.press("下一步：核对将发送的内容").await.main_text();
    officer
        .press("推荐至自治区")
        .await
        .expect_text("已推荐至自治区");

    let (title, body) = desk.letter().await;
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    assert!(squeezed(&shown).contains(&squeezed(&title)));
    assert!(
        squeezed(&shown).contains(&squeezed(&body)),
        "{shown} {body}"
    );
    assert_eq!(desk.standing(id).await, (Status::Recommended, None));
    assert_eq!(desk.ranks(Tier::Advanced).await, [(1, id)]);
}

#[tokio::test]
async fn the_basic_tier_is_filed_and_ends_there() {
    let desk = Desk::new().await;
    let id = desk.app.submitted(&desk.enterprise, Tier::Basic).await;
    let mut officer = desk.officer();
    confirm_all(&mut officer, id).await;
    officer.follow("予以备案").await;
    officer.press("下一步：核对将发送的内容").await;
    officer.press("予以备案").await.expect_status(200);
    assert_eq!(
        desk.standing(id).await,
        (Status::Concluded, Some(Outcome::Filed))
    );
    assert_eq!(desk.letter().await.0, "申报已备案");
}

#[tokio::test]
async fn another_region_finds_nothing() {
    let desk = Desk::new().await;
    let id = desk.app.submitted(&desk.enterprise, Tier::Advanced).await;
    let elsewhere = desk.app.bureau("150200").await;
    let mut other = desk.app.client(&elsewhere.account);
    let list = other.get("/bureau?tab=all").await;
    assert!(!list.main_text().contains(&desk.enterprise.name));
    for part in ["", "/changes", "/return", "/decline", "/recommend"] {
        let page = other.get(&format!("{}{part}", case(id))).await;
        page.expect_status(404);
    }
    for part in ["/findings", "/return", "/decline", "/recommend"] {
        let fields = [
            ("item", "clause:region"),
            ("verdict", "confirmed"),
            ("step", "send"),
        ];
        let page = other.post(&format!("{}{part}", case(id)), &fields).await;
        page.expect_status(404);
    }
}

#[tokio::test]
async fn a_draft_is_nobody_elses() {
    let desk = Desk::new().await;
    let id = desk
        .app
        .complete_draft(&desk.enterprise, Tier::Advanced)
        .await;
    desk.officer().get(&case(id)).await.expect_status(404);
}

#[tokio::test]
async fn after_the_window_everything_can_be_read_and_nothing_done() {
    let desk = Desk::new().await;
    let id = desk.app.submitted(&desk.enterprise, Tier::Advanced).await;
    let ranked = desk.app.enterprise("鄂尔多斯市甲有限公司", HOME).await;
    let first = desk
        .app
        .recommended(&ranked, &desk.bureau, Tier::Leading)
        .await;
    desk.app.clock.set(times::beijing(6, 20, 24));
    let mut officer = desk.officer();
    let page = officer.get(&case(id)).await;
    page.expect_status(200);
    assert!(!page.text().contains("保存并看下一项"));
    let found = [("item", "clause:region"), ("verdict", "confirmed")];
    let refused = officer
        .post(&format!("{}/findings", case(id)), &found)
        .await;
    refused.expect_status(409);
    let order = [
        ("tier", "leading"),
        ("application", &first.to_string()),
        ("rank", "1"),
    ];
    let refused = officer.post("/bureau/ranking", &order).await;
    refused.expect_status(409);
}

#[tokio::test]
async fn the_evidence_stands_beside_the_finding_and_the_header_names_the_own_deadline() {
    let desk = Desk::new().await;
    let id = desk.app.submitted(&desk.enterprise, Tier::Advanced).await;
    let mut officer = desk.officer();
    let page = officer.open(&case(id)).await;
    page.expect_text("正在查看");
    assert!(page.body().contains("<iframe class=\"preview\""));
    assert!(page.text().contains("初审截止 2026年6月20日 24:00"));
}

#[tokio::test]
async fn what_cannot_be_recommended_can_be_returned_or_declined_from_there() {
    let desk = Desk::new().await;
    let id = desk.app.submitted(&desk.enterprise, Tier::Advanced).await;
    let mut officer = desk.officer();
    officer.open(&format!("{}/recommend", case(id))).await;
    officer.follow("继续核对").await.expect_text("核对结论");
    confirm_all(&mut officer, id).await;
    officer
        .open(&format!("{}?item=clause:credit", case(id)))
        .await;
    officer
        .choose("核对结论", "不认可")
        .fill("说明", "经查询已列入失信名单");
    officer.press("保存核对结论").await;
    officer.open(&format!("{}/recommend", case(id))).await;
    officer
        .follow("不予推荐")
        .await
        .expect_text("不予推荐的原因");
}

#[tokio::test]
async fn who_does_not_confirm_says_why() {
    let desk = Desk::new().await;
    let id = desk.app.submitted(&desk.enterprise, Tier::Advanced).await;
    let mut officer = desk.officer();
    officer
        .open(&format!("{}?item=clause:credit", case(id)))
        .await;
    let page = officer.submit("保存并看下一项").await;
    page.expect_status(422);
    assert_eq!(page.error_summary(), ["核对结论：请选择一项"]);
    officer.choose("核对结论", "不认可").fill("说明", "有");
    let page = officer.submit("保存并看下一项").await;
    page.expect_status(422);
    page.expect_text("至少 5 字，现有 1 字");
}

#[tokio::test]
async fn a_refused_clause_stands_against_a_recommendation() {
    let desk = Desk::new().await;
    let id = desk.app.submitted(&desk.enterprise, Tier::Advanced).await;
    let mut officer = desk.officer();
    confirm_all(&mut officer, id).await;
    officer
        .open(&format!("{}?item=clause:credit", case(id)))
        .await;
    officer
        .choose("核对结论", "不认可")
        .fill("说明", "经查询已列入失信名单");
    officer.press("保存核对结论").await;
    let page = officer.open(&format!("{}/recommend", case(id))).await;
    page.expect_text("要素条件未全部满足：诚信记录");
    let forced = [("step", "send"), ("opinion", "同意推荐该企业")];
    let page = officer
        .post(&format!("{}/recommend", case(id)), &forced)
        .await;
    page.expect_status(422);
    assert_eq!(desk.standing(id).await.0, Status::Submitted);
}

#[tokio::test]
async fn never_more_is_confirmed_than_claimed() {
    let desk = Desk::new().await;
    let id = desk.app.submitted(&desk.enterprise, Tier::Advanced).await;
    let submission = desk.app.submission(&desk.enterprise, id).await;
    let item = format!("scenario:{}", submission.dossier.instances[0].id);
    let found = [
        ("item", item.as_str()),
        ("verdict", "confirmed"),
        ("tier", "leading"),
    ];
    let page = desk
        .officer()
        .post(&format!("{}/findings", case(id)), &found)
        .await;
    page.expect_status(422);
    let unknown = [("item", "clause:scenario-count"), ("verdict", "confirmed")];
    let page = desk
        .officer()
        .post(&format!("{}/findings", case(id)), &unknown)
        .await;
    page.expect_status(400);
}

#[tokio::test]
async fn what_did_not_change_keeps_its_finding_after_a_return() {
    let desk = Desk::new().await;
    let id = desk.app.submitted(&desk.enterprise, Tier::Advanced).await;
    let mut officer = desk.officer();
    confirm_all(&mut officer, id).await;
    officer
        .open(&format!("{}?item=clause:maturity", case(id)))
        .await;
    officer
        .choose("核对结论", "需补充")
        .fill("说明", "报告缺少盖章页，请补充");
    officer.press("保存核对结论").await;
    let page = officer.follow("退回修改").await;
    page.expect_text("报告缺少盖章页，请补充");
    officer
        .press("下一步：核对将发送的内容")
        .await
        .expect_text("报告缺少盖章页");
    officer.press("退回修改").await.expect_text("已退回");
    assert_eq!(desk.standing(id).await.0, Status::Returned);
    assert!(
        desk.letter()
            .await
            .1
            .contains("1. 成熟度自评价：报告缺少盖章页，请补充")
    );

    sqlx::query("UPDATE maturity_assessments SET report_number = 'BG-2' WHERE application_id = $1")
        .bind(id)
        .execute(&mut *desk.app.conn().await)
        .await
        .unwrap();
    desk.app.submit(&desk.enterprise, id).await;
    let page = officer.open(&case(id)).await;
    page.expect_text("第 2 次提交");
    page.expect_text("需重新核");
    page.expect_text("还有 1 项未核");
    page.expect_text("第 1 次提交的核对结论为“需补充”");
    let changes = officer.follow("与第 1 次提交比较（改动 1 处）").await;
    changes.expect_text("报告编号");
    changes.expect_text("BG-2");
}

#[tokio::test]
async fn a_return_names_what_why_and_until_when() {
    let desk = Desk::new().await;
    let id = desk.app.submitted(&desk.enterprise, Tier::Advanced).await;
    let mut officer = desk.officer();
    let path = format!("{}/return", case(id));
    let page = officer.post(&path, &[]).await;
    page.expect_status(422);
    assert_eq!(page.error_summary().len(), 2);
    let late = [
        ("item", "maturity"),
        ("remark", "请补充评价报告"),
        ("due_at", "2026-06-21T09:00"),
    ];
    let page = officer.post(&path, &late).await;
    page.expect_status(422);
    page.expect_text("须在初审截止时间 2026年6月20日 24:00");
    let unknown = [
        ("item", "scenario:x"),
        ("remark", "请补充评价报告"),
        ("due_at", "2026-06-10T09:00"),
    ];
    officer.post(&path, &unknown).await.expect_status(422);
}

#[tokio::test]
async fn declining_needs_a_reason_and_ends_the_application() {
    let desk = Desk::new().await;
    let id = desk.app.submitted(&desk.enterprise, Tier::Advanced).await;
    let mut officer = desk.officer();
    officer.open(&format!("{}/decline", case(id))).await;
    let page = officer.submit("下一步：核对将发送的内容").await;
    page.expect_status(422);
    officer.fill("不予推荐的原因", "主要场景未投入使用，不符合先进级要求。");
    officer
        .press("下一步：核对将发送的内容")
        .await
        .expect_text("不能撤销");
    officer.press("不予推荐").await.expect_status(200);
    assert_eq!(desk.standing(id).await.0, Status::NotRecommended);
    assert!(desk.letter().await.1.contains("主要场景未投入使用"));
}

#[tokio::test]
async fn the_quota_counts_at_the_moment_and_exempt_cases_do_not() {
    let desk = Desk::new().await;
    let other = desk.app.enterprise("鄂尔多斯市甲有限公司", HOME).await;
    desk.app
        .recommended(&other, &desk.bureau, Tier::Advanced)
        .await;
    desk.set_quota(Tier::Advanced, 1).await;
    let id = desk.app.submitted(&desk.enterprise, Tier::Advanced).await;
    let mut officer = desk.officer();
    confirm_all(&mut officer, id).await;
    let path = format!("{}/recommend", case(id));
    officer
        .open(&path)
        .await
        .expect_text("推荐名额 1 个，已使用 1 个");
    let forced = [("step", "send"), ("opinion", "同意推荐该企业")];
    let page = officer.post(&path, &forced).await;
    page.expect_status(422);
    page.expect_text("推荐名额 1 个已全部使用");
    let shown = desk.app.shown(id).await;
    let exempt = [
        ("step", "send"),
        ("shown", &shown),
        ("opinion", "同意推荐该企业"),
        ("exempt", "yes"),
        ("exempt_reason", "国家级试点示范企业"),
    ];
    officer.post(&path, &exempt).await.expect_status(303);
    officer
        .open("/bureau/ranking")
        .await
        .expect_text("国家级试点示范企业");
    assert_eq!(desk.ranks(Tier::Advanced).await[1], (2, id));
}

async fn three_ranked(desk: &Desk) -> Vec<ApplicationId> {
    let mut ids = Vec::new();
    for name in [
        "鄂尔多斯市甲有限公司",
        "鄂尔多斯市乙有限公司",
        "鄂尔多斯市丙有限公司",
    ] {
        let enterprise = desk.app.enterprise(name, HOME).await;
        ids.push(
            desk.app
                .recommended(&enterprise, &desk.bureau, Tier::Advanced)
                .await,
        );
    }
    ids
}

fn order<'a>(ids: &'a [String], ranks: &'a [&'a str]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![("tier", "advanced")];
    fields.extend(ids.iter().map(|id| ("application", id.as_str())));
    fields.extend(ranks.iter().map(|rank| ("rank", *rank)));
    fields
}

#[tokio::test]
async fn ranks_stay_dense_and_a_stale_order_is_refused() {
    let desk = Desk::new().await;
    let ids = three_ranked(&desk).await;
    let seen: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let mut officer = desk.officer();
    let page = officer
        .post("/bureau/ranking", &order(&seen, &["3", "2", "3"]))
        .await;
    page.expect_status(303);
    let expected = [(1, ids[1]), (2, ids[2]), (3, ids[0])];
    assert_eq!(desk.ranks(Tier::Advanced).await, expected);

    let page = officer
        .post("/bureau/ranking", &order(&seen, &["1", "2", "3"]))
        .await;
    page.expect_status(409);
    assert_eq!(desk.ranks(Tier::Advanced).await, expected);

    officer.open("/bureau/ranking").await;
    let first = [("step", "down:0")];
    let now: Vec<String> = expected.iter().map(|(_, id)| id.to_string()).collect();
    let mut fields = order(&now, &["1", "2", "3"]);
    fields.extend(first);
    officer
        .post("/bureau/ranking", &fields)
        .await
        .expect_status(303);
    assert_eq!(
        desk.ranks(Tier::Advanced).await,
        [(1, ids[2]), (2, ids[1]), (3, ids[0])]
    );
    let page = officer
        .post("/bureau/ranking", &order(&now, &["9", "", "x"]))
        .await;
    page.expect_status(422);
    page.expect_text("1 到 3 之间");
}

#[tokio::test]
async fn another_bureaus_ranks_cannot_be_changed() {
    let desk = Desk::new().await;
    let ids = three_ranked(&desk).await;
    let seen: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let elsewhere = desk.app.bureau("150200").await;
    let mut other = desk.app.client(&elsewhere.account);
    let page = other
        .post("/bureau/ranking", &order(&seen, &["3", "2", "1"]))
        .await;
    page.expect_status(409);
    assert_eq!(desk.ranks(Tier::Advanced).await[0], (1, ids[0]));
}

#[tokio::test]
async fn the_table_can_be_opened_in_priority_order() {
    let desk = Desk::new().await;
    three_ranked(&desk).await;
    let mut officer = desk.officer();
    let page = officer
        .get("/bureau/ranking/table.xlsx?tier=advanced")
        .await;
    page.expect_status(200);
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(page.bytes.clone())).unwrap();
    let sheet = book.worksheet_range("推荐汇总表").unwrap();
    let cells: Vec<Vec<String>> = sheet
        .rows()
        .map(|row| row.iter().map(ToString::to_string).collect())
        .collect();
    let head = cells.iter().position(|row| row[0] == "推荐序号").unwrap();
    let names: Vec<(&str, &str)> = cells[head + 1..head + 4]
        .iter()
        .map(|row| (row[0].as_str(), row[1].as_str()))
        .collect();
    assert_eq!(
        names,
        [
            ("1", "鄂尔多斯市甲有限公司"),
            ("2", "鄂尔多斯市乙有限公司"),
            ("3", "鄂尔多斯市丙有限公司"),
        ]
    );
    assert_eq!(cells[head + 1][4], "先进级");
    assert_eq!(cells[head + 1][7], "10/10");
    assert_eq!(cells[head + 1][11], "占用");
    assert!(
        cells
            .iter()
            .flatten()
            .any(|cell| cell.contains(&desk.bureau.name))
    );
}

#[tokio::test]
async fn the_queue_is_filtered_and_searched_literally() {
    let desk = Desk::new().await;
    desk.app.submitted(&desk.enterprise, Tier::Advanced).await;
    let other = desk.app.enterprise("鄂尔多斯市甲有限公司", HOME).await;
    desk.app.submitted(&other, Tier::Basic).await;
    let mut officer = desk.officer();
    for (query, first, second) in [
        ("", true, true),
        ("q=鄂托克", true, false),
        (other.credit_code.as_str(), false, true),
        ("q=%25", false, false),
        ("q=_", false, false),
        ("tier=basic", false, true),
        ("tab=returned", false, false),
    ] {
        let query = if query == other.credit_code {
            format!("q={}", other.credit_code)
        } else {
            query.to_owned()
        };
        let text = officer.get(&format!("/bureau?{query}")).await.main_text();
        assert_eq!(text.contains(&desk.enterprise.name), first, "{query}");
        assert_eq!(text.contains(&other.name), second, "{query}");
    }
}
