"""The one table of every key: what it does, where it works, and how a person changes it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from textual.binding import Binding, BindingType
from textual.keys import KEY_DISPLAY_ALIASES

from heimo_tui.core.errors import BadInput


class Where(StrEnum):
    """Where a key works. ANYWHERE works in every other place too, so nothing there may use its keys."""

    ANYWHERE = "anywhere"
    LIST = "in a list"
    CIRCLES = "among the circles"
    THREADS = "in the list of threads"
    THREAD = "in a thread"
    FRAME = "in every place"
    WRITING = "while writing"
    HELPING = "where somebody waits"
    SINCE = "in what came since you left"
    CHECK = "in what the check found"
    PRACTISE = "while you practise"
    COACHING = "in what helps you practise"
    PREVIEW = "before sending"
    INBOX = "in the list of messages"
    REQUEST = "where somebody asks for contact"
    TALK = "in a conversation"
    SAYING = "while writing to one person"
    SAFETY = "at a safety number"
    CHOOSE = "while you choose what to report"
    TELLING = "before you tell the moderators"
    ASKING = "while you ask for contact"
    KEPT = "in what you keep"
    PLAN = "in your care plan"
    MODERATE = "where you moderate"
    CASE = "while you read what waits"
    DECIDING = "while you decide"
    DECIDED = "in what was decided"
    ABOUT_YOU = "in what was decided about you"
    RULES = "in the settings of a circle"
    YOU = "in your settings"
    COMMUNITIES = "among your communities"
    WELCOME = "at the start"
    NAMES = "while you take your first names"
    CARE = "in care"
    DIALOG = "in a question"


@dataclass(frozen=True, slots=True)
class Key:
    """One action: `id` names it in the configuration, `keys` are its default keys, separated by commas.

    `action` is what Textual runs. `shown` puts it into the line at the bottom. `first` lets it win over the
    widget that has the focus, which only keys that nobody types into a text may do.
    """

    id: str
    keys: str
    label: str
    action: str
    where: Where
    shown: bool = False
    first: bool = False


TABLE: Final[tuple[Key, ...]] = (
    Key("circles", "1", "circles", "place('circles')", Where.FRAME),
    Key("messages", "2", "messages", "place('messages')", Where.FRAME),
    Key("kept", "3", "kept", "place('kept')", Where.FRAME),
    Key("you", "4", "you", "place('you')", Where.FRAME),
    Key("moderate", "5", "moderate", "app.moderate", Where.FRAME),
    Key("back", "escape", "back", "back", Where.FRAME),
    Key("undo", "u", "take back before it is sent", "undo", Where.FRAME),
    Key("communities", "ctrl+o", "other communities", "communities", Where.FRAME),
    Key("refresh", "ctrl+r", "ask for what is new", "refresh", Where.FRAME),
    Key("practise", "f2", "practise a reply", "practise", Where.FRAME),
    Key("problems", "ctrl+y", "what is wrong, in detail", "problems", Where.FRAME),
    Key("help", "question_mark", "help", "help", Where.FRAME, shown=True),
    Key("palette", "ctrl+p", "everything, by name", "command_palette", Where.ANYWHERE, first=True),
    Key("care", "f1", "care", "care", Where.ANYWHERE, shown=True, first=True),
    Key("hide", "f9", "hide", "hide", Where.ANYWHERE, shown=True, first=True),
    Key("lock", "ctrl+l", "lock", "lock", Where.ANYWHERE, first=True),
    Key("quit", "ctrl+q", "quit", "quit", Where.ANYWHERE, first=True),
    Key("list.down", "j,down", "down", "move(1)", Where.LIST),
    Key("list.up", "k,up", "up", "move(-1)", Where.LIST),
    Key("list.page_down", "space,pagedown", "a page on", "page(1)", Where.LIST),
    Key("list.page_up", "pageup", "a page back", "page(-1)", Where.LIST),
    Key("list.first", "g,home", "first", "edge(False)", Where.LIST),
    Key("list.last", "G,end", "last", "edge(True)", Where.LIST),
    Key("list.enter", "enter,l,right", "open", "choose", Where.LIST, shown=True),
    Key("list.out", "h,left", "back", "out", Where.LIST),
    Key("circles.waiting", "w", "who waits", "waiting", Where.CIRCLES, shown=True),
    Key("circles.since", "i", "since you left", "since", Where.CIRCLES),
    Key("threads.write", "c", "write", "write", Where.THREADS, shown=True),
    Key("threads.waiting", "W", "only who waits here", "waiting_here", Where.THREADS),
    Key("threads.filter", "f", "all, new, waiting, mine", "next_filter", Where.THREADS),
    Key("threads.search", "slash", "search", "search", Where.THREADS, shown=True),
    Key("threads.next", "n", "next unread", "next_unread(True)", Where.THREADS),
    Key("threads.previous", "N", "previous unread", "next_unread(False)", Where.THREADS),
    Key("threads.bring", "full_stop", "bring in what is new", "bring", Where.THREADS),
    Key("threads.promise", "p", "what this circle promises", "promise", Where.THREADS),
    Key("threads.unfold", "z", "show or fold", "fold", Where.THREADS),
    Key("threads.decided", "o", "what was decided here", "decided", Where.THREADS),
    Key("thread.down", "j,down", "next post", "step(1)", Where.THREAD),
    Key("thread.up", "k,up", "post before", "step(-1)", Where.THREAD),
    Key("thread.page_down", "space,pagedown", "a page on", "leaf(1)", Where.THREAD),
    Key("thread.page_up", "pageup", "a page back", "leaf(-1)", Where.THREAD),
    Key("thread.first", "g,home", "to the start", "edge(False)", Where.THREAD),
    Key("thread.last", "G,end", "to the end", "edge(True)", Where.THREAD),
    Key("thread.reply", "r", "reply", "reply(False)", Where.THREAD, shown=True),
    Key("thread.quote", "R", "reply with a quote", "reply(True)", Where.THREAD),
    Key("thread.react", "e", "been there", "react", Where.THREAD, shown=True),
    Key("thread.keep", "s", "keep", "keep", Where.THREAD, shown=True),
    Key("thread.message", "m", "ask for contact", "message", Where.THREAD),
    Key("thread.report", "x", "report", "report", Where.THREAD),
    Key("thread.apart", "b", "mute or block the name", "apart", Where.THREAD),
    Key("thread.moderate", "M", "moderate this", "moderate", Where.THREAD),
    Key("thread.unfold", "z", "show or fold", "fold", Where.THREAD),
    Key("thread.next", "n", "next new", "next_unread(True)", Where.THREAD, shown=True),
    Key("thread.previous", "N", "previous unread", "next_unread(False)", Where.THREAD),
    Key("thread.bring", "full_stop", "to the new replies", "bring", Where.THREAD),
    Key("thread.edit", "E", "change your own", "edit", Where.THREAD),
    Key("thread.take_back", "d", "take back your own", "take_back", Where.THREAD),
    Key("thread.retry", "ctrl+t", "try to send again", "retry", Where.THREAD),
    Key("thread.write", "c", "write", "write", Where.THREAD),
    Key("write.preview", "ctrl+s", "preview", "preview", Where.WRITING, shown=True, first=True),
    Key("write.need", "ctrl+n", "need", "need", Where.WRITING, shown=True, first=True),
    Key("write.note", "ctrl+t", "notes", "note", Where.WRITING, shown=True, first=True),
    Key("write.name", "ctrl+g", "name", "name", Where.WRITING, shown=True, first=True),
    Key("write.editor", "ctrl+e", "editor", "editor", Where.WRITING, first=True),
    Key("write.answered", "f4", "show or hide what you answer", "answered", Where.WRITING, first=True),
    Key("write.guide", "f5", "show or fold the guide", "guide", Where.WRITING, first=True),
    Key("helping.answer", "r", "answer", "answer", Where.HELPING, shown=True),
    Key("helping.enough", "o", "how much is enough", "enough", Where.HELPING, shown=True),
    Key("since.waiting", "w", "who waits", "waiting", Where.SINCE, shown=True),
    Key("check.down", "j,down", "next", "move(1)", Where.CHECK),
    Key("check.up", "k,up", "before", "move(-1)", Where.CHECK),
    Key("check.show", "enter", "show words", "show", Where.CHECK, shown=True),
    Key("check.use", "a", "use the other way", "use", Where.CHECK, shown=True),
    Key("check.aside", "x,delete", "put aside", "aside", Where.CHECK, shown=True),
    Key("check.why", "w", "why this?", "why", Where.CHECK, shown=True),
    Key("check.text", "escape", "back to the text", "text", Where.CHECK),
    Key("practise.coach", "ctrl+s", "what helps", "coach", Where.PRACTISE, shown=True, first=True),
    Key("practise.next", "ctrl+n", "another situation", "next", Where.PRACTISE, shown=True, first=True),
    Key("coaching.example", "e", "a reply to compare", "example", Where.COACHING),
    Key("coaching.next", "n", "another situation", "next", Where.COACHING),
    Key("preview.send", "ctrl+s,s", "send", "send", Where.PREVIEW, shown=True),
    Key("preview.later", "l", "send in a while", "later", Where.PREVIEW),
    Key("preview.change", "c", "change", "change", Where.PREVIEW, shown=True),
    Key("preview.keep", "k", "keep as draft", "keep", Where.PREVIEW, shown=True),
    Key("inbox.next", "n", "next unread", "next_unread", Where.INBOX),
    Key("inbox.write", "c", "write", "write", Where.INBOX),
    Key("inbox.policy", "p", "who may ask you", "policy", Where.INBOX, shown=True),
    Key("inbox.blocked", "b", "whom you blocked", "blocked", Where.INBOX),
    Key("request.accept", "a", "accept", "accept", Where.REQUEST, shown=True),
    Key("request.decline", "d", "decline", "decline", Where.REQUEST, shown=True),
    Key("request.block", "B", "decline and block", "block", Where.REQUEST, shown=True),
    Key("request.report", "x", "report", "report", Where.REQUEST, shown=True),
    Key("request.unfold", "z", "show or fold", "fold", Where.REQUEST),
    Key("talk.down", "j,down", "next message", "step(1)", Where.TALK),
    Key("talk.up", "k,up", "message before", "step(-1)", Where.TALK),
    Key("talk.page_down", "space,pagedown", "a page on", "leaf(1)", Where.TALK),
    Key("talk.page_up", "pageup", "a page back", "leaf(-1)", Where.TALK),
    Key("talk.first", "g,home", "to the oldest", "edge(False)", Where.TALK),
    Key("talk.last", "G,end", "to the newest", "edge(True)", Where.TALK),
    Key("talk.write", "c", "write", "deed('write')", Where.TALK, shown=True),
    Key("talk.reply", "r", "reply to this", "deed('reply')", Where.TALK, shown=True),
    Key("talk.choose", "enter", "what can be done", "choose", Where.TALK, shown=True),
    Key("talk.take_back", "d", "take back your own", "deed('take_back')", Where.TALK),
    Key("talk.remove", "D,delete", "remove it here", "deed('remove')", Where.TALK),
    Key("talk.retry", "ctrl+t", "try to send again", "deed('retry')", Where.TALK),
    Key("talk.safety", "v", "safety number", "deed('safety')", Where.TALK),
    Key("talk.timer", "t", "how long messages stay", "deed('timer')", Where.TALK),
    Key("talk.renew", "R", "renew the encryption", "deed('renew')", Where.TALK),
    Key("talk.search", "slash", "search", "deed('search')", Where.TALK, shown=True),
    Key("talk.next", "n", "older with these words", "deed('older')", Where.TALK),
    Key("talk.previous", "N", "newer with these words", "deed('newer')", Where.TALK),
    Key("talk.bring", "full_stop", "to what is new", "deed('bring')", Where.TALK),
    Key("talk.unfold", "z", "show or fold", "fold", Where.TALK),
    Key("talk.report", "x", "report", "deed('report')", Where.TALK),
    Key("talk.block", "B", "end it and block", "deed('block')", Where.TALK),
    Key("talk.forget", "F", "forget this conversation", "deed('forget')", Where.TALK),
    Key("talk.more", "o", "more", "deed('more')", Where.TALK, shown=True),
    Key("talk.out", "h,left", "back", "deed('out')", Where.TALK),
    Key("say.send", "ctrl+s", "send", "send", Where.SAYING, shown=True, first=True),
    Key("say.check", "f3", "what the check found", "check", Where.SAYING, shown=True, first=True),
    Key("say.plain", "f4", "answer without the quote", "plain", Where.SAYING, first=True),
    Key("safety.verify", "v", "compared: the same", "verify", Where.SAFETY, shown=True),
    Key("safety.accept", "a", "go on after a change", "accept", Where.SAFETY, shown=True),
    Key("choose.down", "j,down", "down", "move(1)", Where.CHOOSE),
    Key("choose.up", "k,up", "up", "move(-1)", Where.CHOOSE),
    Key("choose.mark", "space", "choose or leave out", "mark", Where.CHOOSE, shown=True),
    Key("choose.around", "c", "what was said around it", "around", Where.CHOOSE, shown=True),
    Key("choose.on", "enter", "go on", "on", Where.CHOOSE, shown=True),
    Key("telling.block", "ctrl+b", "end contact as well, or not", "block", Where.TELLING, shown=True, first=True),
    Key("asking.send", "ctrl+s", "ask", "send", Where.ASKING, shown=True, first=True),
    Key("kept.words", "w", "kept words", "part('words')", Where.KEPT),
    Key("kept.drafts", "d", "drafts", "part('drafts')", Where.KEPT),
    Key("kept.threads", "t", "your threads", "part('threads')", Where.KEPT),
    Key("kept.plan", "p", "care plan", "part('plan')", Where.KEPT, shown=True),
    Key("kept.note", "n", "your note on it", "note", Where.KEPT, shown=True),
    Key("kept.remove", "x,delete", "let go", "remove", Where.KEPT, shown=True),
    Key("kept.about", "a", "about you", "about", Where.KEPT, shown=True),
    Key("moderate.open", "z", "open or fold what is heavy", "open", Where.MODERATE),
    Key("moderate.admit", "a", "let it in", "deed('admit')", Where.MODERATE),
    Key("moderate.keep", "s", "let it stay", "deed('keep')", Where.MODERATE),
    Key("moderate.fold", "n", "fold with a note", "deed('fold')", Where.MODERATE),
    Key("moderate.return", "r", "give it back with a reason", "deed('return')", Where.MODERATE),
    Key("moderate.remove", "x,delete", "remove with a reason", "deed('remove')", Where.MODERATE),
    Key("moderate.restore", "b", "bring it back", "deed('restore')", Where.MODERATE),
    Key("moderate.pause", "p", "pause its writer", "deed('pause')", Where.MODERATE),
    Key("moderate.ban", "B", "ban its writer", "deed('ban')", Where.MODERATE),
    Key("moderate.unban", "U", "let them write again", "deed('unban')", Where.MODERATE),
    Key("moderate.lock", "L", "lock or open the thread", "deed('lock')", Where.MODERATE),
    Key("moderate.slow", "S", "slow the circle down", "deed('slow')", Where.MODERATE),
    Key("moderate.thread", "t", "see it in its thread", "thread", Where.MODERATE, shown=True),
    Key("moderate.urgent", "exclamation_mark", "next urgent one", "urgent", Where.MODERATE, shown=True),
    Key("moderate.circle", "f", "another circle", "circle", Where.MODERATE),
    Key("moderate.decided", "o", "what was decided", "decided", Where.MODERATE),
    Key("moderate.rules", "c", "the circle's settings", "rules", Where.MODERATE),
    Key("case.down", "j,down", "further", "step(1)", Where.CASE),
    Key("case.up", "k,up", "before", "step(-1)", Where.CASE),
    Key("case.page_down", "space,pagedown", "a page on", "leaf(1)", Where.CASE),
    Key("case.page_up", "pageup", "a page back", "leaf(-1)", Where.CASE),
    Key("case.first", "g,home", "to its start", "edge(False)", Where.CASE),
    Key("case.last", "G,end", "to its end", "edge(True)", Where.CASE),
    Key("case.out", "h,left", "back to the list", "screen.back", Where.CASE),
    Key("deciding.go", "ctrl+s", "do it", "go", Where.DECIDING, shown=True, first=True),
    Key("deciding.sure", "y", "yes, ban them", "sure", Where.DECIDING),
    Key("decided.undo", "U", "take it back", "take_back", Where.DECIDED, shown=True),
    Key("about.write", "c", "write back", "write", Where.ABOUT_YOU, shown=True),
    Key("about.send", "ctrl+s", "send it to the moderators", "send", Where.ABOUT_YOU, shown=True, first=True),
    Key("rules.save", "ctrl+s", "save", "save", Where.RULES, shown=True, first=True),
    Key("rules.moderators", "m", "who moderates", "moderators", Where.RULES, shown=True),
    Key("communities.add", "a", "add", "add", Where.COMMUNITIES, shown=True),
    Key("communities.code", "o", "circle by code", "code", Where.COMMUNITIES, shown=True),
    Key("communities.leave", "x,delete", "leave", "leave", Where.COMMUNITIES, shown=True),
    Key("welcome.back", "escape", "back", "back", Where.WELCOME, shown=True),
    Key("names.roll", "r", "roll again", "roll", Where.NAMES),
    Key("names.list", "up,down,j,k", "into the list", "to_list", Where.NAMES),
    Key("care.country", "c", "country", "country", Where.CARE, shown=True),
    Key("care.plan", "p", "your care plan", "plan", Where.CARE, shown=True),
    Key("care.close", "escape", "back", "close", Where.CARE, shown=True),
    Key("plan.write", "e", "write", "write", Where.PLAN, shown=True),
    Key("plan.close", "escape", "back", "close", Where.PLAN, shown=True),
    Key("dialog.yes", "enter", "yes", "yes", Where.DIALOG),
    Key("dialog.no", "escape", "never mind", "no", Where.DIALOG),
)


def bindings(*wanted: Where) -> list[BindingType]:
    """Textual's bindings for everything that works in these places."""
    return [
        Binding(
            key.keys,
            key.action,
            key.label,
            show=key.shown,
            key_display=spelled(key.keys.split(",")[0]),
            priority=key.first,
            id=key.id,
        )
        for key in TABLE
        if key.where in wanted
    ]


def keymap(changes: Mapping[str, str]) -> dict[str, str]:
    """Turn the `keys` of the configuration into Textual's keymap.

    Raises BadInput: `key_unknown` names an action that does not exist, `key_empty` one left without a key,
    `key_conflict` two actions that want the same key in the same place (`value` is "key: one, other").
    """
    known = {key.id for key in TABLE}
    for name, keys in changes.items():
        if name not in known:
            raise BadInput("key_unknown", field=f"keys.{name}", value=name)
        if not all(part.strip() for part in keys.split(",")):
            raise BadInput("key_empty", field=f"keys.{name}", value=keys)
    _require_no_conflict(changes)
    return dict(changes)


def keys_of(action: str, changes: Mapping[str, str] | None = None) -> str:
    """The keys of an action as people read them, such as "j / down"."""
    found = {key.id: key.keys for key in TABLE} | dict(changes or {})
    return " / ".join(spelled(part.strip()) for part in found[action].split(","))


def spelled(key: str) -> str:
    """A key's name as it stands on a keyboard."""
    names = {
        "question_mark": "?",
        "slash": "/",
        "exclamation_mark": "!",
        "full_stop": ".",
        "escape": "esc",
        "enter": "enter",
        "pagedown": "pgdn",
        "pageup": "pgup",
    }
    if key in names:
        return names[key]
    return key.upper() if key[:1] == "f" and key[1:].isdigit() else KEY_DISPLAY_ALIASES.get(key, key)


_TOGETHER: Final = (
    (Where.FRAME, Where.CIRCLES, Where.LIST, Where.THREADS),
    (Where.FRAME, Where.CIRCLES, Where.THREAD),
    (Where.FRAME, Where.HELPING, Where.LIST),
    (Where.FRAME, Where.SINCE, Where.LIST),
    (Where.FRAME, Where.WRITING),
    (Where.CHECK,),
    (Where.FRAME, Where.PRACTISE),
    (Where.DIALOG, Where.COACHING),
    (Where.FRAME, Where.PREVIEW),
    (Where.FRAME, Where.INBOX, Where.LIST),
    (Where.FRAME, Where.REQUEST),
    (Where.FRAME, Where.TALK),
    (Where.FRAME, Where.SAYING),
    (Where.FRAME, Where.SAFETY),
    (Where.CHOOSE,),
    (Where.DIALOG, Where.TELLING),
    (Where.DIALOG, Where.ASKING),
    (Where.FRAME, Where.KEPT, Where.LIST),
    (Where.FRAME, Where.MODERATE, Where.LIST),
    (Where.FRAME, Where.MODERATE, Where.CASE),
    (Where.DIALOG, Where.DECIDING),
    (Where.FRAME, Where.DECIDED, Where.LIST),
    (Where.FRAME, Where.ABOUT_YOU, Where.LIST),
    (Where.FRAME, Where.RULES, Where.LIST),
    (Where.FRAME, Where.YOU, Where.LIST),
    (Where.FRAME, Where.COMMUNITIES, Where.LIST),
    (Where.CARE, Where.LIST),
    (Where.PLAN,),
    (Where.WELCOME, Where.NAMES),
    (Where.DIALOG,),
)
"""Places whose keys work at the same moment; CHECK lies inside WRITING and wins over it."""


def _require_no_conflict(changes: Mapping[str, str]) -> None:
    for places in _TOGETHER:
        taken: dict[str, list[str]] = defaultdict(list)
        for key in TABLE:
            if key.where in (*places, Where.ANYWHERE):
                for part in changes.get(key.id, key.keys).split(","):
                    taken[part.strip()].append(key.id)
        for name, actions in taken.items():
            if len(actions) > 1 and any(action in changes for action in actions):
                both = ", ".join(actions)
                raise BadInput("key_conflict", field="keys", value=f"{spelled(name)}: {both}")
