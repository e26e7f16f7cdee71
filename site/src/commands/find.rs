//! `fingerpost find`: what the search on the site finds, at the command line, by the same engine.

use std::process::ExitCode;

use fingerpost_finder::find::{Found, Hit, Widened};
use fingerpost_finder::near::Tier;
use fingerpost_finder::query::{Order, PAGE, Query, value_of};
use serde::Serialize;

use super::{disk_at, many, today};
use crate::cli;
use crate::finder::{self, Index};
use crate::source::load::{Options, load};

#[derive(Serialize)]
struct Answer {
    total: usize,
    near: Option<String>,
    read_as: Vec<(String, String)>,
    unknown_words: Vec<String>,
    results: Vec<Shown>,
}

#[derive(Serialize)]
struct Shown {
    address: String,
    title: String,
    kind: String,
    summary: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    miles: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    nearness: Option<&'static str>,
}

pub(super) fn find(asked: &cli::Find) -> ExitCode {
    let today = asked.today.unwrap_or_else(today);
    let (library, _) = load(&disk_at(&asked.project, today), &Options::default());
    let Some(library) = library else {
        eprintln!("There is no content here. `fingerpost check` says more.");
        return ExitCode::from(2);
    };
    let files = finder::files(&library);
    let names: Vec<&str> = match &asked.index {
        Some(index) => vec![index.as_str()],
        None => finder::INDEXES.to_vec(),
    };
    let only: Vec<String> = asked.only().collect();
    let mut indexes = names.into_iter().filter_map(|name| Index::open(&files, name));
    // The first index that knows every kind that was asked for.
    let Some((mut index, only)) = indexes.find_map(|index| {
        let only: Option<Vec<u16>> = only.iter().map(|id| value_of(&index.store.root, id)).collect();
        Some((index, only?))
    }) else {
        eprintln!("Nothing can be narrowed by {}.", only.join(" or "));
        return ExitCode::from(2);
    };
    let query = Query {
        words: asked.query.join(" "),
        near: asked.near.clone().unwrap_or_default(),
        within: asked.within,
        only,
        order: if asked.nearest { Order::Near } else { Order::Best },
        pages: asked.number.div_ceil(PAGE),
    };
    let found = index.find(&query, u32::try_from(today.days()).unwrap_or_default());
    let results = found.hits.iter().take(asked.number).filter_map(|hit| shown(&index, hit));
    let answer = Answer {
        total: found.total,
        near: found.spot.as_ref().map(|spot| spot.title.clone()),
        read_as: found.instead.clone(),
        unknown_words: found.unknown.clone(),
        results: results.collect(),
    };
    if asked.json {
        println!("{}", serde_json::to_string_pretty(&answer).unwrap_or_default());
    } else {
        tell(&index, &found, &answer, &query);
    }
    ExitCode::SUCCESS
}

fn shown(index: &Index<'_>, hit: &Hit) -> Option<Shown> {
    let card = index.store.card(hit.entry).ok()??;
    Some(Shown {
        address: card.address.clone(),
        title: card.title.clone(),
        kind: card.kind.clone(),
        summary: card.summary.clone(),
        miles: hit.near.and_then(|near| near.miles).map(|miles| (miles * 10.0).round() / 10.0),
        nearness: hit.near.map(|near| match near.tier {
            Tier::Local => "local",
            Tier::Near => "near",
            Tier::Council => "council area",
            Tier::Country => "country",
            Tier::Far => "far",
            Tier::Away => "away",
        }),
    })
}

fn tell(index: &Index<'_>, found: &Found, answer: &Answer, query: &Query) {
    let near = answer.near.as_ref().map(|near| format!(" near {near}")).unwrap_or_default();
    println!("{}{near}", many(answer.total, "result"));
    if found.lost {
        println!("No place is called \"{}\" here.", query.near);
    }
    for (typed, read) in &answer.read_as {
        println!("\"{typed}\" is read as \"{read}\".");
    }
    if !answer.unknown_words.is_empty() {
        println!("Nothing has: {}.", answer.unknown_words.join(", "));
    }
    for widened in &found.widened {
        match widened {
            Widened::Distance => println!("Nothing is so near, so these are further away."),
            Widened::Facet(at) => {
                println!("Nothing fits all, so \"{}\" is let go.", index.store.root.facets[*at].title);
            }
        }
    }
    for (at, one) in answer.results.iter().enumerate() {
        let miles = one.miles.map(|miles| format!(", {miles} miles")).unwrap_or_default();
        println!("\n{:>3}. {} ({}{miles})\n     {}", at + 1, one.title, one.kind, one.address);
        if !one.summary.is_empty() {
            println!("     {}", one.summary);
        }
    }
}
