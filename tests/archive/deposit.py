"""Put packages into a store until someone stops it: `python -m tests.archive.deposit STORE FIRST COUNT`."""

from __future__ import annotations

import sys
from pathlib import Path

from pipeline.archive.store import deposit, open_store
from tests.archive.small import small_outlets

if __name__ == "__main__":
    store, first, count = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    for number in range(first, first + count):
        for version in (1, 2):
            with open_store(store) as opened:
                deposit(opened, small_outlets(number, version))
