"""The edges and the composition root."""

# Before anything else of ours: openpyxl imports numpy, too, which reads once how many threads it takes.
import language  # noqa: F401
