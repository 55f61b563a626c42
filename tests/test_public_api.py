"""What is public is documented by examples, and every example is run: docstrings, README, spaCy component."""

import doctest
import importlib
import pickle
import pkgutil
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import spacy
from click.testing import CliRunner
from spacy.tokens import Doc

import extractor
from extractor import Extractor, Settings
from extractor.cli import main
from extractor.emit.json import to_json
from extractor.errors import InputError
from extractor.read.plain import read_file, release_of

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
OPTIONS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def with_examples() -> Iterator[str]:
    """The modules whose docstrings have examples."""
    for module in pkgutil.walk_packages(extractor.__path__, "extractor."):
        spec = importlib.util.find_spec(module.name)
        if spec and spec.origin and ">>> " in Path(spec.origin).read_text(encoding="utf-8"):
            yield module.name


@pytest.mark.parametrize("name", [*with_examples(), "extractor"])
def test_examples_in_docstrings(name: str) -> None:
    failed, tried = doctest.testmod(importlib.import_module(name))
    assert tried > 0
    assert failed == 0


@pytest.fixture
def beside_the_seeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A working folder that has the seeds and nothing else."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("beside_the_seeds")
def test_python_examples_of_the_readme() -> None:
    tests = doctest.DocTestParser().get_doctest(README, {}, "README.md", "README.md", 0)
    assert len(tests.examples) > 10
    assert doctest.DocTestRunner().run(tests).failed == 0


def console_blocks() -> list[str]:
    return re.findall(r"```console\n(.*?)```", README, flags=re.DOTALL)


@pytest.mark.parametrize("block", console_blocks(), ids=lambda block: block.splitlines()[0][2:])
@pytest.mark.usefixtures("beside_the_seeds")
def test_console_examples_of_the_readme(block: str) -> None:
    for command, expected in re.findall(r"^\$ factwire (.*)\n((?:(?!\$ ).*\n)*)", block, flags=re.MULTILINE):
        result = CliRunner().invoke(main, shlex.split(command))
        assert result.exit_code == 0
        pattern = expected.replace("…", "...")
        assert doctest.OutputChecker().check_output(pattern, result.output, OPTIONS), result.output


def test_the_readme_names_the_two_commands() -> None:
    marked = dict(re.findall(r"<!-- (\w+) command -->\n```sh\n(.*)\n```", README))
    assert set(marked) == {"first", "second"}
    fixed = "PIP_CONSTRAINT=.ci/versions.txt PIP_BUILD_CONSTRAINT=.ci/versions.txt "
    begins = f"python3 -m venv .venv && {fixed}.venv/bin/pip install --quiet "
    assert all(command.startswith(begins) for command in marked.values())


@pytest.mark.parametrize("name", extractor.__all__)
def test_public_names_are_there(name: str) -> None:
    assert getattr(extractor, name)


def test_no_other_names_are_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Extracter'"):
        _ = extractor.Extracter


def test_importing_the_package_loads_next_to_nothing() -> None:
    code = "import sys, extractor; print(sorted({'spacy', 'pydantic', 'regex', 'click'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


TEXT = "Revenue of Larch Foods rose 4% to $1.2 million last year."


def test_a_release_or_its_text_is_the_same() -> None:
    assert Extractor().extract(TEXT) == Extractor().extract(release_of(TEXT))


def test_published_resolves_times_and_overrides_the_text() -> None:
    dated = f"OSLO, 5 May 2019 – {TEXT}"
    assert Extractor().extract(dated).facts[-1].value == "2018"
    found = Extractor().extract(dated, published=date(2024, 5, 2))
    assert found.release.published == date(2024, 5, 2)
    assert found.facts[-1].value == "2023"


def test_without_a_date_of_publication_times_have_no_value_and_a_diagnostic_says_so() -> None:
    found = Extractor().extract(TEXT)
    assert found.release.published is None
    assert found.facts[-1].value is None
    assert [d.code for d in found.diagnostics] == ["no-publication-date"]


def test_pipe_gives_what_extract_gives_in_order() -> None:
    releases = [read_file(path) for path in sorted((ROOT / "seeds").glob("*.txt"))]
    assert list(Extractor().pipe(releases)) == [Extractor().extract(release) for release in releases]
    assert list(Extractor().pipe([])) == []


def test_a_file_may_be_given_by_its_path_or_its_bytes() -> None:
    path = ROOT / "seeds" / "estmark-employment-prices.txt"
    by_path, by_bytes = Extractor().extract(path), Extractor().extract(path.read_bytes())
    assert by_path == Extractor().extract(read_file(path))
    assert by_bytes.facts == by_path.facts
    assert [found.facts for found in Extractor().pipe([path, TEXT])] == [by_path.facts, Extractor().extract(TEXT).facts]


@pytest.mark.parametrize("given", [None, 5, ["a text"], {"text": "a"}])
def test_what_is_no_release_is_refused(given: Any) -> None:
    with pytest.raises(
        TypeError, match=r"is no release: give a text \(str\), a Release, a pathlib\.Path, or the bytes"
    ):
        Extractor().extract(given)
    with pytest.raises(TypeError, match="is no release"):
        list(Extractor().pipe([given]))


@pytest.mark.parametrize("given", ["a text", b"a text", Path("a.txt"), release_of("a text")])
def test_pipe_takes_many(given: Any) -> None:
    with pytest.raises(TypeError, match="pipe takes many releases, not one"):
        list(Extractor().pipe(given))


def test_a_file_of_many_releases_is_for_pipe() -> None:
    many = b'{"text": "Up 1%."}\n{"text": "Up 2%."}\n'
    with pytest.raises(InputError, match="has several releases; give it to pipe"):
        Extractor().extract(many)
    assert [found.facts[0].text for found in Extractor().pipe([many])] == ["1%", "2%"]
    with pytest.raises(InputError, match="no such file"):
        Extractor().extract(Path("missing.txt"))


def test_the_same_text_gives_the_same_bytes_in_another_process() -> None:
    seed = ROOT / "seeds" / "estmark-employment-prices.txt"
    code = (
        "import sys; from extractor import Extractor; from extractor.emit.json import to_json; "
        "from extractor.read.plain import read_file; "
        "sys.stdout.buffer.write(to_json(Extractor().extract(read_file(sys.argv[1]))))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(seed)], capture_output=True, check=True)
    assert done.stdout == to_json(Extractor().extract(read_file(seed)))


@pytest.fixture
def nlp() -> spacy.language.Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("factwire")
    return nlp


def test_the_component_gives_facts_and_span_groups(nlp: spacy.language.Language) -> None:
    doc = nlp("PARIS, 5 May 2024 – Larch Foods sold 3,000 cakes for €12,000, up 4%.")
    assert doc._.facts == Extractor().extract(doc.text)
    assert [(span.text, span.label_, span.id_) for span in doc.spans["factwire"]] == [
        ("5 May 2024", "date", "f1"),
        ("3,000 cakes", "count", "f2"),
        ("€12,000", "money", "f3"),
        ("4%", "percent", "f4"),
    ]
    assert {key: [span.text for span in doc.spans[key]] for key in doc.spans if key != "factwire"} == {
        "factwire.money": ["€12,000"],
        "factwire.percent": ["4%"],
        "factwire.date": ["5 May 2024"],
        "factwire.count": ["3,000 cakes"],
        "factwire.measure": [],
    }
    assert doc.spans["factwire"][2]._.fact == doc._.facts.facts[2]


def test_the_component_takes_a_date_of_publication_and_settings() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("factwire", config={"settings": {"currency": "GBP"}, "spans_key": "facts"})
    doc = nlp.make_doc(TEXT)
    doc._.published = date(2024, 5, 2)
    doc = nlp(doc)
    assert doc._.facts.facts[-1].value == "2023"
    assert doc.spans["facts.money"][0]._.fact.converted.unit == "GBP"


def test_the_component_pipes_and_its_docs_can_be_stored(nlp: spacy.language.Language) -> None:
    texts = [TEXT, "No figure here.", "It hired two engineers."]
    docs = list(nlp.pipe(texts))
    assert [doc.text for doc in docs] == texts
    assert [len(doc._.facts.facts) for doc in docs] == [3, 0, 1]
    stored = Doc(nlp.vocab).from_bytes(docs[0].to_bytes())
    assert stored._.facts == docs[0]._.facts
    assert stored.spans["factwire"][0]._.fact.text == "4%"


def test_results_and_settings_travel_between_processes() -> None:
    found = Extractor(Settings(currency="EUR")).extract(TEXT)
    assert pickle.loads(pickle.dumps(found)) == found
    assert pickle.loads(pickle.dumps(Settings(currency="EUR"))) == Settings(currency="EUR")


def test_a_doc_without_the_component_has_no_facts(nlp: spacy.language.Language) -> None:
    assert nlp.make_doc(TEXT)._.facts is None


@pytest.mark.parametrize("published", ["2024-05-02", datetime(2024, 5, 2, 9, 30)])
def test_a_date_of_publication_that_is_no_date_is_refused(published: Any) -> None:
    with pytest.raises(TypeError, match=r"give a datetime\.date"):
        Extractor().extract("Revenue was $5 million.", published=published)
