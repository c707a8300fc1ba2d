"""Linked data over HTTP: entities, descriptions of the whole, files of it, and what changed."""
