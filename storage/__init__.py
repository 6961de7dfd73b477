"""What is kept: tables, sessions, one file a feature; and the files an office hands over."""
