//! `sheet` blocks: a form to fill in on the device or by hand, that prints on one sheet with a card to cut out. It works
//! without JavaScript; the tool fills the card from the form and keeps it on the device, when asked to.

use serde::{Deserialize, Serialize};
use tera::Context;

use super::blocks::{self, Given};
use super::markdown::{Tool, Writer};
use crate::diagnostic::{Diagnostic, did_you_mean, rules};
use crate::source::yaml::At;

#[derive(Deserialize)]
struct Block {
    /// The name under which a device keeps it.
    id: At<String>,
    title: String,
    /// What to do with it, on paper too.
    text: At<String>,
    groups: Vec<Group>,
    card: Card,
}

#[derive(Deserialize, Serialize)]
struct Group {
    title: String,
    fields: Vec<Field>,
}

#[derive(Deserialize, Serialize)]
struct Field {
    id: String,
    label: String,
    /// How many lines it takes.
    #[serde(default = "one")]
    lines: u8,
}

fn one() -> u8 {
    1
}

#[derive(Deserialize)]
struct Card {
    title: String,
    text: String,
    /// Fields of the sheet that stand on the card, with what each is called there.
    fields: Vec<CardField>,
}

#[derive(Deserialize)]
struct CardField {
    field: At<String>,
    label: String,
}

#[derive(Serialize)]
struct CardView {
    title: String,
    text: String,
    fields: Vec<(String, String)>,
}

/// Writes the block.
pub(super) fn sheet(writer: &mut Writer<'_, '_>, given: &Given<'_>) {
    let Some(block) = blocks::body::<Block>(writer, given) else { return };
    let known: Vec<&str> = block.groups.iter().flat_map(|group| &group.fields).map(|field| field.id.as_str()).collect();
    for CardField { field, .. } in block.card.fields.iter().filter(|one| !known.contains(&one.field.value.as_str())) {
        let help = did_you_mean(&field.value, known.iter().copied(), "Name a field of this sheet.");
        let place = blocks::place(writer, given, field.span);
        let message = format!("There is no field \"{}\" for the card.", field.value);
        writer.body.found.push(Diagnostic::new(&rules::BLOCK_VALUE, Some(place), message).help(help));
    }
    let fields = block.card.fields.into_iter().map(|one| (one.field.value, one.label)).collect();
    let card = CardView { title: block.card.title, text: block.card.text, fields };
    let mut context = Context::new();
    context.insert("id", &block.id.value);
    context.insert("title", &block.title);
    context.insert("html", &blocks::words(writer, given, &block.text));
    context.insert("groups", &block.groups);
    context.insert("card", &card);
    blocks::sole_tool(writer, given);
    writer.template("blocks/sheet.html", &context);
    writer.body.tool = Some(Tool { name: "guide", facts: String::new(), sheet: None });
}
