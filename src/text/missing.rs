//! What is still to be filled in, in words.

use super::labels;
use crate::domain::completeness::MissingField;

/// The name of a field that is not filled in, as its form shows it.
#[must_use]
pub fn field(field: MissingField) -> String {
    use MissingField as Field;
    let words = match field {
        Field::EstablishedOn => "成立时间",
        Field::RegisteredAddress => "注册地址",
        Field::Ownership => "单位性质",
        Field::Industry => "所属行业",
        Field::LegalRepresentative => "法定代表人",
        Field::Employees => "职工人数",
        Field::Introduction => "企业简介",
        Field::ParentName => "所属法人单位名称",
        Field::ParentCreditCode => "所属法人单位统一社会信用代码",
        Field::FactoryProducts => "主要产品",
        Field::FactoryBuiltFrom => "建设起始年月",
        Field::FactoryInvestment => "总投资",
        Field::RegisteredInRegion => "是否在自治区境内注册",
        Field::AboveScale => "是否为规模以上工业企业",
        Field::ParentAboveScale => "所属法人单位是否为规模以上工业企业",
        Field::MarketCompetitive => "企业和产品是否具有较强市场竞争力",
        Field::MarketPosition => "主导产品市场地位",
        Field::OperatingNormally => "近三年是否生产经营正常、诚信守法",
        Field::WorstIncident => "近三年最严重的安全、环保、质量事故（事件）",
        Field::SeriouslyDishonest => "是否被列入严重失信主体名单",
        Field::SecureAndControllable => {
            "关键技术装备、工业软件、工业操作系统、系统解决方案等是否安全可控"
        }
        Field::SecurityRiskControlled => "网络安全和数据安全风险是否可控",
        Field::OrganisationInPlace => "是否建立智能工厂统筹规划、建设和运营的组织机制",
        Field::Organisation => "组织机制说明",
        Field::DigitalCapability => "是否具备基本的数字化、网络化、智能化能力",
        Field::MainSystems => "主要信息系统",
        Field::HeldTier => "已获得的智能工厂等级",
        Field::MaturityLevel => "成熟度等级",
        Field::MaturityScore => "成熟度得分",
        Field::MaturityReportNumber => "报告编号",
        Field::MaturityAssessedOn => "评价日期",
        Field::MaturityKind => "评价方式",
        Field::MaturityReport => "成熟度自评价报告文件",
        Field::AnyScenario => "至少一个场景",
        Field::InstanceName => "实例名称",
        Field::InstanceProblem => "解决的问题",
        Field::InstanceSolution => "建设内容",
        Field::InstanceEffect => "至少一项成效",
        Field::InstanceEffectCells => "未填齐的成效（指标、建设前、建设后缺一不可）",
        Field::InstanceLiveSince => "投用时间",
        Field::InstanceEvidence => "至少一份佐证材料",
        Field::QualityAnswer(group) => {
            return format!("“{}”方面的建设情况", labels::group_label(group));
        }
        Field::Licence => "营业执照扫描件",
        Field::Commitment => "盖章的真实性承诺书扫描件",
    };
    words.to_owned()
}
