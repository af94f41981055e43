//! What `mipg init` writes.
