"""The steps from an empty database to storage/tables.py, numbered; run by storage/migration.py."""
