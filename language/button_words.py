"""A button's label said in other forms: 「公開してください」 for 「フォーラムに公開する」."""

import re
from collections.abc import Iterator

from language.normalise import normalise

_LABEL = re.compile(r"(?P<object>.*[をにら])?(?P<verb>[^をに]+[うくぐすつぬぶむる])")
"""「載せるものを」「選ぶ」; 「いまのまとめから」「作り直す」."""
_I_AND_TE = {
    "う": ("い", "って"),
    "く": ("き", "いて"),
    "ぐ": ("ぎ", "いで"),
    "す": ("し", "して"),
    "つ": ("ち", "って"),
    "ぬ": ("に", "んで"),
    "ぶ": ("び", "んで"),
    "む": ("み", "んで"),
    "る": ("り", "って"),
}
_AFTER_I = (
    r"(?:ます|ましょう|たい(?:です|と思います|のです|んです)?|たく(?:思います|存じます)?|願います"
    r"|[をで]?(?:お願い|おねがい)(?:し(?:たい(?:です)?|ます)|いたします|致します|できますか\??)?)"
)
_AFTER_TE = (
    r"(?:(?:おいて)?(?:ください|下さい|くださいませんか|ほしい(?:です)?|欲しい(?:です)?|くれ(?:ます|ません)?か?|ちょうだい|頂戴"
    r"|もらえ(?:る|ます|ません)か?|もらいたい(?:です)?|(?:いただけ|頂け)(?:ます|ません)(?:か|でしょうか)"
    r"|(?:いただけ|頂け)(?:る|ます)と(?:助かります|幸いです|ありがたいです)|(?:いただき|頂き)(?:ます|たい(?:です)?))?|おいて)\??"
)
_MANNER = r"(?:のですが|んですが|ですが|が|けど|けれど|ね|よ|な){0,2}"
_POINTED_AT = re.compile(
    r"(?:(?:では|じゃあ|それでは|もう|すぐ|今すぐ|このまま|この内容で|これで)、?)*"
    r"(?:(?:これ|それ|この版|このまとめ|この内容|フォーラム版|下書き|まとめ)を?、?)?"
)
"""What stands before the verb alone, and names nothing else."""


def as_label(text: str) -> str:
    """What somebody typed, as the labels of buttons are compared with it."""
    return normalise(text).replace(" ", "").strip("「」『』。!、")


def says_label(text: str, label: str) -> bool:
    """In a form that wishes or asks for it; as it stands, too. Not denied, not as a question of whether."""
    heard, called = as_label(text), as_label(label)
    found = _LABEL.fullmatch(called)
    if heard == called or found is None:
        return heard == called
    named = found["object"] or ""
    return heard.startswith(named) and _wishes(heard.removeprefix(named), found["verb"])


def says_verb(text: str, label: str) -> bool:
    """The same of what it does alone, with no word of to what: 「選びたい」 of 「載せるものを選ぶ」."""
    found = _LABEL.fullmatch(as_label(label))
    heard = _POINTED_AT.sub("", as_label(text), count=1)
    return found is not None and found["verb"] != "する" and _wishes(heard, found["verb"])


def _wishes(heard: str, verb: str) -> bool:
    return heard == verb or any(
        re.fullmatch(rf"{stem}{ending}{_MANNER}", heard) for stem, ending in _forms(verb)
    )


def _forms(verb: str) -> Iterator[tuple[str, str]]:
    """Each way to conjugate it, the one that is no Japanese among them: nobody says that."""
    if verb.endswith("する"):
        stem = re.escape(verb.removesuffix("する"))
        yield rf"{stem}(?:し|いたし|致し)?", _AFTER_I
        yield f"{stem}(?:し|させ)て", _AFTER_TE
        yield f"{stem}しよう", ""
        return
    stem, (i, te) = re.escape(verb[:-1]), _I_AND_TE[verb[-1]]
    yield f"{stem}{i}", _AFTER_I
    yield f"{stem}{te}", _AFTER_TE
    if verb.endswith("る"):
        yield stem, _AFTER_I
        yield f"{stem}て", _AFTER_TE
