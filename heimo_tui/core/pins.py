"""What a server may change in its description of itself, and what it may not (PROTOCOL 4)."""

from heimo_protocol.descriptor import Descriptor
from heimo_tui.core.errors import Tampering


def require_successor(
    known: Descriptor, known_hash: bytes, new: Descriptor, new_hash: bytes, *, where: bytes | None = None
) -> None:
    """Check a newly read descriptor against the one known.

    Raises Tampering: foreign_root; descriptor_split (two for one number, or a
    history in which the known one has no place); descriptor_rollback (an older number);
    descriptor_keys (a key replaced without a new epoch: such a key could mark single members).
    """
    if new.root != known.root:
        raise Tampering("foreign_root", where=where)
    if new.seq < known.seq:
        raise Tampering("descriptor_rollback", where=where, at=new.seq)
    if new.seq == known.seq:
        if new_hash != known_hash:
            raise Tampering("descriptor_split", where=where, at=new.seq)
        return
    if not new.continues(known, known_hash):
        raise Tampering("descriptor_split", where=where, at=known.seq)
    if new.cred_epoch < known.cred_epoch or (new.kvac != known.kvac and new.cred_epoch == known.cred_epoch):
        raise Tampering("descriptor_keys", where=where, at=new.seq)
    old_keys = {(key.type, key.epoch): key.public for key in known.tokens}
    for key in new.tokens:
        if old_keys.get((key.type, key.epoch), key.public) != key.public:
            raise Tampering("descriptor_keys", where=where, at=new.seq)
