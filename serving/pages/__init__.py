"""Pages for people: of an entity, of the ontology, of the catalogue, in Polish and English."""
