//! Search over typed entries: the register, the directory and the whole site, all by one engine. Rules only; what runs in
//! the browser is behind the feature `view`.
//!
//! | module | owns |
//! |---|---|
//! | `place` | postcodes and points |
//! | `words` | splitting, stems, slips of the finger |
//! | `record` | what goes in: entries, facets, areas |
//! | `index` | the files of an index, from the same types at both ends |
//! | `write` | records to files |
//! | `query` | what is asked, and its form in an address |
//! | `store` | the files that have been read |
//! | `spot` | where a reader is |
//! | `sought` | what words look for, with synonyms and slips |
//! | `score` | how well entries fit the words |
//! | `near` | how near entries are |
//! | `find` | the answer |
//! | `view` | the tool in the page |

#![forbid(unsafe_code)]

pub mod find;
pub mod index;
pub mod near;
pub mod place;
pub mod query;
pub mod record;
mod score;
mod sought;
pub mod spot;
pub mod store;
#[cfg(feature = "view")]
mod view;
pub mod words;
pub mod write;
