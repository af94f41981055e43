//! Hostile and real input: nothing panics, and the corpus of real files is told apart.
