"""keys: standard names for what facts are about, so that facts of many releases add up."""
