//! The labels of form fields by the names the forms post, for the summary above a refused form.

/// The profile of an enterprise.
pub const PROFILE: &[(&str, &str)] = &[
    ("entity", "主体类型"),
    ("parent_name", "所属法人单位名称"),
    ("parent_credit_code", "所属法人单位统一社会信用代码"),
    ("established_on", "成立时间"),
    ("registered_address", "注册地址"),
    ("ownership", "单位性质"),
    ("industry", "所属行业"),
    ("legal_representative", "法定代表人"),
    ("employees", "职工人数"),
    ("introduction", "企业简介"),
    ("contact_name", "联系人"),
    ("contact_position", "联系人职务"),
    ("contact_phone", "联系电话"),
    ("contact_email", "电子邮箱"),
];

/// A factory.
pub const FACTORY: &[(&str, &str)] = &[
    ("name", "工厂名称"),
    ("division", "工厂所在地"),
    ("address", "工厂地址"),
    ("industry", "所属行业"),
    ("products", "主要产品"),
    ("production", "生产类型"),
    ("built_from", "建设起始年月"),
    ("built_to", "建设完成年月"),
    ("investment", "总投资"),
    ("equipment_cost", "其中装备投资"),
    ("software_cost", "其中软件投资"),
    ("amounts_confirmed", "金额单位"),
];

/// A new application.
pub const START: &[(&str, &str)] = &[("factory", "工厂"), ("offer", "申报等级")];

/// 三、基础要求
pub const DECLARATIONS: &[(&str, &str)] = &[
    ("registered_in_region", "是否在自治区境内注册"),
    ("above_scale", "是否为规模以上工业企业"),
    ("parent_above_scale", "所属法人单位是否为规模以上工业企业"),
    ("market_competitive", "企业和产品是否具有较强市场竞争力"),
    ("market_position", "主导产品市场地位"),
    ("operating_normally", "近三年是否生产经营正常、诚信守法"),
    (
        "worst_incident",
        "近三年最严重的安全、环保、质量事故（事件）",
    ),
    ("seriously_dishonest", "是否被列入严重失信主体名单"),
    (
        "secure_and_controllable",
        "关键技术装备、工业软件、工业操作系统、系统解决方案等是否安全可控",
    ),
    ("security_risk_controlled", "网络安全和数据安全风险是否可控"),
    (
        "organisation_in_place",
        "是否建立智能工厂统筹规划、建设和运营的组织机制",
    ),
    (
        "digital_capability",
        "是否具备基本的数字化、网络化、智能化能力",
    ),
    ("main_systems", "主要信息系统"),
    ("held_tier", "已获得的智能工厂等级"),
    ("organisation", "组织机制说明"),
];

/// 四、成熟度自评价
pub const MATURITY: &[(&str, &str)] = &[
    ("level", "成熟度等级"),
    ("score", "成熟度得分"),
    ("report_number", "报告编号"),
    ("assessed_on", "评价日期"),
    ("kind", "评价方式"),
];

/// 六、各环节建设情况
pub const QUALITY: &[(&str, &str)] = &[
    ("G1", "工厂建设"),
    ("G2", "研发设计"),
    ("G3", "生产作业"),
    ("G4", "生产管理"),
    ("G5", "运营管理"),
];

/// Submitting and withdrawing.
pub const ACT: &[(&str, &str)] = &[("promise", "承诺"), ("reason", "撤回原因")];
