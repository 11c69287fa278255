use crate::domain::application::{Act, Status};
pub fn status_label(_: Status) -> &'static str {
    ""
}
pub fn act_label(_: Act) -> &'static str {
    ""
}
