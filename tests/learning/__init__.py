"""Commands that learn what the package ships as data."""
