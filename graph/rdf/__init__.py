"""The graph as RDF: what a record means in triples, and every syntax and description of them."""
