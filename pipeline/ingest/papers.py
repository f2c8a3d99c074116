"""The bytes of an HTML page, PDF or DOCX file in, its title, text and date out.

These functions run in a process apart (see guard): the libraries they call were not made for files
that mean harm.
"""

import io
import re
import zipfile
from dataclasses import dataclass

from pipeline.ingest.published import read_published, split_header
from pipeline.ingest.source import RefusedSourceError
from pipeline.settings import Limits

LETTERS_PER_PAGE = 25
ZIP_ENTRIES = 10_000

_JSON_LD_DATE = re.compile(rb'"datePublished"\s*:\s*"([^"<>]{4,40})"')
_META_DATES = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//*[@itemprop='datePublished']/@datetime",
    "//meta[@name='date' or @name='pubdate' or @name='publish-date']/@content",
    "//meta[@name='DC.date.issued' or @name='dc.date' or @name='DC.date']/@content",
    "//time[@pubdate]/@datetime",
    "//article//time/@datetime",
)


@dataclass(frozen=True, slots=True)
class Paper:
    """What a file of one item holds; `published` is EDTF or None."""

    text: str
    title: str | None = None
    published: str | None = None
    url: str | None = None
    source: str | None = None


def extract_page(data: bytes) -> Paper:
    """An HTML page in, its article out, scripts, menus and comments left behind.

    The date is the one that the page itself declares, as precise as declared; a date guessed from
    the layout is not taken.
    """
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    document = bare_extraction(
        data,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if not isinstance(document, Document) or not (document.text or "").strip():
        raise RefusedSourceError(
            "has no article text in it",
            remedy="Save the page as it shows in the browser, or its text as a plain text file.",
        )
    address = document.url or ""
    title = document.title or None
    return Paper(
        text=_drop_title(document.text or "", title),
        title=title,
        published=_find_page_date(data),
        url=address if address.startswith(("http://", "https://")) else None,
        source=document.sitename or document.hostname or None,
    )


def _drop_title(text: str, title: str | None) -> str:
    first, _, rest = text.partition("\n")
    return rest if title is not None and rest and first.strip() == title.strip() else text


def _find_page_date(data: bytes) -> str | None:
    from lxml import html

    found = [match.decode("ascii", "replace") for match in _JSON_LD_DATE.findall(data)[:1]]
    tree = html.document_fromstring(data, ensure_head_body=True)
    for path in _META_DATES:
        found += [str(value) for value in tree.xpath(path)[:1]]
    for value in found:
        try:
            published = read_published(value)
        except ValueError:
            continue
        if published is not None:
            return published
    return None


def extract_pdf(data: bytes, limits: Limits) -> Paper:
    """A PDF in, its text out, lines joined to paragraphs; a scan is refused in words."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise RefusedSourceError(
            "is locked with a password", remedy="Save it without the password."
        )
    num_pages = len(reader.pages)
    if num_pages > limits.pdf_pages:
        raise RefusedSourceError(
            f"has {num_pages:,} pages, the most is {limits.pdf_pages:,}", remedy="Split it."
        )
    pages = [page.extract_text() or "" for page in reader.pages]
    if sum(map(len, pages)) < LETTERS_PER_PAGE * num_pages:
        raise RefusedSourceError(
            f"has {num_pages} page(s) but almost no text: it is a scan, a picture of pages",
            expected="a PDF with text in it",
            remedy="Run text recognition first: ocrmypdf -l fra+eng scan.pdf text.pdf",
        )
    return _with_header(_join_lines("\n".join(pages)))


def extract_docx(data: bytes, limits: Limits) -> Paper:
    """A DOCX file in, its paragraphs out, one a line."""
    import docx

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        size = sum(entry.file_size for entry in entries)
        if len(entries) > ZIP_ENTRIES or size > limits.file_bytes:
            raise RefusedSourceError(
                f"unpacks to {size:,} bytes in {len(entries):,} parts, too much for one item",
                remedy="Save its text as a plain text file.",
            )
    document = docx.Document(io.BytesIO(data))
    paragraphs = [paragraph.text for paragraph in document.paragraphs]
    paper = _with_header("\n".join(paragraphs).strip())
    if not paper.text:
        raise RefusedSourceError("has no text in it", remedy="Save it with its text.")
    return paper


def _with_header(text: str) -> Paper:
    written, rest = split_header(text)
    try:
        return Paper(text=rest, published=read_published(written))
    except ValueError as error:
        raise RefusedSourceError(f"its header: {error}", remedy="Mend the date.") from None


def _join_lines(text: str) -> str:
    """Lines of a page in, paragraphs out: cut words mended, line ends inside a sentence dropped."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    text = re.sub(r"(?<=[^\W\d_])[-\u00ad]\n(?=[^\W\d_])", "", text)
    paragraphs = re.split(r"\n[ \t]*\n|(?<=[.!?»\"”])[ \t]*\n", text)
    return "\n".join(" ".join(paragraph.split()) for paragraph in paragraphs if paragraph.strip())
