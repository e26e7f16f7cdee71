//! `fingerpost serve`: build, show, watch, build again. The browser is told by a script of our own that this command, and
//! no published site, adds to each page.

use std::collections::BTreeSet;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::{HeaderValue, Response, StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;
use axum::serve::ListenerExt as _;
use notify::{RecursiveMode, Watcher as _};
use tokio::sync::watch;
use tower_http::services::{ServeDir, ServeFile};
use tower_http::set_header::SetResponseHeaderLayer;

use super::build::close;
use super::progress::Bar;
use super::{disk_at, options, show, target, today};
use crate::cli::Serve;
use crate::diagnostic::{self, Format};
use crate::project::{self, Held, Outcome};
use crate::source::load::Options;
use crate::source::world::Disk;

/// What browsers that are open are told: a number that grows with each build, and what is wrong, if anything is.
#[derive(Debug, Clone, Default)]
struct News {
    build: u64,
    problems: String,
}

/// Changes that come within this time of each other are built together: an editor writes a file in several steps.
const QUIET: Duration = Duration::from_millis(5);

/// How long a browser's question for news is held before it is answered with "nothing yet".
const PATIENCE: Duration = Duration::from_secs(25);

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; \
     base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The same for a page with a tool, and nothing looser.
const TOOL_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; \
     font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const SCRIPT: &str = include_str!("reload.js");

pub(super) fn serve(asked: &Serve) -> ExitCode {
    let runtime = match tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("The server could not start: {error}.");
            return ExitCode::from(2);
        }
    };
    match runtime.block_on(run(asked)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}

async fn run(asked: &Serve) -> Result<(), String> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, asked.port));
    // Listening first: a port that is taken is said at once, not after a build.
    let listener = tokio::net::TcpListener::bind(address)
        .await
        .map_err(|error| format!("Port {} cannot be used: {error}. Choose another with --port.", asked.port))?;
    let (first, held) = rebuild(asked);
    let prefix = prefix(asked);
    let (tell, news) = watch::channel(News { build: 1, problems: problems(&first) });
    drop(first);
    let _watcher = watch_files(asked, held, tell)?;
    let url = format!("http://{address}{prefix}/");
    eprintln!("\nThe site is at {url}  (Ctrl+C stops it; pages reload by themselves as you write)");
    if asked.open {
        open(&url);
    }
    let out = target(&asked.project.project, asked.out.as_deref()).out;
    let files = ServeDir::new(&out).not_found_service(ServeFile::new(out.join("404.html")));
    let site = Router::new().fallback_service(files).layer(axum::middleware::map_response(with_script));
    let site = if prefix.is_empty() { site } else { Router::new().nest(&prefix, site) };
    let router = Router::new()
        .route(
            "/_fingerpost/reload.js",
            get(|| async { ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], SCRIPT) }),
        )
        .route("/_fingerpost/news", get(answer))
        .with_state(news)
        .merge(site)
        .layer(axum::middleware::map_response(with_policy))
        .layer(SetResponseHeaderLayer::overriding(header::CACHE_CONTROL, HeaderValue::from_static("no-cache")))
        .layer(SetResponseHeaderLayer::overriding(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")))
        .layer(SetResponseHeaderLayer::overriding(
            header::REFERRER_POLICY,
            HeaderValue::from_static("strict-origin-when-cross-origin"),
        ));
    // Small files go out at once, not when the last one has been acknowledged.
    let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
    axum::serve(listener, router).await.map_err(|error| format!("The server stopped: {error}."))
}

/// Builds the whole site.
fn rebuild(asked: &Serve) -> (Outcome, Option<Held>) {
    let bar = Bar::new();
    let target = target(&asked.project.project, asked.out.as_deref());
    let (outcome, held) = project::build_and_hold(&world(asked), &options(&asked.project, None), &target, &bar);
    say(asked, &outcome, &bar);
    (outcome, held)
}

/// Builds the site again when only the text of some pages has changed, if it can be done that way.
fn rebuild_pages(asked: &Serve, held: &mut Held, changed: &[String], published: &dyn Fn()) -> Option<Outcome> {
    let bar = Bar::new();
    let target = target(&asked.project.project, asked.out.as_deref());
    let outcome = project::rebuild_pages(held, &world(asked), &target, changed, &bar, published)?;
    say(asked, &outcome, &bar);
    Some(outcome)
}

fn world(asked: &Serve) -> Disk {
    disk_at(&asked.project.project, asked.project.today.unwrap_or_else(today))
}

fn say(asked: &Serve, outcome: &Outcome, bar: &Bar) {
    bar.finish();
    show(&outcome.found, asked.project.format);
    let out = target(&asked.project.project, asked.out.as_deref()).out;
    close(outcome, bar, asked.project.format, &out.display().to_string());
}

/// The path the site is published under, which its links begin with.
fn prefix(asked: &Serve) -> String {
    let plain = Options { widgets: None, ..options(&asked.project, None) };
    let (library, _) = crate::source::load::load(&world(asked), &plain);
    library.map(|library| library.settings.prefix().to_owned()).unwrap_or_default()
}

fn problems(outcome: &Outcome) -> String {
    if outcome.failed() { diagnostic::print(&outcome.found, Format::Short, false) } else { String::new() }
}

/// Builds again whenever a file changes, and tells the browsers.
fn watch_files(
    asked: &Serve,
    mut held: Option<Held>,
    tell: watch::Sender<News>,
) -> Result<notify::RecommendedWatcher, String> {
    let (notice, changes) = std::sync::mpsc::channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        if let Ok(event) = event
            && !matches!(event.kind, notify::EventKind::Access(_))
        {
            // The receiver lives as long as the server.
            let _ = notice.send(event.paths);
        }
    })
    .map_err(|error| format!("Files cannot be watched: {error}."))?;
    let root = asked.project.project.canonicalize().unwrap_or_else(|_| asked.project.project.clone());
    for folder in ["content", "themes"] {
        let path = root.join(folder);
        if path.is_dir() {
            watcher
                .watch(&path, RecursiveMode::Recursive)
                .map_err(|error| format!("{folder} cannot be watched: {error}."))?;
        }
    }
    let asked = Serve { project: asked.project.clone(), out: asked.out.clone(), port: asked.port, open: false };
    std::thread::spawn(move || {
        while let Ok(first) = changes.recv() {
            let mut paths: BTreeSet<PathBuf> = first.into_iter().collect();
            while let Ok(more) = changes.recv_timeout(QUIET) {
                paths.extend(more);
            }
            let spread = |problems: String| tell.send_modify(|news| *news = News { build: news.build + 1, problems });
            let pages = pages(&root, &paths);
            let quick = match (&mut held, pages) {
                (Some(held), Some(pages)) => rebuild_pages(&asked, held, &pages, &|| spread(String::new())),
                _ => None,
            };
            if quick.is_none() {
                let (outcome, whole) = rebuild(&asked);
                held = whole;
                spread(problems(&outcome));
            }
        }
    });
    Ok(watcher)
}

/// The changed files as paths within the project, if all of them are pages that are there.
fn pages(root: &Path, paths: &BTreeSet<PathBuf>) -> Option<Vec<String>> {
    let page = |path: &PathBuf| {
        let within = path.strip_prefix(root).ok()?.to_str()?.replace('\\', "/");
        (within.ends_with(".md") && path.is_file()).then_some(within)
    };
    paths.iter().map(page).collect()
}

/// Answers a browser that asks for news: at once if there is any since the build it names, or when there is.
async fn answer(State(mut news): State<watch::Receiver<News>>, query: axum::http::Uri) -> impl IntoResponse {
    let seen: u64 =
        query.query().and_then(|query| query.strip_prefix("since=")).and_then(|since| since.parse().ok()).unwrap_or(0);
    let _ = tokio::time::timeout(PATIENCE, news.wait_for(|news| news.build > seen)).await;
    let news = news.borrow().clone();
    let body = serde_json::json!({ "build": news.build, "problems": news.problems });
    ([(header::CONTENT_TYPE, "application/json")], body.to_string())
}

/// Adds the script that reloads to a page.
async fn with_script(response: Response<Body>) -> Response<Body> {
    let (mut parts, body) = response.into_parts();
    let is_html = parts.headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if !is_html {
        return Response::from_parts(parts, body);
    }
    let Ok(bytes) = to_bytes(body, usize::MAX).await else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    let html = String::from_utf8_lossy(&bytes).replacen(
        "</body>",
        "<script src=\"/_fingerpost/reload.js\" defer></script></body>",
        1,
    );
    parts.headers.remove(header::CONTENT_LENGTH);
    if html.contains(" data-widget=\"") {
        parts.headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(TOOL_POLICY));
    }
    Response::from_parts(parts, Body::from(html))
}

/// Says what a page may do. "Not modified" stands for what the browser has, policy and all: a word about it here would
/// replace the tool's own.
async fn with_policy(mut response: Response<Body>) -> Response<Body> {
    if response.status() != StatusCode::NOT_MODIFIED {
        let policy = response.headers_mut().entry(header::CONTENT_SECURITY_POLICY);
        policy.or_insert(HeaderValue::from_static(POLICY));
    }
    response
}

/// Opens the site in the reader's browser; if that fails, the address was printed.
fn open(url: &str) {
    let command = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    if let Err(error) = std::process::Command::new(command).arg(url).spawn() {
        eprintln!("The browser could not be opened ({error}). Go to {url}");
    }
}
