"""The sample city for the matrix; SQLite alone, since the databases have their own tests."""

from tests.scenarios.conftest import city_in_sqlite, city_sqlite_url

__all__ = ["city_in_sqlite", "city_sqlite_url"]
