"""What may be done next for messages between two and for moderators."""

import hashlib

from benchmarks.durability.model.acts import Act, Maker
from benchmarks.durability.model.pick import Pick
from heimo_protocol.franking import Stamped
from server_stub.store.base import WriteTxn
from server_stub.store.mail_rows import BundleRow, FrameRow, QueueRow, RequestRow, SealedReportRow
from server_stub.store.moderation_rows import AppealRow, FirstWordRow, ReportRow, SealedAppealRow

_IDS = 2**62 // 3
_ALL = 10**6


def _id(pick: Pick) -> int:
    return pick.number(4) * _IDS


def _put_bundle(pick: Pick) -> Act | None:
    name = pick.name()
    if name is None:
        return None
    row = BundleRow(
        name=name,
        circle=pick.rows.names[name].circle,
        number=pick.number(9),
        expires=pick.hour(),
        bundle=pick.blob(1000),
    )
    return lambda txn: txn.put_bundle(row)


def _request(pick: Pick) -> Act | None:
    name = pick.name()
    if name is None:
        return None
    row = RequestRow(recipient=name, id=_id(pick), hour=pick.hour(), c2=pick.key("c2"), sealed=pick.blob())
    ids = [_id(pick)]
    return pick.surely(
        lambda txn: txn.add_request(row), lambda txn: txn.add_request(row), lambda txn: txn.forget_requests(name, ids)
    )


def _add_queue(pick: Pick) -> Act:
    row = QueueRow(
        qid=pick.key("queue", 16),
        receiver=pick.key("receiver"),
        claim=pick.key("claim"),
        sender=None,
        last_day=pick.hour(),
    )
    return lambda txn: txn.add_queue(row)


def _change_queue(pick: Pick) -> Act:
    qid, sender, seq = pick.key("queue", 16), pick.key("sender"), pick.number(12)
    if pick.chance(8):
        return lambda txn: txn.delete_queue(qid)
    return pick.surely(lambda txn: txn.bind_sender(qid, sender), lambda txn: txn.forget_frames(qid, seq))


def _add_frame(pick: Pick) -> Act | None:
    queue = pick.one(pick.rows.queues.values())
    if queue is None:
        return None
    mark, forget_to = pick.key("mark", 16, 40), max(0, queue.newest - 4)
    row = FrameRow(qid=queue.qid, seq=queue.newest + 1, hour=pick.hour(), c2=pick.key("c2"), frame=pick.blob(4000))

    def act(txn: WriteTxn) -> bool:
        if txn.is_marked(row.qid, mark):
            return False
        txn.add_frame(row, mark=mark, forget_to=forget_to)
        return True

    return act


def _sealed_report(pick: Pick) -> Act | None:
    name = pick.name()
    if name is None:
        return None
    messages = [Stamped(c2=pick.key("c2"), hour=pick.hour(), stamp=pick.key("stamp")) for _ in range(pick.number(3))]
    row = SealedReportRow(moderator=name, id=_id(pick), hour=pick.hour(), messages=messages, sealed=pick.blob())
    ids = [_id(pick)]
    return pick.surely(lambda txn: txn.add_sealed_report(row), lambda txn: txn.forget_sealed_reports(name, ids))


def _forget_mail(pick: Pick) -> Act | None:
    name = pick.name()
    if name is None or not pick.chance(4):
        return None
    return lambda txn: txn.forget_mail_of(name)


def _moderator(pick: Pick) -> Act | None:
    circle = pick.circle()
    if circle is None:
        return None
    key = pick.surely(pick.key("name"), pick.key(f"name {circle.hex()}"))
    return pick.surely(
        lambda txn: txn.grant(circle, key), lambda txn: txn.entrust(circle, key), lambda txn: txn.revoke(circle, key)
    )


def _first_word(pick: Pick) -> Act | None:
    circle = pick.circle()
    if circle is None:
        return None
    row = FirstWordRow(circle=circle, target=pick.key("name"), decision=pick.key("decision", 16), hour=pick.hour())
    return pick.surely(
        lambda txn: txn.set_first_word(row),
        lambda txn: txn.set_first_word(row),
        lambda txn: txn.forget_first_word(circle, row.target),
    )


def _report(pick: Pick) -> Act | None:
    circle = pick.circle()
    if circle is None:
        return None
    event = pick.event(circle)
    row = ReportRow(
        circle=circle,
        event_id=event,
        reporter=pick.key("reporter", among=4),
        reason=pick.surely("unkind", "spam", "mikä"),
        hour=pick.hour(),
    )
    if pick.chance(6):
        return lambda txn: txn.forget_reports(circle, event)
    return lambda txn: txn.add_report(row)


def _appeal(pick: Pick) -> Act | None:
    circle = pick.circle()
    if circle is None:
        return None
    decision, about, hour = pick.key("decision", 16), pick.key("nym", among=4), pick.hour()
    row = AppealRow(circle=circle, decision=decision, about=about, mark=pick.key("appeal"), hour=hour)
    names = [key for key, one in pick.rows.names.items() if one.circle == circle]
    copies = [
        SealedAppealRow(
            moderator=key,
            id=int.from_bytes(hashlib.sha256(key + decision).digest()[:7], "big"),
            circle=circle,
            decision=decision,
            hour=hour,
            sealed=pick.blob(),
        )
        for key in names[: pick.number(3)]
    ]
    return lambda txn: txn.add_appeal(row, copies)


def _answer(pick: Pick) -> Act | None:
    circle, about = pick.circle(), pick.key("nym", among=4)
    copy, name = pick.one(pick.rows.copies), pick.name()
    decision = pick.key("decision", 16)
    if circle is None or name is None:
        return None
    of_whom, ids = (name, [1]) if copy is None else (copy[0], [copy[1]])
    return pick.surely(
        lambda txn: txn.answer_appeal(circle, decision),
        lambda txn: txn.answer_appeals_about(about),
        lambda txn: txn.forget_sealed_appeals(of_whom, ids),
    )


def _expire_mail(pick: Pick) -> Act | None:
    hour = pick.hour()
    if not pick.chance(4):
        return None
    return pick.surely(
        lambda txn: txn.expire_bundles(day=hour, limit=_ALL),
        lambda txn: txn.expire_requests(before_hour=hour, limit=_ALL),
        lambda txn: txn.expire_frames(before_hour=hour, limit=_ALL),
        lambda txn: txn.expire_sealed_reports(before_hour=hour, limit=_ALL),
        lambda txn: txn.expire_queues(day=hour, limit=_ALL),
        lambda txn: txn.expire_first_words(before_hour=hour),
        lambda txn: txn.expire_appeals(before_hour=hour, limit=_ALL),
    )


MAIL_ACTS: tuple[Maker, ...] = (
    *(_put_bundle, _put_bundle, _request, _request, _add_queue, _change_queue, _add_frame, _add_frame, _add_frame),
    *(_sealed_report, _forget_mail, _moderator, _first_word, _report, _report, _report, _appeal, _answer, _expire_mail),
)
"""As ACTS."""
