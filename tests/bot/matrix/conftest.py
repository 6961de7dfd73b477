"""The sample city for the matrix; SQLite alone, since the databases have their own tests."""
