"""The platforms' numbers, each with where it is documented. Texts count in UTF-16 units."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SlackLimits:
    """https://docs.slack.dev/reference/block-kit/ unless another source is named."""

    message_blocks: int = 50
    """blocks"""
    message_json: int = 11_000
    """``msg_blocks_too_long``: not documented; about 12,000 to 13,200 characters with the JSON
    around them (slackapi/bolt-js issues 2509 and 2867)."""
    notification_text: int = 4_000
    """https://docs.slack.dev/reference/methods/chat.postMessage: advised; cut at 40,000"""
    header_text: int = 150
    """blocks/header-block"""
    text_object: int = 3_000
    """composition-objects/text-object; rich text names no limit of its own, so it keeps this one"""
    list_json: int = 5_000
    """Ours, so that one list never outgrows a message"""
    table_rows: int = 100
    """blocks/table-block, the header row among them; one table a message"""
    table_columns: int = 20
    """blocks/table-block"""
    table_json: int = 10_000
    """blocks/table-block allows 10,000 characters in all cells; ours, with the JSON around them"""
    actions_in_a_row: int = 5
    """Ours: what fits a phone. blocks/actions-block allows 25."""
    button_text: int = 75
    """block-elements/button-element"""
    accessibility_label: int = 75
    """block-elements/button-element"""
    button_value: int = 2_000
    """block-elements/button-element"""
    view_title: int = 24
    """https://docs.slack.dev/reference/views/modal-views; the same for ``submit``"""
    view_blocks: int = 100
    """https://docs.slack.dev/reference/views/modal-views"""
    private_metadata: int = 3_000
    """https://docs.slack.dev/reference/views/modal-views"""
    input_label: int = 2_000
    """blocks/input-block; the same for ``hint``"""
    input_text: int = 3_000
    """block-elements/plain-text-input-element"""
    placeholder: int = 150
    """block-elements/select-menu-element"""
    options: int = 100
    """block-elements/select-menu-element: of one select or one group, and groups of a select"""
    option_text: int = 75
    """composition-objects/option-object; the same for ``description``"""
    option_value: int = 150
    """composition-objects/option-object"""


@dataclass(frozen=True, slots=True)
class TeamsLimits:
    """https://learn.microsoft.com/microsoftteams/platform/ unless another source is named."""

    card_bytes: int = 26_000
    """task-modules-and-cards/cards/cards-reference: 28 KB, with room for what the edge wraps
    around. The 100 KB of a bot's message as UTF-16 (bots/how-to/format-your-bot-messages) are
    kept with it."""
    title: int = 150
    """Ours, the same as Slack's: it stands on every page"""
    spoken: int = 500
    """Ours: the schema names no limit for ``speak``"""
    people_called: int = 20
    """Ours: more in one card is noise. Their names stay in the text."""
    name: int = 60
    """Ours: of a person called"""
    text_run: int = 2_500
    """Ours, so that one text never outgrows a card: the schema names no limit."""
    fact_label: int = 60
    """Ours: what is longer reads badly in a column"""
    container_bytes: int = 20_000
    """Ours, so that one table, quote or set of buttons never outgrows a card"""
    action_title: int = 75
    """Ours, the same as Slack's: longer ones are cut by the client without a word."""
    actions_in_a_set: int = 6
    """task-modules-and-cards/cards/design-effective-cards: six primary actions"""
    action_row_cells: int = 60
    """Ours: one set is drawn as one row, and a client makes its buttons narrower until they fit, letters and
    all. As many half-width letters as its widest card has room for."""
    action_frame_cells: int = 5
    """Ours: a button's own margins, in the same letters"""
    tooltip: int = 300
    """Ours: the schema names no limit"""
    action_data: int = 2_000
    """Ours, the same as Slack's ``value``: a card has to work on both"""
    form_data: int = 3_000
    """Ours, the same as Slack's ``private_metadata``"""


SLACK = SlackLimits()
TEAMS = TeamsLimits()
