//! The numbers to hold.

use serde::Deserialize;

/// `tests/budgets.toml`, as far as these tests measure it.
#[derive(Debug, Deserialize)]
pub struct Budgets {
    /// What a page may be.
    pub page: Page,
    /// What a tool may be.
    pub widget: Widget,
}

/// Budgets of a tool in the browser.
#[derive(Debug, Deserialize)]
pub struct Widget {
    /// Script and module after brotli.
    pub brotli_bytes: usize,
    /// What it should weigh.
    pub brotli_aim_bytes: usize,
    /// How far the page may move when it starts.
    pub layout_shift: f64,
}

/// Budgets of a page without a widget.
#[derive(Debug, Deserialize)]
pub struct Page {
    /// HTML and CSS after brotli.
    pub html_and_css_bytes: usize,
    /// All fonts it may load.
    pub fonts_bytes: usize,
    /// Violations that axe may find.
    pub axe_violations: usize,
    /// Sheets of A4 for the longest page of advice.
    pub printed_sheets: usize,
}

/// Reads the budgets.
pub fn budgets() -> Budgets {
    let text = std::fs::read_to_string(crate::here().join("../budgets.toml")).expect("tests/budgets.toml");
    toml::from_str(&text).unwrap_or_else(|error| panic!("tests/budgets.toml: {error}"))
}
