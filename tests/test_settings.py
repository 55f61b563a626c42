"""Settings: the commented default file is the model's list, and broken files are refused with file and key."""

import re
import tomllib
from pathlib import Path

import pytest

import extractor
from extractor.errors import SettingsError
from extractor.settings import Settings, read_settings

DEFAULTS = Path(extractor.__file__).with_name("defaults.toml")


def test_the_default_file_says_what_the_model_does() -> None:
    assert read_settings(DEFAULTS) == Settings()


def test_the_default_file_has_every_setting_with_a_comment_and_nothing_else() -> None:
    text = DEFAULTS.read_text(encoding="utf-8")
    commented = re.findall(r"^# [^\n]+[.:]\n(?:# )?([a-z_]+) = ", text, flags=re.MULTILINE)
    assert commented == list(Settings.model_fields)


def test_what_is_commented_out_is_valid_too(tmp_path: Path) -> None:
    text = re.sub(r"^# (?=[a-z_]+ = )", "", DEFAULTS.read_text(encoding="utf-8"), flags=re.MULTILINE)
    path = tmp_path / "all.toml"
    path.write_text(text, encoding="utf-8")
    assert set(tomllib.loads(text)) == set(Settings.model_fields)
    assert read_settings(path) == Settings(rates_file="rates.csv")


BROKEN = {
    b"model = ": "not valid TOML",
    b"\xff\xfe": "not UTF-8",
    b'modle = "x"': "modle: there is no such setting; did you mean model?",
    b'currency = "euro"': "currency: takes an ISO 4217 code such as EUR, not 'euro'",
    b"parse_batch_tokens = 1": "parse_batch_tokens: takes a whole number of at least 100, not 1",
    b'rate_sources = ["guess"]': "rate_sources: takes a list of these: stated, file, ecb, not 'guess'",
    b'rate_sources = "ecb"': "rate_sources: takes a list of these: stated, file, ecb, not 'ecb'",
    b'rate_policy = "publicaton"': "not 'publicaton'; did you mean publication?",
    b"with_text = 3": "with_text: takes true or false, not 3",
    b"parse_longest = 20.5": "parse_longest: takes a whole number of at least 10, not 20.5",
    b"colour = 1": "colour: there is no such setting; extractor/defaults.toml lists them all",
}


def test_every_setting_says_what_it_takes() -> None:
    assert all(field.description for field in Settings.model_fields.values())


@pytest.mark.parametrize(("data", "message"), BROKEN.items())
def test_a_broken_file_is_refused_with_its_name_and_key(data: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(data)
    with pytest.raises(SettingsError, match=re.escape(message)) as caught:
        read_settings(path)
    assert str(caught.value).startswith(f"{path}: ")


@pytest.mark.parametrize("name", [".", "missing.toml"])
def test_a_file_that_cannot_be_read_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot read the settings"):
        read_settings(tmp_path / name)
