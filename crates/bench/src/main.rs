//! Measures the product beside limits found in the same run.

fn main() {}
