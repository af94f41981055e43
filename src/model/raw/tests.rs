//! Tests of the shapes, the schemas and the data of this repository.
