//! Real repositories, made with the real program.
