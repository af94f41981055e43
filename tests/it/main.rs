//! Tests over small repositories: fixtures of the rules, and the command on real git repositories.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests may fail and read"
)]

mod add;
mod allowance;
mod apart;
mod audit;
mod begun;
mod calendar;
mod chain;
mod cli;
mod codeowners;
mod comment;
mod daily;
mod demo;
mod equivalence;
mod fix;
mod forge;
mod forged;
mod gate;
mod history;
mod holdings;
mod init;
mod interrupted;
mod keygen;
mod layout;
mod log;
mod merges;
mod moments;
mod publish;
mod questionnaire;
mod real_files;
mod receipts;
mod receive;
mod received;
mod refusals;
mod registro;
mod remind;
mod report;
mod rules;
mod serve;
mod signer;
mod site;
mod status;
mod support;
mod times;
mod timestamp;
mod verifier;
mod withdraw;
mod withheld;
mod witness;
