"""Write the JSON schemas of the sources and the styles into schemas/, from what their readers ask.

Run `make schemas` after a reader asks for another key, and describe the key in `pipeline/form/described.py`.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.form.schema import write_schemas
from pipeline.output import write_if_changed

FOLDER = Path(__file__).resolve().parent.parent / "schemas"


def main() -> None:
    """Write those that differ, and remove those of files that there are no more."""
    schemas = write_schemas()
    for name, text in schemas.items():
        if write_if_changed(FOLDER / name, text.encode()):
            print(f"schemas/{name}")
    for path in FOLDER.glob("*.schema.json"):
        if path.name not in schemas:
            path.unlink()


if __name__ == "__main__":
    main()
