"""Answers as linked data: what a query selects means triples, the same that the whole graph is exported as."""
