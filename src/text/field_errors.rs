//! Sentences for what is wrong with a field: what it is and what to do.

use crate::domain::field::{FieldError, Mismatch};
use crate::domain::maturity::MaturityScore;
use crate::domain::maturity_level::MaturityLevel;
use crate::domain::values::credit_code::CreditCodeError;
use crate::domain::values::decimal::Decimal;
use crate::domain::values::login_name::{self, LoginNameError};
use crate::domain::values::money::Money;
use crate::domain::values::password::{self, PasswordError};
use crate::text::format::{maturity_score, money_number, plain_decimal};
use crate::text::labels::maturity_label;

/// The sentence beside the field.
pub fn sentence(error: &FieldError) -> String {
    match error {
        FieldError::TooLong { max, actual } => {
            format!(
                "最多 {max} 字，现有 {actual} 字，请删减 {} 字",
                actual.saturating_sub(*max)
            )
        }
        FieldError::TooShort { min, actual } => {
            format!(
                "至少 {min} 字，现有 {actual} 字，请补充 {} 字",
                min.saturating_sub(*actual)
            )
        }
        FieldError::OutOfRange { min, max } => out_of_range(*min, *max),
        FieldError::TooManyDecimals { max: 0 } => "请填写整数".to_owned(),
        FieldError::TooManyDecimals { max } => {
            format!("小数点后最多 {max} 位，请四舍五入后填写")
        }
        FieldError::NotAStep { steps } => {
            let steps: Vec<String> = steps.iter().copied().map(plain_decimal).collect();
            format!("本项只能取 {} 分，请填写其中一个", steps.join("、"))
        }
        FieldError::OutOfProportion { amount } => out_of_proportion(*amount),
        FieldError::CreditCode(reason) => credit_code(*reason),
        FieldError::LoginName(reason) => login(*reason),
        FieldError::Password(reason) => new_password(*reason),
        FieldError::Mismatch(mismatch) => contradiction(mismatch),
        plain => simple(plain).to_owned(),
    }
}

/// The sentence with the label of its field, for the summary above a form.
pub fn labelled(label: &str, error: &FieldError) -> String {
    if label.is_empty() {
        sentence(error)
    } else {
        format!("{label}：{}", sentence(error))
    }
}

fn simple(error: &FieldError) -> &'static str {
    match error {
        FieldError::Required => "请填写此项",
        FieldError::NotChosen => "请选择一项",
        FieldError::NotConfirmed => "请阅读后勾选确认",
        FieldError::NotANumber => "请填写数字，不带单位和文字",
        FieldError::NotADate => "请填写日期，例如 2026-06-09",
        FieldError::NotAMonth => "请填写年月，例如 2024-03",
        FieldError::NotATime => "请填写日期和时间，例如 2026-06-09 17:00",
        FieldError::InFuture => "不能晚于今天，请核对后重新填写",
        FieldError::InPast => "不能早于现在，请填写以后的时间",
        FieldError::Phone => "请填写手机号码，或带区号的固定电话，例如 0471-6945678",
        FieldError::Email => "请填写完整的电子邮箱，例如 zhangsan@example.com",
        FieldError::NotAChoice => "请从列出的选项中选择",
        FieldError::Garbled => "有文字在复制或传送中变成了乱码（�），请删除后重新输入",
        FieldError::AlreadyTaken => "已有相同的记录，请核对后更换",
        _ => "请核对后重新填写",
    }
}

fn out_of_proportion(amount: Money) -> String {
    const WAN_OF_YI: i64 = 10_000;
    let yi = amount.fen() / Money::FEN_PER_WAN / WAN_OF_YI;
    format!(
        "现填 {} 万元，即约 {yi} 亿元。本栏单位为万元，请核对；确认无误的，请勾选“以上金额单位为万元，核对无误”后再保存",
        money_number(amount)
    )
}

fn out_of_range(min: Decimal, max: Decimal) -> String {
    format!(
        "请填写 {} 到 {} 之间的数",
        plain_decimal(min),
        plain_decimal(max)
    )
}

fn credit_code(reason: CreditCodeError) -> String {
    match reason {
        CreditCodeError::Length { actual } => {
            format!("统一社会信用代码应为 18 位，现有 {actual} 位，请对照营业执照核对")
        }
        CreditCodeError::IllegalCharacter { position, found } => {
            let hint = match found {
                'I' => "，是否应为数字 1",
                'O' => "，是否应为数字 0",
                'S' => "，是否应为数字 5",
                'Z' => "，是否应为数字 2",
                'V' => "，是否应为字母 U 或 Y",
                _ => {
                    return format!(
                        "第 {position} 位“{found}”不是数字或英文字母，请对照营业执照核对"
                    );
                }
            };
            format!(
                "第 {position} 位“{found}”有误，统一社会信用代码不使用字母 I、O、S、V、Z，请核对{hint}"
            )
        }
        CreditCodeError::CheckCharacter => {
            "末位校验码不符，至少有一位填错，请对照营业执照逐位核对".to_owned()
        }
    }
}

fn login(reason: LoginNameError) -> String {
    match reason {
        LoginNameError::Length { actual } => format!(
            "登录名应为 {} 到 {} 个字符，现有 {actual} 个",
            login_name::MIN_LENGTH,
            login_name::MAX_LENGTH
        ),
        LoginNameError::IllegalCharacter { position: 1, found } => {
            format!("登录名不能以“{found}”开头，请以英文字母或数字开头")
        }
        LoginNameError::IllegalCharacter { position, found } => {
            format!("第 {position} 位“{found}”不能使用，登录名只用英文字母、数字和 . _ -")
        }
    }
}

fn new_password(reason: PasswordError) -> String {
    match reason {
        PasswordError::TooShort => format!("密码至少 {} 个字符", password::MIN_LENGTH),
        PasswordError::TooLong => format!("密码最多 {} 个字符", password::MAX_LENGTH),
        PasswordError::TooFewClasses => {
            "密码须含大写字母、小写字母、数字、其他符号中的至少三种".to_owned()
        }
        PasswordError::ContainsLoginName => "密码不能包含登录名，请更换".to_owned(),
        PasswordError::ControlCharacter => "密码含有无法输入的字符，请重新设置".to_owned(),
    }
}

fn contradiction(mismatch: &Mismatch) -> String {
    match mismatch {
        Mismatch::MaturityLevel {
            stated,
            score,
            by_score,
        } => maturity(*stated, *score, *by_score),
        Mismatch::PasswordRepeat => "两次输入的密码不一致，请重新输入".to_owned(),
        Mismatch::EndBeforeStart => "截止时间应晚于开始时间，请核对".to_owned(),
        Mismatch::PartsExceedTotal => "各分项之和超过总额，请核对".to_owned(),
    }
}

fn maturity(
    stated: MaturityLevel,
    score: MaturityScore,
    by_score: Option<MaturityLevel>,
) -> String {
    let (stated, score) = (maturity_label(stated), maturity_score(score));
    match by_score.map(maturity_label) {
        Some(level) => format!(
            "得分 {score} 对应{level}，与所选的{stated}不一致，请对照自评价报告核对等级和得分"
        ),
        None => format!(
            "得分 {score} 低于 0.80，未达到一级，与所选的{stated}不一致，请对照自评价报告核对等级和得分"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::values::credit_code::CreditCode;

    #[test]
    fn says_what_is_wrong_and_what_to_do() {
        let level = |number| MaturityLevel::try_from(number).expect("a level");
        let score = MaturityScore::try_from(231).expect("a score");
        for (error, expected) in [
            (FieldError::Required, "请填写此项"),
            (
                FieldError::TooLong {
                    max: 60,
                    actual: 72,
                },
                "最多 60 字，现有 72 字，请删减 12 字",
            ),
            (
                FieldError::TooShort {
                    min: 50,
                    actual: 12,
                },
                "至少 50 字，现有 12 字，请补充 38 字",
            ),
            (
                FieldError::OutOfRange {
                    min: Decimal::whole(0),
                    max: Decimal {
                        units: 500,
                        decimals: 2,
                    },
                },
                "请填写 0 到 5 之间的数",
            ),
            (
                FieldError::NotAStep {
                    steps: [0, 5, 10, 20].map(Decimal::whole).to_vec(),
                },
                "本项只能取 0、5、10、20 分，请填写其中一个",
            ),
            (
                FieldError::Mismatch(Mismatch::MaturityLevel {
                    stated: level(3),
                    score,
                    by_score: score.level(),
                }),
                "得分 2.31 对应二级，与所选的三级不一致，请对照自评价报告核对等级和得分",
            ),
        ] {
            assert_eq!(sentence(&error), expected);
        }
        assert_eq!(
            labelled("企业名称", &FieldError::Required),
            "企业名称：请填写此项"
        );
        assert_eq!(labelled("", &FieldError::NotConfirmed), "请阅读后勾选确认");
    }

    #[test]
    fn credit_codes_are_refused_with_the_place() {
        let told = |text| sentence(&CreditCode::parse(text).expect_err(text));
        assert_eq!(
            told("911501O2MAAY4CL12X"),
            "第 7 位“O”有误，统一社会信用代码不使用字母 I、O、S、V、Z，请核对，是否应为数字 0"
        );
        assert_eq!(
            told("9115010-MAAY4CL12X"),
            "第 8 位“-”不是数字或英文字母，请对照营业执照核对"
        );
        assert!(told("91150102MAAY4CL12").contains("现有 17 位"));
        assert!(told("91150102MAAY4CL121").starts_with("末位校验码不符"));
    }
}
