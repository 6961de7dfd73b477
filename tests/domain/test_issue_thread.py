"""What of a message is kept."""

from domain.issue_thread import WRITTEN_LENGTH, kept_text


def test_データベースに入らない文字だけが落ちる() -> None:
    assert (
        kept_text("改行\n絵文字🍣\0と半分\ud83cの文字\t=1+1") == "改行\n絵文字🍣と半分の文字\t=1+1"
    )


def test_長すぎる発言は切る() -> None:
    assert len(kept_text("あ" * (WRITTEN_LENGTH + 1))) == WRITTEN_LENGTH
