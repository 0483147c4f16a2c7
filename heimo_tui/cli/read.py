"""`heimo read`: circles, threads and texts for a pipe."""

from dataclasses import replace
from typing import Any

import click

from heimo_protocol.events import Need, Reaction
from heimo_tui.cli.session import Options, opened, run, say, why_folded
from heimo_tui.core.errors import BadInput
from heimo_tui.core.notes import REACTIONS, reaction_sentence
from heimo_tui.core.views import CircleView, Filter, Gone, PostView, ThreadRow
from heimo_tui.services.bundle import Services


@click.command()
@click.argument("circle", required=False)
@click.argument("thread", required=False)
@click.option("--filter", "chosen", type=click.Choice([f.value for f in Filter]), default=Filter.ALL.value)
@click.option("--search", default="", help="Only threads that have these words.")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="Threads to list.")
@click.option("--unfold", is_flag=True, help="Show what your own rules fold.")
@click.option("--offline", is_flag=True, help="Do not ask the server first.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def read(
    options: Options,
    circle: str | None,
    thread: str | None,
    chosen: str,
    search: str,
    limit: int,
    unfold: bool,
    offline: bool,
    as_json: bool,
) -> None:
    """List the circles; with CIRCLE (its name), its threads; with THREAD (its number in that list or id), its texts."""

    async def work() -> int:
        async with opened(options) as services:
            if circle is None:
                if not offline:
                    await services.forum.refresh()
                for view in await services.forum.circles():
                    say(_circle(view), as_json=as_json, text=_circle_line(view))
                return 0
            place = await find_circle(services, circle)
            if not offline:
                await services.forum.refresh(place.id)
            listed = await services.forum.thread_list(place.id, Filter(chosen), search)
            if thread is None:
                for number, found in enumerate(await services.forum.rows(place.id, listed.ids[:limit]), 1):
                    row = replace(found, fold=None) if unfold else found
                    say(_row(number, row), as_json=as_json, text=_row_line(number, row))
                return 0
            opened_thread = await services.forum.thread(place.id, find_thread(listed.ids, thread))
            for one in (opened_thread.root, *opened_thread.replies):
                post = _unfolded(one) if unfold else one
                say(_post(post), as_json=as_json, text=_post_text(post))
            return 0

    run(work())


async def find_circle(services: Services, name: str) -> CircleView:
    """The circle with this name, or the only one that begins with it; raises BadInput."""
    circles = await services.forum.circles()
    folded = name.casefold()
    exact = [c for c in circles if c.name.casefold() == folded]
    found = exact or [c for c in circles if c.name.casefold().startswith(folded)]
    if len(found) != 1:
        raise BadInput("circle_unknown", field="circle", value=name, suggestions=tuple(c.name for c in circles))
    return found[0]


def find_thread(ids: tuple[bytes, ...], text: str) -> bytes:
    """The thread with this number in the list, or whose id begins with `text`; raises BadInput."""
    if text.isdecimal() and 1 <= int(text) <= len(ids):
        return ids[int(text) - 1]
    found = [thread for thread in ids if len(text) >= 6 and thread.hex().startswith(text.lower())]
    if len(found) != 1:
        raise BadInput("thread_unknown", field="thread", value=text)
    return found[0]


def _circle(view: CircleView) -> dict[str, Any]:
    return {"circle": view.name, "about": view.about, "new": view.unread, "waiting": view.waiting, "lang": view.lang}


def _circle_line(view: CircleView) -> str:
    from heimo_tui.ui.format import one_line  # noqa: PLC0415 - only for people's eyes

    marks = [f"{view.unread} new" if view.unread else "", f"{view.waiting} waiting" if view.waiting else ""]
    return "  ".join([one_line(view.name).ljust(24), one_line(view.about), *filter(None, marks)]).rstrip()


def _row(number: int, row: ThreadRow) -> dict[str, Any]:
    return {
        "number": number,
        "id": row.id.hex(),
        "title": row.title if row.fold is None else "",
        "by": row.author.name,
        "need": row.need.value,
        "notes": list(row.notes),
        "replies": row.replies,
        "waiting": row.waiting,
        "new": row.unread,
        "folded": why_folded(row.fold),
    }


def _row_line(number: int, row: ThreadRow) -> str:
    from heimo_tui.ui.format import one_line  # noqa: PLC0415 - only for people's eyes

    title = f"({why_folded(row.fold)})" if row.fold else row.title
    state = "waiting" if row.waiting else f"{row.replies} replies" if row.replies != 1 else "1 reply"
    return f"{number:>3}  {'*' if row.unread else ' '} {one_line(title)}\n       {one_line(row.author.name)} · {state}"


def _post(post: PostView) -> dict[str, Any]:
    return {
        "id": post.id.hex(),
        "by": post.author.name,
        "text": "" if post.gone is not Gone.NO or post.fold is not None else post.text,
        "gone": post.gone.value,
        "need": post.need.value if post.need else None,
        "notes": list(post.notes),
        "quote": _quoted(post),
        "said": _said(post),
        "folded": why_folded(post.fold),
        "minutes": post.minutes,
        "delivery": post.delivery.value,
    }


def _post_text(post: PostView) -> str:
    from heimo_tui.ui.format import one_line, shown  # noqa: PLC0415 - only for people's eyes

    head = one_line(post.author.name) + (f" · {post.need.value}" if post.need not in (None, Need.NONE) else "")
    if post.fold is not None:
        return f"{head}\n({why_folded(post.fold)})\n"
    quote = "".join(f"> {line}\n" for line in (_quoted(post) or "").splitlines())
    if post.quote is not None and post.quote.fold is not None:
        quote = f"> ({why_folded(post.quote.fold)})\n"
    said = "".join(f"({sentence})\n" for sentence in _said(post))
    return f"{head}\n{shown(quote + post.text)}\n{said}"


def _said(post: PostView) -> list[str]:
    """What others said without words; in words here, too, and never as a number."""
    sentences = (reaction_sentence(words.code, post.reactions.get(Reaction(words.code), 0)) for words in REACTIONS)
    return [sentence for sentence in sentences if sentence]


def _quoted(post: PostView) -> str | None:
    """The quoted words, none where they fold or where the post itself does."""
    if post.quote is None:
        return None
    return "" if post.fold is not None or post.quote.fold is not None else post.quote.words


def _unfolded(post: PostView) -> PostView:
    quote = post.quote
    return replace(post, fold=None, quote=quote and replace(quote, fold=None if quote.words else quote.fold))
