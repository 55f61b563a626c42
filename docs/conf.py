"""How Sphinx makes the site: `pip install -e ".[docs]"`, then `sphinx-build -W docs site`."""

from extractor.version import __version__

project = "factwire"
release = version = __version__
extensions = ["myst_parser"]
myst_heading_anchors = 3
exclude_patterns: list[str] = []
html_theme = "alabaster"
html_theme_options = {"description": "Releases in, facts out.", "page_width": "1100px", "fixed_sidebar": True}
html_show_sphinx = html_show_copyright = False
