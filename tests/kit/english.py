"""English where a Chinese reader should find none: prose, not names, codes and commands."""

import re

CHINESE = re.compile(r"[\u4e00-\u9fff]")
_PROSE = re.compile(r"(?<![a-z])[a-z]{2,},? [a-z]{2,}")
_COMMAND = re.compile(r"`[^`]*`|largesse [a-z ]+|LARGESSE_\w+|-----[A-Z ]+-----|https?://\S+")


def english_in(words: str) -> list[str]:
    """Give the English prose in a text: two words of it side by side, outside commands and addresses."""
    return _PROSE.findall(_COMMAND.sub("", words))
