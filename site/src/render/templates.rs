//! The theme's templates, compiled once; their errors as diagnostics that name template, line and page.

use std::sync::Arc;

use tera::{Context, ErrorKind, Tera};

use super::desk::Desk;
use crate::diagnostic::{Diagnostic, Place, Span, rules};
use crate::model::Theme;

/// Compiled templates.
#[derive(Debug)]
pub(super) struct Templates<'t> {
    tera: Tera,
    theme: &'t Theme,
}

impl<'t> Templates<'t> {
    /// Compiles a theme's templates.
    pub(super) fn new(theme: &'t Theme) -> Result<Self, Vec<Diagnostic>> {
        let mut tera = Tera::new();
        let all = theme.templates.iter().map(|(name, text)| (name.as_str(), text.text.as_str()));
        match tera.add_raw_templates(all) {
            Ok(()) => Ok(Self { tera, theme }),
            Err(_) => Err(Self::mistakes(theme)),
        }
    }

    /// Compiling stops at the first mistake; trying each template alone finds those of the others too.
    fn mistakes(theme: &Theme) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for left_out in std::iter::once(None).chain(theme.templates.keys().map(Some)) {
            let mut tera = Tera::new();
            let some = theme.templates.iter().filter(|(name, _)| left_out.is_none_or(|one| one == *name));
            if let Err(error) = tera.add_raw_templates(some.map(|(name, text)| (name.as_str(), text.text.as_str()))) {
                let alone = left_out.is_some();
                let is_syntax = matches!(error.kind(), ErrorKind::SyntaxError(_));
                // Alone, a template lacks the ones it extends and the components it calls: only its own syntax counts.
                if !alone || is_syntax && !error.to_string().contains("omponent") {
                    found.push(diagnose(theme, &error, None));
                }
            }
        }
        crate::diagnostic::sort(&mut found);
        found
    }

    /// Gives every template a value.
    pub(super) fn share(&mut self, context: Context) {
        self.tera.global_context().extend(context);
    }

    /// Renders a template for a page and appends it to `out`.
    pub(super) fn render(
        &self,
        name: &str,
        context: &Context,
        desk: &Desk<'_>,
        page: &Arc<str>,
        out: &mut Vec<u8>,
    ) -> Result<(), Box<Diagnostic>> {
        desk.template(name);
        self.tera.render_to(name, context, out).map_err(|error| Box::new(diagnose(self.theme, &error, Some(page))))
    }
}

fn diagnose(theme: &Theme, error: &tera::Error, page: Option<&Arc<str>>) -> Diagnostic {
    let (message, place) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let place = theme.templates.get(report.filename()).map(|template| {
                let range = &report.span().range;
                Place::locate(&template.file, &template.text, Span::new(range.start, range.end.max(range.start + 1)))
            });
            (report.message().to_owned(), place)
        }
        ErrorKind::MissingParent { current, .. } => {
            let at = theme.templates.get(current);
            let place = at.map(|template| {
                let first = template.text.lines().next().unwrap_or_default().len();
                Place::locate(&template.file, &template.text, Span::new(0, first))
            });
            (error.to_string(), place)
        }
        _ => (error.to_string(), None),
    };
    let message = match page {
        Some(page) => format!("The template failed while making {page}: {message}"),
        None => format!("The template cannot be read: {message}"),
    };
    Diagnostic::new(&rules::TEMPLATE_ERROR, place, message)
        .help("Templates are Tera 2; the line shown is the one to mend.")
}
