//! The program itself, started as an operator starts it, on a private PostgreSQL.

#![expect(clippy::unwrap_used, reason = "a failing helper fails its test")]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// A data folder that is removed at the end of a test.
struct DataDir(PathBuf);

impl DataDir {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("tidu-{name}-{}", std::process::id()));
        fs::create_dir(&folder).unwrap();
        Self(folder)
    }

    fn server_pid(&self) -> String {
        let lock = fs::read_to_string(self.0.join("postgres/cluster/postmaster.pid")).unwrap();
        lock.lines().next().unwrap().to_owned()
    }
}

impl Drop for DataDir {
    fn drop(&mut self) {
        let _removed = fs::remove_dir_all(&self.0);
    }
}

/// The running program; killed if a test fails.
struct Program {
    child: Child,
    address: String,
}

impl Program {
    fn start(data_dir: &Path) -> Self {
        let mut command = program(data_dir);
        command.args(["serve", "--no-demo"]).stderr(Stdio::null());
        Self::spawn(command)
    }

    fn spawn(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        // It holds the other end of a pipe that was handed on.
        drop(command);
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let (_, rest) = line
            .split_once("http://")
            .unwrap_or_else(|| panic!("no address in {line:?}"));
        let end = rest
            .find(|c: char| !c.is_ascii_digit() && c != '.' && c != ':')
            .unwrap_or(rest.len());
        let address = rest[..end].to_owned();
        Self { child, address }
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nhost: tidu\r\nconnection: close\r\n\r\n"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    fn signal(&self, name: &str) {
        send(name, &self.child.id().to_string());
    }

    fn end(mut self) -> ExitStatus {
        self.child.wait().unwrap()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _killed = self.child.kill();
        let _reaped = self.child.wait();
    }
}

fn program(data_dir: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tidu"));
    command
        .env("TIDU_DATA_DIR", data_dir)
        .env("TIDU_LISTEN", "127.0.0.1:0")
        .env(
            "TIDU_CONFIG_DIR",
            concat!(env!("CARGO_MANIFEST_DIR"), "/config"),
        )
        .env_remove("TIDU_DATABASE_URL")
        .env_remove("TIDU_RATE_LIMIT");
    command
}

fn send(signal: &str, pid: &str) {
    let sent = Command::new("sh")
        .args(["-c", &format!("kill -{signal} {pid}")])
        .status()
        .unwrap();
    assert!(sent.success());
}

fn wait_until(what: &str, holds: impl Fn() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(30);
    while !holds() {
        assert!(Instant::now() < deadline, "not within 30 s: {what}");
        thread::yield_now();
    }
}

#[test]
fn sigterm_stops_the_program_and_its_private_server_cleanly() {
    let data_dir = DataDir::new("sigterm");
    let program = Program::start(&data_dir.0);
    assert!(program.get("/readyz").starts_with("HTTP/1.1 200"));
    program.signal("TERM");
    assert!(program.end().success());
    assert!(!data_dir.0.join("postgres/cluster/postmaster.pid").exists());
}

#[test]
fn killing_everything_is_recovered_from_at_the_next_start() {
    let data_dir = DataDir::new("sigkill");
    let program = Program::start(&data_dir.0);
    send("KILL", &data_dir.server_pid());
    program.signal("KILL");
    program.end();

    let program = Program::start(&data_dir.0);
    assert!(program.get("/readyz").starts_with("HTTP/1.1 200"));

    // Killed alone, the program takes the private server with it: the lock file goes.
    program.signal("KILL");
    program.end();
    let lock = data_dir.0.join("postgres/cluster/postmaster.pid");
    wait_until("the private server stops by itself", || !lock.exists());
}

#[test]
fn a_demonstration_is_not_shown_to_others_and_not_loaded_into_a_database_in_use() {
    let data_dir = DataDir::new("demo");
    let refused = program(&data_dir.0)
        .env("TIDU_LISTEN", "0.0.0.0:0")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(
        !refused.status.success() && said.contains("--allow-public-demo"),
        "{said}"
    );

    let started = Program::start(&data_dir.0);
    started.signal("INT");
    assert!(started.end().success());
    let refused = program(&data_dir.0)
        .args(["serve", "--demo"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(
        !refused.status.success() && said.contains("in use already"),
        "{said}"
    );
}

#[test]
fn wrong_settings_are_all_told_before_anything_starts() {
    let data_dir = DataDir::new("settings");
    let refused = program(&data_dir.0)
        .env("TIDU_LISTEN", "0.0.0.0:0")
        .env("TIDU_RATE_LIMIT", "off")
        .env("TIDU_DATABASE_URL", "mysql://nowhere")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(!refused.status.success());
    assert!(
        said.contains("TIDU_RATE_LIMIT") && said.contains("TIDU_DATABASE_URL"),
        "{said}"
    );
    assert!(!data_dir.0.join("postgres").exists());
}

#[test]
fn a_backup_beside_the_running_service_is_restored_elsewhere_and_found_whole() {
    let (data_dir, other_dir) = (DataDir::new("backup"), DataDir::new("restore"));
    let backup = DataDir::new("backup-copy");
    let run = |data_dir: &DataDir, arguments: &[&str]| {
        let output = program(&data_dir.0).args(arguments).output().unwrap();
        let said = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8(said).unwrap())
    };
    let folder = backup.0.to_str().unwrap();

    let service = Program::start(&data_dir.0);
    let (made, link) = run(
        &data_dir,
        &["account", "create-security-admin", "--login", "ANQUAN"],
    );
    assert!(made, "beside the running service: {link}");
    let (written, said) = run(&data_dir, &["backup", folder]);
    assert!(written, "{said}");
    let (whole, end) = run(&data_dir, &["audit", "verify"]);
    assert!(whole && end.contains("共 1 条"), "{end}");
    let (refused, said) = run(&data_dir, &["restore", folder]);
    assert!(!refused, "not over a running service: {said}");
    service.signal("TERM");
    assert!(service.end().success());
    let (refused, said) = run(&data_dir, &["restore", folder]);
    assert!(!refused && said.contains("数据库不是空的"), "{said}");

    let (restored, said) = run(&other_dir, &["restore", folder]);
    assert!(restored, "{said}");
    assert_eq!(run(&other_dir, &["audit", "verify"]), (true, end));
    let service = Program::start(&other_dir.0);
    let path = link.split_once("/account/link/").unwrap().1.trim();
    assert!(
        service
            .get(&format!("/account/link/{path}"))
            .starts_with("HTTP/1.1 200"),
        "the account made before the backup is there"
    );

    fs::write(backup.0.join("database.dump"), "something else").unwrap();
    let (refused, said) = run(&data_dir, &["restore", folder]);
    assert!(!refused && said.contains("database.dump"), "{said}");
}

/// Whoever reads the log may go away, or the disk it lies on fill up: that is no reason to answer
/// nobody any more, nor to end without order.
#[test]
fn a_log_that_cannot_be_written_stops_nothing() {
    let data_dir = DataDir::new("log");
    let (reader, writer) = std::io::pipe().unwrap();
    let mut command = program(&data_dir.0);
    command.args(["serve", "--no-demo"]).stderr(writer);
    let program = Program::spawn(command);
    drop(reader);
    for _ in 0..3 {
        assert!(program.get("/").starts_with("HTTP/1.1 200"));
    }
    program.signal("TERM");
    assert!(program.end().success());
}
