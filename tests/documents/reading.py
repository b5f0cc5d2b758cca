"""Files read back with programs that did not write them."""

import io
import subprocess
import zipfile
from xml.etree import ElementTree

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def pdf_text(data: bytes) -> str:
    """The text of a PDF as ``pdftotext`` sees it, without white space."""
    read = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True)
    return squeezed(read.stdout.decode())


def pdf_fonts(data: bytes) -> list[list[str]]:
    """The fonts of a PDF: columns of ``pdffonts``."""
    read = subprocess.run(["pdffonts", "-"], input=data, capture_output=True, check=True)
    return [line.split() for line in read.stdout.decode().splitlines()[2:]]


def word_text(data: bytes) -> str:
    """The text of a .docx body, without white space."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        body = ElementTree.fromstring(file.read("word/document.xml"))
    return squeezed("".join(node.text or "" for node in body.iter(f"{WORD}t")))


def squeezed(text: str) -> str:
    """Text without white space."""
    return "".join(text.split())
