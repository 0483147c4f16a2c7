"""The smaller tables: what is saved comes back equal, marks never go back, tokens are taken once."""

from dataclasses import replace

import pytest

from heimo_protocol.events import Need
from heimo_tui.core.drafts import Draft, DraftKind, QuoteOf
from heimo_tui.core.secrets import SecretBytes, SecretText
from heimo_tui.core.views import FoldAction
from heimo_tui.vault import Tables, Vault
from heimo_tui.vault.passphrases import OFFERED_WORDS, offer_passphrase, require_enough, strength
from heimo_tui.vault.tables import CareNote, FoldingRule, Invite, Kept, Member, OnceName, RuleKind, Token

from .conftest import CIRCLE, SERVER, community

OTHER_SERVER = b"o" * 32


def full_community() -> object:
    return replace(
        community(),
        urls=("http://one", "http://two"),
        credential=SecretBytes(b"credential"),
        registered_day=20_000,
        settings={"live": True, "days": [1, 2]},
        cred_epoch=3,
    )


async def test_communities_side_by_side(vault: Vault) -> None:
    full, other = full_community(), community(OTHER_SERVER, "Other")

    def work(tables: Tables) -> None:
        tables.communities.save(full)  # type: ignore[arg-type]  # a Community
        tables.communities.save(replace(other, prk=None))
        tables.communities.arrange([OTHER_SERVER, SERVER])
        tables.communities.opened(SERVER, 100)

    await vault.run(work)
    second, first = await vault.read(lambda tables: tables.communities.all())
    assert first == replace(full, place=1, last_opened=100)  # type: ignore[type-var]  # a Community
    assert (second.server_id, second.prk) == (OTHER_SERVER, None)
    last = await vault.read(lambda tables: tables.communities.last_opened())
    assert last is not None
    assert last.server_id == SERVER
    assert await vault.read(lambda tables: tables.communities.get(b"n" * 32)) is None


async def test_saving_a_community_keeps_its_circles(vault: Vault) -> None:
    await vault.run(lambda tables: tables.communities.save(community(name="Renamed")))
    assert len(await vault.read(lambda tables: tables.circles.of(SERVER))) == 1


async def test_a_second_descriptor_for_one_number_is_a_split(vault: Vault) -> None:
    one, two = b"1" * 32, b"2" * 32

    async def saw(seq: int, digest: bytes) -> bytes | None:
        return await vault.run(lambda tables: tables.communities.saw_descriptor(SERVER, seq, digest, 20_000))

    assert await saw(1, one) is None
    assert await saw(1, one) is None
    assert await saw(2, two) is None
    assert await saw(2, one) == two


async def test_the_readers_marks_survive_news_of_the_circle(vault: Vault) -> None:
    def work(tables: Tables) -> None:
        tables.circles.set_joined(CIRCLE, my_key=b"k" * 32, epoch=2)
        tables.circles.set_read(CIRCLE, 9)
        tables.circles.set_left(CIRCLE, 8)
        tables.circles.set_promise_seen(CIRCLE)
        tables.circles.set_newest(CIRCLE, 12, b"h" * 32)
        tables.circles.set_oldest(CIRCLE, 3, b"o" * 32)
        tables.circles.describe(
            circle_id=CIRCLE,
            server_id=SERVER,
            genesis=b"another",
            settings=b"new",
            name="New name",
            space_id=b"s" * 16,
            place=4,
        )

    await vault.run(work)
    circle = await vault.read(lambda tables: tables.circles.get(CIRCLE))
    assert circle is not None
    assert (circle.genesis, circle.settings, circle.name, circle.place) == (b"genesis", b"new", "New name", 4)
    assert (circle.joined, circle.my_key, circle.epoch, circle.promise_seen) == (True, b"k" * 32, 2, True)
    assert (circle.read_seq, circle.left_seq) == (9, 8)
    assert (circle.newest_seq, circle.newest_head, circle.oldest_seq, circle.oldest_prev) == (
        12,
        b"h" * 32,
        3,
        b"o" * 32,
    )


async def test_a_card_is_renewed_only_by_a_newer_one(vault: Vault) -> None:
    key = b"m" * 32
    first = Member(circle_id=CIRCLE, key=key, name="pale-lynx", card=b"card", card_seq=2, first_seen=5)
    assert await vault.run(lambda tables: tables.members.save(first))
    for seq in (1, 2):
        older = replace(first, name="older", card_seq=seq, first_seen=99)
        assert not await vault.run(lambda tables, it=older: tables.members.save(it))  # type: ignore[misc]  # it is bound
    assert await vault.run(lambda tables: tables.members.save(replace(first, name="new", card_seq=3, first_seen=99)))
    await vault.run(lambda tables: tables.members.replaced(CIRCLE, key, b"n" * 32))
    found = await vault.read(lambda tables: tables.members.get(CIRCLE, key))
    assert found == replace(first, name="new", card_seq=3, replaced_by=b"n" * 32)
    assert await vault.read(lambda tables: tables.members.names(CIRCLE)) == {key: "new"}
    assert await vault.read(lambda tables: tables.members.of(CIRCLE)) == [found]


async def test_drafts_come_back_equal_newest_first(vault: Vault) -> None:
    plain = Draft(id=b"1", community=SERVER, circle=CIRCLE, kind=DraftKind.POST, text="one", updated=1.0)
    rich = Draft(
        id=b"2",
        community=SERVER,
        circle=CIRCLE,
        kind=DraftKind.REPLY,
        parent=b"p" * 16,
        text="kaksi ♡",
        need=Need.IDEAS,
        notes=("death", "debt"),
        quote=QuoteOf(b"q" * 16, 3, 9),
        once=True,
        dismissed=frozenset({"a b", "c"}),
        updated=2.5,
    )
    for draft in (plain, rich, replace(plain, text="one more")):
        await vault.run(lambda tables, it=draft: tables.drafts.save(it))  # type: ignore[misc]  # it is bound
    assert await vault.read(lambda tables: tables.drafts.all()) == [rich, replace(plain, text="one more")]
    newest = await vault.read(lambda tables: tables.drafts.newest_for(CIRCLE, DraftKind.REPLY, b"p" * 16))
    assert newest == rich
    assert await vault.read(lambda tables: tables.drafts.newest_for(CIRCLE, DraftKind.EDIT, None)) is None
    await vault.run(lambda tables: tables.drafts.remove(b"2"))
    await vault.run(lambda tables: tables.drafts.remove(b"2"))
    assert await vault.read(lambda tables: tables.drafts.get(b"2")) is None


async def test_kept_things_and_the_care_plan(vault: Vault) -> None:
    kept = Kept(
        event_id=b"e" * 16,
        server_id=SERVER,
        circle_id=CIRCLE,
        thread=None,
        envelope=b"envelope",
        author_name="pale-lynx",
        circle_name="Burnout",
        kept_at=5,
    )
    plan = replace(kept, event_id=b"f" * 16, in_plan=True, note="read at night", kept_at=9)
    notes = [CareNote(id=str(n), topic="helps", text=f"walk {n}", place=-n) for n in range(3)]

    def work(tables: Tables) -> None:
        tables.kept.keep(kept)
        tables.kept.keep(plan)
        for note in notes:
            tables.kept.save_note(note)

    await vault.run(work)
    assert await vault.read(lambda tables: tables.kept.all()) == [plan, kept]
    assert await vault.read(lambda tables: tables.kept.all(in_plan=True)) == [plan]
    assert await vault.read(lambda tables: tables.kept.ids()) == {b"e" * 16, b"f" * 16}
    assert await vault.read(lambda tables: tables.kept.notes()) == notes[::-1]
    await vault.run(lambda tables: tables.circles.remove(CIRCLE))
    assert await vault.read(lambda tables: tables.kept.get(b"f" * 16)) == plan
    await vault.run(lambda tables: tables.kept.let_go(b"f" * 16))
    await vault.run(lambda tables: tables.kept.remove_note("1"))
    assert await vault.read(lambda tables: tables.kept.get(b"f" * 16)) is None
    assert len(await vault.read(lambda tables: tables.kept.notes())) == 2


async def test_settings_hold_anything_json_holds(vault: Vault) -> None:
    for value in (None, True, 0, -1.5, "ääni", [1, [2]], {"a": {"b": None}}):
        await vault.run(lambda tables, it=value: tables.preferences.set("name", it))  # type: ignore[misc]  # it is bound
        assert await vault.read(lambda tables: tables.preferences.get("name", "other")) == value
    assert await vault.read(lambda tables: tables.preferences.all()) == {"name": {"a": {"b": None}}}
    await vault.run(lambda tables: tables.preferences.unset("name"))
    assert await vault.read(lambda tables: tables.preferences.get("name", "other")) == "other"


async def test_one_rule_for_each_thing(vault: Vault) -> None:
    fold, never = (FoldingRule(RuleKind.NOTE, "death", action) for action in (FoldAction.FOLD, FoldAction.NEVER))
    word = FoldingRule(RuleKind.KEYWORD, "death", FoldAction.SHOW)
    for rule in (fold, word, never):
        await vault.run(lambda tables, it=rule: tables.preferences.set_rule(it))  # type: ignore[misc]  # it is bound
    assert await vault.read(lambda tables: tables.preferences.rules()) == [word, never]
    await vault.run(lambda tables: tables.preferences.remove_rule(RuleKind.NOTE, "death"))
    assert await vault.read(lambda tables: tables.preferences.rules()) == [word]


async def test_a_token_is_taken_once_and_the_older_first(vault: Vault) -> None:
    tokens = [
        Token(server_id=SERVER, type=1, epoch=epoch, nonce=bytes([n, epoch]) * 16, w=SecretBytes(bytes([n]) * 64))
        for epoch in (10, 11)
        for n in range(3)
    ]
    await vault.run(lambda tables: tables.anonymous.add_tokens(tokens))
    await vault.run(lambda tables: tables.anonymous.add_tokens(tokens))
    assert await vault.read(lambda tables: tables.anonymous.count_tokens(SERVER, 1, (10, 11))) == 6
    taken = [await vault.run(lambda tables: tables.anonymous.take_token(SERVER, 1, (11, 10))) for _ in range(7)]
    assert taken[6] is None
    assert [token.epoch for token in taken if token] == [10, 10, 10, 11, 11, 11]
    assert {token.nonce for token in taken if token} == {token.nonce for token in tokens}
    assert all(token in tokens for token in taken if token)
    assert await vault.run(lambda tables: tables.anonymous.take_token(SERVER, 2, (10, 11))) is None


async def test_old_tokens_go(vault: Vault) -> None:
    old = Token(server_id=SERVER, type=1, epoch=9, nonce=b"n" * 32, w=SecretBytes(b"w" * 64))
    await vault.run(lambda tables: tables.anonymous.add_tokens([old]))
    await vault.run(lambda tables: tables.anonymous.drop_tokens_before(SERVER, 10))
    assert await vault.read(lambda tables: tables.anonymous.count_tokens(SERVER, 1, (9,))) == 0


async def test_invites_once_names_and_pending_steps(vault: Vault) -> None:
    invite = Invite(server_id=SERVER, nonce=b"n" * 16, code=SecretText("heimo:a/b/c"), note="for a friend", made_day=7)
    once = OnceName(circle_id=CIRCLE, month=24322, number=1, key=b"o" * 32, name="soft-rain")
    used = replace(once, thread=b"t" * 16, joined=True)
    state = SecretBytes(b"blinding")

    def work(tables: Tables) -> None:
        tables.anonymous.save_invite(invite)
        tables.anonymous.save_once_name(once)
        tables.anonymous.save_once_name(used)
        tables.anonymous.set_pending(SERVER, "account.register", b"about", state)

    await vault.run(work)
    assert await vault.read(lambda tables: tables.anonymous.invites(SERVER)) == [invite]
    assert "heimo:a" not in repr(invite)
    assert await vault.read(lambda tables: tables.anonymous.once_names(CIRCLE)) == [used]
    assert await vault.read(lambda tables: tables.anonymous.once_names(CIRCLE, 24322)) == [used]
    assert await vault.read(lambda tables: tables.anonymous.once_names(CIRCLE, 24323)) == []
    assert await vault.read(lambda tables: tables.anonymous.pending(SERVER, "account.register")) == [(b"about", state)]
    await vault.run(lambda tables: tables.anonymous.clear_pending(SERVER, "account.register", b"about"))
    await vault.run(lambda tables: tables.anonymous.remove_invite(b"n" * 16))
    assert await vault.read(lambda tables: tables.anonymous.pending(SERVER, "account.register")) == []
    assert await vault.read(lambda tables: tables.anonymous.invites(SERVER)) == []


@pytest.mark.parametrize(
    ("text", "score"), [("", 0), ("a" * 500, 0), ("password", 0), ("seven quiet herons by the lake", 4)]
)
def test_strength(text: str, score: int) -> None:
    assert strength(SecretText(text)).score == score
    assert strength(SecretText(text)).enough == (score >= 3)


def test_offered_passphrases_are_fresh_and_enough() -> None:
    offered = {offer_passphrase().reveal() for _ in range(20)}
    assert len(offered) == 20
    for one in offered:
        assert len(one.split()) == OFFERED_WORDS
        require_enough(SecretText(one))
