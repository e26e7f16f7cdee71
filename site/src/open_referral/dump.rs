//! What someone saved of a feed: one file or many, however they are named; pages with or without their envelope, bare lists,
//! single records, several in a file; of Open Referral UK 1.0 or 3.0. Nothing is judged here.

use serde_json::{Map, Value};

/// A file's name and what is in it.
pub(crate) type Saved = (String, Vec<u8>);

/// Which standard a feed speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Edition {
    /// Open Referral UK 1.0, of 2020.
    One,
    /// Open Referral UK 3.0, or its parent HSDS 3.
    Three,
}

/// What a reply is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Kind {
    Details,
    Service,
    Organization,
    Taxonomy,
    TaxonomyTerm,
    ServiceAtLocation,
    Location,
}

impl Kind {
    /// The entity's name in the standard.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Details => "details",
            Self::Service => "service",
            Self::Organization => "organization",
            Self::Taxonomy => "taxonomy",
            Self::TaxonomyTerm => "taxonomy_term",
            Self::ServiceAtLocation => "service_at_location",
            Self::Location => "location",
        }
    }

    /// The kind that a file or a list is named after, or lies below. Longer names go first.
    fn named(path: &str) -> Option<Self> {
        const NAMES: [(&str, Kind); 7] = [
            ("service_at_location", Kind::ServiceAtLocation),
            ("taxonomy_term", Kind::TaxonomyTerm),
            ("taxonom", Kind::Taxonomy),
            ("organi", Kind::Organization),
            ("location", Kind::Location),
            ("service", Kind::Service),
            ("api_details", Kind::Details),
        ];
        let path = path.to_lowercase();
        let parts: Vec<&str> = path.split('/').rev().collect();
        parts.iter().find_map(|part| NAMES.iter().find(|(name, _)| part.starts_with(name)).map(|(_, kind)| *kind))
    }

    /// The kind that a record shows by what it holds, or else the kind it is named after.
    fn of(record: &Map<String, Value>, path: &str) -> Self {
        let has = |names: &[&str]| names.iter().any(|name| record.contains_key(*name));
        if has(&["profile", "openapi_url"]) {
            Self::Details
        } else if has(&["service_id", "location_id"]) && !has(&["name", "status", "organization"]) {
            Self::ServiceAtLocation
        } else if has(&[
            "organization",
            "organization_id",
            "status",
            "service_at_locations",
            "eligibilitys",
            "assured_date",
        ]) {
            Self::Service
        } else if has(&["taxonomy", "taxonomy_id", "term", "vocabulary", "term_uri"]) {
            Self::TaxonomyTerm
        } else if has(&["website", "logo", "organization_identifiers", "parent_organization_id"]) {
            Self::Organization
        } else if has(&["addresses", "physical_addresses", "latitude"]) {
            Self::Location
        } else {
            Self::named(path).unwrap_or(Self::Service)
        }
    }
}

/// One reply of a feed, as it was saved.
#[derive(Debug)]
pub(crate) struct Response {
    /// The file.
    pub(crate) file: String,
    /// What it is about.
    pub(crate) kind: Kind,
    /// The page that the records stand on, without them.
    pub(crate) envelope: Option<Map<String, Value>>,
    /// The records, each with its path in the file.
    pub(crate) records: Vec<(String, Value)>,
}

/// All that was saved.
#[derive(Debug)]
pub(crate) struct Dump {
    pub(crate) edition: Edition,
    pub(crate) responses: Vec<Response>,
    /// Files that could not be read, and why.
    pub(crate) unreadable: Vec<(String, String)>,
}

impl Dump {
    /// Reads what was saved. Files that are no JSON are passed over, unless their name says they are.
    pub(crate) fn read(saved: &[Saved]) -> Self {
        let mut dump = Self { edition: Edition::Three, responses: Vec::new(), unreadable: Vec::new() };
        for (file, bytes) in saved {
            let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
            let first = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
            let json = matches!(first, Some(b'{' | b'['));
            if !json && saved.len() > 1 && !file.to_lowercase().ends_with(".json") {
                continue;
            }
            match serde_json::Deserializer::from_slice(bytes).into_iter().collect::<Result<Vec<Value>, _>>() {
                Ok(documents) if !documents.is_empty() => dump.document(file, documents),
                Ok(_) => dump.unreadable.push((file.clone(), "The file is empty.".into())),
                Err(error) => dump.unreadable.push((file.clone(), format!("This is not JSON: {error}."))),
            }
        }
        dump.edition = dump.told_edition();
        dump
    }

    fn document(&mut self, file: &str, mut documents: Vec<Value>) {
        // A record a line is a list too.
        let document = if documents.len() == 1 { documents.remove(0) } else { Value::Array(documents) };
        match document {
            Value::Array(items) => self.list(file, "", None, items),
            Value::Object(mut object) => {
                if object.contains_key("resources") && object.contains_key("profile") {
                    // A data package describes tables; it is no reply of a feed.
                    return;
                }
                for key in ["contents", "content", "data", "results", "items"] {
                    if matches!(object.get(key), Some(Value::Array(_)))
                        && let Some(Value::Array(items)) = object.remove(key)
                    {
                        // What came in which key tells the editions apart.
                        object.insert(key.to_owned(), Value::Null);
                        return self.list(file, key, Some(object), items);
                    }
                }
                let lists: Vec<String> = object
                    .iter()
                    .filter(|(key, value)| value.is_array() && Kind::named(key).is_some())
                    .map(|(key, _)| key.clone())
                    .collect();
                if !object.contains_key("id") && !object.contains_key("name") && !lists.is_empty() {
                    for key in lists {
                        if let Some(Value::Array(items)) = object.remove(&key) {
                            self.list(&format!("{file}/{key}"), &key, None, items);
                        }
                    }
                } else {
                    let kind = Kind::of(&object, file);
                    let records = vec![(String::new(), Value::Object(object))];
                    self.responses.push(Response { file: file.to_owned(), kind, envelope: None, records });
                }
            }
            _ => self.unreadable.push((file.to_owned(), "There is no record in it, and no list of records.".into())),
        }
    }

    fn list(&mut self, file: &str, key: &str, envelope: Option<Map<String, Value>>, items: Vec<Value>) {
        let kinds: Vec<Kind> = items.iter().filter_map(Value::as_object).map(|record| Kind::of(record, file)).collect();
        // One odd record does not change what a list is of.
        let count = |kind: &Kind| kinds.iter().filter(|other| *other == kind).count();
        let first = kinds.iter().take(100).max_by_key(|kind| count(kind));
        let kind = first.copied().or_else(|| Kind::named(file)).unwrap_or(Kind::Service);
        let records = items.into_iter().enumerate().map(|(at, item)| (format!("{key}[{at}]"), item)).collect();
        let file = file.strip_suffix(&format!("/{key}")).unwrap_or(file).to_owned();
        self.responses.push(Response { file, kind, envelope, records });
    }

    /// The edition the feed says it is of, or else the one whose words it uses.
    fn told_edition(&self) -> Edition {
        let records = || self.responses.iter().flat_map(|response| &response.records).map(|(_, record)| record);
        let details = self.responses.iter().filter(|response| response.kind == Kind::Details);
        let said =
            details.flat_map(|response| &response.records).find_map(|(_, record)| record.get("version")?.as_str());
        if let Some(said) = said {
            return if said.contains("1.0") { Edition::One } else { Edition::Three };
        }
        let old_page = |response: &Response| {
            response
                .envelope
                .as_ref()
                .is_some_and(|page| page.contains_key("content") || page.contains_key("totalElements"))
        };
        let old =
            ["eligibilitys", "regular_schedules", "service_taxonomys", "fundings", "holiday_schedules", "reviews"];
        let old_record = records().any(|record| old.iter().any(|key| record.get(*key).is_some()));
        if old_record || self.responses.iter().any(old_page) { Edition::One } else { Edition::Three }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(files: &[(&str, &str)]) -> Dump {
        Dump::read(&files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect::<Vec<_>>())
    }

    #[test]
    fn every_way_to_save_a_feed_is_read() {
        for (name, text, kind, count) in [
            ("a.json", r#"{"contents":[{"id":"1","status":"active"}]}"#, Kind::Service, 1),
            ("b.json", r#"[{"id":"1","name":"x","status":"active"},7]"#, Kind::Service, 2),
            ("c.json", r#"{"id":"1","name":"x","organization":{}}"#, Kind::Service, 1),
            ("services/x", "{\"id\":\"1\"}\n{\"id\":\"2\"}\n", Kind::Service, 2),
            ("organizations/page.json", r#"{"contents":[{"id":"1","name":"x"}]}"#, Kind::Organization, 1),
            ("taxonomy_term_list.json", r#"{"contents":[]}"#, Kind::TaxonomyTerm, 0),
            ("index.json", r#"{"version":"HSDS-UK-3.0","profile":"x"}"#, Kind::Details, 1),
            ("s.json", "\u{feff}{\"content\":[{\"id\":\"1\",\"status\":\"active\"}]}", Kind::Service, 1),
        ] {
            let dump = read(&[(name, text)]);
            assert_eq!(dump.responses.len(), 1, "{name}");
            assert_eq!((dump.responses[0].kind, dump.responses[0].records.len()), (kind, count), "{name}");
        }
        let both = read(&[("all.json", r#"{"services":[{"id":"1"}],"organizations":[{"id":"2"}]}"#)]);
        assert_eq!(both.responses.iter().map(|response| response.kind).max(), Some(Kind::Organization));
    }

    #[test]
    fn editions_are_told_apart() {
        assert_eq!(read(&[("a", r#"{"content":[],"totalElements":0}"#)]).edition, Edition::One);
        assert_eq!(read(&[("a", r#"{"contents":[],"total_items":0}"#)]).edition, Edition::Three);
        assert_eq!(read(&[("a", r#"{"id":"1","name":"x","eligibilitys":[]}"#)]).edition, Edition::One);
    }

    #[test]
    fn what_is_no_feed_is_said_not_guessed() {
        for text in ["", "{", "7", "\u{1}", "{\"a\":}"] {
            let dump = read(&[("a.json", text)]);
            assert_eq!((dump.unreadable.len(), dump.responses.len()), (1, 0), "{text:?}");
        }
    }
}
