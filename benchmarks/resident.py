"""What the kernel tells of a process: its processor time and its memory."""

import os
from pathlib import Path


def cpu_seconds(pid: int) -> float:
    """Of all its threads, since it began."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_mb(pid: int) -> float:
    return _told_mb(pid, "VmRSS:")


def most_resident_mb(pid: int) -> float:
    """Since it began."""
    return _told_mb(pid, "VmHWM:")


def mapped_mb(pid: int) -> float:
    """Of the resident memory what is mapped from files, and shared with whoever else maps them."""
    return _told_mb(pid, "RssFile:")


def own_mb(pid: int) -> float:
    """Of the resident memory what no other process has."""
    return _told_mb(pid, "RssAnon:")


def of_file_mb(pid: int, file: str) -> float:
    """Of the resident memory what is mapped from that one file."""
    found, is_of_it = 0, False
    for line in Path(f"/proc/{pid}/smaps").read_text().splitlines():
        fields = line.split()
        if not fields[0].endswith(":"):
            is_of_it = line.endswith(f" {file}")
        elif is_of_it and fields[0] == "Rss:":
            found += int(fields[1])
    return found / 1024


def _told_mb(pid: int, name: str) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(name):
            return int(line.split()[1]) / 1024
    raise RuntimeError("the kernel does not tell the resident memory")
