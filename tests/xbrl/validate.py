"""Releases as XBRL reports of both forms, judged by Arelle.

    factwire batch SOURCE… --out FACTS.jsonl --with-text
    ARELLE=…/bin/arelleCmdLine python -m tests.xbrl.validate FACTS.jsonl… --out FOLDER

The reports go to FOLDER. Prints every message of Arelle and, at the end, how many reports it validated; 1 where there
is a message or a report that it did not validate. Arelle is `arelle-release` in an environment of its own.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from extractor.archive.xbrl import XbrlForm, export_xbrl
from tests.xbrl.arelle import judged, program

FORMS: tuple[tuple[XbrlForm, str], ...] = (("xbrl-json", "json"), ("ixbrl", "xhtml"))
TOGETHER = 20
"""Reports that one process of Arelle takes."""


def main(words: Sequence[str] | None = None) -> int:
    """Read the command line, write the reports, have them judged."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("facts", nargs="+", type=Path, metavar="FACTS.jsonl", help="what batch wrote, with texts")
    parser.add_argument("--out", type=Path, required=True, help="the folder of the reports")
    options = parser.parse_args(words)
    arelle = program()
    if arelle is None:
        parser.error("Arelle is not here: install arelle-release in an environment of its own, and name its program "
                     "arelleCmdLine by the variable ARELLE")  # fmt: skip
    documents = [line for path in options.facts for line in path.read_bytes().splitlines() if line.strip()]
    options.out.mkdir(parents=True, exist_ok=True)
    wrong = False
    for form, suffix in FORMS:
        export_xbrl(documents, options.out / form, form)
        wrong |= judge(arelle, sorted((options.out / form).glob(f"*.{suffix}")), form)
    return int(wrong)


def judge(arelle: str, reports: Sequence[Path], form: str) -> bool:
    """Have reports judged and say what came of it; whether anything was wrong."""
    validated, messages = 0, 0
    for start in range(0, len(reports), TOGETHER):
        judgement = judged(arelle, reports[start : start + TOGETHER])
        validated += judgement.validated
        messages += len(judgement.messages)
        sys.stdout.writelines(f"{line}\n" for line in judgement.messages)
        sys.stdout.flush()
    sys.stdout.write(f"{form}: {validated} of {len(reports)} reports validated, {messages} messages\n")
    return bool(messages) or validated < len(reports)


if __name__ == "__main__":
    sys.exit(main())
