"""report: a validation as tables, JSON, JUnit, Markdown and a page."""
