"""factwire: press releases become facts."""
