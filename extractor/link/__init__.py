"""link: figures become facts: metric, subject, period, change, relations."""
