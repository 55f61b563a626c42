"""serve: a fact store in the browser, corrections into gold files, and extraction over HTTP."""
