//! How much a reader on a weak signal has to wait for.

use std::collections::BTreeMap;

use fingerpost_browser::{Site, budgets, none, site};

#[test]
fn no_page_is_heavier_than_the_budget() {
    let site = site();
    let allowed = budgets().page.html_and_css_bytes;
    let mut sheets: BTreeMap<String, usize> = BTreeMap::new();
    let mut complaints = Vec::new();
    let mut heaviest = (0, "");
    for page in site.pages.iter().filter(|page| !page.html.contains("data-widget")) {
        let html = brotli(page.html.as_bytes());
        let css: usize = style_sheets(&page.html)
            .into_iter()
            .map(|href| *sheets.entry(href.to_owned()).or_insert_with(|| brotli(&file(&site, href))))
            .sum();
        assert!(css > 0, "{} has no style sheet", page.address);
        heaviest = heaviest.max((html + css, &page.address));
        if html + css > allowed {
            complaints.push((
                page.address.clone(),
                format!("weighs {} bytes ({html} of HTML, {css} of CSS); {allowed} are allowed", html + css),
            ));
        }
    }
    println!("The heaviest page is {} with {} bytes of {allowed}.", heaviest.1, heaviest.0);
    none("Weight", &complaints);
}

#[test]
fn no_tool_is_heavier_than_the_budget() {
    let site = site();
    let budget = budgets().widget;
    // Each tool once, though several pages may have it; a page says first which tool it has.
    let mut tools: BTreeMap<&str, usize> = BTreeMap::new();
    for page in site.pages.iter().filter(|page| page.html.contains("data-widget")) {
        let of = |before: &str, ending: &str| {
            let rest = page.html.split(before).skip(1).filter_map(|rest| rest.split('"').next());
            rest.filter(|address| address.ends_with(ending)).map(str::to_owned).next()
        };
        let tool = page.attribute("data-widget")[0];
        let script = of("src=\"", ".js").expect("a script");
        let module = of("href=\"", ".wasm").expect("a module");
        assert!(script.contains(tool) && module.contains(tool), "{} loads {script} and {module}", page.address);
        if tools.contains_key(tool) {
            continue;
        }
        let bytes = brotli(&file(&site, &script)) + brotli(&file(&site, &module));
        println!("{script} and {module} weigh {bytes} bytes of {}.", budget.brotli_bytes);
        if bytes > budget.brotli_aim_bytes {
            println!("More than the {} they should be.", budget.brotli_aim_bytes);
        }
        tools.insert(tool, bytes);
    }
    let heavy: Vec<_> = tools.iter().filter(|(_, bytes)| **bytes > budget.brotli_bytes).collect();
    assert!(heavy.is_empty(), "{heavy:?} weigh more than {} bytes", budget.brotli_bytes);
    for tool in ["estimator", "finder", "guide"] {
        assert!(tools.contains_key(tool), "no page has the tool {tool}");
    }
}

#[test]
fn the_fonts_are_not_heavier_than_the_budget() {
    let site = site();
    let sheets: std::collections::BTreeSet<&str> =
        site.pages.iter().flat_map(|page| style_sheets(&page.html)).collect();
    let mut with_fonts = 0;
    for sheet in sheets {
        let css = String::from_utf8(file(&site, sheet)).expect("CSS");
        let addresses: std::collections::BTreeSet<&str> = css
            .split("url(")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
            .map(|url| url.trim_matches(['"', '\'']))
            .filter(|url| url.ends_with(".woff2"))
            .collect();
        if addresses.is_empty() {
            continue;
        }
        with_fonts += 1;
        let folder = sheet.rsplit_once('/').map_or("", |(folder, _)| folder);
        let bytes: usize = addresses
            .iter()
            .map(|url| {
                if url.starts_with('/') {
                    file(&site, url).len()
                } else {
                    file(&site, &format!("{folder}/{url}")).len()
                }
            })
            .sum();
        let allowed = budgets().page.fonts_bytes;
        println!("The fonts weigh {bytes} bytes of {allowed}.");
        assert!(bytes <= allowed, "The fonts weigh {bytes} bytes; {allowed} are allowed.");
    }
    assert!(with_fonts > 0, "no sheet loads a font");
}

/// The sheets that a page loads.
fn style_sheets(html: &str) -> Vec<&str> {
    let links = html
        .split("<link ")
        .skip(1)
        .filter_map(|tag| tag.split('>').next())
        .filter(|tag| tag.contains("rel=\"stylesheet\""));
    links.filter_map(|tag| tag.split("href=\"").nth(1)?.split('"').next()).collect()
}

fn file(site: &Site, address: &str) -> Vec<u8> {
    std::fs::read(site.out.join(address.trim_start_matches('/'))).unwrap_or_else(|error| panic!("{address}: {error}"))
}

/// How many bytes travel.
fn brotli(bytes: &[u8]) -> usize {
    let wishes = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut out, &wishes).expect("memory takes every byte");
    out.len()
}
