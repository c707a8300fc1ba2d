"""The network in the schema: its objects, and what its root fields read."""
