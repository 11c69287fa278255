//! As whom the server runs: PostgreSQL refuses root, so root steps down first.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};

use super::PostgresError;

/// Unprivileged users to run as, best first; the package of PostgreSQL makes the first.
const UNPRIVILEGED: [&str; 3] = ["postgres", "nobody", "daemon"];

/// As whom PostgreSQL's programs run, and how that is arranged.
#[derive(Debug)]
pub enum Identity {
    /// The program's own user, an ordinary one.
    Own {
        /// Whose user id that is.
        uid: u32,
        /// Its group.
        gid: u32,
    },
    /// Root that looks unprivileged from inside a user namespace; files stay root's, so the
    /// data folder may be anywhere.
    Namespace(User),
    /// A real unprivileged user that gets the folder, where namespaces are closed.
    Other(User),
}

/// An entry of the user database.
#[derive(Debug, PartialEq, Eq)]
pub struct User {
    name: String,
    uid: u32,
    gid: u32,
}

impl Identity {
    /// Chooses by who runs the program and what the kernel allows. `folder` must be reachable.
    pub fn choose(folder: &Path) -> Result<Self, PostgresError> {
        let me = Path::new("/proc/self");
        let me = fs::metadata(me).map_err(PostgresError::io("look at", me))?;
        if me.uid() != 0 {
            return Ok(Self::Own {
                uid: me.uid(),
                gid: me.gid(),
            });
        }
        let users = fs::read_to_string("/etc/passwd").unwrap_or_default();
        let user = unprivileged(&users).ok_or(PostgresError::OnlyRoot)?;
        let namespace = Self::Namespace(user);
        if namespace.can_run("true", None) {
            return Ok(namespace);
        }
        let Self::Namespace(user) = namespace else {
            return Err(PostgresError::OnlyRoot);
        };
        let other = Self::Other(user);
        match closed_to(&other, folder) {
            None => Ok(other),
            Some(closed) => Err(PostgresError::NoEntry {
                user: other.name().to_owned(),
                folder: closed.to_owned(),
            }),
        }
    }

    /// Owner of the files, as seen from outside a namespace.
    pub fn owner(&self) -> (u32, u32) {
        match self {
            Self::Own { uid, gid } => (*uid, *gid),
            Self::Namespace(_) => (0, 0),
            Self::Other(user) => (user.uid, user.gid),
        }
    }

    /// A command that runs `program` as this identity, in a process group of its own so that
    /// Ctrl-C does not reach it, and interrupted by the kernel when the starting thread ends.
    pub fn command(&self, program: &Path) -> Command {
        let mut command = match self {
            Self::Own { .. } => Command::new("setpriv"),
            Self::Namespace(User { uid, gid, .. }) => {
                let mut command = Command::new("unshare");
                command.arg("--user").arg(format!("--map-user={uid}"));
                command
                    .arg(format!("--map-group={gid}"))
                    .args(["--", "setpriv"]);
                command
            }
            Self::Other(User { uid, gid, .. }) => {
                let mut command = Command::new("setpriv");
                command
                    .arg(format!("--reuid={uid}"))
                    .arg(format!("--regid={gid}"));
                command.arg("--clear-groups");
                command
            }
        };
        command.args(["--pdeathsig", "INT", "--"]).arg(program);
        // No PG* variable of the caller may reach the server.
        command
            .env_clear()
            .env("PATH", "/usr/local/bin:/usr/bin:/bin")
            .env("LC_ALL", "C.UTF-8");
        command.process_group(0);
        command
    }

    fn name(&self) -> &str {
        match self {
            Self::Own { .. } => "",
            Self::Namespace(user) | Self::Other(user) => &user.name,
        }
    }

    fn can_run(&self, program: &str, argument: Option<(&str, &Path)>) -> bool {
        let mut command = self.command(Path::new(program));
        if let Some((option, path)) = argument {
            command.arg(option).arg(path);
        }
        command
            .current_dir("/")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    }
}

/// The outermost folder on the way to `folder` that the identity may not enter. `folder` itself
/// will be handed over.
fn closed_to<'a>(identity: &Identity, folder: &'a Path) -> Option<&'a Path> {
    let mut on_the_way: Vec<&Path> = folder.ancestors().skip(1).collect();
    on_the_way.reverse();
    on_the_way
        .into_iter()
        .find(|folder| !identity.can_run("test", Some(("-x", folder))))
}

/// The best unprivileged user in the text of `/etc/passwd`.
fn unprivileged(users: &str) -> Option<User> {
    let parse = |line: &str| {
        let mut fields = line.split(':');
        let name = fields.next()?.to_owned();
        let uid = fields.nth(1)?.parse().ok()?;
        let gid = fields.next()?.parse().ok()?;
        (uid != 0).then_some(User { name, uid, gid })
    };
    let users: Vec<User> = users.lines().filter_map(parse).collect();
    let wanted = UNPRIVILEGED
        .iter()
        .find(|name| users.iter().any(|user| user.name == **name))?;
    users.into_iter().find(|user| user.name == **wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_user_of_the_package_is_preferred_and_root_never_taken() {
        let debian = "root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65534::/:/bin/false\n";
        let named = |name: &str, uid, gid| User {
            name: name.to_owned(),
            uid,
            gid,
        };
        assert_eq!(unprivileged(debian), Some(named("nobody", 65534, 65534)));
        let installed = format!("{debian}postgres:x:101:104::/:/bin/bash\n");
        assert_eq!(unprivileged(&installed), Some(named("postgres", 101, 104)));
        assert_eq!(unprivileged("postgres:x:0:0::/:/bin/sh\nbroken\n"), None);
    }

    #[test]
    fn the_server_dies_with_the_program_whoever_it_runs_as() {
        let user = || User {
            name: "nobody".to_owned(),
            uid: 65534,
            gid: 65534,
        };
        let identities = [
            Identity::Own { uid: 1, gid: 1 },
            Identity::Namespace(user()),
            Identity::Other(user()),
        ];
        for identity in identities {
            let command = format!("{:?}", identity.command(Path::new("/bin/postgres")));
            assert!(
                command.contains(r#""--pdeathsig" "INT" "--" "/bin/postgres""#),
                "{command}"
            );
        }
    }
}
