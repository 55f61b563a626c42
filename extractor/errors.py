"""The errors that factwire raises: one small tree, each message saying what is wrong, where, and what to do."""

__all__ = ["FactwireError", "GoldError", "InputError", "LexiconError", "ModelError", "SettingsError"]


class FactwireError(Exception):
    """Anything that factwire refuses; the message is written for the person who runs it."""

    slug = "error"


class InputError(FactwireError):
    """A release that cannot be read: no such file, a directory, binary bytes, a broken line."""

    slug = "input"


class SettingsError(FactwireError):
    """A setting, option or argument that does not make sense."""

    slug = "settings"


class LexiconError(FactwireError):
    """A lexicon file with an unknown key, a row without its example, or a pattern that does not compile."""

    slug = "lexicon"


class ModelError(FactwireError):
    """The language model that the settings name is not installed or lacks a component."""

    slug = "model"


class GoldError(FactwireError):
    """A gold file that breaks the rules of the format; the message names file, fact and field."""

    slug = "gold"
