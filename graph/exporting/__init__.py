"""The graph taken away: all of it or a part, as documents of RDF, tables or networks, from one snapshot, streamed."""
