"""Descriptions of the whole: the ontology, the shapes, the catalogue and what it covers."""
