"""Reconciling: which entities of the graph the rows of somebody's table speak of."""
