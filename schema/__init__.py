"""The graph as GraphQL: types made from the model, plans of queries, and their execution."""
