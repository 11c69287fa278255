//! What handlers take from a request.

mod address;
mod furniture;
mod now;
mod posted;
mod roles;
mod session;

pub use address::{ClientAddress, ClientAgent};
pub use furniture::Furniture;
pub use now::{Now, stamp_arrival};
pub use posted::{Posted, Queried};
pub use session::{
    ELDER_COOKIE, SESSION_COOKIE, SessionContext, attach_session, cookie_name, device,
    device_cookie, session_cookie,
};
