"""Accept or reject every tracked change of Word documents with LibreOffice, one process for all of them.

Runs as a script too, under the Python that has LibreOffice's bridge: `python3 office.py PORT FOLDER`.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

ACCEPT, REJECT = "AcceptAllTrackedChanges", "RejectAllTrackedChanges"
PORT = 2419


def find_bridge() -> str:
    """Return the Python that can talk to LibreOffice, or nothing."""
    for python in ("/usr/bin/python3", shutil.which("python3") or ""):
        if python and subprocess.run([python, "-c", "import uno"], capture_output=True, check=False).returncode == 0:
            return python
    return ""


def resolve_with_office(
    tracked: Mapping[str, bytes], plain: Mapping[str, bytes], folder: Path
) -> tuple[dict[str, tuple[bytes, bytes]], dict[str, bytes]]:
    """Return tracked documents with every change accepted, and with every change rejected; plain ones saved again."""
    for kind, documents in (("tracked", tracked), ("plain", plain)):
        (folder / kind).mkdir(parents=True)
        for name, data in documents.items():
            (folder / kind / f"{name}.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    accept = f"--accept=socket,host=127.0.0.1,port={PORT};urp;"
    office = subprocess.Popen(["soffice", profile, "--headless", "--norestore", accept], stderr=subprocess.DEVNULL)
    try:
        subprocess.run([find_bridge(), __file__, str(PORT), str(folder)], check=True, timeout=1500)
    finally:
        office.terminate()
        office.wait(30)
    out = folder / "out"
    both = {n: ((out / f"{n}.{ACCEPT}.docx").read_bytes(), (out / f"{n}.{REJECT}.docx").read_bytes()) for n in tracked}
    return both, {name: (out / f"{name}..docx").read_bytes() for name in plain}


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
    out = Path(folder) / "out"
    out.mkdir()
    jobs = [(path, (ACCEPT, REJECT)) for path in Path(folder, "tracked").glob("*.docx")]
    jobs += [(path, ("",)) for path in Path(folder, "plain").glob("*.docx")]
    for path, commands in jobs:
        for command in commands:
            document = desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, (PropertyValue("Hidden", 0, True, 0),))
            if command:
                dispatcher.executeDispatch(document.CurrentController.Frame, f".uno:{command}", "", 0, ())
            target = out / f"{path.stem}.{command}.docx"
            document.storeToURL(target.as_uri(), (PropertyValue("FilterName", 0, "MS Word 2007 XML", 0),))
            document.close(True)


if __name__ == "__main__":
    _main(*sys.argv[1:])
