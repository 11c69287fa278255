//! The five groups and the fourteen links (环节) in which scenarios are counted, by the notes 1–5 of
//! the requirements.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// One of the five groups of links, the unit of coverage.
///
/// Two groups bear the same Chinese name as one of their links, so only ids are ever compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Group {
    /// 工厂建设.
    G1,
    /// 研发设计.
    G2,
    /// 生产作业.
    G3,
    /// 生产管理.
    G4,
    /// 运营管理.
    G5,
}

impl Group {
    /// Every group in the order of the requirements.
    pub const ALL: [Self; 5] = [Self::G1, Self::G2, Self::G3, Self::G4, Self::G5];

    /// The id, `G1` to `G5`.
    pub const fn id(self) -> &'static str {
        match self {
            Self::G1 => "G1",
            Self::G2 => "G2",
            Self::G3 => "G3",
            Self::G4 => "G4",
            Self::G5 => "G5",
        }
    }

    /// The links of this group, in order.
    pub const fn links(self) -> &'static [Link] {
        match self {
            Self::G1 => &[Link::L01, Link::L02],
            Self::G2 => &[Link::L03, Link::L04],
            Self::G3 => &[Link::L05, Link::L06, Link::L07],
            Self::G4 => &[Link::L08, Link::L09, Link::L10, Link::L11, Link::L12],
            Self::G5 => &[Link::L13, Link::L14],
        }
    }
}

/// One of the fourteen links of the scenario standards, in the order of the notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Link {
    /// 工厂建设.
    L01,
    /// 信息基础设施.
    L02,
    /// 产品设计.
    L03,
    /// 工艺设计.
    L04,
    /// 生产作业.
    L05,
    /// 质量管控.
    L06,
    /// 设备管理.
    L07,
    /// 计划调度.
    L08,
    /// 仓储物流.
    L09,
    /// 安全管控.
    L10,
    /// 能碳管理.
    L11,
    /// 环保管理.
    L12,
    /// 营销与售后.
    L13,
    /// 供应链管理.
    L14,
}

impl Link {
    /// Every link in the order of the notes.
    pub const ALL: [Self; 14] = [
        Self::L01,
        Self::L02,
        Self::L03,
        Self::L04,
        Self::L05,
        Self::L06,
        Self::L07,
        Self::L08,
        Self::L09,
        Self::L10,
        Self::L11,
        Self::L12,
        Self::L13,
        Self::L14,
    ];

    /// The id, `L01` to `L14`.
    pub const fn id(self) -> &'static str {
        match self {
            Self::L01 => "L01",
            Self::L02 => "L02",
            Self::L03 => "L03",
            Self::L04 => "L04",
            Self::L05 => "L05",
            Self::L06 => "L06",
            Self::L07 => "L07",
            Self::L08 => "L08",
            Self::L09 => "L09",
            Self::L10 => "L10",
            Self::L11 => "L11",
            Self::L12 => "L12",
            Self::L13 => "L13",
            Self::L14 => "L14",
        }
    }

    /// The group this link belongs to (notes 1–5).
    pub const fn group(self) -> Group {
        match self {
            Self::L01 | Self::L02 => Group::G1,
            Self::L03 | Self::L04 => Group::G2,
            Self::L05 | Self::L06 | Self::L07 => Group::G3,
            Self::L08 | Self::L09 | Self::L10 | Self::L11 | Self::L12 => Group::G4,
            Self::L13 | Self::L14 => Group::G5,
        }
    }
}

impl fmt::Display for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// The text names no group.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown group `{0}`")]
pub struct UnknownGroup(pub String);

/// The text names no link.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown link `{0}`")]
pub struct UnknownLink(pub String);

impl FromStr for Group {
    type Err = UnknownGroup;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|group| group.id() == text)
            .ok_or_else(|| UnknownGroup(text.to_owned()))
    }
}

impl FromStr for Link {
    type Err = UnknownLink;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|link| link.id() == text)
            .ok_or_else(|| UnknownLink(text.to_owned()))
    }
}

/// One value for each group.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "UPPERCASE")]
pub struct GroupTable<T> {
    /// For 工厂建设.
    pub g1: T,
    /// For 研发设计.
    pub g2: T,
    /// For 生产作业.
    pub g3: T,
    /// For 生产管理.
    pub g4: T,
    /// For 运营管理.
    pub g5: T,
}

impl<T> GroupTable<T> {
    /// The value of one group.
    pub const fn get(&self, group: Group) -> &T {
        match group {
            Group::G1 => &self.g1,
            Group::G2 => &self.g2,
            Group::G3 => &self.g3,
            Group::G4 => &self.g4,
            Group::G5 => &self.g5,
        }
    }

    /// Group and value to change, in order.
    pub const fn each_mut(&mut self) -> [(Group, &mut T); 5] {
        [
            (Group::G1, &mut self.g1),
            (Group::G2, &mut self.g2),
            (Group::G3, &mut self.g3),
            (Group::G4, &mut self.g4),
            (Group::G5, &mut self.g5),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_fall_into_groups_as_the_notes_say() {
        assert_eq!(Group::ALL.map(|group| group.links().len()), [2, 2, 3, 5, 2]);
        let in_order: Vec<Link> = Group::ALL.iter().flat_map(|g| g.links()).copied().collect();
        assert_eq!(in_order, Link::ALL);
        for link in Link::ALL {
            assert!(link.group().links().contains(&link));
        }
    }

    #[test]
    fn ids_round_trip() {
        for group in Group::ALL {
            assert_eq!(group.id().parse(), Ok(group));
            assert_eq!(
                serde_json::to_string(&group).unwrap(),
                format!("\"{group}\"")
            );
        }
        for link in Link::ALL {
            assert_eq!(link.id().parse(), Ok(link));
            assert_eq!(serde_json::to_string(&link).unwrap(), format!("\"{link}\""));
        }
        assert!("L15".parse::<Link>().is_err() && "G6".parse::<Group>().is_err());
    }
}
