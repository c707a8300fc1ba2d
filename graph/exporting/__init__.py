"""The graph taken away: all of it or a part, as documents of RDF and as tables, from one snapshot, as it streams by."""
