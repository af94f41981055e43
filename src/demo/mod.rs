//! What `mipg demo` is made of.

pub mod media;
