"""Dates: the day of publication, the fiscal calendar, and the days, ISO value and role of every date of a release."""
