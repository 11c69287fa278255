use chrono::{DateTime, Utc};
pub fn moment(_: DateTime<Utc>) -> String {
    String::new()
}
pub fn countdown(_: DateTime<Utc>, _: DateTime<Utc>) -> String {
    String::new()
}
