"""emit: facts become JSON, tables and files."""
