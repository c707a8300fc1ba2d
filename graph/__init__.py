"""What the graph is, stored and read; knows nothing of GraphQL or HTTP."""
