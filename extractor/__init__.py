"""factwire: press releases become facts.

    >>> import extractor
    >>> extractor.Extractor  # doctest: +ELLIPSIS
    <class 'extractor.pipeline.Extractor'>

Everything here is loaded when it is first asked for, so that `import extractor` costs next to nothing. `read` is the
function, not the folder of the same name, whose modules are imported as `from extractor.read.html import …`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from extractor.read import read
from extractor.version import __version__

if TYPE_CHECKING:
    from extractor.documents import Release
    from extractor.emit.frame import to_frame
    from extractor.emit.tables import tables_of
    from extractor.facts import ReleaseFacts
    from extractor.pipeline import Extractor
    from extractor.settings import Settings

__all__ = ["Extractor", "Release", "ReleaseFacts", "Settings", "__version__", "read", "tables_of", "to_frame"]

_HOMES = {
    "Extractor": "extractor.pipeline",
    "Release": "extractor.documents",
    "ReleaseFacts": "extractor.facts",
    "Settings": "extractor.settings",
    "tables_of": "extractor.emit.tables",
    "to_frame": "extractor.emit.frame",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
