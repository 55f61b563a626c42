"""Which time a figure is about: candidates with traits, chosen by learned weights."""
