from __future__ import annotations

import hashlib
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaking.services.documents import uploads
from matchmaking.services.refusals import Invalid

if TYPE_CHECKING:
    from flask import Flask

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n"
ODT = "application/vnd.oasis.opendocument.text"


@pytest.fixture(autouse=True)
def within(app: Flask) -> None:
    """Refusals are sentences, which need an application."""
    del app


def archive(**entries: str) -> bytes:
    content = BytesIO()
    with ZipFile(content, "w") as made:
        for name, text in entries.items():
            made.writestr(name, text)
    return content.getvalue()


DOCX = archive(**{"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"})
TEXT = archive(**{"mimetype": ODT, "content.xml": "<office/>"})


def refusal(name: str, content: bytes) -> str:
    with pytest.raises(Invalid) as refused:
        uploads.made_of(name, content)
    return str(refused.value)


@pytest.mark.parametrize(("content", "name"), [(PDF, "a.pdf"), (DOCX, "a.docx"), (TEXT, "a.odt")])
def test_kind_of_a_file_is_what_it_holds_and_not_what_it_is_called(content: bytes, name: str) -> None:
    taken = uploads.made_of("a.exe", content)
    assert (taken.name, taken.content) == (name, content)
    assert taken.content_hash == hashlib.sha256(content).hexdigest()
    assert uploads.mime_type(taken.name).startswith("application/")


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("Декларация 2026.pdf", "deklaraciya-2026.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        (r"C:\Users\Ann\Διακήρυξη.pdf", "diakiryxi.pdf"),
        ('a"\r\nSet-Cookie: b.pdf', "a-set-cookie-b.pdf"),
        ("🎉.pdf", "document.pdf"),
        ("", "document.pdf"),
    ],
)
def test_name_is_kept_clean(given_name: str, kept: str) -> None:
    assert uploads.made_of(given_name, PDF).name == kept


def test_what_is_no_document_is_refused_in_words() -> None:
    assert refusal("a.pdf", b"<html>%PDF-").startswith("This is no PDF, DOCX or ODT file.")
    assert refusal("a.pdf", b"").startswith("This is no PDF, DOCX or ODT file.")
    assert refusal("a.docx", archive(**{"xl/workbook.xml": "<w/>", "[Content_Types].xml": "<Types/>"})).startswith(
        "This is no PDF"
    )
    assert refusal("a.docx", DOCX[:40]).startswith("This is no PDF")
    assert refusal("a.odt", archive(mimetype="text/html", **{"content.xml": ""})).startswith("This is no PDF")


def test_pdf_without_its_end_and_documents_with_programs_are_refused() -> None:
    assert refusal("a.pdf", PDF.replace(b"%%EOF", b"")).startswith("This PDF is damaged")
    macros = archive(**{"[Content_Types].xml": "", "word/document.xml": "", "word/vbaProject.bin": ""})
    assert refusal("a.docx", macros).startswith("This document holds programs")
    basic = archive(**{"mimetype": ODT, "content.xml": "", "Basic/Standard/Module1.xml": ""})
    assert refusal("a.odt", basic).startswith("This document holds programs")


def test_file_larger_than_the_limit_is_refused() -> None:
    assert uploads.made_of("a.pdf", PDF[:9] + b" " * (uploads.MOST_BYTES - len(PDF)) + PDF[9:]).name == "a.pdf"
    assert refusal("a.pdf", PDF + b" " * uploads.MOST_BYTES) == "The file is too large: at most 8 MB."


@given(head=st.sampled_from([b"", b"PK\x03\x04", b"%PDF-", DOCX[:60], TEXT]), tail=st.binary(max_size=300))
def test_any_bytes_are_taken_or_refused_and_nothing_else(head: bytes, tail: bytes) -> None:
    try:
        taken = uploads.made_of("a", head + tail)
    except Invalid:
        return
    assert taken.name.rpartition(".")[2] in uploads.MIME_TYPES


def test_archive_of_very_many_parts_is_not_even_listed() -> None:
    assert refusal("a.docx", DOCX + b"PK\x01\x02" * uploads.MOST_PARTS).startswith("This is no PDF")
