"""The network: entities joined by their ties, as a NetworkX graph of just the part that a question needs."""
