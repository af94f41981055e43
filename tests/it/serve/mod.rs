//! `mipg serve`: the form to hand in, and a rendered microsite, on this computer alone.

#[cfg(unix)]
mod apart;
mod attacks;
mod corrections;
mod form;
mod plain;
mod receiver;
mod site;
mod twice;
