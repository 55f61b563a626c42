"""read: bytes and files become releases whose text is never edited."""
