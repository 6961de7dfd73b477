"""What was answered in the 情報交換: in an issue's thread, in the forum's one post, for who looks at all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from cards import wording
from cards.case import EXAMPLE as EXAMPLE_CASE
from cards.case import case_button
from cards.elements import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    Element,
    Heading,
    Inline,
    note,
    paragraph,
    plain,
)
from cards.example_exchange import EXCHANGE, HELPERS, NAMES
from cards.example_values import NOW, TODAY
from cards.exchange import OPEN, answer_words, headline
from cards.issue import show_button
from domain.excerpt import excerpt
from domain.exchange import (
    NOBODY_HELPS,
    Exchange,
    ExchangeItem,
    Helpers,
    Progress,
    departments_of,
)
from domain.iso_week import monday_of

AT_A_TIME = 8
SUMMED_UP = {Progress.TROUBLED: 8, Progress.FORWARD: 8}
"""So many of each stand in the one post, which has to be one page."""
LINE_SHOWN = 80
"""Characters of a line there; the whole stands in the thread, and in 「みんなの答え」."""
SHOW = Button("みんなの答え", "exchange.show")
CONSULT = Button("デジタル専門人材に聞く", "consult.show")

HelpersByItem = Mapping[int, Helpers]


def week_words(week: str, *, today: date) -> str:
    """「11月16日(月)の週」."""
    return f"{wording.day(monday_of(week), today=today)}の週"


def answer_in_thread_card(
    item: ExchangeItem, helpers: Helpers, *, name: str, week: str, today: date
) -> Card:
    by = f"{item.department}・{wording.people_name(name)}" if name else item.department
    answer = answer_words(item)
    return Card(
        f"情報交換（{week_words(week, today=today)}）",
        (paragraph(Bold(answer)), note(by), *_help_lines(helpers)),
        summary=f"{item.called}の情報交換の答えです。",
    )


def helpers_card(item: ExchangeItem, helpers: Helpers) -> Card:
    """To who is in trouble with it, or looks at it."""
    if helpers.is_empty:
        line = "似た課題を解決した部署や事例は、まだ見つかりませんでした。"
        return Card(
            "力になれそうな部署・事例・人",
            (paragraph(Bold(item.called)), paragraph(line), Buttons((CONSULT,))),
            summary=line,
        )
    return Card(
        "力になれそうな部署・事例・人",
        (
            paragraph(Bold(item.called)),
            *_help_lines(helpers),
            Buttons(
                (
                    *(show_button(issue) for issue in helpers.issues),
                    *(case_button(case) for case in helpers.cases),
                    CONSULT,
                )
            ),
        ),
        summary=f"{item.called}の力になれそうな部署・事例・人です。",
    )


def helper_words(helpers: Helpers) -> tuple[str, ...]:
    """「課題#7「…」を解決した福祉部 高齢福祉課」 and so on."""
    return (
        *(f"{each.called}を解決した{each.place}" for each in helpers.issues),
        *(f"{each.name}「{each.text.title}」（{each.place}）" for each in helpers.cases),
        *(
            f"{wording.people_name(each.name)}（{each.main_post.section}・デジタル専門人材）"
            for each in helpers.people
        ),
    )


def _help_lines(helpers: Helpers) -> Iterator[Element]:
    if words := helper_words(helpers):
        yield paragraph("参考になりそうな部署・事例・人")
        yield Bullets(tuple(plain(each) for each in words))


def summary_card(exchange: Exchange, helpers: HelpersByItem, *, today: date) -> Card:
    """The one post of a week. Who has not answered is not named where all read along."""
    same = len(exchange.saying(Progress.SAME))
    count = len(exchange.answering)
    line = f"{count}部局から答えがありました。" if count else "まだ答えはありません。"
    return Card(
        f"{week_words(exchange.round.week, today=today)}の情報交換のまとめ",
        (
            paragraph(line),
            *_part(exchange.saying(Progress.TROUBLED), Progress.TROUBLED, helpers),
            *_part(exchange.saying(Progress.FORWARD), Progress.FORWARD, helpers),
            *([paragraph(f"ほかに{same}件は、変わりありません。")] if same else []),
            *([note("まだの答えは、届きしだいここに加えます。")] if exchange.unanswered else []),
            note("困っている課題に心当たりがあれば、その課題のスレッドに書いてください。"),
            Buttons((Button(SHOW.label, SHOW.action, {"week": exchange.round.week}),)),
        ),
        summary=f"{week_words(exchange.round.week, today=today)}の情報交換：{line}",
    )


def _part(
    items: Sequence[ExchangeItem], progress: Progress, helpers: HelpersByItem
) -> Iterator[Element]:
    if not items:
        return
    most = SUMMED_UP[progress]
    yield Heading(f"{progress}（{len(items)}件）")
    yield Bullets(tuple(_summed_up(each, helpers) for each in items[:most]))
    if len(items) > most:
        yield note(f"ほか{len(items) - most}件は「みんなの答え」にあります。")


def _summed_up(item: ExchangeItem, helpers: HelpersByItem) -> tuple[Inline, ...]:
    said = item.answer.line if item.answer else ""
    line = f"：{excerpt(said, length=LINE_SHOWN)}" if said else ""
    words = helper_words(helpers.get(item.id, NOBODY_HELPS))
    help_ = f"\n　参考：{'、'.join(words)}" if words else ""
    return plain(Bold(headline(item)), f"（{item.department}）{line}{help_}")


def answers_card(
    exchange: Exchange,
    helpers: HelpersByItem,
    names: Mapping[int, str],
    *,
    page: int,
    today: date,
    is_office: bool,
) -> Card:
    """All that was answered, by department, ``page`` from 0. ``is_office``: who is still to is named."""
    given = [each for each in exchange.items if each.answer]
    here = given[page * AT_A_TIME : (page + 1) * AT_A_TIME]
    line = f"{len(exchange.answering)}部局から{len(given)}件の答えがありました。"
    return Card(
        f"{week_words(exchange.round.week, today=today)}の情報交換",
        (
            paragraph(line if given else "まだ答えはありません。"),
            *(element for d in departments_of(here) for element in _of(d, here, helpers, names)),
            *(_to_come(exchange) if is_office and page == 0 else ()),
            Buttons(tuple(_turns(exchange, len(given), page))),
        ),
        summary=line,
    )


def _of(
    department: str,
    items: Sequence[ExchangeItem],
    helpers: HelpersByItem,
    names: Mapping[int, str],
) -> Iterator[Element]:
    yield Heading(department)
    for item in (each for each in items if each.department == department):
        who = names.get(item.answered_by or 0, "")
        by = f"（{wording.people_name(who)}）" if who else ""
        yield paragraph(Bold(headline(item)), f"\n{answer_words(item)}{by}")
        if words := helper_words(helpers.get(item.id, NOBODY_HELPS)):
            yield note(f"参考：{'、'.join(words)}")


def _to_come(exchange: Exchange) -> Iterator[Element]:
    """未回答 is only who has been asked again; nothing of a week that ended without that."""
    for heading, departments in (
        ("未回答の部局", exchange.missing),
        ("答えを待っている部局（もう一度お願いする前）", exchange.awaited),
    ):
        if departments:
            yield Heading(heading)
            yield Bullets(
                tuple(
                    plain(f"{each}（{len(exchange.waiting((each,)))}件）") for each in departments
                )
            )


def _turns(exchange: Exchange, count: int, page: int) -> Iterator[Button]:
    week = {"week": exchange.round.week}
    if (page + 1) * AT_A_TIME < count:
        rest = count - (page + 1) * AT_A_TIME
        yield Button(f"ほか{rest}件", "exchange.show", week | {"page": str(page + 1)})
    if page:
        yield Button("前へ", "exchange.show", week | {"page": str(page - 1)})
    yield OPEN


def unanswered_card(
    exchange: Exchange, chiefs: Mapping[str, Sequence[str]], *, today: date
) -> Card:
    """To the secretariat's channel, once a week. ``chiefs``: names by department; none where nobody is."""
    missing = exchange.unanswered
    line = f"情報交換に、{len(missing)}部局からまだ答えがありません（未回答）。"
    return Card(
        "情報交換の未回答",
        (
            paragraph(Bold(line)),
            Bullets(tuple(plain(_who(each, exchange, chiefs)) for each in missing)),
            note(
                f"{week_words(exchange.round.week, today=today)}の分です。もう一度お願いしても"
                "答えがありませんでした。答えは、いまからでも加えられます。声をかけてください。"
            ),
            Buttons((Button(SHOW.label, SHOW.action, {"week": exchange.round.week}),)),
        ),
        summary=line,
    )


def _who(department: str, exchange: Exchange, chiefs: Mapping[str, Sequence[str]]) -> str:
    names = "、".join(wording.people_name(each) for each in chiefs.get(department, ()))
    count = len(exchange.waiting((department,)))
    return f"{department}（{names or 'DX統括リーダーがいません'}）：{count}件"


def nothing_asked_card(*, has_round: bool) -> Card:
    """To who is asked nothing: no 統括リーダー, no open issue, no round yet."""
    line = "いま、あなたに答えていただく情報交換はありません。"
    about = (
        "情報交換は、課題や施策のある部局のDX統括リーダーに、毎週うかがいます。"
        "課題のことは、その課題のスレッドに書いてください。"
    )
    buttons = (Button("課題一覧", "issue.list"), *([SHOW] if has_round else []))
    return Card("情報交換", (paragraph(line), note(about), Buttons(buttons)), summary=line)


_ASKED_AGAIN = Exchange(replace(EXCHANGE.round, asked_again_at=NOW), EXCHANGE.items)
_BY_ITEM = {3: Helpers(HELPERS.issues, (EXAMPLE_CASE,), HELPERS.people)}
EXAMPLES = {
    "スレッドの答え": answer_in_thread_card(
        EXCHANGE.items[2], _BY_ITEM[3], name=NAMES[2], week="2026-W47", today=TODAY
    ),
    "力になれそうな人": helpers_card(EXCHANGE.items[2], _BY_ITEM[3]),
    "力になれそうな人がいない": helpers_card(EXCHANGE.items[2], NOBODY_HELPS),
    "情報交換のまとめ": summary_card(EXCHANGE, _BY_ITEM, today=TODAY),
    "長い情報交換のまとめ": summary_card(
        Exchange(EXCHANGE.round, (*[EXCHANGE.items[1]] * 30, *[EXCHANGE.items[2]] * 30)),
        _BY_ITEM,
        today=TODAY,
    ),
    "みんなの答え": answers_card(EXCHANGE, _BY_ITEM, NAMES, page=0, today=TODAY, is_office=True),
    "みんなの答え（もう一度お願いしたあと）": answers_card(
        _ASKED_AGAIN, _BY_ITEM, NAMES, page=0, today=TODAY, is_office=True
    ),
    "みんなの答えの続き": answers_card(
        Exchange(EXCHANGE.round, [EXCHANGE.items[2]] * 20),
        {},
        {},
        page=1,
        today=TODAY,
        is_office=False,
    ),
    "情報交換の未回答": unanswered_card(EXCHANGE, {"市民部": [NAMES[1]]}, today=TODAY),
    "情報交換がない": nothing_asked_card(has_round=True),
}
