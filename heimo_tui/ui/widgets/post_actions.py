"""What a reader can do with the post under the cursor, as intents that rise."""

from textual.reactive import reactive
from textual.widget import Widget

from heimo_protocol.events import Need
from heimo_tui.core.drafts import QuoteOf
from heimo_tui.core.views import Delivery, Gone, PostView, ThreadView
from heimo_tui.ui.around import Around
from heimo_tui.ui.format import find_words, first_sentence
from heimo_tui.ui.intents import Edit, Keep, KeepAway, React, Reply, Report, Retry, TakeBack, Write
from heimo_tui.ui.message_intents import AskForContact
from heimo_tui.ui.moderate_intents import Moderate

_UNSENT = (Delivery.HOLDING, Delivery.QUEUED, Delivery.SENDING, Delivery.REFUSED, Delivery.RETURNED)


class PostActions(Widget):
    """Base of what shows a thread; `here` is the post under the cursor."""

    view: reactive[ThreadView | None] = reactive(None, init=False)

    @property
    def here(self) -> PostView | None:
        """The post under the cursor."""
        raise NotImplementedError

    def action_write(self) -> None:
        """Start a post in this circle."""
        if self.view is not None:
            self.post_message(Write(self.view.circle))

    def action_reply(self, quoting: bool) -> None:
        """Answer; with `quoting`, under the selected words or the first sentence of the post."""
        view, post = self.view, self.here
        if view is None or post is None:
            return
        if view.locked:
            self.notify("This thread takes no more replies.")
        elif view.root.need is Need.NONE and not view.root.mine:
            self.notify("They asked for no replies. e says it without words.")
        else:
            self.post_message(Reply(view.circle, view.id, self._quote(post, quoting)))

    def _quote(self, post: PostView, quoting: bool) -> QuoteOf | None:
        selected = self.screen.get_selected_text()
        words = find_words(post.text, selected) if selected else None
        if (not quoting and words is None) or post.gone is not Gone.NO:
            return None
        start, end = words or first_sentence(post.text)
        return QuoteOf(post.id, start, end)

    def action_react(self) -> None:
        """Say one of the four things, or take it back."""
        post = self._published("Others cannot see this yet.")
        if self.view is not None and post is not None:
            if post.mine:
                self.notify("This one is your own.")
            else:
                self.post_message(React(self.view.circle, post.id, post.my_reactions))

    def action_keep(self) -> None:
        """Keep a copy on this device, or let it go."""
        if self.view is not None and self.here is not None:
            self.post_message(Keep(self.view.circle, self.here.id, self.here.kept))

    def action_message(self) -> None:
        """Ask whoever wrote this for contact, or go on talking with them."""
        post = self._published("Others cannot see this yet.")
        if self.view is not None and post is not None:
            self.post_message(AskForContact(self.view.circle, post.author))

    def action_report(self) -> None:
        """Tell the moderators."""
        post = self._published("Others cannot see this yet.")
        if self.view is not None and post is not None:
            if post.mine:
                self.notify("This one is your own; d takes it back.")
            else:
                self.post_message(Report(self.view.circle, post.id))

    def action_apart(self) -> None:
        """Mute or block whoever wrote this, or meet them again."""
        view, post = self.view, self.here
        if view is not None and post is not None:
            if post.mine:
                self.notify("This name is your own.")
            else:
                self.post_message(KeepAway(view.circle, post.author))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What only moderators do is offered where one moderates."""
        if action != "moderate":
            return True
        around = getattr(self.app, "around", None)
        moderated = around.moderated if isinstance(around, Around) else ()
        return self.view is not None and any(one.id == self.view.circle for one in moderated)

    def action_moderate(self) -> None:
        """Decide on this post, for those who moderate here."""
        view, post = self.view, self.here
        if view is None or post is None:
            return
        if post.delivery is not Delivery.PUBLISHED:
            self.notify("Others cannot see this yet.")
            return
        removed, gone = post.gone is Gone.REMOVED, post.gone is not Gone.NO
        self.post_message(Moderate(view.circle, view.id, post.id, post.author, view.locked, removed, gone))

    def action_edit(self) -> None:
        """Change something of one's own."""
        if self.view is not None and self.here is not None and self.here.mine and self.here.gone is Gone.NO:
            self.post_message(Edit(self.view.circle, self.here.id))

    def action_take_back(self) -> None:
        """Delete something of one's own."""
        post = self.here
        if self.view is not None and post is not None and post.mine and post.gone is Gone.NO:
            self.post_message(TakeBack(self.view.circle, post.id, post.delivery in _UNSENT))

    def action_retry(self) -> None:
        """Send again what waits or was refused."""
        if self.here is not None and self.here.delivery in _UNSENT:
            self.post_message(Retry(self.here.id))

    def _published(self, otherwise: str) -> PostView | None:
        post = self.here
        if post is None or post.gone is not Gone.NO:
            return None
        if post.delivery is not Delivery.PUBLISHED:
            self.notify(otherwise)
            return None
        return post
