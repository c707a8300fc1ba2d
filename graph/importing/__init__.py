"""Importing: rows of other people's tables into the graph, by a mapping; what becomes of each is told."""
