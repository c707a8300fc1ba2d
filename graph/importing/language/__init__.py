"""The mapping language: what the columns of a table mean, read whole and compiled to closures."""
