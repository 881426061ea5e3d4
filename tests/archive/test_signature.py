"""A signed PDF is kept byte for byte with the outcome of its check; a broken one is refused."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.archive.verbs import plan

pytest.importorskip("pyhanko", reason="signatures are checked by the extra `signatures`")

from asn1crypto import keys, x509
from cryptography import x509 as certificates
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigFieldSpec
from pyhanko_certvalidator.registry import SimpleCertificateStore


@pytest.fixture
def project(built_project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(built_project, tmp_path / "project")
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path / "project"


def sign(data: bytes) -> bytes:
    """Sign a PDF with a certificate made for the test."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = certificates.Name([certificates.NameAttribute(NameOID.COMMON_NAME, "Exempel Underskrift")])
    builder = certificates.CertificateBuilder(
        name, name, key.public_key(), 1, datetime(2025, 1, 1, tzinfo=UTC), datetime(2035, 1, 1, tzinfo=UTC)
    )
    usage = certificates.KeyUsage(True, True, False, False, False, False, False, False, False)
    certificate = builder.add_extension(usage, critical=True).sign(key, hashes.SHA256())
    encoded = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    signer = signers.SimpleSigner(
        signing_cert=x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER)),
        signing_key=keys.PrivateKeyInfo.load(encoded),
        cert_registry=SimpleCertificateStore(),
    )
    metadata = signers.PdfSignatureMetadata(field_name="Underskrift", md_algorithm="sha256")
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    signed = signers.PdfSigner(metadata, signer, new_field_spec=SigFieldSpec("Underskrift")).sign_pdf(writer)
    return bytes(signed.getbuffer())


@pytest.fixture
def signed(project: Path) -> Path:
    """The edition of 2025, signed."""
    path = project / "undertecknad plan.pdf"
    path.write_bytes(sign((project / "output/aktivitetsplan-2025.pdf").read_bytes()))
    return path


def test_a_signed_pdf_is_kept_byte_for_byte_with_its_check(project: Path, signed: Path) -> None:
    assert plan("archive", "2025", "--signed", signed.name) == 0
    package = project / "output/archive/lulea-kommun-exempel-2025-1-1-v1"
    kept = package / "representations/undertecknad/data"
    assert (kept / signed.name).read_bytes() == signed.read_bytes()
    report = json.loads((kept / "signaturkontroll.json").read_text("utf-8"))
    assert report["sha256"] == hashlib.sha256(signed.read_bytes()).hexdigest()
    assert report["innehaller_den_byggda_filen"] is True
    assert [found["intact"] for found in report["underskrifter"]] == [True]
    assert "Exempel Underskrift" in report["underskrifter"][0]["signer"]
    assert "digital signature validation" in (package / "metadata/preservation/premis.xml").read_text("utf-8")
    assert plan("verify", package) == 0


def test_a_signed_pdf_that_was_changed_is_refused(signed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = bytearray(signed.read_bytes())
    at = data.index(b"/Producer") if b"/Producer" in data else len(data) // 3
    data[at + 12] ^= 1
    signed.write_bytes(data)
    assert plan("archive", "2025", "--signed", signed.name) in (1, 3)
    assert signed.name in capsys.readouterr().err
    assert not Path("output/archive").exists()


@pytest.mark.parametrize(
    ("content", "code"), [(b"hej", 3), (b"%PDF-1.7\nbroken", 3), (None, 3), ("unsigned", 1)], ids=str
)
def test_what_is_no_signed_pdf_is_refused(project: Path, content: bytes | str | None, code: int) -> None:
    if content == "unsigned":
        shutil.copy("output/aktivitetsplan-2025.pdf", "in.pdf")
    elif isinstance(content, bytes):
        Path("in.pdf").write_bytes(content)
    assert plan("archive", "2025", "--signed", "in.pdf") == code
    assert not Path("output/archive").exists()


def test_a_signed_pdf_belongs_to_one_edition(signed: Path) -> None:
    assert plan("archive", "--signed", signed.name) == 2
