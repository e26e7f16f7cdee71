//! Programs that a test starts. They end when the last test that uses them does.

use std::io::{BufRead as _, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

/// A running program and what it has said.
#[derive(Debug)]
pub(crate) struct Running {
    child: Child,
    said: Arc<Mutex<String>>,
}

impl Running {
    /// Starts a program and waits for a line of its output from which `ready` can tell what is needed.
    pub(crate) fn start<T>(command: &mut Command, ready: impl Fn(&str) -> Option<T>) -> (Self, T) {
        let name = command.get_program().to_string_lossy().into_owned();
        let mut child =
            command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap_or_else(
                |error| {
                    panic!("{name} cannot be started: {error}. `tests/run` installs and builds all that is needed.")
                },
            );
        let (tell, lines) = mpsc::channel();
        let said = Arc::new(Mutex::new(String::new()));
        listen(child.stdout.take().expect("piped"), tell.clone(), said.clone());
        listen(child.stderr.take().expect("piped"), tell, said.clone());
        let running = Self { child, said };
        while let Ok(line) = lines.recv_timeout(Duration::from_mins(1)) {
            if let Some(answer) = ready(&line) {
                return (running, answer);
            }
        }
        panic!("{name} did not get ready. It said:\n{}", running.said());
    }

    /// All it has said so far.
    pub(crate) fn said(&self) -> String {
        self.said.lock().expect("no listener panics").clone()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Either may fail only because it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads on to the end: a program whose pipe is full stands still.
fn listen(pipe: impl Read + Send + 'static, tell: mpsc::Sender<String>, said: Arc<Mutex<String>>) {
    std::thread::spawn(move || {
        for line in BufReader::new(pipe).lines().map_while(Result::ok) {
            said.lock().expect("no listener panics").push_str(&format!("{line}\n"));
            let _ = tell.send(line);
        }
    });
}
