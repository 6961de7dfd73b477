"""Closed wordings of 対応策: 「対応策3」, 「#12、うちではこうしている：…」, 「#12の対応策：…」."""

import re

from language.normalise import normalise

_NUMBER = r"[ 　]*(?:課題)?[ 　]*[#＃♯]?[ 　]*(?P<number>[0-9０-９]{1,6})(?:番|号)?(?:の課題)?"
_SO = (
    r"うち(?:の課|の部署|の係|の部)?(?:で|では|は|だと)?[、,]?(?:こう|このように)"
    r"(?:して|やって|対応して)(?:い)?(?:る|ます)(?:よ|ね|けど|が)?"
)
_TOLD = re.compile(
    rf"^(?=[^0-9０-９]*(?:[#＃♯]|課題)|[ 　]*[0-9０-９]+番){_NUMBER}(?:について|に対して|に|は)?[、,。:： 　]*"
    rf"(?:{_SO}|(?:の)?対応策(?:として|は)?)[ 　]*[:：。、\n][ 　\n]*(?P<what>\S.*)$",
    re.DOTALL,
)
_ASKED = re.compile(
    r"対応策[ #]*(?P<number>\d{1,6})(?:番)?(?:を(?:見せて|見たい|教えて|開いて))?(?:ください)?[。?!]*"
)


def countermeasure_told(text: str) -> tuple[int, str] | None:
    """The issue's number and what is done about it; None where the message does not say so."""
    found = _TOLD.match(text)
    return (int(found["number"]), found["what"].strip()) if found else None


def countermeasure_asked_for(text: str) -> int | None:
    """「対応策3」: the number alone is asked for."""
    found = _ASKED.fullmatch(normalise(text).strip())
    return int(found["number"]) if found else None
