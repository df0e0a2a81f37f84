"""Measurements: what the scorers read, and how fast it goes."""
