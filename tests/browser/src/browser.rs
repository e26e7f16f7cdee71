//! A real browser: Debian's chromium, told what to do by chromedriver.

use std::process::Command;
use std::sync::{Arc, Mutex, Weak};
use std::time::Duration;

use fantoccini::actions::{InputSource as _, KeyAction, KeyActions};
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::task::LocalSet;

use crate::children::Running;
use crate::site::{Site, site};

/// The size of a screen, in CSS pixels.
#[derive(Debug, Clone, Copy)]
pub struct Screen {
    /// Name for messages.
    pub name: &'static str,
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
    /// Device pixels to a CSS pixel.
    pub scale: u32,
}

impl Screen {
    /// An old phone.
    pub const PHONE: Self = Self { name: "320 px", width: 320, height: 640, scale: 1 };
    /// Where pages have just got their columns.
    pub const TABLET: Self = Self { name: "980 px", width: 980, height: 768, scale: 1 };
    /// A desk.
    pub const DESK: Self = Self { name: "1280 px", width: 1280, height: 1024, scale: 1 };
    /// The desk with the page zoomed to 400 %: a quarter as many CSS pixels each way, each four times as large.
    pub const DESK_ZOOMED: Self = Self { name: "1280 px at 400 %", width: 320, height: 256, scale: 4 };
}

/// What the reader's device asks for.
#[derive(Debug, Clone, Copy)]
pub enum Scheme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// One window of the browser, with nothing kept from before.
#[derive(Debug)]
pub struct Browser {
    /// The site that `go` goes to.
    pub site: Arc<Site>,
    client: Client,
    _driver: Arc<Driver>,
    _profile: TempDir,
}

/// Does `body` in a browser of its own at the shipped site, and closes the browser however it ends.
pub async fn in_a_browser<F>(body: impl FnOnce(Arc<Browser>) -> F)
where
    F: Future<Output = ()> + 'static,
{
    in_a_browser_at(site(), body).await;
}

/// Does `body` in a browser of its own at a site, and closes the browser however it ends.
pub async fn in_a_browser_at<F>(site: Arc<Site>, body: impl FnOnce(Arc<Browser>) -> F)
where
    F: Future<Output = ()> + 'static,
{
    let browser = Arc::new(Browser::open(site).await);
    let body = body(browser.clone());
    // In a task of its own, so that a failure is caught and the browser closed before the test fails.
    let ended = LocalSet::new().run_until(async { tokio::task::spawn_local(body).await }).await;
    browser.close().await;
    if let Err(error) = ended {
        std::panic::resume_unwind(error.into_panic());
    }
}

impl Browser {
    async fn open(site: Arc<Site>) -> Self {
        let driver = driver();
        let profile = TempDir::with_prefix("fingerpost-browser-").expect("a temporary folder");
        let mut flags: Vec<String> =
            "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
            --disable-component-update --disable-sync --disable-dev-shm-usage"
                .split_whitespace()
                .map(str::to_owned)
                .collect();
        flags.push(format!("--user-data-dir={}", profile.path().display()));
        let binary = std::env::var("CHROMIUM").unwrap_or_else(|_| "/usr/bin/chromium".to_owned());
        let capabilities = json!({
            "browserName": "chrome",
            "goog:chromeOptions": { "args": flags, "binary": binary },
            "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
        });
        let Value::Object(capabilities) = capabilities else { unreachable!("written as an object") };
        let client = ClientBuilder::new(HttpConnector::new()).capabilities(capabilities).connect(&driver.url).await;
        let client = client.unwrap_or_else(|error| panic!("The browser did not start: {error}"));
        let browser = Self { site, client, _driver: driver, _profile: profile };
        // Away from the browser's own first page, whose requests are none of the site's.
        browser.client.goto("about:blank").await.expect("an empty page");
        browser.log("performance").await;
        browser.log("browser").await;
        browser
    }

    async fn close(&self) {
        // A browser that has gone is closed enough.
        let _ = self.client.clone().close().await;
    }

    /// Goes to an address of the site and waits until it is loaded.
    pub async fn go(&self, address: &str) {
        let url = format!("{}{address}", self.site.url);
        self.client.goto(&url).await.unwrap_or_else(|error| panic!("{address}: {error}"));
    }

    /// The path of the page that is open.
    pub async fn address(&self) -> String {
        self.client.current_url().await.expect("an open page").path().to_owned()
    }

    /// Sets the size of the screen.
    pub async fn screen(&self, screen: Screen) {
        let Screen { width, height, scale, .. } = screen;
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": scale, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", size).await;
    }

    /// Sets the colours that the device asks for.
    pub async fn scheme(&self, scheme: Scheme) {
        let value = if matches!(scheme, Scheme::Light) { "light" } else { "dark" };
        // Without motion: colours on their way from one scheme to the other are neither's.
        let still = json!({ "name": "prefers-reduced-motion", "value": "reduce" });
        let wish = json!({ "features": [{ "name": "prefers-color-scheme", "value": value }, still] });
        self.devtools("Emulation.setEmulatedMedia", wish).await;
    }

    /// Switches the scripts of pages on or off. What the test itself runs with `run` works either way.
    pub async fn scripts(&self, on: bool) {
        self.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": !on })).await;
    }

    /// Runs a function body in the page and gives what it returns.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.client.execute(script, arguments).await.unwrap_or_else(|error| panic!("in the page: {error}"))
    }

    /// Runs a function body in the page that calls its last argument when it is done.
    pub async fn run_and_wait(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.client.execute_async(script, arguments).await.unwrap_or_else(|error| panic!("in the page: {error}"))
    }

    /// Presses keys one after the other, as a person does.
    pub async fn press(&self, key: char, times: usize) {
        let mut keys = KeyActions::new("keyboard".into());
        for _ in 0..times {
            keys = keys.then(KeyAction::Down { value: key }).then(KeyAction::Up { value: key });
        }
        self.client.perform_actions(keys).await.expect("keys pressed");
    }

    /// The cookies that the browser holds for this page.
    pub async fn cookies(&self) -> Vec<String> {
        let cookies = self.client.get_all_cookies().await.expect("the cookies");
        cookies.iter().map(|cookie| cookie.name().to_owned()).collect()
    }

    /// What has come into a log of the browser (`browser`, `performance`) since it was last asked.
    pub async fn log(&self, kind: &'static str) -> Vec<Value> {
        let log = self.client.issue_cmd(Raw { path: "se/log", body: json!({ "type": kind }) }).await;
        serde_json::from_value(log.expect("a log")).expect("a list")
    }

    /// A command of the browser's developer tools.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Value {
        let body = json!({ "cmd": command, "params": parameters });
        let done = self.client.issue_cmd(Raw { path: "goog/cdp/execute", body }).await;
        done.unwrap_or_else(|error| panic!("{command}: {error}"))
    }

    /// The page as it would print on A4, as PDF.
    pub async fn print(&self) -> Vec<u8> {
        let a4 = fantoccini::wd::PrintSize { width: 21.0, height: 29.7 };
        let wishes = fantoccini::wd::PrintConfigurationBuilder::default().size(a4).build().expect("A4 can be printed");
        self.client.print(wishes).await.expect("a PDF")
    }
}

/// A command that the `WebDriver` standard does not have.
#[derive(Debug)]
struct Raw {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Raw {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}

#[derive(Debug)]
struct Driver {
    url: String,
    _program: Running,
}

/// Chromedriver; all tests that run at the same time share it.
fn driver() -> Arc<Driver> {
    static SHARED: Mutex<Weak<Driver>> = Mutex::new(Weak::new());
    let mut shared = SHARED.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    shared.upgrade().unwrap_or_else(|| {
        let program = std::env::var("CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".to_owned());
        let port =
            |line: &str| line.split_once("started successfully on port ")?.1.trim_end_matches('.').parse::<u16>().ok();
        let (program, port) = Running::start(Command::new(program).arg("--port=0"), port);
        std::thread::sleep(Duration::from_millis(50));
        let driver = Arc::new(Driver { url: format!("http://127.0.0.1:{port}/"), _program: program });
        *shared = Arc::downgrade(&driver);
        driver
    })
}
