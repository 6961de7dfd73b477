"""Where a question goes that this bot does not answer, as far as its words tell."""

from enum import Enum


class Elsewhere(Enum):
    """``sentence`` names the kind of section, which every office calls by its own name."""

    RESIDENTS = "住民の方の手続きや証明のことは、その手続きの担当窓口に聞いてください。"
    SYSTEMS = "庁内のパソコン・ネットワーク・システムの不具合は、情報政策（情報システム）の窓口に聞いてください。"
    PERSONNEL = "人事・給与・休暇・旅費などのことは、人事の担当課に聞いてください。"
    PREMISES = "庁舎・会議室・公用車・備品のことは、庁舎管理や管財の担当課に聞いてください。"
    MONEY = "予算・契約・支払いのことは、財政・契約・会計の担当課に聞いてください。"
    EMERGENCY = "急を要するときは、119番・110番か、所属の緊急連絡網で連絡してください。"

    @property
    def sentence(self) -> str:
        return self.value
