//! The installed programs `initdb`, `postgres` and `pg_ctl`: where they are, how they are called.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use super::folder::Folder;
use super::identity::Identity;
use super::{NAME, PORT, PostgresError, STOP_LIMIT, Settings};

/// Oldest version the SQL of the program is written for.
const OLDEST: u32 = 15;
/// Where Debian and its relatives keep each version in a folder of its own.
const DEBIAN: &str = "/usr/lib/postgresql";

/// A folder that holds the three programs.
#[derive(Debug)]
pub struct Programs {
    folder: PathBuf,
}

impl Programs {
    /// Finds programs of version 15 or later, or of exactly the version of an existing cluster:
    /// in `configured`, or else on `PATH`, or else the highest under `/usr/lib/postgresql`.
    pub fn find(configured: Option<&Path>, cluster: Option<u32>) -> Result<Self, PostgresError> {
        let places = match configured {
            Some(folder) => vec![folder.to_owned()],
            None => usual_places(),
        };
        let fits = |version: u32| cluster.map_or(version >= OLDEST, |made_by| version == made_by);
        if let Some(folder) = places
            .iter()
            .find(|folder| version_in(folder).is_some_and(fits))
        {
            let folder = fs::canonicalize(folder.join("postgres"))
                .ok()
                .and_then(|program| program.parent().map(Path::to_owned))
                .filter(|folder| folder.join("pg_ctl").is_file())
                .unwrap_or_else(|| folder.clone());
            return Ok(Self { folder });
        }
        Err(PostgresError::NotInstalled {
            wanted: cluster.map_or_else(|| format!("{OLDEST} or later"), |it| it.to_string()),
            looked: places
                .iter()
                .map(|it| it.display().to_string())
                .collect::<Vec<_>>()
                .join(", "),
        })
    }

    /// Makes an empty cluster in the folder `cluster`.
    pub fn make_cluster(
        &self,
        identity: &Identity,
        folder: &Folder,
        cluster: &Path,
    ) -> Result<(), PostgresError> {
        let program = self.folder.join("initdb");
        let mut command = identity.command(&program);
        // C.UTF-8: with plain C, trigram search would find no Chinese.
        command
            .args([
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--auth=trust",
                "--data-checksums",
            ])
            .arg(format!("--username={NAME}"))
            .arg("--pgdata")
            .arg(cluster)
            .current_dir(folder.root());
        let output = command
            .output()
            .map_err(PostgresError::io("run", &program))?;
        if output.status.success() {
            return Ok(());
        }
        let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        Err(PostgresError::Failed {
            program: "initdb",
            output: said,
        })
    }

    /// The command that runs the server. Every setting that makes commits durable keeps its
    /// default, which is on.
    pub fn server(&self, identity: &Identity, folder: &Folder, settings: &Settings) -> Command {
        let mut command = identity.command(&self.folder.join("postgres"));
        command.arg("-D").arg(folder.cluster());
        for (name, value) in [
            ("listen_addresses", String::new()),
            (
                "unix_socket_directories",
                format!("\"{}\"", folder.socket().display()),
            ),
            ("unix_socket_permissions", "0700".to_owned()),
            ("port", PORT.to_string()),
            ("max_connections", settings.max_connections.to_string()),
            (
                "shared_buffers",
                format!("{}MB", settings.shared_buffers_mib),
            ),
            ("jit", "off".to_owned()),
            ("timezone", "UTC".to_owned()),
            ("log_timezone", "UTC".to_owned()),
            ("log_checkpoints", "off".to_owned()),
        ] {
            command.arg("-c").arg(format!("{name}={value}"));
        }
        command.current_dir(folder.root());
        command
    }

    /// The command that asks the running server to stop, and waits for it.
    pub fn stop(&self, identity: &Identity, folder: &Folder, mode: &str) -> Command {
        let mut command = identity.command(&self.folder.join("pg_ctl"));
        command
            .args(["stop", "--wait", "--silent", "--mode", mode, "--timeout"])
            .arg(STOP_LIMIT.as_secs().to_string())
            .arg("--pgdata")
            .arg(folder.cluster())
            .current_dir(folder.root());
        command
    }
}

/// Folders on `PATH`, then Debian's, highest version first.
pub(super) fn usual_places() -> Vec<PathBuf> {
    // PATH says where programs are, it is not a setting of this program.
    let path = env::var_os("PATH").unwrap_or_default();
    let mut versions: Vec<u32> = fs::read_dir(DEBIAN)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .collect();
    versions.sort_unstable_by(|a, b| b.cmp(a));
    let debian = versions
        .into_iter()
        .map(|version| format!("{DEBIAN}/{version}/bin").into());
    env::split_paths(&path).chain(debian).collect()
}

/// Major version of the programs in `folder`; `None` if one of the three is missing.
fn version_in(folder: &Path) -> Option<u32> {
    let server = fs::canonicalize(folder.join("postgres")).ok()?;
    let home = server.parent()?;
    if !["initdb", "pg_ctl"]
        .iter()
        .all(|it| home.join(it).is_file() || folder.join(it).is_file())
    {
        return None;
    }
    let output = Command::new(server).arg("--version").output().ok()?;
    major_version(&String::from_utf8_lossy(&output.stdout))
}

/// `postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)` is version 15.
fn major_version(answer: &str) -> Option<u32> {
    let number = answer.strip_prefix("postgres (PostgreSQL) ")?;
    let digits = number.split(|c: char| !c.is_ascii_digit()).next()?;
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read_from_what_the_server_says() {
        for (said, major) in [
            (
                "postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)\n",
                Some(15),
            ),
            ("postgres (PostgreSQL) 16beta1\n", Some(16)),
            ("postgres (PostgreSQL) \n", None),
            ("mysqld 8\n", None),
        ] {
            assert_eq!(major_version(said), major, "{said}");
        }
    }

    #[test]
    fn a_missing_installation_is_told_with_what_to_do() {
        let error = Programs::find(Some(Path::new("/nonexistent")), None).unwrap_err();
        let told = error.to_string();
        assert!(
            told.contains("/nonexistent") && told.contains("TIDU_DATABASE_URL"),
            "{told}"
        );
    }
}
