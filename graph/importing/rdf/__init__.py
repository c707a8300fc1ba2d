"""RDF into the graph: what Ogniwo exports, as it was, and what others say in the same vocabularies."""
