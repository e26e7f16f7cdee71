//! `serve` shows an officer what they write, and what is wrong with it.

use std::sync::Arc;

use fingerpost_browser::{Browser, Project, in_a_browser_at, serve, until};

const PAGE: &str = "content/advice/community/loneliness.md";
const OTHER: &str = "content/topics.yaml";
const SENTENCE: &str = "Nobody wrote this sentence before the test did.";

#[tokio::test]
async fn what_is_written_shows_by_itself_and_a_mistake_shows_where_it_is() {
    let project = Arc::new(Project::copy());
    let site = Arc::new(serve(project.clone()));
    in_a_browser_at(site, |browser| write_and_watch(browser, project)).await;
}

async fn write_and_watch(browser: Arc<Browser>, project: Arc<Project>) {
    browser.go("/community/loneliness.html").await;
    let shows = async |text: &str| {
        let script = "return document.body.innerText.includes(arguments[0])";
        browser.run(script, vec![text.into()]).await == true
    };
    let alert = async || {
        browser
            .run("return document.querySelector('[role=alert]')?.textContent ?? ''", vec![])
            .await
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };
    assert!(!shows(SENTENCE).await);
    assert_eq!(alert().await, "");

    project.write(PAGE, &format!("{}\n{SENTENCE}\n", project.read(PAGE)));
    until("the new sentence shows", async || shows(SENTENCE).await).await;

    let whole = project.read(OTHER);
    let broken_line = whole.lines().count() + 1;
    project.write(OTHER, &format!("{whole}- id: [never closed\n"));
    until("the box shows", async || !alert().await.is_empty()).await;
    let said = alert().await;
    let lines = [broken_line, broken_line + 1].map(|line| format!("{OTHER}:{line}:"));
    assert!(
        lines.iter().any(|place| said.contains(place)),
        "the box names the file and the line {broken_line}: {said}"
    );
    assert!(shows(SENTENCE).await, "the last good page stays");

    project.write(OTHER, &whole);
    until("the box goes away", async || alert().await.is_empty()).await;
    assert!(shows(SENTENCE).await);

    assert!(!browser.site.said().contains("panicked"), "{}", browser.site.said());
}
