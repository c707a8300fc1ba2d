"""The databases that hold a graph, and what each of them does in its own way."""
