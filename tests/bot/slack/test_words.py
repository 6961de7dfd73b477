"""What a person typed, out of Slack's mark-up."""

import pytest

from bot.slack.words import typed


@pytest.mark.parametrize(
    ("marked", "read"),
    [
        ("<@UBOT> 次に何の研修を受ければいい？", "次に何の研修を受ければいい？"),
        ("これは<@UBOT>に聞く", "これは に聞く"),
        ("<@U123>さんの受講状況", "@U123さんの受講状況"),
        ("<@U123|市川>さんの受講状況", "@市川さんの受講状況"),
        ("<#C1|dx推進>で聞いた研修", "#dx推進で聞いた研修"),
        ("<https://example.com/a?b=1&amp;c=2|案内>を見た", "案内を見た"),
        ("<https://example.com/>", "https://example.com/"),
        ("<mailto:a@example.com|a@example.com>", "a@example.com"),
        ("<!channel> 全員", "!channel 全員"),
        ("1 &lt; 2 &amp;&amp; 3 &gt; 2", "1 < 2 && 3 > 2"),
        ("&lt;@UBOT&gt;", "<@UBOT>"),
        ("", ""),
    ],
)
def test_打ったとおりの文字になる(marked: str, read: str) -> None:
    assert typed(marked, bot_user="UBOT") == read
