# mypy: ignore-errors
# It runs where Django is, and mypy looks where it is not.
"""Fills a Spirit forum with people, topics and replies, by its own models, and prints what requests need, as JSON.

Arguments: how many people, topics and replies; the text. Each person has a session and two private topics with nobody
else in them: one to write to and one that holds eight messages.
"""

import json
import sys

import django

django.setup()

from django.contrib.auth import SESSION_KEY, get_user_model  # noqa: E402 — Django must be set up first
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402 — as above
from djconfig.models import Config  # noqa: E402 — as above
from spirit.category.models import Category  # noqa: E402 — as above
from spirit.comment.models import Comment  # noqa: E402 — as above
from spirit.topic.models import Topic  # noqa: E402 — as above
from spirit.topic.private.models import TopicPrivate  # noqa: E402 — as above

User = get_user_model()


def main(people: int, topics: int, replies: int, text: str) -> None:
    """Fill, and say what is where."""
    for key, value in (("comments_per_page", 100), ("topics_per_page", 50)):
        Config.objects.update_or_create(key=key, defaults={"value": str(value)})
    category = Category.objects.create(title="Night shift")
    private = Category.objects.get(is_private=True)
    users = [User.objects.create_user(username=f"person{n}", password=f"person{n}") for n in range(people)]
    threads = [
        Topic.objects.create(user=users[n % people], category=category, title=f"Topic {n}") for n in range(topics)
    ]
    for topic in threads:
        say(topic.user, topic, text)
    for number in range(replies):
        say(users[number % people], threads[0], text)
    out = []
    for user in users:
        empty, full = (Topic.objects.create(user=user, category=private, title=title) for title in ("Put", "Get"))
        for topic in (empty, full):
            TopicPrivate.objects.create(user=user, topic=topic)
        for _ in range(8):
            say(user, full, text * 4)
        out.append({"session": session(user), "put": empty.pk, "get": full.get_absolute_url()})
    sys.stdout.write(
        json.dumps(
            {
                "people": out,
                "list": category.get_absolute_url(),
                "read": threads[0].get_absolute_url(),
                "topic": threads[0].pk,
            }
        )
    )


def say(user: User, topic: Topic, text: str) -> None:
    """A comment as Spirit keeps it, rendered."""
    Comment.objects.create(user=user, topic=topic, comment=text, comment_html=f"<p>{text}</p>")
    topic.increase_comment_count()


def session(user: User) -> str:
    """A session of somebody who has logged in."""
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store["_auth_user_backend"] = "spirit.user.auth.backends.UsernameAuthBackend"
    store["_auth_user_hash"] = user.get_session_auth_hash()
    store.create()
    return store.session_key


main(*(int(value) for value in sys.argv[1:4]), sys.argv[4])
