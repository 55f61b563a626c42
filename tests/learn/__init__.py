"""Learning what evidence is worth: `python -m tests.learn` reads gold, fits the weights of links and writes them."""
