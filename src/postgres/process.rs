//! The server process, started from a thread kept for it.
//!
//! The kernel sends the parent-death signal when the *thread* that started the process ends, so
//! a thread of the async runtime, which may end at any time, must not start it.

use std::fs::File;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;

use tokio::sync::watch;

use super::PostgresError;

/// A running or ended server process.
#[derive(Debug)]
pub struct Process {
    ending: watch::Receiver<Option<String>>,
}

impl Process {
    /// Starts the command, with all it writes going to `log`.
    pub fn spawn(mut command: Command, log: File) -> Result<Self, PostgresError> {
        let program = Path::new(command.get_program()).to_owned();
        let failed = |source| PostgresError::io("start", &program)(source);
        command
            .stdin(Stdio::null())
            .stdout(log.try_clone().map_err(failed)?)
            .stderr(log);
        let (started, start) = mpsc::channel::<io::Result<()>>();
        let (ended, ending) = watch::channel(None);
        thread::Builder::new()
            .name("postgres".to_owned())
            .spawn(move || {
                let child = command.spawn();
                let (mut child, outcome) = match child {
                    Ok(child) => (Some(child), Ok(())),
                    Err(error) => (None, Err(error)),
                };
                // The receiver waits below, and nobody may listen to the end any more.
                let _sent = started.send(outcome);
                let end = match child.as_mut().map(std::process::Child::wait) {
                    Some(Ok(status)) => status.to_string(),
                    Some(Err(error)) => error.to_string(),
                    None => return,
                };
                ended.send_replace(Some(end));
            })
            .map_err(failed)?;
        match start.recv() {
            Ok(Ok(())) => Ok(Self { ending }),
            Ok(Err(error)) => Err(failed(error)),
            Err(_gone) => Err(failed(io::ErrorKind::BrokenPipe.into())),
        }
    }

    /// Waits until the process has ended, and tells how.
    pub async fn ended(&self) -> String {
        let mut ending = self.ending.clone();
        match ending.wait_for(Option::is_some).await {
            Ok(how) => how.clone().unwrap_or_default(),
            Err(_thread_gone) => "unknown".to_owned(),
        }
    }

    /// Whether the process has ended.
    pub fn has_ended(&self) -> bool {
        self.ending.borrow().is_some()
    }
}
