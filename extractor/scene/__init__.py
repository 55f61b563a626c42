"""What a release is about, read once: where it is from and what its money means."""
