//! Headings and fixed lines of exported tables.

use chrono::NaiveDate;

use crate::domain::application::Act;

/// Heading of the recommendation table (推荐汇总表).
pub const RECOMMENDATION_TITLE: &str = "智能工厂梯度培育推荐汇总表";
/// Name of its worksheet.
pub const RECOMMENDATION_SHEET: &str = "推荐汇总表";
/// Columns of the recommendation table, in order.
pub const RECOMMENDATION_COLUMNS: [&str; 14] = [
    "推荐序号",
    "企业名称",
    "统一社会信用代码",
    "工厂名称",
    "申报等级",
    "盟市、旗县区/园区",
    "行业代码与名称",
    "场景数（初审确认/自评达标）",
    "覆盖环节",
    "成熟度等级/得分",
    "总投资（万元）",
    "是否占用名额",
    "初审意见",
    "联系人、联系电话",
];

/// Name of the worksheet of a published list (名单).
pub const LIST_SHEET: &str = "名单";
/// Columns of a published list, in order; no personal data among them.
pub const LIST_COLUMNS: [&str; 7] = [
    "序号",
    "盟市",
    "企业名称",
    "工厂名称",
    "统一社会信用代码",
    "等级",
    "结果",
];

/// Heading of the result table (评审结果汇总表).
pub const RESULTS_TITLE: &str = "专家评审结果汇总表";
/// Name of its worksheet.
pub const RESULTS_SHEET: &str = "评审结果";
/// Columns of the result table, in order.
pub const RESULTS_COLUMNS: [&str; 10] = [
    "名次",
    "企业名称",
    "工厂名称",
    "统一社会信用代码",
    "盟市",
    "推荐序号",
    "自评达标/初审确认/专家认定",
    "平均分",
    "分差",
    "审定结果",
];

/// Heading of the table of screenings (审核情况表).
pub const SCREENING_TITLE: &str = "智能工厂梯度培育申报审核情况表";
/// Name of its worksheet.
pub const SCREENING_SHEET: &str = "审核情况表";
/// Columns of the table of screenings, in order.
pub const SCREENING_COLUMNS: [&str; 13] = [
    "序号",
    "申报编号",
    "企业名称",
    "统一社会信用代码",
    "工厂名称",
    "申报等级",
    "盟市",
    "自评达标数",
    "初审确认数",
    "初审结果",
    "初审意见",
    "形式审查",
    "办理状态",
];

/// Heading of the table of scores (专家评分表).
pub const SCORES_TITLE: &str = "智能工厂梯度培育专家评分表";
/// Name of its worksheet.
pub const SCORES_SHEET: &str = "专家评分表";
/// Its first columns; the experts follow.
pub const SCORES_COLUMNS: [&str; 2] = ["类别", "评审内容"];
/// The row of totals.
pub const TOTAL: &str = "总分";
/// The row of signatures.
pub const SIGNATURE: &str = "专家签字";
/// Where an expert signs.
pub const SIGN_HERE: &str = "签字：\n\n日期：";

/// Name of the worksheet of a publicity (公示名单).
pub const PUBLICITY_SHEET: &str = "公示名单";
/// Columns of a publicity, in order; no personal data among them.
pub const PUBLICITY_COLUMNS: [&str; 5] =
    ["序号", "盟市", "企业名称", "工厂名称", "统一社会信用代码"];

/// The font of tables; every office program in China brings it.
pub const FONT: &str = "宋体";
/// The font of their titles.
pub const TITLE_FONT: &str = "黑体";

/// Foot of every printed page: table number, page, and the head of the check code. `&P` and `&N` are the
/// spreadsheet's own page fields.
#[must_use]
pub fn page_footer(number: &str, code: &str) -> String {
    let number = number.replace('&', "&&");
    let left = if number.is_empty() {
        String::new()
    } else {
        format!("&L&\"{FONT},Regular\"&11表号 {number}")
    };
    let code: String = code.chars().take(16).collect();
    format!(
        "{left}&C&\"{FONT},Regular\"&11第 &P 页，共 &N 页&R&\"{FONT},Regular\"&11校验码 {code}…"
    )
}

/// Headings of the filed reviews.
pub const FILED_REVIEWS_COLUMNS: [&str; 9] = [
    "专家",
    "工作单位",
    "提交时间",
    "总分",
    "效力",
    "类别",
    "项目",
    "结果",
    "意见和说明",
];

/// The line under a title: unit, season, tier, date, those that are known.
#[must_use]
pub fn particulars(unit: &str, season: &str, tier: &str, date: &str) -> String {
    [
        ("单位", unit),
        ("批次", season),
        ("等级", tier),
        ("日期", date),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(word, value)| format!("{word}：{value}"))
    .collect::<Vec<_>>()
    .join("    ")
}

/// The line with the number of the table and a place for the number of the document (文号).
#[must_use]
pub fn numbers(number: &str) -> String {
    let number = if number.is_empty() {
        "报送后生成"
    } else {
        number
    };
    format!("表号：{number}    文号：                              ")
}

/// Number of a table (表号) that was made on a day: kind, season, tier, day.
#[must_use]
pub fn table_number(kind: &str, season: &str, tier: &str, date: NaiveDate) -> String {
    let date = date.format("%Y%m%d").to_string();
    let parts = [season, kind, tier, &date];
    let known = parts.into_iter().filter(|part| !part.is_empty());
    known.collect::<Vec<_>>().join("-")
}

/// Name of a workbook: what it is about, what it is.
#[must_use]
pub fn file_name(about: &[&str], table: &str) -> String {
    format!("{}{table}.xlsx", about.concat())
}

/// How a bureau concluded, and the rank it gave.
#[must_use]
pub fn conclusion(act: Option<Act>, rank: Option<i32>) -> String {
    match (act, rank) {
        (Some(Act::Recommend), Some(rank)) => format!("推荐（第 {rank} 位）"),
        (Some(Act::Recommend), None) => "推荐".to_owned(),
        (Some(Act::File), _) => "备案".to_owned(),
        (Some(Act::Decline), _) => "不予推荐".to_owned(),
        (Some(_) | None, _) => "尚未办结".to_owned(),
    }
}

/// How the formal check ended, with its reason.
#[must_use]
pub fn formal_check(act: Option<Act>, reason: Option<&str>) -> String {
    match (act, reason.filter(|reason| !reason.is_empty())) {
        (Some(Act::FormallyAccept), _) => "通过".to_owned(),
        (Some(Act::FormallyReject), Some(reason)) => format!("不通过：{reason}"),
        (Some(_), _) => "不通过".to_owned(),
        (None, _) => String::new(),
    }
}

/// From when to when a publicity runs.
#[must_use]
pub fn publicity_span(span: &str) -> String {
    format!("公示时间：{span}")
}

/// The last line of a table, by which a copy can be checked.
#[must_use]
pub fn code_line(code: &str) -> String {
    format!("校验码（SHA-256）：{code}")
}

/// Where a bureau signs and seals.
#[must_use]
pub fn bureau_seal(unit: &str) -> [String; 2] {
    let sign = "负责人（签字）：                    填表人（签字）：                    联系电话：";
    [sign.to_owned(), sealed(unit)]
}

/// Where those who took part in a review sign, and the office seals.
#[must_use]
pub fn review_seal(unit: &str) -> [String; 2] {
    let sign = "评审组长（签字）：                    监督人员（签字）：                    填表人（签字）：";
    [sign.to_owned(), sealed(unit)]
}

/// Where the office seals.
#[must_use]
pub fn office_seal(unit: &str) -> [String; 1] {
    [sealed(unit)]
}

fn sealed(unit: &str) -> String {
    format!("{unit}（盖章）                              年        月        日")
}

/// Heading of the column of one expert.
#[must_use]
pub fn expert(number: usize) -> String {
    format!("专家{number}")
}

/// An expert at the head of a column, with the total.
#[must_use]
pub fn scoring_expert(name: &str, employer: &str) -> String {
    format!("{name}\n（{employer}）")
}

/// Which application the scores are of.
#[must_use]
pub fn scored_case(enterprise: &str, factory: &str, number: &str) -> String {
    format!("申报单位：{enterprise}    工厂：{factory}    申报编号：{number}")
}

/// Value and remark of one finding.
#[must_use]
pub fn two_lines(first: &str, second: &str) -> String {
    let lines = [first, second].into_iter().filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// League and county of a factory.
#[must_use]
pub fn place(league: &str, county: &str) -> String {
    if county.starts_with(league) {
        county.to_owned()
    } else {
        two_lines(league, county)
    }
}

/// Whether a recommendation counts against the quota, and why not.
#[must_use]
pub fn quota(exempt: Option<&str>) -> String {
    match exempt {
        None => "占用".to_owned(),
        Some("") => "不占用".to_owned(),
        Some(reason) => format!("不占用：{reason}"),
    }
}

/// A decimal number given in parts of 10^`places`.
#[must_use]
pub fn decimal(value: i64, places: usize) -> String {
    let digits = format!("{:0>width$}", value.unsigned_abs(), width = places + 1);
    let (whole, parts) = digits.split_at(digits.len() - places);
    let sign = if value < 0 { "-" } else { "" };
    format!("{sign}{whole}.{parts}")
}

/// How many rows a table has, said at its end.
#[must_use]
pub fn total(rows: usize) -> String {
    format!("共 {rows} 项")
}

/// Scenarios confirmed of those claimed.
#[must_use]
pub fn confirmed_of_claimed(confirmed: u32, claimed: u32) -> String {
    format!("{confirmed}/{claimed}")
}

/// Kinds of tables, as their numbers name them.
pub mod kind {
    /// 审核情况表
    pub const SCREENING: &str = "审核";
    /// 评审结果汇总表
    pub const RESULTS: &str = "评审";
    /// 专家评分表
    pub const SCORES: &str = "评分";
    /// 公示名单
    pub const PUBLICITY: &str = "公示";
    /// 名单
    pub const LIST: &str = "名单";
}
