//! The folder of the private PostgreSQL below the data folder: cluster, socket, log, lock.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt, chown, lchown};
use std::path::{Path, PathBuf};
use std::{env, io};

use sha2::{Digest, Sha256};

use super::identity::Identity;
use super::{PORT, PostgresError};

/// Longest path of a Unix socket, in bytes (`sun_path` less its closing zero).
const SOCKET_PATH_LIMIT: usize = 107;
/// Lines of the log shown when the server does not start.
const TAIL_LINES: usize = 12;

/// The folder, claimed for this process by a lock that the kernel frees when it ends.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
    socket: PathBuf,
    _lock: File,
}

impl Folder {
    /// Makes the folder if needed and claims it.
    pub fn claim(data_dir: &Path) -> Result<Self, PostgresError> {
        fs::create_dir_all(data_dir).map_err(PostgresError::io("make", data_dir))?;
        let data_dir =
            fs::canonicalize(data_dir).map_err(PostgresError::io("resolve", data_dir))?;
        let root = data_dir.join("postgres");
        make_private(&root)?;
        let lock_file = root.join("instance.lock");
        let lock = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&lock_file)
            .map_err(PostgresError::io("open", &lock_file))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(PostgresError::AnotherInstance(data_dir)),
            Err(TryLockError::Error(error)) => {
                return Err(PostgresError::io("lock", &lock_file)(error));
            }
        }
        let socket = socket_folder(&root);
        Ok(Self {
            root,
            socket,
            _lock: lock,
        })
    }

    /// The folder itself.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Folder of the Unix socket.
    pub fn socket(&self) -> &Path {
        &self.socket
    }

    /// Folder of the cluster.
    pub fn cluster(&self) -> PathBuf {
        self.root.join("cluster")
    }

    /// Major version that made the cluster; `None` when there is no cluster yet.
    pub fn cluster_version(&self) -> Option<u32> {
        let version = fs::read_to_string(self.cluster().join("PG_VERSION")).ok()?;
        version.trim().parse().ok()
    }

    /// Makes the socket folder and gives all to the identity the server runs as, which may not
    /// be the one it ran as last time.
    pub fn hand_over(&self, identity: &Identity) -> Result<(), PostgresError> {
        make_private(&self.socket)?;
        for folder in [&self.root, &self.socket] {
            give(folder, identity.owner())?;
            let open_to = fs::metadata(folder).map_err(PostgresError::io("look at", folder))?;
            if (open_to.uid(), open_to.mode() & 0o077) != (identity.owner().0, 0) {
                return Err(PostgresError::SocketFolder(folder.clone()));
            }
        }
        Ok(())
    }

    /// An empty folder to make the cluster in, so that an interrupted attempt is never used.
    pub fn fresh_cluster(&self, identity: &Identity) -> Result<PathBuf, PostgresError> {
        let new_cluster = self.root.join("cluster.new");
        if new_cluster.exists() {
            fs::remove_dir_all(&new_cluster).map_err(PostgresError::io("remove", &new_cluster))?;
        }
        make_private(&new_cluster)?;
        give(&new_cluster, identity.owner())?;
        Ok(new_cluster)
    }

    /// Makes a complete new cluster the one that is used.
    pub fn adopt(&self, new_cluster: &Path) -> Result<(), PostgresError> {
        fs::rename(new_cluster, self.cluster()).map_err(PostgresError::io("rename", new_cluster))
    }

    /// Keeps the log of the previous run beside the new one.
    pub fn keep_previous_log(&self) -> Result<(), PostgresError> {
        let log = self.log_file();
        if log.exists() {
            let previous = self.root.join("server.previous.log");
            fs::rename(&log, &previous).map_err(PostgresError::io("rename", &log))?;
        }
        Ok(())
    }

    /// An empty log for one attempt to start.
    pub fn new_log(&self) -> Result<File, PostgresError> {
        let log = self.log_file();
        fs::write(&log, "").map_err(PostgresError::io("empty", &log))?;
        let opened = OpenOptions::new().append(true).open(&log);
        opened.map_err(PostgresError::io("open", &log))
    }

    /// The last lines of the log.
    pub fn log_tail(&self) -> String {
        let log = fs::read(self.log_file()).unwrap_or_default();
        let log = String::from_utf8_lossy(&log).into_owned();
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(TAIL_LINES)..].join("\n")
    }

    /// Removes lock files that name a living process which is not a PostgreSQL server.
    ///
    /// The server itself recognises a lock whose process is gone. After the restart of a
    /// container, though, the same small process id often belongs to another program, and it
    /// would refuse to start for ever. The claim on the folder excludes another live instance.
    pub fn forget_foreign_lock(&self) {
        for lock in [
            self.cluster().join("postmaster.pid"),
            self.socket.join(format!(".s.PGSQL.{PORT}.lock")),
        ] {
            if names_foreign_process(&lock) {
                tracing::warn!(file = %lock.display(), "removing a stale lock");
                if let Err(error) = fs::remove_file(&lock) {
                    tracing::warn!(%error, "the stale lock stays");
                }
            }
        }
    }

    fn log_file(&self) -> PathBuf {
        self.root.join("server.log")
    }
}

/// A folder for the socket whose path is short enough: inside `root`, or else in the folder for
/// temporary files under a name that depends on `root` alone.
pub(super) fn socket_folder(root: &Path) -> PathBuf {
    let inside = root.join("socket");
    let file_name = format!("/.s.PGSQL.{PORT}");
    if inside.as_os_str().len() + file_name.len() <= SOCKET_PATH_LIMIT {
        return inside;
    }
    let digest = Sha256::digest(root.as_os_str().as_bytes());
    let name: String = digest
        .iter()
        .take(8)
        .map(|byte| char::from(b'a' + byte % 26))
        .collect();
    env::temp_dir().join(format!("tidu-{name}"))
}

/// Makes a folder that only its owner may enter, unless it exists.
fn make_private(folder: &Path) -> Result<(), PostgresError> {
    match DirBuilder::new().mode(0o700).create(folder) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            let found =
                fs::symlink_metadata(folder).map_err(PostgresError::io("look at", folder))?;
            if found.is_dir() {
                Ok(())
            } else {
                Err(PostgresError::SocketFolder(folder.to_owned()))
            }
        }
        Err(error) => Err(PostgresError::io("make", folder)(error)),
    }
}

/// Gives a folder and what is in it to `owner`, unless it already belongs to it.
fn give(folder: &Path, owner: (u32, u32)) -> Result<(), PostgresError> {
    let look = PostgresError::io("look at", folder);
    let found = fs::metadata(folder).map_err(look)?;
    if found.uid() != owner.0 {
        give_all(folder, owner).map_err(PostgresError::io("change the owner of", folder))?;
    }
    if found.mode() & 0o077 != 0 {
        let private = fs::Permissions::from_mode(0o700);
        fs::set_permissions(folder, private).map_err(PostgresError::io("close", folder))?;
    }
    Ok(())
}

fn give_all(path: &Path, (uid, gid): (u32, u32)) -> io::Result<()> {
    if fs::symlink_metadata(path)?.is_dir() {
        for entry in fs::read_dir(path)? {
            give_all(&entry?.path(), (uid, gid))?;
        }
        chown(path, Some(uid), Some(gid))
    } else {
        lchown(path, Some(uid), Some(gid))
    }
}

/// Whether the first line of a lock file is the id of a living process that has nothing to do
/// with PostgreSQL.
fn names_foreign_process(lock: &Path) -> bool {
    let Ok(text) = fs::read_to_string(lock) else {
        return false;
    };
    let Some(id) = text
        .lines()
        .next()
        .and_then(|line| line.trim().parse::<u32>().ok())
    else {
        return false;
    };
    let command = fs::read(format!("/proc/{id}/cmdline")).unwrap_or_default();
    !command.is_empty() && !command.windows(8).any(|part| part == b"postgres")
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};
    use std::process::{Child, Command, Stdio};

    use super::*;

    #[test]
    fn a_long_path_gets_a_socket_elsewhere_always_the_same() {
        let short = Path::new("/srv/tidu/postgres");
        assert_eq!(socket_folder(short), short.join("socket"));
        let fits = PathBuf::from(format!("/{}", "x".repeat(107 - 22)));
        assert_eq!(socket_folder(&fits), fits.join("socket"));
        let long = PathBuf::from(format!("/{}", "x".repeat(107 - 21)));
        let elsewhere = socket_folder(&long);
        assert!(elsewhere.starts_with(env::temp_dir()));
        assert_eq!(elsewhere, socket_folder(&long));
        assert_ne!(elsewhere, socket_folder(&long.join("y")));
    }

    /// A process that has said something, so that it no longer is the fork of this one.
    fn echo() -> Child {
        let mut cat = Command::new("cat")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        cat.stdin.as_mut().unwrap().write_all(b"x").unwrap();
        cat.stdout.as_mut().unwrap().read_exact(&mut [0]).unwrap();
        cat
    }

    #[test]
    fn only_a_living_stranger_makes_a_lock_foreign() {
        let folder = env::temp_dir().join(format!("tidu-lock-test-{}", std::process::id()));
        fs::create_dir(&folder).unwrap();
        let lock = folder.join("postmaster.pid");
        assert!(!names_foreign_process(&lock), "no lock");
        // Not this test's own process: its command line may hold the name of this module.
        let mut stranger = echo();
        fs::write(&lock, format!("{}\n/data\n", stranger.id())).unwrap();
        assert!(names_foreign_process(&lock), "a living stranger");
        stranger.kill().unwrap();
        stranger.wait().unwrap();
        fs::write(&lock, "4194305\n").unwrap();
        assert!(
            !names_foreign_process(&lock),
            "no such process; the server sees that itself"
        );
        fs::remove_dir_all(&folder).unwrap();
    }
}
