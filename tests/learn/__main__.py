"""Learn the weights of a kind of link from gold, and say how good they are on releases they were not learned from.

    python -m tests.learn metric --own seeds --gold GOLD/train --gold GOLD/dev --leave-out GOLD/train/check.txt

Releases named in the files of `--leave-out` are never learned from; what is right there is said at the end. `--folds 8`
judges by leaving out an eighth of the releases in turn; `--write` stores the weights in the package.
"""

import argparse
import json
from collections.abc import Iterable, Sequence
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import click

from extractor.gold.annotations import GoldRelease
from extractor.link import ranking
from extractor.link.ranking import Weights
from extractor.pipeline import Extractor
from tests.learn.fitting import Choice, fit
from tests.learn.gathering import LINKS, Learnt, gather, own_examples, own_releases, releases

#: How often links are chosen anew with the weights just learned: what a figure's neighbours measure is evidence.
ROUNDS = 2
#: A choice as likely as this is a sure one.
SURE = 0.9


def main() -> None:
    """Parse, learn, judge, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("link", choices=LINKS)
    parser.add_argument("--gold", type=Path, action="append", required=True, help="a folder or file of gold")
    parser.add_argument("--leave-out", type=Path, action="append", default=[], help="names that are never learned from")
    parser.add_argument("--own", type=Path, action="append", default=[], help="gold that must hold: counts more")
    parser.add_argument("--precision", type=float, default=3.0, help="of the prior on weights (default: %(default)s)")
    parser.add_argument("--least", type=int, default=3, help="releases that a feature stands in (default: %(default)s)")
    parser.add_argument("--folds", type=int, default=0, help="judge by leaving out one of so many parts in turn")
    parser.add_argument("--write", action="store_true", help="store the weights in the package")
    args = parser.parse_args()
    link = LINKS[args.link]
    kept = frozenset(name for path in args.leave_out for name in path.read_text(encoding="utf-8").split())
    gold = [*releases(args.gold, kept), *own_examples(), *own_releases(args.own)]
    told = [release for release in releases(args.gold, frozenset()) if release.id in kept]
    learner = Learner(link, precision=args.precision, least=args.least)
    if args.folds:
        judged = [choice for part in range(args.folds) for choice in learner.leave_out(gold, part, args.folds)]
        click.echo(f"left out in turn: {said(judged, learner)}")
    learned = learner.learn(gold)
    click.echo(f"left out always: {said(learner.judge(told, learned), learner)}")
    if args.write:
        path = Path(str(files("extractor.link.weights"))) / f"{link.name}.json"
        provenance = {
            "command": f"python -m tests.learn {link.name}",
            "figures": learner.figures,
            "releases": len(gold),
            "texts": sha256("".join(sorted(release.text for release in gold)).encode()).hexdigest()[:16],
            "precision": args.precision,
            "least": args.least,
        }
        content = {"provenance": provenance, "weights": dict(sorted(learned.of.items()))}
        path.write_text(json.dumps(content, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
        click.echo(f"{len(learned.of)} weights written to {path.name}")


class Learner:
    """Gathers choices with given weights, fits new ones, judges them."""

    def __init__(self, link: Learnt, *, precision: float, least: int) -> None:
        self.link, self.precision, self.least = link, precision, least
        self.extractor = Extractor()
        self.figures = 0

    def learn(self, gold: Sequence[GoldRelease]) -> Weights:
        """Weights from gold, in rounds."""
        learned = Weights({}, {})
        for _ in range(ROUNDS):
            choices = self.gather(gold, learned)
            self.figures = len(choices)
            learned = Weights({}, fit(choices, precision=self.precision, least=self.least))
        return learned

    def gather(self, gold: Iterable[GoldRelease], learned: Weights) -> list[Choice]:
        """The choices of releases with links chosen by the given weights."""
        with ranking.weighing({self.link.name: learned}):
            return [choice for release in gold for choice in gather(release, self.extractor, self.link)]

    def judge(self, gold: Iterable[GoldRelease], learned: Weights) -> list[tuple[float, float]]:
        """For each figure whose link the gold states, what the likeliest candidate gains and how likely it is."""
        out = []
        for choice in self.gather(gold, learned):
            if choice.weight >= 1.0:
                candidates = [ranking.Candidate(None, (), features) for features in choice.features]
                best = ranking.rank(candidates, learned)[0]
                at = next(i for i, candidate in enumerate(candidates) if candidate is best.candidate)
                out.append((choice.gains[at], best.probability))
        return out

    def leave_out(self, gold: Sequence[GoldRelease], part: int, parts: int) -> list[tuple[float, float]]:
        """One part of the releases, judged by weights from the others."""
        number = {release.id: int(sha256(release.id.encode()).hexdigest(), 16) % parts for release in gold}
        learned = self.learn([release for release in gold if number[release.id] != part])
        return self.judge([release for release in gold if number[release.id] == part], learned)


def said(judged: Sequence[tuple[float, float]], learner: Learner) -> str:
    """What share is right, and how right the surest are."""
    if not judged:
        return "no figures"
    sure = [pair for pair in judged if pair[1] >= SURE]
    surest = f"{len(sure)} at {SURE} or surer, {_share(sure, 0.5):.1f} % of them contained" if sure else "none sure"
    return (
        f"{len(judged)} figures with a {learner.link.name}, {_share(judged, 0.5):.1f} % contained, "
        f"{_share(judged, 1.0):.1f} % exact; {surest}"
    )


def _share(pairs: Sequence[tuple[float, float]], least: float) -> float:
    return 100 * sum(gain >= least for gain, _ in pairs) / len(pairs)


if __name__ == "__main__":
    main()
