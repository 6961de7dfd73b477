"""What the performance claims rest on, each with its peer in the same run (``make bench``)."""
