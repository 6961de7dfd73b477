"""``kakehashi policy list | show | check | export``."""

from collections.abc import Iterator
from pathlib import Path

import click
import orjson

from bot.policies import policy_named
from domain.policy import Policy, Sourced, TalentType
from domain.policy_export import export
from domain.policy_settings import open_settings
from storage.policy_file import read_policy, shipped_policies


@click.group(help="育成方針を見る・確かめる・書き出す")
def policy() -> None:
    pass


@policy.command("list", help="付属の育成方針の一覧")
def list_policies() -> None:
    for policy_id, shipped in shipped_policies().items():
        click.echo(f"{policy_id}\t{shipped.name}（{shipped.organization}）")


@policy.command("show", help="育成方針を読む（IDまたはファイル）")
@click.argument("name", metavar="ID")
def show_policy(name: str) -> None:
    for line in _described(policy_named(name)):
        click.echo(line)


@policy.command("check", help="方針ファイルの誤りと、決めていない項目を調べる")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
def check_policy(file: Path) -> None:
    checked = read_policy(file)
    click.echo(f"{file}：誤りはありません（{checked.name}）。")
    settings = open_settings(checked, shipped=shipped_policies().values())
    if settings:
        click.echo(f"自治体で決める項目が{len(settings)}件あります。")
    for setting in settings:
        click.echo(f"・{setting.where}：{setting.what}")


@policy.command("export", help="育成方針をJSONで書き出す（IDまたはファイル）")
@click.argument("name", metavar="ID")
def export_policy(name: str) -> None:
    exported = orjson.dumps(export(policy_named(name)), option=orjson.OPT_INDENT_2)
    click.echo(exported.decode())


def _described(shown: Policy) -> Iterator[str]:
    yield f"{shown.name}（{shown.organization}）"
    for heading, values in (("理念・職員像", shown.vision), ("方針", shown.principles)):
        yield f"\n■ {heading}"
        for value in values:
            yield f"・{value.name}{_mark(value)}{'：' + value.text if value.text else ''}"
    yield "\n■ 人材区分"
    for talent_type in shown.talent_types:
        yield from _talent_type(talent_type, shown)
    for heading, holders in (("職級", shown.grades), ("チームの役割", shown.team_roles)):
        if holders:
            yield f"\n■ {heading}"
        for holder in holders:
            yield f"・{holder.name}{_mark(holder)}：{holder.role}"
    yield "\n■ スキル"
    for skill in shown.skills:
        yield f"・{skill.name}{_mark(skill)}［{' > '.join(skill.category)}］{skill.definition}"
    if shown.kpis:
        yield "\n■ KPI"
        yield from (f"・{kpi.name}{_mark(kpi)}" for kpi in shown.kpis)


def _talent_type(talent_type: TalentType, shown: Policy) -> Iterator[str]:
    audience = f"【{talent_type.audience}】" if talent_type.audience else ""
    yield f"・{talent_type.name}{audience}{_mark(talent_type)}：{talent_type.role}"
    if talent_type.includes:
        yield f"　含む：{'、'.join(talent_type.includes)}"
    samples = (skill for group in talent_type.sample_skills for skill in group.skills)
    named = [*talent_type.required_skills, *(f"{skill}（例）" for skill in samples)]
    if named:
        yield f"　スキル：{'、'.join(named)}"
    if talent_type.source:
        yield f"　出典：{talent_type.source.document or shown.document} {talent_type.source.section}"


def _mark(value: Sourced) -> str:
    return "（例）" if value.sample else ""
