"""Writes the pictures of the documentation anew: `python -m tests.pages.pictures`; it needs a Chromium."""

import tempfile
from pathlib import Path

from click.testing import CliRunner

from extractor.cli import main as factwire
from tests.pages.browser import browser

ROOT = Path(__file__).parents[2]


def main() -> None:
    """The page of the seeds, with a fact of the text and with a cell chosen."""
    seeds = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "seeds").glob("*.txt"))
    with tempfile.TemporaryDirectory() as folder, browser(width=1300, height=860) as window:
        page = Path(folder) / "page.html"
        done = CliRunner().invoke(factwire, ["view", *seeds, "--out", str(page)])
        assert done.exit_code == 0, done.output
        window.open(page)
        window.press("]nnnnnnnn")
        window.screenshot(ROOT / "docs" / "pictures" / "view.png")
        window.run("document.querySelector('#text td mark').click()")
        window.run("document.querySelector('#text table').scrollIntoView({block: 'center'})")
        window.screenshot(ROOT / "docs" / "pictures" / "table.png")


if __name__ == "__main__":
    main()
