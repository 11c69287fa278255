//! The few words of the demonstration that are not in `config/demo`.

/// A telephone number nobody has.
pub const PHONE: &str = "13800000000";
/// The office's telephone, and that of technical support: numbers nobody has.
pub const TELEPHONE: &str = "0471-0000000";
/// See [`TELEPHONE`].
pub const SUPPORT: &str = "0471-0000001";
/// What somebody's position is.
pub const POSITION: &str = "信息化部部长";

/// The desk of a bureau.
#[must_use]
pub fn bureau_desk(region: &str) -> String {
    format!("{region}工信局经办人")
}

/// An address in a division.
#[must_use]
pub fn address(league: &str, division: &str) -> String {
    format!("内蒙古自治区{league}{division}工业园区创业路1号")
}
