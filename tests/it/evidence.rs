//! Evidence: uploading several files at once, refusals one by one, and who may read what.

use reqwest::StatusCode;
use tidu::domain::{
    ids::{ApplicationId, EvidenceId, InstanceId},
    tier::Tier,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::support::{Account, Enterprise, Page, TestApp};

async fn factory(app: &TestApp) -> Enterprise {
    app.enterprise("内蒙古阴山装备制造有限公司", "150602").await
}

/// The page of the first scenario of a draft.
async fn scenario(app: &TestApp, application: ApplicationId) -> String {
    let first: InstanceId = sqlx::query_scalar(
        "SELECT id FROM instances WHERE application_id = $1 ORDER BY link, scenario, id LIMIT 1",
    )
    .bind(application)
    .fetch_one(&mut *app.conn().await)
    .await
    .unwrap();
    format!("/enterprise/applications/{application}/scenarios/{first}")
}

async fn files(app: &TestApp, application: ApplicationId) -> Vec<(EvidenceId, String)> {
    sqlx::query_as(
        "SELECT id, file_name FROM evidence
         WHERE application_id = $1 AND removed_at IS NULL ORDER BY id",
    )
    .bind(application)
    .fetch_all(&mut *app.conn().await)
    .await
    .unwrap()
}

async fn read(app: &TestApp, who: &Account, file: EvidenceId) -> Page {
    app.client(who).get(&format!("/files/{file}")).await
}

fn header<'a>(page: &'a Page, name: &str) -> &'a str {
    page.headers
        .get(name)
        .map_or("", |value| value.to_str().unwrap())
}

const CONTROL: &str = "上传文件：场景佐证材料";
const SEND: &str = "上传场景佐证材料";

#[tokio::test]
async fn refused_files_are_answered_one_by_one_and_cost_no_other() {
    let app = TestApp::start().await;
    let owner = factory(&app).await;
    let id = app.complete_draft(&owner, Tier::Basic).await;
    let before = files(&app, id).await.len();
    let page = scenario(&app, id).await;
    let mut browser = app.client(&owner.account);
    browser
        .open(&page)
        .await
        .expect_text("单个文件不超过 50 MB");
    let given = |name: &str| std::fs::read(format!("tests/fixtures/{name}")).unwrap();
    let mut half = given("real.pdf");
    half.truncate(half.len() / 2);
    browser.upload_bytes(
        CONTROL,
        vec![
            ("real.pdf", given("real.pdf")),
            ("锁.pdf", given("locks/r6_locked.pdf")),
            ("half.pdf", half),
            ("empty.pdf", Vec::new()),
            ("exe_named.pdf", given("exe_named.pdf")),
            ("photo.jfif", given("real.jpg")),
            ("archive.zip", given("archive.zip")),
        ],
    );
    let answer = browser.submit(SEND).await;
    answer
        .expect_status(422)
        .expect_text("2 个文件已上传")
        .expect_text("锁.pdf 设有打开密码")
        .expect_text("half.pdf 不完整")
        .expect_text("empty.pdf 是空文件")
        .expect_text("exe_named.pdf 是程序文件")
        .expect_text("archive.zip 是压缩包");
    let names: Vec<String> = files(&app, id).await.into_iter().map(|it| it.1).collect();
    assert_eq!(names.len(), before + 2);
    assert!(names.contains(&"real.pdf".to_owned()) && names.contains(&"photo.jpg".to_owned()));
    browser.upload(CONTROL, &["real.docx"]);
    browser
        .press(SEND)
        .await
        .expect_text("文件已上传")
        .expect_text("real.docx");
}

#[tokio::test]
async fn nothing_chosen_and_the_same_content_twice_are_told() {
    let app = TestApp::start().await;
    let owner = factory(&app).await;
    let id = app.complete_draft(&owner, Tier::Basic).await;
    let page = scenario(&app, id).await;
    let mut browser = app.client(&owner.account);
    browser.open(&page).await;
    let answer = browser.submit(SEND).await;
    answer.expect_status(422).expect_text("没有选择文件");
    browser.open(&page).await;
    browser.upload(CONTROL, &["real.pdf"]);
    browser.press(SEND).await.expect_status(200);
    let before = files(&app, id).await;
    let bytes = std::fs::read("tests/fixtures/real.pdf").unwrap();
    browser.upload_bytes(CONTROL, vec![("另一个名字.pdf", bytes)]);
    let answer = browser.submit(SEND).await;
    answer
        .expect_status(422)
        .expect_text("另一个名字.pdf 与已上传的 real.pdf 内容相同，没有重复保存");
    assert_eq!(files(&app, id).await, before);
}

#[tokio::test]
async fn limits_are_kept_file_by_file() {
    let app = TestApp::start_with(|config| {
        config.files.max_bytes = 1000;
        config.files.max_files_per_request = 2;
    })
    .await;
    let owner = factory(&app).await;
    let id = app.complete_draft(&owner, Tier::Basic).await;
    let before = files(&app, id).await.len();
    let page = scenario(&app, id).await;
    let mut browser = app.client(&owner.account);
    browser
        .open(&page)
        .await
        .expect_text("一次最多选择 2 个文件");
    let pdf = |filling: usize| pdf_of(&"%".repeat(filling));
    let sent = vec![
        ("大.pdf", pdf(5000)),
        ("小.pdf", pdf(100)),
        ("多.pdf", pdf(200)),
    ];
    browser.upload_bytes(CONTROL, sent);
    let answer = browser.submit(SEND).await;
    answer
        .expect_status(422)
        .expect_text("大.pdf 超过")
        .expect_text("多.pdf 未能上传：一次最多上传 2 个文件");
    assert_eq!(files(&app, id).await.len(), before + 1);
}

/// A PDF of its own content.
fn pdf_of(content: &str) -> Vec<u8> {
    let document = std::fs::read("tests/fixtures/tiny.pdf").unwrap();
    [document.as_slice(), b"%", content.as_bytes()].concat()
}

#[tokio::test]
async fn a_place_holds_so_many_files_and_no_more() {
    let app = TestApp::start_with(|config| config.files.max_files_per_item = 2).await;
    let owner = factory(&app).await;
    let id = app.complete_draft(&owner, Tier::Basic).await;
    let before = files(&app, id).await.len();
    let page = scenario(&app, id).await;
    let mut browser = app.client(&owner.account);
    browser
        .open(&page)
        .await
        .expect_text("此处最多 2 个文件，已有 1 个");
    browser.upload_bytes(
        CONTROL,
        vec![("甲.pdf", pdf_of("1")), ("乙.pdf", pdf_of("2"))],
    );
    browser
        .submit(SEND)
        .await
        .expect_status(422)
        .expect_text("1 个文件已上传")
        .expect_text("乙.pdf 未能上传：此处最多 2 个文件，已经放满");
    assert_eq!(files(&app, id).await.len(), before + 1);

    browser.open(&page).await;
    browser.press("移除：甲.pdf").await.expect_status(200);
    browser.upload_bytes(CONTROL, vec![("乙.pdf", pdf_of("2"))]);
    browser.press(SEND).await.expect_status(200);
    browser
        .submit("撤销移除：甲.pdf")
        .await
        .expect_status(422)
        .expect_text("文件未能恢复：此处最多 2 个文件");
    assert_eq!(files(&app, id).await.len(), before + 1);
}

#[tokio::test]
async fn an_application_holds_so_many_files_and_no_more() {
    let owner_files = 30;
    let app = TestApp::start_with(|config| {
        config.files.max_files_per_item = 25;
        config.files.max_files_per_application = owner_files;
    })
    .await;
    let owner = factory(&app).await;
    let id = app.complete_draft(&owner, Tier::Basic).await;
    let most = usize::try_from(owner_files).unwrap();
    let before = files(&app, id).await.len();
    let page = scenario(&app, id).await;
    let mut browser = app.client(&owner.account);
    browser
        .open(&page)
        .await
        .expect_text(&format!("整份申报最多 30 个，已有 {before} 个"));
    let names: Vec<String> = (before..=most).map(|it| format!("{it}.pdf")).collect();
    for some in names.chunks(20) {
        browser.open(&page).await;
        let sent = some.iter().map(|it| (it.as_str(), pdf_of(it))).collect();
        browser.upload_bytes(CONTROL, sent);
        browser.submit(SEND).await;
    }
    browser
        .page()
        .expect_status(422)
        .expect_text("30.pdf 未能上传：整份申报最多 30 个文件，已经放满");
    assert_eq!(files(&app, id).await.len(), most);
}

#[tokio::test]
async fn hostile_names_become_harmless() {
    let app = TestApp::start().await;
    let owner = factory(&app).await;
    let id = app.complete_draft(&owner, Tier::Basic).await;
    let page = scenario(&app, id).await;
    let mut browser = app.client(&owner.account);
    let long = format!("{}.pdf", "长".repeat(500));
    let names = [
        "../../../../etc/passwd.pdf",
        "C:\\Windows\\a.pdf",
        "\u{202e}fdp.exe.pdf",
        "<script>alert(1)</script>.pdf",
        "a;b='c'&d=$(id).pdf",
        "\u{1f600}.pdf",
        &long,
    ];
    for (index, name) in names.into_iter().enumerate() {
        let mut bytes = std::fs::read("tests/fixtures/tiny.pdf").unwrap();
        bytes.extend_from_slice(format!("%{index}\n").as_bytes());
        browser.open(&page).await;
        browser.upload_bytes(CONTROL, vec![(name, bytes)]);
        let body = browser.press(SEND).await.expect_status(200).body();
        assert!(!body.contains("<script>alert"), "{name:?}");
    }
    for (file, name) in files(&app, id).await {
        assert!(!name.contains(['/', '\\', '<', '\u{202e}']), "{name:?}");
        assert!(name.chars().count() <= 120, "{name:?}");
        let answer = read(&app, &owner.account, file).await;
        answer.expect_status(200);
        let disposition = header(&answer, "content-disposition");
        assert_eq!(disposition.matches('"').count(), 2, "{disposition}");
    }
}

#[tokio::test]
async fn a_removed_file_comes_back_and_a_submitted_one_stays_readable() {
    let app = TestApp::start().await;
    let owner = factory(&app).await;
    let bureau = app.bureau("150600").await;
    let id = app.returned(&owner, &bureau, Tier::Basic).await;
    let all = files(&app, id).await;
    let (report, _) = all
        .iter()
        .find(|(_, name)| name.contains("成熟度"))
        .unwrap();
    let (licence, _) = all
        .iter()
        .find(|(_, name)| name.contains("营业执照"))
        .unwrap();
    let mut browser = app.client(&owner.account);
    let change = |file: &EvidenceId, verb: &str| format!("/enterprise/evidence/{file}/{verb}");
    let answer = browser.post(&change(report, "remove"), &[]).await;
    answer.expect_status(303);
    assert!(answer.location().unwrap().contains("/maturity#"));
    assert_eq!(files(&app, id).await.len(), all.len() - 1);
    read(&app, &bureau.account, *report)
        .await
        .expect_status(200);
    browser
        .post(&change(report, "remove"), &[])
        .await
        .expect_status(409);
    browser
        .post(&change(report, "restore"), &[])
        .await
        .expect_status(303);
    browser
        .post(&change(report, "restore"), &[])
        .await
        .expect_status(409);
    assert_eq!(files(&app, id).await, all);
    // The return opened the maturity only.
    browser
        .post(&change(licence, "remove"), &[])
        .await
        .expect_status(409);
    let other = app.enterprise("呼和浩特市青城仪表有限公司", "150102").await;
    let mut stranger = app.client(&other.account);
    stranger
        .post(&change(report, "remove"), &[])
        .await
        .expect_status(404);
}

#[tokio::test]
async fn a_file_is_read_by_those_it_concerns_once_it_is_submitted() {
    let app = TestApp::start().await;
    let owner = factory(&app).await;
    let bureau = app.bureau("150600").await;
    let elsewhere = app.bureau("150100").await;
    let office = app.administrator().await;
    let security = app.security().await;
    let id = app.complete_draft(&owner, Tier::Basic).await;
    let (file, _) = files(&app, id).await[0].clone();
    for who in [&bureau.account, &office] {
        read(&app, who, file).await.expect_status(404);
    }
    app.submit(&owner, id).await;
    for who in [&owner.account, &bureau.account, &office] {
        read(&app, who, file).await.expect_status(200);
    }
    for who in [&elsewhere.account, &security] {
        read(&app, who, file).await.expect_status(404);
    }
    let entries: Vec<String> = sqlx::query_scalar(
        "SELECT actor_role FROM audit_entries
         WHERE act = 'read_evidence' AND application_id = $1 ORDER BY id",
    )
    .bind(id)
    .fetch_all(&mut *app.conn().await)
    .await
    .unwrap();
    assert_eq!(entries, ["bureau", "administrator"]);
    let visitor = app.visitor().get(&format!("/files/{file}")).await;
    visitor.expect_status(303);
}

/// A reader may ask for any part: every reading leaves its entry, one for an hour.
#[tokio::test]
async fn a_part_of_a_file_is_a_reading_too() {
    let app = TestApp::start().await;
    let owner = factory(&app).await;
    let bureau = app.bureau("150600").await;
    let id = app.submitted(&owner, Tier::Basic).await;
    let (file, _) = files(&app, id).await[0].clone();
    let read = async || {
        reqwest::Client::new()
            .get(format!("http://{}/files/{file}", app.address))
            .header("range", "bytes=1-")
            .header(
                "cookie",
                format!("tidu_session={}", bureau.account.token.reveal()),
            )
            .send()
            .await
            .unwrap()
            .status()
    };
    let entries = async || -> i64 {
        sqlx::query_scalar("SELECT count(*) FROM audit_entries WHERE act = 'read_evidence'")
            .fetch_one(&mut *app.conn().await)
            .await
            .unwrap()
    };
    assert_eq!((read().await.as_u16(), read().await.as_u16()), (206, 206));
    assert_eq!(entries().await, 1);
    app.clock.advance(chrono::TimeDelta::minutes(61));
    read().await;
    assert_eq!(entries().await, 2);
}

#[tokio::test]
async fn files_are_sent_so_that_nothing_in_them_runs() {
    let app = TestApp::start().await;
    let owner = factory(&app).await;
    let id = app.complete_draft(&owner, Tier::Basic).await;
    let page = scenario(&app, id).await;
    let mut browser = app.client(&owner.account);
    browser.open(&page).await;
    browser.upload(CONTROL, &["real.pdf", "real.jpg", "real.xlsx"]);
    browser.press(SEND).await.expect_status(200);
    for (file, name) in files(&app, id).await.into_iter().rev().take(3) {
        let answer = read(&app, &owner.account, file).await;
        let sheet = name == "real.xlsx";
        let disposition = header(&answer, "content-disposition");
        assert!(
            disposition.starts_with(if sheet { "attachment" } else { "inline" }),
            "{name}"
        );
        let frames = if sheet { "DENY" } else { "SAMEORIGIN" };
        assert_eq!(header(&answer, "x-frame-options"), frames, "{name}");
        assert_eq!(header(&answer, "x-content-type-options"), "nosniff");
        assert_eq!(header(&answer, "cache-control"), "private, no-store");
        assert!(header(&answer, "content-security-policy").starts_with("default-src 'none'"));
        assert_eq!(
            answer.bytes,
            std::fs::read(format!("tests/fixtures/{name}")).unwrap()
        );
    }
}

#[tokio::test]
async fn parts_of_a_file_are_sent_when_asked_for() {
    let app = TestApp::start().await;
    let owner = factory(&app).await;
    let id = app.complete_draft(&owner, Tier::Basic).await;
    let (file, _) = files(&app, id).await[0].clone();
    let whole = std::fs::read("tests/fixtures/tiny.pdf").unwrap();
    let ask = async |range: &str| {
        let request = format!(
            "GET /files/{file} HTTP/1.1\r\nhost: {}\r\ncookie: tidu_session={}\r\nrange: {range}\r\n\
             connection: close\r\n\r\n",
            app.address,
            owner.account.token.reveal(),
        );
        let mut socket = TcpStream::connect(app.address).await.unwrap();
        socket.write_all(request.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        socket.read_to_end(&mut answer).await.unwrap();
        answer
    };
    let part = ask("bytes=5-9").await;
    let head = String::from_utf8_lossy(&part).to_lowercase();
    assert!(head.starts_with("http/1.1 206"), "{head}");
    assert!(
        head.contains(&format!("content-range: bytes 5-9/{}", whole.len())),
        "{head}"
    );
    assert!(part.ends_with(&whole[5..10]) && !part.ends_with(&whole[4..10]));
    let beyond = ask("bytes=900000-").await;
    assert!(String::from_utf8_lossy(&beyond).starts_with("HTTP/1.1 416"));
}

#[tokio::test]
async fn a_lost_connection_leaves_nothing() {
    let app = TestApp::start().await;
    let owner = factory(&app).await;
    let id = app.complete_draft(&owner, Tier::Basic).await;
    let before = files(&app, id).await;
    let request = format!(
        "POST /enterprise/applications/{id}/evidence/licence HTTP/1.1\r\nhost: {}\r\n\
         cookie: tidu_session={}\r\nsec-fetch-site: same-origin\r\ncontent-length: 100000\r\n\
         content-type: multipart/form-data; boundary=x\r\n\r\n\
         --x\r\ncontent-disposition: form-data; name=\"f\"; filename=\"a.pdf\"\r\n\r\n%PDF-1.4\n",
        app.address,
        owner.account.token.reveal(),
    );
    let mut socket = TcpStream::connect(app.address).await.unwrap();
    socket.write_all(request.as_bytes()).await.unwrap();
    socket.shutdown().await.unwrap();
    let mut answer = Vec::new();
    // The server ends the connection when it has dealt with the broken body.
    let _ = socket.read_to_end(&mut answer).await;
    assert_eq!(files(&app, id).await, before);
}

#[tokio::test]
async fn files_go_nowhere_but_into_an_own_open_place() {
    let app = TestApp::start().await;
    let owner = factory(&app).await;
    let id = app.submitted(&owner, Tier::Basic).await;
    let other = app.enterprise("呼和浩特市青城仪表有限公司", "150102").await;
    let own = app.draft(&other, Tier::Basic).await;
    let theirs = scenario(&app, id).await;
    let instance = theirs.rsplit('/').next().unwrap();
    let upload = |application: ApplicationId, target: &str| {
        format!("/enterprise/applications/{application}/evidence/{target}")
    };
    let mut stranger = app.client(&other.account);
    for path in [
        upload(id, "licence"),
        upload(own, &format!("instance:{instance}")),
        upload(own, "nothing"),
        upload(own, "quality:G9"),
    ] {
        stranger.post(&path, &[]).await.expect_status(404);
    }
    let mut browser = app.client(&owner.account);
    let closed = browser.post(&upload(id, "licence"), &[]).await;
    assert_eq!(closed.status, StatusCode::CONFLICT);
}
