//! Search over typed entries: the register, the directory and the whole site. Rules only; what runs in the browser is
//! behind the feature `view`.

pub mod place;
