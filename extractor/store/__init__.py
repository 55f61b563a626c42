"""store: the embedded fact store: database, migrations, queries."""
