"""Which words of a question tell what it is about, beside those of any question about any policy."""

import re

from language.normalise import normalise

_TELLING = re.compile(r"[一-龠々]{2,}|[ァ-ヺー]{3,}|[a-z][a-z0-9-]+")
_VAGUE = re.compile(
    r"研修|方針|職員(?!課)|人材|育成|確保|推進|計画|デジタル|dx|教|知|自分|内容|確認|場合|必要|受講|記載|業務|仕事"
    r"|市役所|役所|県庁|説明|何年|何時|一回|一番|普段|誰|何"
)


def telling_words(question: str) -> list[str]:
    """Normalised."""
    return _TELLING.findall(_VAGUE.sub(" ", normalise(question)))
