//! One of each table, with what real ones hold: long names, names that look like formulas, long opinions.

use std::{
    fs::File,
    io::{BufWriter, Write as _},
    path::Path,
};

use chrono::{DateTime, Utc};
use tidu::{
    domain::public_list::PublicRow,
    export::{
        ExportError,
        approved_list::{self, ApprovedRow, ListHead},
        publicity_list::{self, PublicityHead},
        recommendation_table::{self, RecommendationRow},
        results_table::{self, ResultRow},
        score_table::{self, ScoreRow, ScoredCase},
        screening_table::{self, ScreeningRow},
        table_head::TableHead,
    },
};

const UNIT: &str = "锡林郭勒盟工业和信息化局（大数据发展局）";
const NAMES: [&str; 5] = [
    "内蒙古北辰装备制造股份有限公司",
    "=HYPERLINK(\"http://example.com\",\"点击\")有限公司",
    "鄂尔多斯市蒙古高原羊绒与功能性纤维新材料技术研究开发及产业化应用示范（集团）有限责任公司第二分公司",
    "Inner Mongolia WESTERN-HEAVY Machinery Manufacturing (Group) Co., Ltd. 内蒙古分公司",
    "包头市“智造”·先进稀土新材料有限公司",
];
const OPINION: &str = "经审核，该企业申报材料齐全、内容真实，所填报的典型场景已投入使用并取得成效，成熟度自评价与现场情况一致，\
    符合先进级智能工厂各项要求，同意推荐。";

fn name(at: usize) -> String {
    NAMES[at % NAMES.len()].to_owned()
}

fn code(at: usize) -> String {
    format!("9115010012345{at:05}")
}

fn head() -> TableHead {
    TableHead {
        unit: UNIT.to_owned(),
        season: "2026年度内蒙古自治区智能工厂梯度培育申报（第一批）".to_owned(),
        tier: "先进级".to_owned(),
        date: "2026年11月25日".to_owned(),
        number: "2026A-评审-先进级-20261125".to_owned(),
        code: None,
        made_at: DateTime::<Utc>::UNIX_EPOCH,
    }
}

fn recommendation(at: usize) -> RecommendationRow {
    RecommendationRow {
        rank: u32::try_from(at + 1).unwrap(),
        enterprise: name(at),
        credit_code: code(at),
        factory: format!("{}智能工厂", name(at + 1)),
        tier: "先进级".to_owned(),
        league: "锡林郭勒盟".to_owned(),
        county: "西乌珠穆沁旗白音华能源化工园区".to_owned(),
        industry: "3985 电子专用材料制造".to_owned(),
        confirmed: 17,
        claimed: 24,
        coverage: "工厂建设、研发设计、生产作业、生产管理、运营管理".to_owned(),
        maturity: "二级/2.31".to_owned(),
        investment_cents: Some(1_234_567_890_123),
        exempt_reason: (at == 1).then(|| "国家专精特新“小巨人”企业，按规定不占名额".to_owned()),
        opinion: OPINION.repeat(if at == 2 { 7 } else { 1 }),
        contact: "阿拉坦其其格".to_owned(),
        telephone: "0471-6945678转801".to_owned(),
    }
}

fn result(at: usize) -> ResultRow {
    ResultRow {
        rank: u32::try_from(at + 1).unwrap(),
        enterprise: name(at),
        factory: format!("{}智能工厂", name(at + 1)),
        credit_code: code(at),
        league: "呼伦贝尔市".to_owned(),
        bureau_rank: Some(12),
        scenarios: "24 / 17 / 15".to_owned(),
        mean_hundredths: 8_333,
        spread_tenths: 146,
        scores_tenths: vec![901, 755, 1000],
        decision: "列入培育库".to_owned(),
    }
}

fn screening(at: usize) -> ScreeningRow {
    ScreeningRow {
        number: format!("2026A-{at:05}"),
        enterprise: name(at),
        credit_code: code(at),
        factory: name(at + 2),
        tier: "先进级".to_owned(),
        league: "呼伦贝尔市".to_owned(),
        claimed: 24,
        confirmed: (at != 3).then_some(17),
        conclusion: "推荐（第 12 位）".to_owned(),
        opinion: OPINION.to_owned(),
        formal_check: format!("不通过：{OPINION}"),
        standing: "形式审查不通过".to_owned(),
    }
}

fn public(at: usize) -> PublicRow {
    PublicRow {
        number: i32::try_from(at + 1).unwrap(),
        league: "锡林郭勒盟".to_owned(),
        enterprise: name(at),
        factory: format!("{}智能工厂", name(at + 1)),
        credit_code: code(at),
    }
}

fn approved(at: usize) -> ApprovedRow {
    let row = public(at);
    ApprovedRow {
        number: u32::try_from(row.number).unwrap(),
        league: row.league,
        enterprise: row.enterprise,
        factory: row.factory,
        credit_code: row.credit_code,
        tier: "先进级".to_owned(),
        outcome: "已推荐上报".to_owned(),
    }
}

fn list_head() -> ListHead {
    ListHead {
        title: "内蒙古自治区2026年度先进级智能工厂认定名单（第一批）".to_owned(),
        season: head().season,
        tier: "advanced".to_owned(),
        tier_name: "先进级".to_owned(),
        published_at: DateTime::<Utc>::UNIX_EPOCH,
        published_on: "2026年11月25日".to_owned(),
        office: "内蒙古自治区工业和信息化厅".to_owned(),
        number: "名单-先进级-20261125".to_owned(),
        digest: "ab".repeat(32),
    }
}

fn scores() -> (ScoredCase, Vec<ScoreRow>) {
    let case = ScoredCase {
        enterprise: name(2),
        factory: name(0),
        number: "2026A-00012".to_owned(),
        experts: vec![
            "乌云其木格\n（内蒙古工业大学机械工程学院）".to_owned();
            3
        ],
    };
    let row = |at: usize| ScoreRow {
        section: "评分".to_owned(),
        item: "关键技术装备、软件和数字基础设施安全可控情况（20 分）".to_owned(),
        found: vec![
            format!("18.5\n{}", OPINION.repeat(1 + at % 4)),
            String::new(),
            "20".to_owned(),
        ],
    };
    (case, (0..24).map(row).collect())
}

fn write(
    folder: &Path,
    name: &str,
    table: impl FnOnce(&mut BufWriter<File>) -> Result<(), ExportError>,
) {
    let mut file = BufWriter::new(File::create(folder.join(name)).unwrap());
    table(&mut file).unwrap();
    file.flush().unwrap();
}

/// Writes one of each. Returns their names.
pub fn write_all(folder: &Path) -> [&'static str; 6] {
    let names = [
        "recommendations.xlsx",
        "results.xlsx",
        "screenings.xlsx",
        "scores.xlsx",
        "publicity.xlsx",
        "list.xlsx",
    ];
    let rows = 0..40;
    let unsent = TableHead {
        number: String::new(),
        ..head()
    };
    write(folder, names[0], |file| {
        recommendation_table::xlsx(&unsent, rows.clone().map(recommendation), file)
    });
    let results: Vec<ResultRow> = rows.clone().map(result).collect();
    write(folder, names[1], |file| {
        results_table::xlsx(&head(), &results, file)
    });
    write(folder, names[2], |file| {
        screening_table::xlsx(&head(), rows.clone().map(screening), file)
    });
    let (case, found) = scores();
    write(folder, names[3], |file| {
        score_table::xlsx(&head(), &case, found, file)
    });
    let publicity = PublicityHead {
        title: "关于2026年度内蒙古自治区拟认定先进级智能工厂名单的公示".to_owned(),
        span: "2026年11月25日至2026年12月1日".to_owned(),
    };
    write(folder, names[4], |file| {
        publicity_list::xlsx(&head(), &publicity, rows.clone().map(public), file)
    });
    write(folder, names[5], |file| {
        approved_list::xlsx(&list_head(), rows.clone().map(approved), file)
    });
    names
}
