"""「2つの様式まで足せます」: what can be done, which nobody has said they will do."""

from language.words import words_of

_E = frozenset("えけせてねへめれげぜでべぺ")


def is_possible(text: str) -> bool:
    """Whether its last word is a verb of the first conjugation in its potential form.

    Sudachi reads 足せ of 足せます as 足す, and 入れ of 入れます as 入れる.
    """
    words = [word for word in words_of(text) if word.part_of_speech not in ("助詞", "補助記号")]
    while words and words[-1].part_of_speech == "助動詞":
        words.pop()
    if not words or words[-1].part_of_speech != "動詞":
        return False
    stem = words[-1].surface.removesuffix("る")
    return stem[-1:] in _E and f"{stem}る" != words[-1].normalised_form
