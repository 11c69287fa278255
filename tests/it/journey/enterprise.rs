//! What somebody at an enterprise does, page by page.

use crate::support::{Client, PASSWORD, TestApp};

/// What is promised with every submission.
pub const PROMISE: &str = "我单位承诺：所填内容和上传材料真实、准确、完整，不涉及国家秘密、商业秘密，\
                           愿意接受现场核查并承担相应责任。";

/// Registers an enterprise of 东胜区.
pub async fn register(app: &TestApp, name: &str, credit_code: &str) {
    let mut visitor = app.visitor();
    visitor.open("/register").await;
    visitor
        .fill("统一社会信用代码", credit_code)
        .fill("企业名称", name)
        .choose("注册地旗县区", "东胜区")
        .choose("主体类型", "独立法人")
        .fill("联系人", "王建国")
        .fill("联系电话", "13847712345")
        .fill("密码", PASSWORD)
        .fill("再次输入密码", PASSWORD)
        .check("已阅读并同意个人信息处理告知");
    visitor.press("提交注册").await.expect_status(200);
}

/// Signs in by name and password.
pub async fn sign_in(app: &TestApp, login: &str) -> Client {
    let mut browser = app.visitor();
    browser.open("/sign-in").await;
    browser.fill("账号", login).fill("密码", PASSWORD);
    browser.press("登录").await.expect_status(200);
    browser
}

/// Fills in what registration did not ask for.
pub async fn fill_profile(browser: &mut Client) {
    browser.open("/enterprise/profile").await;
    browser
        .fill("成立时间", "2012-08-16")
        .fill("注册地址", "东胜区创业大道1号")
        .choose("单位性质", "民营企业")
        .choose("所属行业", "26 化学原料和化学制品制造业")
        .fill("法定代表人", "赵铁柱")
        .fill("职工人数", "640")
        .fill("企业简介", "从事精细化工产品的研发、生产和销售。");
    browser.press("保存").await.expect_status(200);
}

/// Adds a factory and begins an application for it; answers the application's address.
pub async fn begin(browser: &mut Client, factory: &str, tier: &str) -> String {
    browser.open("/enterprise/factories/new").await;
    browser
        .fill("工厂名称", factory)
        .choose("工厂所在地", "鄂尔多斯市东胜区")
        .fill("工厂地址", "东胜区创业大道1号")
        .choose("所属行业", "26 化学原料和化学制品制造业")
        .choose("生产类型", "流程型")
        .fill("主要产品", "聚乙烯、聚丙烯")
        .fill("建设起始年月", "2021-03")
        .fill("总投资", "12,600.50");
    browser.press("保存").await.expect_status(200);
    browser.open("/enterprise/applications/new").await;
    browser
        .choose("为哪个工厂申报", factory)
        .choose("申报哪个等级", tier);
    let page = browser.press("开始填写").await;
    page.expect_status(200).path.clone()
}

/// 三、基础要求
pub async fn declare(browser: &mut Client, home: &str) {
    browser.open(home).await;
    browser.follow("基础要求").await;
    for (question, answer) in [
        ("是否在自治区境内注册", "是"),
        ("是否为规模以上工业企业", "是"),
        ("企业和产品是否具有较强市场竞争力", "是"),
        ("近三年是否生产经营正常、诚信守法", "是"),
        (
            "近三年最严重的安全、环保、质量事故（事件）",
            "未发生事故（事件）",
        ),
        ("是否被列入严重失信主体名单", "否"),
        (
            "关键技术装备、工业软件、工业操作系统、系统解决方案等是否安全可控",
            "是",
        ),
        ("网络安全和数据安全风险是否可控", "是"),
        ("是否建立智能工厂统筹规划、建设和运营的组织机制", "是"),
        ("是否具备基本的数字化、网络化、智能化能力", "是"),
        ("已获得的智能工厂等级", "尚未获得"),
    ] {
        browser.choose(question, answer);
    }
    browser.fill("组织机制说明", "成立以总经理为组长的建设领导小组。");
    browser.fill("主导产品市场地位", "主导产品区内市场占有率第三。");
    browser.fill("主要信息系统", "ERP、MES、SCADA。");
    browser.press("保存").await.expect_status(200);
}

/// 四、成熟度自评价
pub async fn assess_maturity(browser: &mut Client, home: &str) {
    browser.open(home).await;
    browser.follow("成熟度自评价").await;
    let section = browser.page().path.clone();
    browser
        .choose("成熟度等级", "二级")
        .fill("成熟度得分", "2.31")
        .fill("报告编号", "CSD-2026-0317")
        .fill("评价日期", "2026-03-17")
        .choose("评价方式", "企业自评价");
    browser.press("保存").await.expect_status(200);
    upload(browser, &section, "智能制造能力成熟度自评价报告").await;
}

/// Sends two files to the place of this title.
pub async fn upload(browser: &mut Client, section: &str, title: &str) {
    browser.open(section).await;
    browser.upload(&format!("上传文件：{title}"), &["real.pdf", "real.png"]);
    let page = browser.press(&format!("上传{title}")).await;
    page.expect_status(200).expect_text("real.pdf");
}

/// 五、场景建设: adds one scenario with its evidence.
pub async fn add_scenario(browser: &mut Client, home: &str, scenario: &str) {
    browser.open(&format!("{home}/scenarios/new")).await;
    let page = browser.press(&format!("添加：{scenario}")).await;
    let here = page.expect_status(200).path.clone();
    browser
        .choose("申报标准", "先进级标准（本次申报等级）")
        .fill("实例名称", &format!("{scenario}建设"))
        .fill("解决的问题", "原有做法依赖人工记录，数据滞后。")
        .fill("建设内容", "建设数据采集和业务系统，形成闭环处置。")
        .fill("指标（第 1 项）", "异常处置时间")
        .fill("建设前（第 1 项）", "4小时")
        .fill("建设后（第 1 项）", "40分钟")
        .fill("投用时间", "2024-03");
    browser.press("保存").await.expect_status(200);
    upload(browser, &here, "场景佐证材料").await;
}

/// 六、各环节建设情况
pub async fn answer_quality(browser: &mut Client, home: &str) {
    browser.open(home).await;
    browser.follow("各环节建设情况").await;
    for group in ["工厂建设", "研发设计", "生产作业", "生产管理", "运营管理"] {
        browser.fill(group, "已建成并稳定运行，覆盖主要产线。");
    }
    browser.press("保存").await.expect_status(200);
}

/// 七、附件与承诺书
pub async fn attach(browser: &mut Client, home: &str) {
    let section = format!("{home}/attachments");
    upload(browser, &section, "营业执照").await;
    upload(browser, &section, "真实性承诺书（签字盖章）").await;
}

/// Promises and submits; answers the receipt's number.
pub async fn submit(browser: &mut Client, home: &str) -> String {
    browser.open(home).await;
    browser.follow("检查并提交").await;
    browser.press("提交申报").await.expect_status(422);
    browser.check(PROMISE);
    let page = browser.press("提交申报").await;
    assert_eq!(page.expect_status(200).heading(), "提交回执");
    page.texts("dd strong")[0].clone()
}
