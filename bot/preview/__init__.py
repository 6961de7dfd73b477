"""The examples of all cards as pages to look at."""
