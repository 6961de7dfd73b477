"""The edges and the composition root."""
