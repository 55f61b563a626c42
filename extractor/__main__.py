"""`python -m extractor` is `factwire`."""

from extractor.cli import main

if __name__ == "__main__":
    main(prog_name="factwire")
