//! Invented content for the page that shows every component. No real enterprise is meant.

/// Tasks of an application: name, what is in it, state (`State` in small letters), state in words.
pub const TASKS: &[(&str, &str, &str, &str)] = &[
    (
        "一、申报主体",
        "企业信息、近三年经营数据、资质",
        "met",
        "已完成",
    ),
    (
        "二、工厂概况",
        "投资、装备联网与自动化情况",
        "met",
        "已完成",
    ),
    ("三、基础要求", "五项声明与证明材料", "todo", "待补充 1 项"),
    (
        "四、成熟度自评价",
        "二级 · 2.31 分 · 报告编号 CMMM-2025-150602-00417",
        "met",
        "已完成",
    ),
    (
        "五、场景建设",
        "已填 11 个，计入先进级 9 个，另有 2 个标准不足",
        "todo",
        "待补充 3 项",
    ),
    (
        "六、装备与软件清单",
        "装备 46 台（套）、软件 17 项",
        "met",
        "已完成",
    ),
    ("七、建设成效", "20 项指标，已填 12 项", "neutral", "填写中"),
    (
        "八、附件与承诺书",
        "盖章扫描件须与第 1 次提交的内容一致",
        "neutral",
        "未开始",
    ),
];

/// Timeline: what, when, who, note.
pub const TIMELINE: &[(&str, &str, &str, &str)] = &[
    (
        "第 1 次提交",
        "2025年10月27日 16:20",
        "内蒙古鑫源新材料有限公司",
        "",
    ),
    (
        "退回修改",
        "2025年10月28日 10:05",
        "鄂尔多斯市工业和信息化局",
        "“在线智能检测”缺少验收报告。",
    ),
    (
        "第 2 次提交",
        "2025年10月29日 16:20",
        "内蒙古鑫源新材料有限公司",
        "",
    ),
    (
        "自治区形式审查",
        "2025年11月10日前",
        "内蒙古自治区工业和信息化厅",
        "",
    ),
];

/// Files: kind, name, facts, state, state in words.
pub const FILES: &[(&str, &str, &str, &str, &str)] = &[
    (
        "PDF",
        "视觉检测系统验收报告.pdf",
        "2.4 MB · 18 页 · 指向第 6–9 页",
        "met",
        "已检查",
    ),
    (
        "图片",
        "检测工位照片.jpg",
        "5.1 MB · 4032×3024 · 2025年9月12日拍摄",
        "neutral",
        "检查中",
    ),
    (
        "PDF",
        "制造执行系统截图.pdf",
        "0.8 MB · 3 页",
        "todo",
        "与他人材料相似",
    ),
    (
        "PDF",
        "旧版验收报告.pdf",
        "1.2 MB · 9 页",
        "neutral",
        "已移除",
    ),
];

/// A published list: region, enterprise, factory, credit code.
pub const LIST: &[[&str; 4]] = &[
    [
        "包头市",
        "内蒙古北辰稀土新材料有限公司",
        "稀土永磁智能工厂",
        "91150203MA2TH3BJ3T",
    ],
    [
        "鄂尔多斯市",
        "内蒙古鑫源新材料有限公司",
        "年产 12 万吨高纯硅材料智能工厂",
        "91150602MADD272H4B",
    ],
    [
        "呼和浩特市",
        "内蒙古草原乳业股份有限公司",
        "液态奶智能工厂",
        "91150102MAAY4CL12X",
    ],
    [
        "赤峰市",
        "赤峰蒙铜有色金属有限公司",
        "铜冶炼智能工厂",
        "91150402MA1XG61253",
    ],
    [
        "满洲里市",
        "满洲里口岸木业有限公司",
        "板材加工智能工厂",
        "91150781MAD1TJ3Y9T",
    ],
];

/// Work list beside a case: name, state, state in words.
pub const PICKS: &[(&str, &str, &str)] = &[
    ("先进过程控制", "met", "确认"),
    ("工艺动态优化", "met", "确认"),
    ("在线智能检测", "neutral", "待核"),
    ("质量精准追溯", "neutral", "待核"),
    ("生产计划优化", "unmet", "不认可"),
];

/// Questions and answers.
pub const SUMMARY: &[(&str, &str)] = &[
    ("申报标准", "先进级"),
    ("投用时间", "2024年3月"),
    (
        "解决的问题",
        "人工目检漏检率 1.8%，检测节拍 42 秒/根，质量数据无法追溯到炉次。",
    ),
    (
        "建设内容",
        "部署 6 套线阵相机与边缘推理终端，缺陷分类 14 类，结果写入制造执行系统并联动分选机构；模型每月用复检样本更新。",
    ),
    ("成效", "漏检率 1.8% → 0.3%；节拍 42 秒 → 15 秒"),
    ("备注", ""),
];

/// Answers to choose from: regions, tiers, yes and no, levels of maturity, opinions.
pub const REGIONS: &[&str] = &["呼和浩特市", "包头市", "鄂尔多斯市", "满洲里市"];
/// The tiers.
pub const TIERS: &[&str] = &["基础级", "先进级", "卓越级", "领航级"];
/// Yes and no.
pub const YES_NO: &[&str] = &["是", "否"];
/// Levels of maturity.
pub const LEVELS: &[&str] = &["无", "一", "二", "三", "四", "五"];
/// What a reviewer may say of one item.
pub const OPINIONS: &[&str] = &["确认", "不认可", "需补充"];
/// What is wrong: field and sentence.
pub const ERRORS: &[(&str, &str)] = &[
    ("factory", "工厂名称不能为空，请填写与营业执照一致的名称"),
    ("effect", "成效超过 200 字，请删减 12 字"),
    ("scan", "营业执照.pdf 是 Word 文件改名而成，请上传 PDF 原件"),
];
/// Navigation of an enterprise.
pub const SECTIONS: &[&str] = &["我的申报", "企业信息", "协作人员", "帮助"];
/// Names for header and footer: service, office, telephone, support, record number.
pub const OFFICE: [&str; 5] = [
    "内蒙古自治区智能工厂梯度培育管理系统",
    "内蒙古自治区工业和信息化厅",
    "0471-0000000",
    "0471-0000001（工作日 8:30–17:30）",
    "蒙ICP备00000000号",
];
/// Viewer: unit, role.
pub const VIEWER: [&str; 2] = ["内蒙古鑫源新材料有限公司", "企业"];
/// Season: title, deadline, remaining.
pub const SEASON: [&str; 3] = [
    "2025 年度第二批",
    "2025年10月31日 24:00（北京时间）",
    "还有 6 天 4 小时",
];
/// What the last act said.
pub const FLASH: &str = "已保存“在线智能检测”，还差 1 个场景即可申报先进级。";
/// Where a list stands.
pub const PAGER: &str = "第 1–5 家，共 42 家";
/// Columns of a sorted list.
pub const COLUMNS: &[&str] = &[
    "序号",
    "所属盟市",
    "企业名称",
    "工厂名称",
    "统一社会信用代码",
];
/// Applications per region for a chart.
pub const COUNTS: &[(&str, i64)] = &[
    ("呼和浩特市", 18),
    ("包头市", 24),
    ("鄂尔多斯市", 31),
    ("满洲里市", 3),
];
/// Tabs of a dossier.
pub const TABS: &[&str] = &["场景 11", "工厂概况", "装备与软件", "成效 20", "预检"];
