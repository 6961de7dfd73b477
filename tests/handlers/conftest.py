"""An office that has been opened, on both databases."""

import pytest

from storage.session import Database
from tests.handlers.office import Office


@pytest.fixture
async def office(database: Database) -> Office:
    return await Office.opened(database)
