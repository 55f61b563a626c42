"""pages: self-contained pages for the browser: a validation, releases with their facts."""
