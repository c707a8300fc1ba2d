"""Matching: which entities of different sources may be one, by score and with reasons; people decide."""
