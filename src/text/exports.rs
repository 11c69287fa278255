//! Headings and fixed lines of exported tables.

/// Heading of the recommendation table (推荐汇总表).
pub const RECOMMENDATION_TITLE: &str = "智能工厂梯度培育推荐汇总表";
/// Name of its worksheet.
pub const RECOMMENDATION_SHEET: &str = "推荐汇总表";
/// Columns of the recommendation table, in order.
pub const RECOMMENDATION_COLUMNS: [&str; 15] = [
    "推荐序号",
    "企业名称",
    "统一社会信用代码",
    "工厂名称",
    "申报等级",
    "所属盟市",
    "旗县区/园区",
    "行业代码与名称",
    "场景数（初审确认/申报）",
    "覆盖环节",
    "成熟度等级/得分",
    "总投资（万元）",
    "初审意见",
    "联系人",
    "联系电话",
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
pub const RESULTS_COLUMNS: [&str; 11] = [
    "名次",
    "企业名称",
    "工厂名称",
    "统一社会信用代码",
    "盟市",
    "等级",
    "平均分",
    "最高分",
    "最低分",
    "分差",
    "有效评分数",
];

/// Foot of every printed page; `&P` and `&N` are the spreadsheet's own page fields.
pub const PAGE_FOOTER: &str = "&C第 &P 页，共 &N 页";

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

/// The line under the title of a published list, by which a copy can be checked.
#[must_use]
pub fn digest_line(digest: &str) -> String {
    format!("名单校验码（SHA-256）：{digest}")
}

/// Where the recommending unit (推荐单位) signs and seals.
#[must_use]
pub fn seal_lines(unit: &str) -> [String; 2] {
    [
        "负责人（签字）：                填表人（签字）：".to_owned(),
        format!("{unit}（盖章）                年    月    日"),
    ]
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
