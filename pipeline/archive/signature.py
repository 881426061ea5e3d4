"""A signed PDF that was handed in: its signatures are checked and told, and not a byte of it is changed.

Only what the file itself can prove is judged: that each signature is sound and what it covers. Whether a certificate is
to be trusted depends on lists that change; it is told whose it is and when it was valid, for the one who decides.
"""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from pipeline.archive.material import Material, sha256
from pipeline.errors import Problem, SourceProblem, UnreadableInput, UsageProblem
from pipeline.frozen import frozen
from pipeline.text import _

REPORT = "signaturkontroll.json"
REPRESENTATION = "undertecknad"


@frozen
class Signature:
    """What is known of one signature; `covers` is what of the file it stands for, times are as the file gives them."""

    name: str
    signer: str
    issuer: str
    valid_from: str
    valid_until: str
    signed_at: str
    intact: bool
    covers: str

    @property
    def is_sound(self) -> bool:
        """Whether the signed bytes are the ones that were signed, and the whole file is."""
        return self.intact and self.covers in ("ENTIRE_FILE", "ENTIRE_REVISION")


def add_signed(material: Material, file: Path) -> Material:
    """Return the material with the signed PDF as a representation of its own, beside the report of its check.

    Raises `UnreadableInput` when it is no PDF, `SourceProblem` when it has no signature or a broken one.
    """
    data = _read(file)
    signatures = list(_signatures(data, file))
    _refuse(signatures, file)
    own = next(iter(material.representations["bevarande"].values()))
    report = {
        "fil": file.name,
        "sha256": sha256(data),
        "innehaller_den_byggda_filen": data.startswith(own),
        "tillit": "inte bedömd",
        "underskrifter": [asdict(signature) for signature in signatures],
    }
    held = {file.name: data, REPORT: (json.dumps(report, ensure_ascii=False, indent=2) + "\n").encode()}
    first, *others = material.representations.items()
    representations = dict([first, (REPRESENTATION, held), *others])
    return replace(material, representations=representations, signature=_tell(signatures, data.startswith(own)))


def _tell(signatures: list[Signature], starts_with_own: bool) -> str:
    names = ", ".join(signature.signer for signature in signatures)
    words = _("Signed by {names}: each signature is intact; trust in the certificates was not judged.")
    same = _("The signed file begins with the edition's own PDF, byte for byte.")
    other = _("The signed file is not the edition's own PDF with a signature added.")
    return f"{words.format(names=names)} {same if starts_with_own else other}"


def _read(file: Path) -> bytes:
    try:
        data = file.read_bytes()
    except OSError as error:
        what = _("The signed file cannot be read: {error}.").format(error=error.strerror)
        raise UnreadableInput(Problem(file.as_posix(), 0, what, _("Check its name and who may read it."))) from error
    if not data.startswith(b"%PDF-"):
        raise UnreadableInput(
            Problem(file.as_posix(), 0, _("The signed file is no PDF."), _("Hand in the PDF itself."))
        )
    return data


def _signatures(data: bytes, file: Path) -> Iterator[Signature]:
    try:
        from pyhanko.pdf_utils.misc import PdfError  # noqa: PLC0415 (an extra; few packages are signed)
        from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415
    except ImportError as error:
        what = _("Signatures cannot be checked: pyHanko is not installed.")
        remedy = _("Run pip install planpipeline[signatures].")
        raise UsageProblem(Problem("plan archive", 0, what, remedy)) from error
    try:
        for embedded in PdfFileReader(io.BytesIO(data), strict=False).embedded_regular_signatures:
            yield _check(embedded)
    except (PdfError, ValueError, KeyError) as error:
        what = _("The signed file cannot be read: {error}.").format(error=error)
        raise UnreadableInput(Problem(file.as_posix(), 0, what, _("Ask for the signed file again."))) from error


def _check(embedded: Any) -> Signature:
    from pyhanko.sign.validation import validate_pdf_signature  # noqa: PLC0415
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415

    # No certificate is trusted here, so that the outcome is the same on every machine; pyHanko warns of that.
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
    logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)
    status = validate_pdf_signature(embedded, ValidationContext(trust_roots=[], allow_fetching=False))
    certificate = status.signing_cert
    validity = certificate["tbs_certificate"]["validity"]
    signed_at = status.signer_reported_dt
    return Signature(
        name=str(embedded.field_name),
        signer=str(certificate.subject.human_friendly),
        issuer=str(certificate.issuer.human_friendly),
        valid_from=validity["not_before"].native.isoformat(),
        valid_until=validity["not_after"].native.isoformat(),
        signed_at=signed_at.isoformat() if signed_at else "",
        intact=bool(status.intact and status.valid),
        covers=status.coverage.name if status.coverage else "",
    )


def _refuse(signatures: list[Signature], file: Path) -> None:
    if not signatures:
        what, remedy = _("The file has no signature."), _("Hand in the signed file, or archive without --signed.")
        raise SourceProblem(Problem(file.as_posix(), 0, what, remedy))
    broken = [signature for signature in signatures if not signature.is_sound]
    if broken:
        what = _("The signature of {signer} is broken: the file was changed after it was signed.")
        remedy = _("Ask for the signed file again.")
        raise SourceProblem([Problem(file.as_posix(), 0, what.format(signer=s.signer), remedy) for s in broken])
