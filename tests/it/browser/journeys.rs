//! What people do with the scripts running: uploads, drafts saved by themselves, keys, and text
//! that is not lost.

use thirtyfour::Key;
use tidu::domain::{ids::ApplicationId, tier::Tier};

use super::driver::Browser;
use crate::support::{Account, Enterprise, PASSWORD, TestApp, World, times};

async fn factory(app: &TestApp) -> Enterprise {
    app.enterprise("鄂尔多斯市智造装备有限公司", "150602").await
}

/// An enterprise's browser with the first scenario of a draft open.
async fn at_a_scenario(app: &TestApp) -> (Browser, Enterprise, String) {
    let owner = factory(app).await;
    let id = app.complete_draft(&owner, Tier::Basic).await;
    let path = format!(
        "/enterprise/applications/{id}/scenarios/{}",
        first_instance(app, id).await
    );
    let browser = Browser::open(app, Some(&owner.account)).await;
    browser.goto(&path).await;
    (browser, owner, path)
}

async fn first_instance(app: &TestApp, id: ApplicationId) -> String {
    sqlx::query_scalar(
        "SELECT id::text FROM instances WHERE application_id = $1 ORDER BY id LIMIT 1",
    )
    .bind(id)
    .fetch_one(&mut *app.conn().await)
    .await
    .unwrap()
}

/// An expert's browser with an accepted review open.
async fn at_a_review(app: &TestApp) -> (Browser, Account, String) {
    let owner = factory(app).await;
    let bureau = app.bureau("150600").await;
    let office = app.administrator().await;
    let experts = app.three_experts().await;
    let id = app
        .in_review(&owner, &bureau, &office, &experts, Tier::Advanced)
        .await;
    let path = format!("/expert/reviews/{}", app.accept(id, &experts[0]).await);
    app.clock.set(times::review());
    let expert = experts[0].account.clone();
    let browser = Browser::open(app, Some(&expert)).await;
    browser.goto(&path).await;
    (browser, expert, path)
}

async fn end_sessions(app: &TestApp) {
    sqlx::query("UPDATE sessions SET expires_at = '2020-01-01'")
        .execute(&mut *app.conn().await)
        .await
        .unwrap();
}

/// What the page says was the problem that the scenario solves.
async fn problem(browser: &Browser) -> String {
    let typed = "document.getElementById('problem').value";
    browser.value(typed).await
}

/// Whether the page says that the last change was not saved.
const UNSAVED: &str = "document.querySelector('[data-unsaved-note]').checkVisibility()";

/// Whether the line of the last save says something.
fn saved(words: &str) -> String {
    format!("document.getElementById('review-saved').innerText.includes('{words}')")
}

/// Signs in on the page that says that the session is over, and sends what was kept.
async fn sign_in_and_go_on(browser: &Browser, account: &Account) {
    browser.expect_text("登录已过期").await;
    browser.fill("账号", account.login.as_str()).await;
    browser.fill("密码", PASSWORD).await;
    browser.leaving(browser.press("登录")).await;
    browser.leaving(browser.press("继续提交刚才的内容")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_files_one_is_refused_and_the_text_beside_them_stays() {
    let app = TestApp::start().await;
    let (browser, _, path) = at_a_scenario(&app).await;
    browser.fill("解决的问题", "还没有保存的一句话").await;
    browser
        .run(
            "window.progress = [];
             new MutationObserver(() => {
                 const bar = document.querySelector('.upload-progress progress');
                 if (bar) window.progress.push(bar.value / bar.max);
             }).observe(document.body, { subtree: true, childList: true, attributes: true });",
        )
        .await;
    browser.choose_files(&["real.pdf", "exe_named.pdf"]).await;
    browser.expect_text("exe_named.pdf（").await;
    browser.press("上传").await;
    browser
        .until(
            "document.querySelector('.evidence .field-error')?.innerText.includes('exe_named.pdf')",
        )
        .await;
    browser
        .until("document.querySelector('.evidence .files').innerText.includes('real.pdf')")
        .await;
    let progress: Vec<f64> = browser.value("window.progress").await;
    assert_eq!(progress.last(), Some(&1.0), "{progress:?}");
    let focused: bool = browser
        .value("document.activeElement.matches('.evidence')")
        .await;
    assert!(focused, "the keyboard goes on at the answer");
    assert_eq!(browser.path().await, path);
    let typed = problem(&browser).await;
    assert!(typed.ends_with("还没有保存的一句话"), "{typed}");
    browser.leaving(browser.press("保存")).await;
    browser.expect_text("已保存").await;
    browser.goto(&path).await;
    assert!(problem(&browser).await.ends_with("还没有保存的一句话"));
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_after_the_session_is_over_costs_no_text() {
    let app = TestApp::start().await;
    let (browser, owner, _) = at_a_scenario(&app).await;
    browser.fill("解决的问题", "还没有保存的一句话").await;
    browser.choose_files(&["real.pdf"]).await;
    end_sessions(&app).await;
    browser.press("上传").await;
    browser
        .until("document.querySelector('.upload-progress').innerText.includes('登录已过期')")
        .await;
    let typed = problem(&browser).await;
    assert!(typed.ends_with("还没有保存的一句话"), "{typed}");
    browser.leaving(browser.press("保存")).await;
    sign_in_and_go_on(&browser, &owner.account).await;
    assert!(problem(&browser).await.ends_with("还没有保存的一句话"));
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn leaving_a_page_with_unsaved_text_asks() {
    let app = TestApp::start().await;
    let (browser, _, path) = at_a_scenario(&app).await;
    assert!(!browser.asks_before_leaving().await, "nothing is typed");
    browser.fill("解决的问题", "还没有保存的一句话").await;
    assert!(browser.asks_before_leaving().await, "text would be lost");
    browser.leaving(browser.press("保存")).await;
    browser.expect_text("已保存").await;
    assert!(!browser.asks_before_leaving().await, "all is saved");

    // A form that was refused still holds what is not saved.
    browser.goto(&path).await;
    browser
        .fill("实例名称", Key::Control + "a" + Key::Backspace)
        .await;
    browser.fill("实例名称", "长".repeat(120)).await;
    browser.leaving(browser.press("保存")).await;
    browser.expect_text("实例名称").await;
    let refused = browser.find("#name").await.attr("aria-invalid").await;
    assert_eq!(refused.unwrap().as_deref(), Some("true"));
    assert!(browser.asks_before_leaving().await, "refused is not saved");
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_when_the_session_ended_is_saved_after_signing_in() {
    let app = TestApp::start().await;
    let (browser, owner, path) = at_a_scenario(&app).await;
    browser.fill("解决的问题", "打字时登录过期了").await;
    end_sessions(&app).await;
    browser.leaving(browser.press("保存")).await;
    sign_in_and_go_on(&browser, &owner.account).await;
    browser.expect_text("已保存").await;
    browser.goto(&path).await;
    let kept = problem(&browser).await;
    assert!(kept.ends_with("打字时登录过期了"), "{kept}");
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_review_saves_itself_and_says_when() {
    let app = TestApp::start().await;
    let (browser, expert, path) = at_a_review(&app).await;
    let opinion = "document.getElementById('opinion')";
    browser.fill("3 技术应用先进性", "15.5").await;
    browser.fill("综合意见", "场景成效清楚。").await;
    browser.fill("4 经济社会效益", "8" + Key::Tab).await;
    browser.until(&saved("已保存 09:00:00")).await;
    browser
        .until("document.getElementById('review-total').innerText.includes('28.5')")
        .await;
    browser.goto(&path).await;
    let kept: String = browser.value(&format!("{opinion}.value")).await;
    assert_eq!(kept, "场景成效清楚。");

    assert!(!browser.asks_before_leaving().await, "all is saved");
    browser.go_offline(true).await;
    browser.fill("综合意见", "断网时写的，").await;
    browser.fill("2 信息基础建设水平", "7" + Key::Tab).await;
    browser.until(UNSAVED).await;
    assert!(browser.asks_before_leaving().await, "text would be lost");
    browser.go_offline(false).await;
    browser.fill("4 经济社会效益", "6" + Key::Tab).await;
    browser.until(&format!("!({UNSAVED})")).await;
    browser.until(&saved("已保存 09:00:00")).await;

    end_sessions(&app).await;
    browser
        .fill("综合意见", "登录过期以后写的。" + Key::Tab)
        .await;
    browser.until(UNSAVED).await;
    assert!(browser.asks_before_leaving().await, "text would be lost");
    browser.leaving(browser.press("保存草稿")).await;
    sign_in_and_go_on(&browser, &expert).await;
    browser.goto(&path).await;
    let kept: String = browser.value(&format!("{opinion}.value")).await;
    assert_eq!(kept, "场景成效清楚。断网时写的，登录过期以后写的。");
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bureau_judges_an_item_by_keyboard() {
    let app = TestApp::start().await;
    let world = World::build(&app).await;
    let browser = Browser::open(&app, Some(&world.bureau.account)).await;
    let case = format!("/bureau/cases/{}", world.submitted);
    let item = "document.getElementById('item-title').innerText";
    browser.goto(&case).await;
    let first: String = browser.value(item).await;
    browser.leaving(browser.key("j")).await;
    let second: String = browser.value(item).await;
    assert_ne!(first, second, "J leads to the next item");
    browser.leaving(browser.key("k")).await;
    assert_eq!(browser.value::<String>(item).await, first);
    browser.fill("说明", "jk").await;
    assert_eq!(
        browser.value::<String>(item).await,
        first,
        "typing is typing"
    );
    browser.goto(&case).await;
    browser
        .find("input[name=verdict][value=confirmed]")
        .await
        .send_keys(" ")
        .await
        .unwrap();
    let save = browser.find("form[data-digits] button[type=submit]").await;
    browser
        .leaving(async { save.send_keys(Key::Enter + "").await.unwrap() })
        .await;
    assert_eq!(
        browser.value::<String>(item).await,
        second,
        "the next is shown"
    );
    browser.close().await;
}

/// Chooses the highest standard of the first scenario that is offered.
const CHOOSE: &str = "const list = document.querySelector('#scenarios select');
    list.value = list.options[list.options.length - 1].value;
    list.dispatchEvent(new Event('change', { bubbles: true }));";

#[tokio::test(flavor = "multi_thread")]
async fn the_self_check_answers_without_leaving_the_page() {
    let app = TestApp::start().await;
    let browser = Browser::open(&app, None).await;
    browser.goto("/self-check").await;
    let stairs = "document.getElementById('stairs').innerText";
    let before: String = browser.value(stairs).await;
    browser
        .run(&format!("window.stayed = {stairs}; {CHOOSE}"))
        .await;
    browser.until(&format!("{stairs} !== window.stayed")).await;
    browser.until("location.search.includes('S0')").await;
    let stayed: String = browser.value("window.stayed").await;
    assert_eq!(stayed, before, "the page was not loaded again");
    let with: String = browser.value(stairs).await;

    browser.run_scripts(false).await;
    browser.goto("/self-check").await;
    assert_eq!(browser.value::<String>(stairs).await, before);
    browser
        .find("#scenarios select")
        .await
        .send_keys(Key::End + "")
        .await
        .unwrap();
    browser.leaving(browser.press("更新结果")).await;
    assert_eq!(
        browser.value::<String>(stairs).await,
        with,
        "the same answer without scripts"
    );
    browser.close().await;
}

/// One advanced case of ten scenarios, everything confirmed and recommended by keys and buttons: it
/// took 57 when every clause was saved by itself.
#[tokio::test(flavor = "multi_thread")]
async fn a_case_takes_few_keys() {
    const MOST: usize = 23;
    let app = TestApp::start().await;
    let owner = factory(&app).await;
    let id = app.submitted(&owner, Tier::Advanced).await;
    let bureau = app.bureau("150600").await;
    let browser = Browser::open(&app, Some(&bureau.account)).await;
    browser.goto(&format!("/bureau/cases/{id}")).await;
    let mut keys = 1; // the case was opened
    while browser
        .value::<bool>("document.querySelector('[data-key=\"1\"]') !== null")
        .await
    {
        let together = "document.querySelector('[data-key=\"4\"]') !== null";
        let key = if browser.value::<bool>(together).await {
            "4"
        } else {
            "1"
        };
        browser.leaving(browser.key(key)).await;
        keys += 1;
    }
    for button in ["推荐至自治区", "下一步：核对将发送的内容", "推荐至自治区"]
    {
        browser.leaving(browser.press(button)).await;
        keys += 1;
    }
    let state: String = browser
        .value("document.querySelector('h1').innerText")
        .await;
    assert!(!state.contains("待初审"), "{state}");
    assert!(keys <= MOST, "{keys}");
    browser.close().await;
}

/// One advanced case of ten scenarios, three judged by digits, the others as the bureau confirmed them:
/// it took 31 clicks when each scenario was chosen and then left by itself. Numbers and text are typed.
#[tokio::test(flavor = "multi_thread")]
#[expect(clippy::too_many_lines, reason = "one journey")]
async fn a_review_takes_few_clicks() {
    const MOST: usize = 16;
    let app = TestApp::start().await;
    let owner = factory(&app).await;
    let (bureau, office) = (app.bureau("150600").await, app.administrator().await);
    let experts = app.three_experts().await;
    let id = app
        .in_review(&owner, &bureau, &office, &experts, Tier::Advanced)
        .await;
    let task: uuid::Uuid = sqlx::query_scalar(
        "SELECT id FROM assignments WHERE application_id = $1 AND expert_id = $2",
    )
    .bind(id)
    .bind(experts[0].id)
    .fetch_one(&mut *app.conn().await)
    .await
    .unwrap();
    app.clock.set(times::review());
    let browser = Browser::open(&app, Some(&experts[0].account)).await;
    browser.goto(&format!("/expert/reviews/{task}")).await;
    let mut clicks = 1; // the task was opened
    for answer in ["input[name=declaration][value=none]", "input[name=promise]"] {
        browser.find(answer).await.send_keys(" ").await.unwrap();
        clicks += 1;
    }
    browser.leaving(browser.press("提交声明")).await;
    clicks += 1;
    let here = "document.querySelector('.chip-here').innerText";
    for _ in 0..3 {
        let before: String = browser.value(here).await;
        browser.leaving(browser.key("3")).await;
        clicks += 1;
        assert_ne!(
            browser.value::<String>(here).await,
            before,
            "the next is shown"
        );
    }
    browser.leaving(browser.press("其余 7 个按初审确认")).await;
    clicks += 1;
    let path = browser.path().await;
    assert!(path.contains("tab=quality"), "{path}");
    let judged: usize = browser
        .value(
            "(() => { const all = [...document.querySelectorAll('.judged input[value=met]')];
              all.forEach((it) => it.click()); return all.length; })()",
        )
        .await;
    assert!(judged > 0, "the clauses are shown");
    clicks += judged;
    browser.fill("3 技术应用先进性", "15.5").await;
    browser.fill("4 经济社会效益", "8").await;
    browser.leaving(browser.press("提交评审")).await;
    clicks += 2; // and the confirmation
    let stored: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM instance_judgements WHERE assignment_id = $1
           AND accepted_tier = 'advanced'",
    )
    .bind(task)
    .fetch_one(&mut *app.conn().await)
    .await
    .unwrap();
    assert_eq!(stored, 10, "as confirmed");
    assert!(clicks <= MOST, "{clicks}");
    browser.close().await;
}
