"""What others' validators say, run by the Python of the validators' own environment (see test_outside.py).

python outside.py eark|bagit|ocfl PATH…      one line a message: rule TAB place; exit 1 when a package is refused
"""

from __future__ import annotations

import importlib.util
import io
import json
import logging
import re
import sys
import urllib.request
from pathlib import Path

STEP = re.compile(r"/\*\[local-name\(\)='(?P<name>\w+)'[^\]]*\](?P<number>\[\d+\])?")


def eark(path: Path) -> list[str]:
    """Run eark-validator, which fetches at import the vocabularies that its own distribution holds."""
    found = importlib.util.find_spec("eark_validator")
    vocabularies = Path(next(iter(found.submodule_search_locations))) / "ipxml/resources/vocabs"
    urllib.request.urlopen = lambda uri, *_rest, **_more: io.BytesIO(
        (vocabularies / uri.rsplit("/", 1)[1]).read_bytes()
    )
    from eark_validator.packages import PackageValidator  # noqa: PLC0415
    from eark_validator.specifications.specification import SpecificationVersion  # noqa: PLC0415

    report = PackageValidator(path.absolute(), SpecificationVersion("V2.1.0")).validation_report
    values = json.loads(report.model_dump_json())
    parts = [values["structure"]]
    if values.get("metadata"):
        parts += [values["metadata"]["schema_results"], values["metadata"]["schematron_results"]]
    lines = [] if len(parts) == 3 else ["structure\tno metadata was read"]
    for part in parts:
        said = [message for message in part["messages"] if not message["severity"].lower().startswith("info")]
        lines += [f"{message['rule_id']}\t{_place(message['location'] or '')}" for message in said]
    return lines


def _place(location: str) -> str:
    steps = [f"{step['name']}{step['number'] or ''}" for step in STEP.finditer(location)]
    return "/".join(steps) or location


def bagit(path: Path) -> list[str]:
    import bagit as library  # noqa: PLC0415

    try:
        library.Bag(str(path)).validate()
    except library.BagError as error:
        return [f"bagit\t{error}"]
    return []


def ocfl(path: Path) -> list[str]:
    """Validate a storage root and each object in it; the library's own command does not look into the objects."""
    from ocfl.storage_root import StorageRoot  # noqa: PLC0415
    from ocfl.validator import Validator  # noqa: PLC0415

    root = StorageRoot(root=str(path))
    root.open_root_fs()
    root.check_root_structure()
    lines: list[str] = []
    objects = sorted(entry for entry in path.iterdir() if entry.is_dir())
    for entry in objects:
        validator = Validator(check_digests=True, log_warnings=True)
        passed = validator.validate_object(str(entry))
        said = validator.status_str()
        lines += [f"{rule}\tocfl" for rule in re.findall(r"\[([EW]\d+\w*)\]", said)]
        lines += [] if passed else [f"invalid\t{entry.name}: {said}"]
    return lines if objects else ["empty\tno object was validated"]


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    kind, *paths = sys.argv[1:]
    print("\n".join(line for path in paths for line in {"eark": eark, "bagit": bagit, "ocfl": ocfl}[kind](Path(path))))
