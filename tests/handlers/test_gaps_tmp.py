"""Dry runs beside somebody who writes."""
import asyncio, threading
import pytest
import handlers.import_records as module
from tests.handlers.office import *
from storage.organization_lock import hold_organization

@pytest.mark.parametrize("dry_run", [True, False])
async def test_race(office, monkeypatch, dry_run):
    await office.roster(roster_xlsx(person("1")))
    await office.catalogue(catalogue_xlsx([course("A1")]))
    reading, go = threading.Event(), threading.Event()
    read = module.read_records
    def slowly(*a, **k):
        reading.set(); go.wait(10)
        return read(*a, **k)
    monkeypatch.setattr(module, "read_records", slowly)
    importing = asyncio.create_task(office.records(records_xlsx(record("1","A1","2026-10-01")), dry_run=dry_run))
    await asyncio.to_thread(reading.wait, 10)
    monkeypatch.setattr(module, "read_records", read)
    await office.roster(roster_xlsx(person("1"), person("2")))
    await office.records(records_xlsx(record("2","A1","2026-10-02")))
    go.set()
    report = await importing
    assert len(report.new) == 1
    assert len(report.gone) == 1
