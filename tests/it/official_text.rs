//! The office loads its own text of the requirements from the official document.

use std::io::{Cursor, Write as _};

use crate::support::TestApp;

/// A document of the same structure as the official one, in other words.
fn paragraphs() -> Vec<String> {
    let mut lines: Vec<String> = [
        "附件1",
        "智能工厂要素条件（样张）",
        "为做好样张试验，制定本条件。",
    ]
    .map(str::to_owned)
    .to_vec();
    lines.push("一、基础要求".to_owned());
    lines.extend((1..=5).map(|item| format!("{item}. 共同要求样张第{item}句。")));
    for (numeral, tier) in [
        ("二", "基础级"),
        ("三", "先进级"),
        ("四", "卓越级"),
        ("五", "领航级"),
    ] {
        lines.push(format!("{numeral}、{tier}智能工厂"));
        lines.push(format!("{tier}的总要求样张。"));
        for (number, group) in (1..).zip(["工厂建设", "研发设计", "生产作业", "生产管理"])
        {
            lines.push(format!("{number}. {group}：{tier}样张 A&B。"));
        }
        let last = if tier == "领航级" {
            "经营管理"
        } else {
            "运营管理"
        };
        lines.push(format!("5. {last}：{tier}样张。"));
    }
    lines.push("注:".to_owned());
    for (number, group) in (1..).zip(["工厂建设", "研发设计", "生产作业", "生产管理", "运营管理"])
    {
        lines.push(format!("{number}.{group}样张所含环节。"));
    }
    lines
}

fn word_document(paragraphs: &[String]) -> Vec<u8> {
    let body: String = paragraphs
        .iter()
        .map(|line| line.replace('&', "&amp;"))
        .fold(String::new(), |body, line| {
            body + "<w:p><w:r><w:t>" + line.as_str() + "</w:t></w:r></w:p>"
        });
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    archive.start_file("word/document.xml", options).unwrap();
    write!(archive, "<w:document><w:body>{body}</w:body></w:document>").unwrap();
    archive.finish().unwrap().into_inner()
}

#[tokio::test]
async fn a_document_is_read_shown_and_kept_as_a_new_edition() {
    let app = TestApp::start().await;
    let office = app.administrator().await;
    let mut clerk = app.client(&office);
    let mut lines = paragraphs();
    lines.insert(9, "6. 没有条款的样张句。".to_owned());
    clerk.open("/admin/rules/text").await;
    clerk.fill("新版本代码", "nmg-2025-text");
    clerk.upload_bytes("正式文件", vec![("要素条件.docx", word_document(&lines))]);
    let page = clerk.press("读取并核对").await.expect_status(200).clone();
    page.expect_text("没有原文的条款 0 条，没有对应条款的句子 1 句");
    page.expect_text("没有条款的样张句。");
    page.expect_text("先进级样张 A&B。");
    let stored = |app: &TestApp| {
        let pool = app.state.db.clone();
        async move {
            sqlx::query_as::<_, (String, Option<uuid::Uuid>)>(
                "SELECT document, imported_by FROM editions
                 WHERE kind = 'rules' AND edition = 'nmg-2025-text'",
            )
            .fetch_optional(&pool)
            .await
            .unwrap()
        }
    };
    assert!(
        stored(&app).await.is_none(),
        "nothing is kept before it is confirmed"
    );
    clerk
        .press("确认无误，保存为新版本")
        .await
        .expect_text("要素条件原文已保存为新版本");
    let (document, by) = stored(&app).await.unwrap();
    assert!(by.is_some());
    assert!(document.contains("共同要求样张第3句。") && document.contains("要素条件.docx"));
    clerk.open("/admin/seasons/new").await.expect_status(200);

    clerk.open("/admin/rules/text").await;
    clerk.fill("新版本代码", "nmg-2025-text");
    clerk.upload_bytes(
        "正式文件",
        vec![("其他.txt", paragraphs().join("\n").into_bytes())],
    );
    clerk
        .press("读取并核对")
        .await
        .expect_text("没有对应条款的句子 0 句");
    let page = clerk
        .press("确认无误，保存为新版本")
        .await
        .expect_status(422)
        .clone();
    page.expect_text("已有同名版本且内容不同");
}

#[tokio::test]
async fn what_is_no_official_document_is_refused_with_what_to_do() {
    let app = TestApp::start().await;
    let office = app.administrator().await;
    let mut clerk = app.client(&office);
    for (name, bytes, said) in [
        (
            "旧.doc",
            b"\xd0\xcf\x11\xe0\xa1\xb1".to_vec(),
            "请另存为 .docx",
        ),
        ("坏.docx", b"PK no archive".to_vec(), "文件无法读取"),
        (
            "别的.txt",
            "会议通知\n请准时参加".as_bytes().to_vec(),
            "没有读到要素条件的正文",
        ),
    ] {
        clerk.open("/admin/rules/text").await;
        clerk.fill("新版本代码", "nmg-2025-text");
        clerk.upload_bytes("正式文件", vec![(name, bytes)]);
        clerk
            .press("读取并核对")
            .await
            .expect_status(422)
            .expect_text(said);
    }
}
