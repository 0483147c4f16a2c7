"""Taking one's words along, for oneself: readable JSON, without any key and not encrypted."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

from heimo_protocol.errors import Refusal
from heimo_protocol.events import EditBody, PostBody, ReplyBody, open_event
from heimo_tui.vault.files import write_private
from heimo_tui.vault.tables import Tables
from heimo_tui.vault.tables.event_rows import EventFlag, EventRow
from heimo_tui.vault.vault import Vault


async def export_plain(vault: Vault, path: Path) -> None:
    """Write what the person wrote and chose as readable JSON, mode 0600; raises StoreProblem."""
    content = await vault.read(_plain)
    text = json.dumps(content, ensure_ascii=False, indent=2)
    await asyncio.to_thread(write_private, path, text.encode())


def _plain(tables: Tables) -> dict[str, Any]:
    communities = tables.communities.all()
    circles = [circle for community in communities for circle in tables.circles.of(community.server_id)]
    names = {circle.circle_id: circle.name for circle in circles}
    return {
        "communities": [{"name": c.name, "addresses": list(c.urls)} for c in communities],
        "circles": [{"name": c.name, "joined": c.joined} for c in circles],
        "written": [_written(event, names) for c in circles for event in tables.events.mine(c.circle_id)],
        "drafts": [{"circle": names.get(d.circle, ""), "text": d.text} for d in tables.drafts.all()],
        "kept": [
            {"circle": k.circle_name, "author": k.author_name, "text": _text(k.envelope), "note": k.note}
            for k in tables.kept.all()
        ],
        "care_plan": [{"topic": n.topic, "text": n.text} for n in tables.kept.notes()],
        "kept_away": [
            {"circle": names[a.circle_id], "name": a.name, "how": a.distance.value} for a in tables.apart.all()
        ],
        "folding_rules": [
            {"kind": r.kind.value, "value": r.value, "action": r.action.value} for r in tables.preferences.rules()
        ],
        "settings": tables.preferences.all(),
    }


def _written(event: EventRow, names: dict[bytes, str]) -> dict[str, Any]:
    return {
        "circle": names[event.circle_id],
        "minutes_since_1970": event.minutes,
        "one_time_name": bool(event.flags & EventFlag.ONCE),
        "text": event.body or "",
    }


def _text(envelope: bytes) -> str:
    try:
        body = open_event(envelope).body
    except Refusal:
        return ""
    return body.text if isinstance(body, PostBody | ReplyBody | EditBody) else ""
