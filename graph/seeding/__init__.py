"""The seed files: YAML into sources, with the line of every mistake."""
