"""The peers of the redline: programs that compare two Word documents and write tracked changes.

Each peer is asked for by name and answers with an engine, or with the reason why it is not in this run. LibreOffice is
spoken to by its bridge, under the Python that has it: `python3 peers.py PORT OLD NEW OUT`.
"""

from __future__ import annotations

import atexit
import importlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

Engine = Callable[[bytes, bytes], bytes]
PORT = 2427


def peers() -> dict[str, Engine | str]:
    """Return each peer's engine, or why it cannot run here."""
    return {"Docxodus": _docxodus(), "pandiff": _pandiff(), "LibreOffice": _office(), "docx-redline": _docx_redline()}


def _docxodus() -> Engine | str:
    try:
        engine = importlib.import_module("python_redlines.engines").DocxodusEngine()
    except Exception as error:
        return f"python-redlines is not installed ({error})"
    return lambda old, new: bytes(engine.run_redline("Redaktionen", old, new)[0])


def _docx_redline() -> Engine | str:
    command = shutil.which("docx-redline")
    if not command:
        return "docx-redline is not installed (it needs Python 3.12, in an environment of its own)"
    return lambda old, new: _run([command, "compare", "old.docx", "new.docx", "-o", "out.docx"], old, new)


def _pandiff() -> Engine | str:
    command = shutil.which("pandiff")
    if not command or not shutil.which("pandoc"):
        return "pandiff or pandoc is not installed"
    return lambda old, new: _run([command, "old.docx", "new.docx", "-o", "out.docx"], old, new)


def _office() -> Engine | str:
    from tests.diff.office import find_bridge  # noqa: PLC0415

    bridge = find_bridge()
    if not bridge or not shutil.which("soffice"):
        return "LibreOffice or its bridge is not installed"
    folder = tempfile.TemporaryDirectory()
    accept = f"--accept=socket,host=127.0.0.1,port={PORT};urp;"
    profile = f"-env:UserInstallation={Path(folder.name).as_uri()}"
    office = subprocess.Popen(["soffice", profile, "--headless", "--norestore", accept], stderr=subprocess.DEVNULL)
    atexit.register(office.terminate)
    script = [bridge, str(Path(__file__).resolve()), str(PORT), "old.docx", "new.docx", "out.docx"]

    def compare(old: bytes, new: bytes) -> bytes:
        assert folder.name and office.poll() is None
        return _run(script, old, new)

    return compare


def _run(command: list[str], old: bytes, new: bytes) -> bytes:
    """Run a command in a folder with both documents, and return the third one that it makes."""
    with tempfile.TemporaryDirectory() as folder:
        for name, data in (("old.docx", old), ("new.docx", new)):
            Path(folder, name).write_bytes(data)
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
        return Path(folder, "out.docx").read_bytes()


def _compare_by_bridge(port: str, old: str, new: str, out: str) -> None:
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
    hidden = PropertyValue("Hidden", 0, True, 0)
    document = desktop.loadComponentFromURL(Path(new).resolve().as_uri(), "_blank", 0, (hidden,))
    url = PropertyValue("URL", 0, Path(old).resolve().as_uri(), 0)
    silent = PropertyValue("NoAcceptDialog", 0, True, 0)
    dispatcher.executeDispatch(document.CurrentController.Frame, ".uno:CompareDocuments", "", 0, (url, silent))
    word = PropertyValue("FilterName", 0, "MS Word 2007 XML", 0)
    document.storeToURL(Path(out).resolve().as_uri(), (word,))
    document.close(True)


if __name__ == "__main__":
    _compare_by_bridge(*sys.argv[1:])
    os._exit(0)
