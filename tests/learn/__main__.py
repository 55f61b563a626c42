"""Learn the weights of a kind of link from gold, and say how good they are on releases they were not learned from.

    python -m tests.learn metric --own tests/learn/own.jsonl --reviewed GOLD --gold MORE --leave-out CHECK.txt --write
    python -m tests.learn period --gold GOLD/train --gold GOLD/dev --gold CASES --leave-out GOLD/train/check.txt --write
    python -m tests.learn subject --own tests/learn/owners.jsonl --reviewed GOLD --precision 10 --write
    python -m tests.learn confidence --gold GOLD/train --leave-out GOLD/train/check.txt --write
    python -m tests.learn cells --gold PAGES --gold TEXTS --precision 20 --write

`metric`, `period` and `subject` choose among what is proposed; `confidence` says how likely each link and each fact is
right. It is learned last, from choices of weights that had not seen the release: the choices of `--with` gold teach
those too. `cells` says the same of what tables say, from folders of exhibits with labelled tables, each of which is
left out in turn (`tests/learn/cells.py`).
Releases named in the files of `--leave-out` are never learned from; how they fare is said at the end. `--folds 8`
leaves out an eighth of the releases in turn. `--write` stores the weights in the package.
"""

import argparse
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import click

from extractor.documents import Release
from extractor.gold.annotations import GoldRelease
from extractor.link.ranking import Weights, weighing, weights
from extractor.pipeline import Extractor
from tests.learn.believing import believed, learn_beliefs, reliability
from tests.learn.cells import cells_of, exhibits, learn_cells
from tests.learn.fitting import Choice, fit
from tests.learn.gathering import EXAMPLE, LEARNT, Gathered, gather, own_releases, releases

#: What of a judged figure is counted: its exact metric, its metric's head, its period, and so on.
COUNTED = {"metric": ("metric", "metric head"), "period": ("period",), "subject": ("subject", "subject contains")}

#: So much more what was read twice counts.
_REVIEWED = 3


def main() -> None:
    """Parse, learn, judge, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("link", choices=[*LEARNT, "confidence", "cells"])
    parser.add_argument("--gold", type=Path, action="append", default=[], help="a folder or file of gold")
    parser.add_argument(
        "--with", dest="beside", type=Path, action="append", default=[], help="gold that teaches choices"
    )
    parser.add_argument(
        "--reviewed", type=Path, action="append", default=[], help="gold that was read twice: counts three times"
    )
    parser.add_argument("--leave-out", type=Path, action="append", default=[], help="names that are never learned from")
    parser.add_argument("--own", type=Path, action="append", default=[], help="gold that must hold: counts more")
    parser.add_argument("--precision", type=float, default=3.0, help="of the prior on weights (default: %(default)s)")
    parser.add_argument("--least", type=int, default=3, help="releases that a feature stands in (default: %(default)s)")
    parser.add_argument("--around", action="store_true", help="hold the weights that there are")
    parser.add_argument("--folds", type=int, default=8, help="parts that are left out in turn; 0 to judge none")
    parser.add_argument("--write", action="store_true", help="store the weights in the package")
    args = parser.parse_args()
    if args.link == "cells":
        _cells(args.gold, precision=args.precision, least=args.least, write=args.write)
        return
    kept = frozenset(name for path in args.leave_out for name in path.read_text(encoding="utf-8").split())
    reviewed = releases(args.reviewed, kept)
    gold = [*releases(args.gold, kept), *reviewed]
    told = [release for release in releases([*args.gold, *args.reviewed], frozenset()) if release.id in kept]
    learner = Learner(
        precision=args.precision, least=args.least, around=args.around, reviewed=frozenset(r.id for r in reviewed)
    )
    if args.link == "confidence":
        learned = learner.confidence(gold, releases(args.beside, kept), told, folds=args.folds)
    else:
        examples = [*LEARNT[args.link].examples(), *own_releases(args.own)]
        learned = learner.choice(args.link, [*gold, *examples], told, folds=args.folds)
    if args.write:
        _write(args.link, learned, gold, {"precision": args.precision, "least": args.least, "around": args.around})


def _cells(sources: Sequence[Path], *, precision: float, least: int, write: bool) -> None:
    """Weights of what tables say, from exhibits; says how good they are on each exhibit by weights of the others."""
    extractor = Extractor()
    given = list(exhibits(sources))
    learned, judged = learn_cells(
        [cell for exhibit in given for cell in cells_of(exhibit, extractor)], precision=precision, least=least
    )
    click.echo(reliability(judged, "left out in turn"))
    if write:
        _write("cells", learned, [each.release for each in given], {"precision": precision, "least": least})


class Learner:
    """Gathers choices with given weights, fits new ones, judges them."""

    def __init__(
        self, *, precision: float, least: int, around: bool = False, reviewed: frozenset[str] = frozenset()
    ) -> None:
        self.precision, self.least, self.around, self.reviewed = precision, least, around, reviewed
        self.extractor = Extractor()

    def gather(self, gold: Iterable[GoldRelease], by: Mapping[str, Weights]) -> dict[str, Gathered]:
        """What releases teach, by their ids, with links chosen by the given weights."""
        with weighing(by):
            return {release.id: gather(release, self.extractor) for release in gold}

    def fitted(self, link: str, gathered: Iterable[Gathered]) -> Weights:
        """The weights of one learned choice."""
        choices = [self._counted(choice) for each in gathered for choice in each.choices[link]]
        around = weights(link).of if self.around else {}
        learned = fit(choices, precision=self.precision, least=self.least, around=around)
        return Weights({"figures": len(choices)}, learned)

    def _counted(self, choice: Choice) -> Choice:
        """A choice, counted more often where its gold was read twice."""
        return replace(choice, weight=choice.weight * _REVIEWED) if choice.release in self.reviewed else choice

    def choice(self, link: str, gold: Sequence[GoldRelease], told: Sequence[GoldRelease], *, folds: int) -> Weights:
        """Weights of a choice; says how good they are on parts left out, and on what is left out always.

        What a figure's neighbours are linked to is evidence: they are linked by the weights that there are, so that
        learning once more may change a little.
        """
        gathered = self.gather(gold, {})
        learned = self.fitted(link, gathered.values())
        if folds:
            judged: list[Gathered] = []
            for part in range(folds):
                own = self.fitted(link, [each for name, each in gathered.items() if _part(name, folds) != part])
                left = [r for r in gold if _part(r.id, folds) == part and not r.id.startswith(EXAMPLE)]
                judged += self.gather(left, {link: own}).values()
            click.echo(f"left out in turn: {_said(link, judged)}")
        click.echo(f"left out always: {_said(link, self.gather(told, {link: learned}).values())}")
        return learned

    def confidence(
        self, gold: Sequence[GoldRelease], beside: Sequence[GoldRelease], told: Sequence[GoldRelease], *, folds: int
    ) -> Weights:
        """Weights of confidence, from choices that were made by weights which had not seen the release."""
        everything = [*gold, *beside, *(example for link in LEARNT.values() for example in link.examples())]
        gathered = self.gather(everything, {})
        beliefs = []
        for part in range(max(folds, 2)):
            others = [each for name, each in gathered.items() if _part(name, max(folds, 2)) != part]
            by = {link: self.fitted(link, others) for link in LEARNT}
            left = [release for release in gold if _part(release.id, max(folds, 2)) == part]
            beliefs += [belief for each in self.gather(left, by).values() for belief in each.beliefs]
        learned, judged = learn_beliefs(beliefs, precision=self.precision, least=self.least, folds=max(folds, 2))
        click.echo(reliability(judged, "left out in turn"))
        last = [belief for each in self.gather(told, {}).values() for belief in each.beliefs]
        click.echo(reliability(believed(last, learned), "left out always"))
        return learned


def _part(name: str, parts: int) -> int:
    return int(sha256(name.encode()).hexdigest(), 16) % parts


def _said(link: str, gathered: Iterable[Gathered]) -> str:
    """What share of the figures whose link the gold states is right."""
    scored = [figure for each in gathered for figure in each.scored]
    said = []
    for name in COUNTED[link]:
        right = [figure[name] for figure in scored if name in figure]
        said.append(f"{name} {100 * sum(right) / max(len(right), 1):.1f} % of {len(right)}")
    return ", ".join(said)


def _write(link: str, learned: Weights, gold: Sequence[GoldRelease | Release], options: Mapping[str, object]) -> None:
    path = Path(str(files("extractor.link.weights"))) / f"{link}.json"
    provenance = {
        "command": f"python -m tests.learn {link}",
        **learned.provenance,
        "releases": len(gold),
        "texts": sha256("".join(sorted(release.text for release in gold)).encode()).hexdigest()[:16],
        **options,
    }
    content = {"provenance": provenance, "weights": dict(sorted(learned.of.items()))}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    click.echo(f"{len(learned.of)} weights written to {path.name}")


if __name__ == "__main__":
    main()
