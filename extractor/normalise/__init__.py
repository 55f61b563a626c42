"""normalise: a mention and its context become a value."""
