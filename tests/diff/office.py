"""Accept or reject every tracked change of Word documents with LibreOffice, one process for all of them.

What LibreOffice then has is read from its own format, since its way back to Word loses some of it: a link whose words
are gone leads from the words after it. The numbers that it shows before items are in the plain text alone. Runs as a
script too, under the Python that has the bridge to LibreOffice:
`python3 office.py PORT FOLDER`.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ACCEPT, REJECT = "AcceptAllTrackedChanges", "RejectAllTrackedChanges"
FORMATS = {"docx": "MS Word 2007 XML", "fodt": "OpenDocument Text Flat XML", "txt": "Text (encoded)"}
READ = ("fodt", "txt")
PORT = 2419


def find_bridge() -> str:
    """Return the Python that can talk to LibreOffice, or nothing."""
    for python in ("/usr/bin/python3", shutil.which("python3") or ""):
        if python and subprocess.run([python, "-c", "import uno"], capture_output=True, check=False).returncode == 0:
            return python
    return ""


@dataclass(frozen=True)
class Saved:
    """One document as LibreOffice saved it: in its own format, and as plain text."""

    own: bytes
    text: bytes


@dataclass(frozen=True)
class Resolved:
    """By name: tracked documents with every change accepted, and rejected; plain ones opened and saved again."""

    accepted: Mapping[str, Saved]
    rejected: Mapping[str, Saved]
    plain: Mapping[str, Saved]
    word: Mapping[str, bytes]  # the plain ones, saved as Word documents


def resolve_with_office(tracked: Mapping[str, bytes], plain: Mapping[str, bytes], folder: Path) -> Resolved:
    """Let LibreOffice open documents and resolve or save them."""
    for kind, documents in (("tracked", tracked), ("plain", plain)):
        (folder / kind).mkdir(parents=True)
        for name, data in documents.items():
            (folder / kind / f"{name}.docx").write_bytes(_without_fonts(data))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    accept = f"--accept=socket,host=127.0.0.1,port={PORT};urp;"
    office = subprocess.Popen(["soffice", profile, "--headless", "--norestore", accept], stderr=subprocess.DEVNULL)
    try:
        subprocess.run([find_bridge(), __file__, str(PORT), str(folder)], check=True, timeout=1500)
    finally:
        office.terminate()
        office.wait(30)

    def made(names: Mapping[str, bytes], what: str) -> dict[str, Saved]:
        paths = {name: folder / f"out/{name}.{what}" for name in names}
        return {
            name: Saved(*(Path(f"{path}.{suffix}").read_bytes() for suffix in READ)) for name, path in paths.items()
        }

    word = {name: (folder / f"out/{name}..docx").read_bytes() for name in plain}
    return Resolved(made(tracked, ACCEPT), made(tracked, REJECT), made(plain, ""), word)


def _without_fonts(data: bytes) -> bytes:
    """Return a Word document without its embedded fonts, which take most of the time that opening it takes."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(made, "w") as slim:
        for name in package.namelist():
            if not name.startswith(("word/fonts/", "word/_rels/fontTable")):
                slim.writestr(name, package.read(name))
    return made.getvalue()


def _main(port: str, folder: str) -> None:
    import uno  # type: ignore[import-not-found]  # noqa: PLC0415
    from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]  # noqa: PLC0415

    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _attempt in range(120):
        try:
            context = resolver.resolve(f"uno:socket,host=127.0.0.1,port={port};urp;StarOffice.ComponentContext")
            break
        except Exception:
            time.sleep(0.5)
    manager = context.ServiceManager
    desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    dispatcher = manager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)

    def asked(suffix: str) -> tuple:
        options = (PropertyValue("FilterOptions", 0, "UTF8,LF", 0),) if suffix == "txt" else ()
        return (PropertyValue("FilterName", 0, FORMATS[suffix], 0), *options)

    out = Path(folder) / "out"
    out.mkdir()
    jobs = [(path, ((ACCEPT, READ), (REJECT, READ))) for path in Path(folder, "tracked").glob("*.docx")]
    jobs += [(path, (("", ("docx", *READ)),)) for path in Path(folder, "plain").glob("*.docx")]
    for path, commands in jobs:
        for command, suffixes in commands:
            document = desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, (PropertyValue("Hidden", 0, True, 0),))
            if command:
                dispatcher.executeDispatch(document.CurrentController.Frame, f".uno:{command}", "", 0, ())
            # A megabyte of fonts in each file would take most of the time.
            document.createInstance("com.sun.star.document.Settings").EmbedFonts = False
            for suffix in suffixes:
                target = out / f"{path.stem}.{command}.{suffix}"
                document.storeToURL(target.as_uri(), asked(suffix))
            document.close(True)


if __name__ == "__main__":
    _main(*sys.argv[1:])
