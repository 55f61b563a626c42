"""xbrl: facts as XBRL (xBRL-JSON and inline XBRL) under a small taxonomy of our own: the keys of measures."""
