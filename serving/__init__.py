"""The graph over HTTP: the GraphQL endpoint, its page, and entities as linked data."""
