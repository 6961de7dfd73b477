"""Who may see and do what."""

import pytest

from domain.errors import NotAllowed
from domain.people import Duty, Person
from domain.permissions import Act, is_allowed, require
from tests.domain.builders import person

MEMBER = person(id=1, manager_number="N0002")
MANAGER = person(id=2, grade="課長級")
COLLEAGUE = person(id=3, manager_number="N0002")
OTHER_MANAGER = person(id=4, grade="課長級")
SECRETARIAT = person(id=5, duties=[Duty.SECRETARIAT])
TRAINING_OFFICER = person(id=6, duties=[Duty.TRAINING_OFFICER])
ADMINISTRATOR = person(id=7, duties=[Duty.ADMINISTRATOR])

EVERYONE = {
    "本人": MEMBER,
    "上司": MANAGER,
    "同僚": COLLEAGUE,
    "よその課の管理職": OTHER_MANAGER,
    "事務局": SECRETARIAT,
    "研修担当": TRAINING_OFFICER,
    "システム管理者": ADMINISTRATOR,
}
ALLOWED = {
    Act.SEE_TRAINING: {"本人", "上司", "事務局", "研修担当"},
    Act.CONFIRM_COMPLETION: {"事務局", "研修担当"},
    Act.SEE_DESK: {"事務局", "研修担当"},
    Act.CLOSE_ACCESS_REQUEST: {"事務局", "研修担当"},
    Act.IMPORT_OFFICE_FILE: {"事務局", "研修担当"},
    Act.EXPORT_RECORDS: {"事務局", "研修担当"},
    Act.EXPORT_KPIS: {"事務局", "研修担当"},
    Act.SEE_DELIVERIES: {"事務局", "研修担当"},
    Act.SEE_DIGEST: {"事務局", "研修担当"},
    Act.PUBLISH_DIGEST: {"事務局"},
    Act.CHOOSE_CHANNEL: {"事務局", "研修担当"},
    Act.REVIEW_CORRECTIONS: {"事務局", "研修担当"},
    Act.PUSH_TRAINING: {"上司"},
    Act.CHOOSE_CASE_CHANNEL: {"事務局"},
    Act.SET_CASE_REVIEW: {"事務局"},
    Act.SET_ISSUE_RULES: {"事務局"},
    Act.IMPORT_CASES: {"事務局"},
    Act.SELECT_CASES: {"事務局"},
    Act.AGREE_TO_PHRASING: {"事務局"},
}


@pytest.mark.parametrize("act", Act)
def test_できる人だけに許される(act: Act) -> None:
    allowed = {
        who for who, actor in EVERYONE.items() if is_allowed(act, actor=actor, subject=MEMBER)
    }
    assert allowed == ALLOWED[act]


@pytest.mark.parametrize("act", Act)
def test_許されない人は何をすればよいかの一文で断られる(act: Act) -> None:
    with pytest.raises(NotAllowed) as refused:
        require(act, actor=COLLEAGUE, subject=MEMBER)
    assert refused.value.sentence.endswith("。")


@pytest.mark.parametrize("actor", EVERYONE.values(), ids=EVERYONE.keys())
def test_自分の受講状況は誰でも見られる(actor: Person) -> None:
    assert is_allowed(Act.SEE_TRAINING, actor=actor, subject=actor)


def test_上司の受講状況を部下は見られない() -> None:
    assert not is_allowed(Act.SEE_TRAINING, actor=MEMBER, subject=MANAGER)


def test_上司の登録がない人の受講状況をよその職員は見られない() -> None:
    without_manager = person(id=8, manager_number=None)
    assert not is_allowed(Act.SEE_TRAINING, actor=MANAGER, subject=without_manager)


def test_兼ねた仕事のどれか一つが許せばよい() -> None:
    both = person(id=9, duties=[Duty.ADMINISTRATOR, Duty.TRAINING_OFFICER])
    assert is_allowed(Act.CONFIRM_COMPLETION, actor=both, subject=MEMBER)
