"""PDF as text, page after page; figures in pictures are not read, and a file without any text is refused."""

from datetime import date

from extractor.documents import Release
from extractor.errors import InputError
from extractor.read.pdf_heads import joined, without_heads
from extractor.read.pdf_page import page_text
from extractor.read.plain import MAX_BYTES, release_of

__all__ = ["read_pdf"]

MAX_PAGES = 2000


def read_pdf(
    data: bytes,
    *,
    source: str | None,
    id: str | None = None,  # noqa: A002  the name that the field has in every file
    published: date | None = None,
    max_bytes: int = MAX_BYTES,
) -> Release:
    """The release in the bytes of a PDF file; pages are apart by a blank line (but inside a
    sentence), without running heads and page numbers; line ends are `\\n`.

    Raises InputError where the file is broken, locked by a password, has no text, or more text than `max_bytes`.
    """
    where = source or "the PDF"
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise InputError(
            f"{where}: cannot be read as PDF ({str(error).rstrip('.')}); a locked file must be unlocked first"
        ) from error
    pages: list[str] = []
    size = 0
    with document:
        if len(document) > MAX_PAGES:
            raise InputError(f"{where}: has {len(document)} pages, which no press release has")
        for number in range(len(document)):
            try:
                text = page_text(document[number])
            except pypdfium2.PdfiumError as error:
                raise InputError(f"{where}: page {number + 1} cannot be loaded ({error})") from error
            size += len(text)
            if size > max_bytes:
                raise InputError(f"{where}: longer than {max_bytes:,} characters, which no press release is")
            pages.append(text)
    text = joined(without_heads(pages))
    if not text:
        raise InputError(f"{where}: has no text, only pictures; run a character recognition over it first")
    return release_of(text, id=id, source=source, published=published)
