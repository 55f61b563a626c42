"""Releases as XBRL reports of both forms, judged by Arelle.

    factwire batch SOURCE… --out FACTS.jsonl --with-text
    ARELLE=…/bin/arelleCmdLine python -m tests.xbrl.validate FACTS.jsonl… --out FOLDER

The reports go to FOLDER. Prints every message of Arelle and, at the end, how many reports it validated; 1 where there
is a message or a report that it did not validate. Arelle is `arelle-release` in an environment of its own.
Takes about two seconds a report. FOLDER/judged.txt keeps the digests of the reports without a message: a run that was
stopped goes on from there, and after a change only reports that differ are judged again.
"""

import argparse
import hashlib
import json
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
    lines = [line for path in options.facts for line in path.read_bytes().splitlines() if line.strip()]
    documents = [line for line in lines if "text" in json.loads(line)["release"]]  # what could not be read has none
    options.out.mkdir(parents=True, exist_ok=True)
    wrong = False
    for form, suffix in FORMS:
        export_xbrl(documents, options.out / form, form)
        wrong |= judge(arelle, sorted((options.out / form).glob(f"*.{suffix}")), form)
    return int(wrong)


def judge(arelle: str, reports: Sequence[Path], form: str) -> bool:
    """Have reports judged and say what came of it; whether anything was wrong."""
    known = reports[0].parent.parent / "judged.txt" if reports else Path("judged.txt")
    good = set(known.read_text(encoding="ascii").split()) if known.exists() else set()
    digests = {report: hashlib.sha256(form.encode() + report.read_bytes()).hexdigest() for report in reports}
    left = [report for report in reports if digests[report] not in good]
    validated, messages = len(reports) - len(left), 0
    for start in range(0, len(left), TOGETHER):
        batch = left[start : start + TOGETHER]
        judgement = judged(arelle, batch)
        validated += judgement.validated
        messages += len(judgement.messages)
        sys.stdout.writelines(f"{line}\n" for line in judgement.messages)
        sys.stdout.flush()
        if judgement.validated == len(batch) and not judgement.messages:
            with known.open("a", encoding="ascii") as file:
                file.writelines(f"{digests[report]}\n" for report in batch)
    sys.stdout.write(f"{form}: {validated} of {len(reports)} reports validated, {messages} messages\n")
    return bool(messages) or validated < len(reports)


if __name__ == "__main__":
    sys.exit(main())
