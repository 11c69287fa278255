//! Whether a start loads, keeps or refuses a demonstration. Decides; does nothing.

use std::net::SocketAddr;

use crate::config::Server;

/// What the command line says about a demonstration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Nothing.
    Unsaid,
    /// `--demo`.
    Load,
    /// `--no-demo`.
    Leave,
}

/// What the database says about a demonstration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// No start has happened yet.
    New,
    /// In use, and not for a demonstration.
    InUse,
    /// Loading a demonstration was begun and not finished; it was never served.
    HalfLoaded,
    /// A demonstration.
    Demonstration,
}

/// What to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plan {
    /// Load a demonstration.
    Load,
    /// Empty the database of what was half loaded, then load.
    LoadAnew,
    /// Serve the demonstration that is there.
    Keep,
    /// Serve without a demonstration.
    Without,
}

/// Why the program does not start, worded for its operator.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// `--demo` on a database in use.
    #[error(
        "--demo: this database is in use already; a demonstration is loaded into a new one only \
         (choose another TIDU_DATA_DIR or TIDU_DATABASE_URL)"
    )]
    InUse,
    /// `--no-demo` on a demonstration.
    #[error(
        "--no-demo: this database holds a demonstration; choose another TIDU_DATA_DIR or \
         TIDU_DATABASE_URL"
    )]
    HoldsDemonstration,
    /// A configured database was left half loaded.
    #[error("loading the demonstration was interrupted; make the database anew and start again")]
    HalfLoaded,
    /// A demonstration on an address that others can reach.
    #[error(
        "a demonstration has public passwords and does not listen on {0}; listen on 127.0.0.1, or \
         say --allow-public-demo"
    )]
    Public(SocketAddr),
}

/// Decides. Only a private database is given a demonstration unasked, at its first start, and
/// only a private one is emptied.
pub fn plan(wish: Wish, found: Found, is_private: bool) -> Result<Plan, Refusal> {
    match (found, wish) {
        (Found::New, Wish::Load) => Ok(Plan::Load),
        (Found::New, Wish::Unsaid) if is_private => Ok(Plan::Load),
        (Found::New | Found::InUse, Wish::Unsaid | Wish::Leave) => Ok(Plan::Without),
        (Found::InUse, Wish::Load) => Err(Refusal::InUse),
        (Found::HalfLoaded | Found::Demonstration, Wish::Leave) => Err(Refusal::HoldsDemonstration),
        (Found::HalfLoaded, Wish::Unsaid | Wish::Load) if is_private => Ok(Plan::LoadAnew),
        (Found::HalfLoaded, Wish::Unsaid | Wish::Load) => Err(Refusal::HalfLoaded),
        (Found::Demonstration, Wish::Unsaid | Wish::Load) => Ok(Plan::Keep),
    }
}

impl Plan {
    /// Refuses to show a demonstration to others unless that is allowed.
    pub fn permit(self, server: &Server) -> Result<Self, Refusal> {
        if self == Self::Without || !server.is_public() || server.allow_public_demonstration {
            Ok(self)
        } else {
            Err(Refusal::Public(server.listen))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::config::Config;

    #[test]
    fn a_demonstration_comes_unasked_only_into_a_new_private_database() {
        use Found::{Demonstration, HalfLoaded, InUse, New};
        use Wish::{Leave, Load, Unsaid};
        for (found, wish, private, configured) in [
            (New, Unsaid, Ok(Plan::Load), Ok(Plan::Without)),
            (New, Load, Ok(Plan::Load), Ok(Plan::Load)),
            (New, Leave, Ok(Plan::Without), Ok(Plan::Without)),
            (InUse, Unsaid, Ok(Plan::Without), Ok(Plan::Without)),
            (InUse, Load, Err(Refusal::InUse), Err(Refusal::InUse)),
            (InUse, Leave, Ok(Plan::Without), Ok(Plan::Without)),
            (
                HalfLoaded,
                Unsaid,
                Ok(Plan::LoadAnew),
                Err(Refusal::HalfLoaded),
            ),
            (
                HalfLoaded,
                Load,
                Ok(Plan::LoadAnew),
                Err(Refusal::HalfLoaded),
            ),
            (
                HalfLoaded,
                Leave,
                Err(Refusal::HoldsDemonstration),
                Err(Refusal::HoldsDemonstration),
            ),
            (Demonstration, Unsaid, Ok(Plan::Keep), Ok(Plan::Keep)),
            (Demonstration, Load, Ok(Plan::Keep), Ok(Plan::Keep)),
            (
                Demonstration,
                Leave,
                Err(Refusal::HoldsDemonstration),
                Err(Refusal::HoldsDemonstration),
            ),
        ] {
            assert_eq!(
                plan(wish, found, true),
                private,
                "{found:?} {wish:?} private"
            );
            assert_eq!(
                plan(wish, found, false),
                configured,
                "{found:?} {wish:?} configured"
            );
        }
    }

    #[test]
    fn a_demonstration_is_shown_to_others_only_when_allowed() {
        let config = Config::read(Path::new("config"), |_| None).unwrap();
        let server = |listen: &str, behind_proxy, allow_public_demonstration| Server {
            listen: listen.parse().unwrap(),
            behind_proxy,
            allow_public_demonstration,
            ..config.server.clone()
        };
        for plan in [Plan::Load, Plan::LoadAnew, Plan::Keep] {
            for (listen, proxy, allowed, permitted) in [
                ("127.0.0.1:80", false, false, true),
                ("[::1]:80", false, false, true),
                ("0.0.0.0:80", false, false, false),
                ("0.0.0.0:80", false, true, true),
                ("127.0.0.1:80", true, false, false),
                ("127.0.0.1:80", true, true, true),
            ] {
                let given = plan.permit(&server(listen, proxy, allowed));
                assert_eq!(given.is_ok(), permitted, "{listen} {proxy} {allowed}");
            }
        }
        let far = server("0.0.0.0:80", false, false);
        assert_eq!(Plan::Without.permit(&far), Ok(Plan::Without));
    }
}
