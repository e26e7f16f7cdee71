//! The same pages for Zola and Hugo, with templates that do the same work: a page with its tags, a list for each tag, a
//! sitemap and a feed.

use std::path::{Path, PathBuf};

use crate::corpus::{self, PER_FOLDER, Page};
use crate::measure::{Cost, best, clear, cost, line};

const ZOLA_CONFIG: &str = "base_url = \"https://bench.example\"\ngenerate_feeds = true\ntaxonomies = [{name = \"tags\"}]\n[markdown]\nsmart_punctuation = true\n";
const ZOLA_BASE: &str = "<!DOCTYPE html><html lang=\"en\"><head><title>{% block title %}{% endblock %}</title></head><body>{% block main %}{% endblock %}</body></html>";
const ZOLA_PAGE: &str = "{% extends \"base.html\" %}{% block title %}{{ page.title }}{% endblock %}{% block main %}<h1>{{ page.title }}</h1><p>{{ page.description }}</p><ol>{% for h in page.toc %}<li><a href=\"#{{ h.id }}\">{{ h.title }}</a></li>{% endfor %}</ol>{{ page.content | safe }}{% for t in page.taxonomies.tags %}<a href=\"/tags/{{ t }}/\">{{ t }}</a>{% endfor %}{% endblock %}";
const ZOLA_LIST: &str = "{% extends \"base.html\" %}{% block title %}{{ section.title }}{% endblock %}{% block main %}<ul>{% for p in section.pages %}<li><a href=\"{{ p.permalink }}\">{{ p.title }}</a></li>{% endfor %}</ul>{% endblock %}";
const ZOLA_TERM: &str = "{% extends \"base.html\" %}{% block title %}{{ term.name }}{% endblock %}{% block main %}<ul>{% for p in term.pages %}<li><a href=\"{{ p.permalink }}\">{{ p.title }}</a><p>{{ p.description }}</p></li>{% endfor %}</ul>{% endblock %}";
const ZOLA_TERMS: &str = "{% extends \"base.html\" %}{% block title %}Tags{% endblock %}{% block main %}<ul>{% for t in terms %}<li><a href=\"{{ t.permalink }}\">{{ t.name }}</a></li>{% endfor %}</ul>{% endblock %}";

const HUGO_CONFIG: &str =
    "baseURL = \"https://bench.example/\"\ntitle = \"Neutral pages\"\n[taxonomies]\ntag = \"tags\"\n";
const HUGO_BASE: &str = "<!DOCTYPE html><html lang=\"en\"><head><title>{{ .Title }}</title></head><body>{{ block \"main\" . }}{{ end }}</body></html>";
const HUGO_PAGE: &str = "{{ define \"main\" }}<h1>{{ .Title }}</h1><p>{{ .Description }}</p>{{ .TableOfContents }}{{ .Content }}{{ range .Params.tags }}<a href=\"/tags/{{ . }}/\">{{ . }}</a>{{ end }}{{ end }}";
const HUGO_LIST: &str = "{{ define \"main\" }}<ul>{{ range .Pages }}<li><a href=\"{{ .Permalink }}\">{{ .Title }}</a><p>{{ .Description }}</p></li>{{ end }}</ul>{{ end }}";

/// Times the peers that are installed.
pub(crate) fn run(pages: usize, root: &Path) -> Result<Vec<Cost>, String> {
    let mut costs = Vec::new();
    println!();
    match on_path("zola") {
        Some(program) => {
            let site = root.join("zola");
            zola(pages, &site)?;
            let found = best(|_| clear(&site.join("public")), || cost(&program, &["build"], &site))?;
            line("zola, full build", found, "");
            costs.push(found);
        }
        None => println!("zola is not installed"),
    }
    match on_path("hugo") {
        Some(program) => {
            let site = root.join("hugo");
            hugo(pages, &site)?;
            let found = best(|_| clear(&site.join("public")), || cost(&program, &[], &site))?;
            line("hugo, full build", found, "");
            costs.push(found);
        }
        None => println!("hugo is not installed"),
    }
    Ok(costs)
}

fn on_path(name: &str) -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?).map(|folder| folder.join(name)).find(|path| path.is_file())
}

fn quoted(tags: &[String]) -> String {
    tags.iter().map(|tag| format!("\"{tag}\"")).collect::<Vec<_>>().join(", ")
}

fn zola(pages: usize, root: &Path) -> Result<(), String> {
    for (path, text) in [
        ("config.toml", ZOLA_CONFIG),
        ("templates/base.html", ZOLA_BASE),
        ("templates/page.html", ZOLA_PAGE),
        ("templates/section.html", ZOLA_LIST),
        ("templates/index.html", ZOLA_LIST),
        ("templates/tags/single.html", ZOLA_TERM),
        ("templates/tags/list.html", ZOLA_TERMS),
        ("content/_index.md", "+++\ntitle = \"Home\"\n+++\n"),
    ] {
        corpus::write(&root.join(path), text)?;
    }
    for number in 0..pages {
        let page = corpus::page(number, pages);
        let text = corpus::linked(&page, |to| format!("[page {to}](@/folder-{}/page-{to}.md)", to / PER_FOLDER));
        let Page { folder, name, title, summary, .. } = &page;
        let tags = quoted(&corpus::tags(&page));
        let meta = format!(
            "+++\ntitle = \"{title}\"\ndescription = \"{summary}\"\ndate = 2026-11-01\n[taxonomies]\ntags = [{tags}]\n+++\n\n"
        );
        corpus::write(&root.join(format!("content/folder-{folder}/{name}.md")), &(meta + &text))?;
        corpus::write(
            &root.join(format!("content/folder-{folder}/_index.md")),
            &format!("+++\ntitle = \"Folder {folder}\"\n+++\n"),
        )?;
    }
    Ok(())
}

fn hugo(pages: usize, root: &Path) -> Result<(), String> {
    for (path, text) in [
        ("hugo.toml", HUGO_CONFIG),
        ("layouts/_default/baseof.html", HUGO_BASE),
        ("layouts/_default/single.html", HUGO_PAGE),
        ("layouts/_default/list.html", HUGO_LIST),
    ] {
        corpus::write(&root.join(path), text)?;
    }
    for number in 0..pages {
        let page = corpus::page(number, pages);
        let text = corpus::linked(&page, |to| {
            format!("[page {to}]({{{{< relref \"/folder-{}/page-{to}.md\" >}}}})", to / PER_FOLDER)
        });
        let Page { folder, name, title, summary, .. } = &page;
        let tags = quoted(&corpus::tags(&page));
        let meta =
            format!("---\ntitle: \"{title}\"\ndescription: \"{summary}\"\ndate: 2026-11-01\ntags: [{tags}]\n---\n\n");
        corpus::write(&root.join(format!("content/folder-{folder}/{name}.md")), &(meta + &text))?;
    }
    Ok(())
}
