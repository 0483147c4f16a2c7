"""Prekey bundles: published by each name, fetched by buckets, never by name (protocol section 10)."""

from heimo_protocol.bundles import bucket_bits, open_bundle
from heimo_protocol.encoding import BadEncoding
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.limits import BUNDLE_LIST_BYTES
from heimo_protocol.operations import BundleEntry, BundleListArgs, BundleListResult, BundlePutArgs, Done
from server_stub.context import Caller, Context
from server_stub.operations.access import require_not_banned, require_own_name
from server_stub.operations.budgets import BUNDLES_DAY, count_day
from server_stub.operations.events import terms_of
from server_stub.store.base import ReadTxn, WriteTxn
from server_stub.store.mail_rows import BundleQuery, BundleRow, ListedBundle

_MOST_BITS = 32


async def put(context: Context, args: BundlePutArgs, caller: Caller) -> Done:
    """Replace the calling name's bundle by a newer one; the same again changes nothing.

    Raises Refusal with AUTH_UNKNOWN, BANNED, ONCE_NOT_ALLOWED, SIG_INVALID, BAD_ENCODING, TOO_LARGE, QUOTA, or
    SEQ_CONFLICT (its value is the least number that would be right).
    """
    name = require_own_name(caller)
    if name.once is not None:
        raise Refusal(Code.ONCE_NOT_ALLOWED, "nobody writes to a one-time name")
    terms = terms_of(context)
    bundle, _ = open_bundle(args.bundle, circle=name.circle, author=name.key, day=terms.day)
    row = BundleRow(name=name.key, circle=name.circle, number=bundle.number, expires=bundle.expires, bundle=args.bundle)

    def replace(txn: WriteTxn) -> None:
        known = txn.bundle(name.key)
        if known == row:
            return
        require_not_banned(txn, name.space, name.nym_id, terms.hour)
        if known is not None and row.number <= known.number:
            raise Refusal(Code.SEQ_CONFLICT, "a newer bundle is here", value=known.number + 1)
        count_day(txn, name.nym_id, "bundles", BUNDLES_DAY, terms)
        txn.put_bundle(row)

    await context.store.write(replace, on=(name.space, name.circle))
    return Done()


async def read(context: Context, args: BundleListArgs, caller: Caller) -> BundleListResult:
    """A page of one bucket's bundles, of the calling name's own circle; raises Refusal with BAD_ENCODING.

    A banned name gets those of moderators only: to seal an appeal to.
    """
    name = require_own_name(caller)
    if args.after < 0 or not 0 <= args.bits <= _MOST_BITS or not 0 <= args.bucket < 1 << args.bits:
        raise BadEncoding("bucket or version")
    query = BundleQuery(
        circle=name.circle,
        after=args.after,
        bits=args.bits,
        bucket=args.bucket,
        day=context.day(),
        hour=context.hour(),
        moderators=caller.is_banned,
    )

    def look(txn: ReadTxn) -> tuple[int, list[ListedBundle], bool]:
        bits = bucket_bits(txn.names_in(name.circle))
        if bits != args.bits:
            return bits, [], False
        return bits, *txn.bundles(query, max_bytes=BUNDLE_LIST_BYTES)

    bits, rows, more = await context.store.read(look)
    entries = [BundleEntry(version=row.version, card=row.card, bundle=row.bundle) for row in rows]
    return BundleListResult(entries=entries, bits=bits, more=more)
