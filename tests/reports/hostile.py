"""What a mail may hold to harm the people who look at it."""

from hypothesis import strategies as st

TEXTS = (
    "<script>alert(1)</script>",
    "</style></title><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)" x="',
    "' onfocus='alert(1)",
    "</blockquote></article><iframe src=//evil.example>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<!channel> <!here|ping> <@U024BE7LH> <#C1|x>",
    "<https://evil.example|your bank> <javascript:alert(1)|click>",
    '<https://evil.example/"onclick="x|a>',
    "<!date^0^{date}^https://evil.example|soon>",
    "*bold* _italic_ ~gone~ `code` *_both_* **",
    "> quoted\n&gt; so is this\nnot this",
    "\x1b[2J\x1b]8;;https://evil.example\x07link\x1b]8;;\x07",
    "\x9b31m \x00 \x07 \x7f \r\rback",
    "[bold red]rich[/bold red] [/] [link=https://evil.example]x[/link]",
    "abc\u202egnp.exe \u2066x\u2069 \u200b\ufeff\u00ad",
    "\U000e0041\U000e0042 \ud800 \ufffe \ue000",
    "{{7*7}} ${x} %s {0}",
    "🎁 “quoted” – Sighișoara 👩‍⚕️ 日本語のテキスト",
    "x" * 300,
    "",
    " \n\n\t ",
)


def texts() -> st.SearchStrategy[str]:
    """Return any text at all, and often one that was made to harm."""
    anything = st.text(st.characters(exclude_categories=()), max_size=60)
    pieces = st.sampled_from(
        ["<", ">", "&", '"', "*", "_", "`", "|", "\x1b[", "\n", "&gt;"]
    )
    mixed = st.lists(st.one_of(pieces, anything, st.sampled_from(TEXTS)), max_size=6)
    return st.one_of(st.sampled_from(TEXTS), mixed.map("".join))


def blocks(text: str) -> list[dict[str, object]]:
    """Return a message that holds text in every place that a block has for it."""
    run = {"type": "text", "text": text, "style": {"bold": True, "code": True}}
    link = {"type": "link", "url": text, "text": text}
    mrkdwn = {"type": "mrkdwn", "text": text}
    plain = {"type": "plain_text", "text": text}
    section = {"type": "rich_text_section", "elements": [run, link]}
    return [
        {"type": "header", "text": plain},
        {"type": "section", "text": mrkdwn, "fields": [mrkdwn, plain]},
        {"type": "context", "elements": [mrkdwn, {"type": "image", "alt_text": text}]},
        {
            "type": "rich_text",
            "elements": [
                section,
                {"type": "rich_text_quote", "elements": [run]},
                {"type": "rich_text_list", "style": "ordered", "elements": [section] * 2},
                {
                    "type": "rich_text_list",
                    "style": "bullet",
                    "indent": 1,
                    "elements": [section],
                },
                {"type": "rich_text_preformatted", "elements": [run]},
                {"type": text, "elements": [run]},
                {"type": "rich_text_section", "elements": [{"type": text}]},
            ],
        },
        {"type": text},
        {"type": "divider"},
        {
            "type": "actions",
            "elements": [
                {"type": "button", "text": plain, "url": text, "style": "primary"},
                {"type": "button", "text": plain},
                {"type": "overflow"},
                *_menus(text),
            ],
        },
        {"type": "section", "text": mrkdwn, "accessory": {"type": "overflow"}},
        *_inputs(text),
    ]


def view(text: str) -> dict[str, object]:
    """Return a modal that holds text in every place that a modal has for it."""
    plain = {"type": "plain_text", "text": text}
    return {
        "type": "modal",
        "title": plain,
        "submit": plain,
        "close": plain,
        "blocks": blocks(text),
    }


def _menus(text: str) -> list[dict[str, object]]:
    plain = {"type": "plain_text", "text": text}
    mrkdwn = {"type": "mrkdwn", "text": text}
    option = {"text": mrkdwn, "value": "1", "description": plain}
    confirm = {"title": plain, "text": mrkdwn, "confirm": plain, "deny": plain}
    return [
        {"type": "button", "text": plain, "style": "danger", "confirm": confirm},
        {"type": "overflow", "options": [option]},
        {"type": "static_select", "placeholder": plain, "options": [option]},
        {"type": "static_select", "options": [option], "initial_option": option},
        {"type": "multi_static_select", "options": [option], "initial_options": [option]},
        {"type": "users_select", "placeholder": plain},
        {"type": "users_select", "initial_user": text},
        {"type": "checkboxes", "options": [option], "initial_options": [option]},
        {"type": "radio_buttons", "options": [option], "initial_option": option},
    ]


def _inputs(text: str) -> list[dict[str, object]]:
    plain = {"type": "plain_text", "text": text}
    typed = {"type": "plain_text_input", "initial_value": text, "multiline": True}
    elements = [typed, {"type": "plain_text_input", "placeholder": plain}, *_menus(text)]
    return [
        {
            "type": "input",
            "block_id": str(number),
            "label": plain,
            "hint": plain,
            "optional": True,
            "element": element,
        }
        for number, element in enumerate(elements)
    ]


def errors(text: str) -> dict[str, str]:
    """Return an error below each input of the modal."""
    return {str(number): text for number in range(20)}
