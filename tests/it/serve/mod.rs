//! `mipg serve`: the form to hand in, and a rendered microsite, on this computer alone.

#[cfg(unix)]
mod apart;
mod attacks;
mod form;
mod receiver;
mod site;
