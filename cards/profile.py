"""「登録情報」: what the roster says of the person, and what the policy makes of it."""

from cards import example_values, wording
from cards.elements import Button, Buttons, Card, Facts, note
from domain.people import Person
from domain.requirements import Profile


def profile_card(person: Person, profile: Profile, *, policy_name: str) -> Card:
    """The person's own data only; nobody else is ever shown this card."""
    main = person.main_post
    concurrent = "、".join(p.place for p in person.posts[1:])
    roles = "、".join(f"{r.name}（{r.department}）" for r in person.team_roles)
    joined = person.joined_on.strftime("%Y年%-m月%-d日") if person.joined_on else None
    return Card(
        "登録情報",
        (
            Facts(
                (
                    ("氏名", person.name),
                    ("職員番号", person.employee_number),
                    ("メール", person.email),
                    ("所属", " ".join(filter(None, (main.place, main.title)))),
                    ("兼務", concurrent or "なし"),
                    ("職級", person.grade),
                    ("任用形態", person.employment.value),
                    ("在職状況", person.attendance.value),
                    ("ICT機器の利用", "あり" if person.handles_ict_equipment else "なし"),
                    ("採用年月日", joined or wording.NOT_REGISTERED),
                    (
                        "人材区分",
                        "、".join(wording.each_talent_type(profile)) or "当てはまる区分なし",
                    ),
                    ("チームの役割", roles or "なし"),
                )
            ),
            note(f"職員名簿の内容です。人材区分は{policy_name}によります。"),
            note("違っているところがあれば、事務局に伝えてください。"),
            Buttons((Button("受講状況", "training.status"),)),
        ),
        summary=f"{wording.people_name(person.name)}（{main.section}）の登録情報です。",
    )


EXAMPLES = {
    "登録情報": profile_card(
        example_values.PERSON,
        example_values.PROFILE,
        policy_name=example_values.POLICY_NAME,
    )
}
