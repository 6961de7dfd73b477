"""What somebody was told last: of one turn, for half an hour, and of not too many."""

from datetime import datetime, timedelta

from cards.elements import Button, Buttons, Card
from domain.dialogue import SILENCE, Place
from domain.japan_time import JAPAN
from handlers.last_answers import MOST_KEPT, NOTHING_YET, TEXT_KEPT, LastAnswer, LastAnswers
from handlers.reply import show
from language.intents import Intent

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=JAPAN)
ME, OTHER = (1, 1, Place.PRIVATE), (1, 2, Place.PRIVATE)
LISTED = Card(
    "研修", (Buttons((Button("詳しく", "course.show", {"course": "S-01"}),)),), summary=""
)


def test_読み方は一つの答えのあいだだけで一覧はそのあとも指せる() -> None:
    answers = LastAnswers()
    answers.read_as("次は？", Intent.NEXT_TRAINING, (Intent.NEXT_TRAINING,), ME, now=NOW)
    answers.shown(show(LISTED), ME, now=NOW)
    said = LastAnswer("次は？", Intent.NEXT_TRAINING, (Intent.NEXT_TRAINING,), ("S-01",))
    assert answers.new_turn(ME, now=NOW) == said
    assert answers.of(ME, now=NOW) == LastAnswer(courses=("S-01",))


def test_黙っていれば忘れ残さない() -> None:
    answers = LastAnswers()
    answers.read_as("次は？", Intent.NEXT_TRAINING, (), ME, now=NOW)
    late = NOW + SILENCE + timedelta(seconds=1)
    assert answers.of(ME, now=late) == NOTHING_YET
    answers.new_turn(OTHER, now=late)
    assert len(answers) == 1


def test_長い言葉は終わりだけを多くの人の分は新しいものだけを持つ() -> None:
    answers = LastAnswers()
    answers.read_as("あ" * 1_000 + "次は？", Intent.NEXT_TRAINING, (), ME, now=NOW)
    kept = answers.of(ME, now=NOW).text
    assert len(kept) == TEXT_KEPT
    assert kept.endswith("次は？")
    for person in range(MOST_KEPT + 5):
        answers.new_turn((2, person, Place.PRIVATE), now=NOW)
    assert len(answers) == MOST_KEPT
    assert answers.of(ME, now=NOW) == NOTHING_YET
