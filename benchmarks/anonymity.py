"""Time issuing, showing and checking credentials and tokens, each beside the figure it must not exceed.

Run: python benchmarks/anonymity.py [--rounds N]. Medians in milliseconds; exit code 1 if one is over its floor.
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable

from heimo_protocol.anonymity.credential import IssuerKeys, finish, request, request_context, respond
from heimo_protocol.anonymity.group import EDWARDS25519
from heimo_protocol.anonymity.presentation import circle_scope, verify_presentation
from heimo_protocol.anonymity.tokens import TokenType, check_spend, evaluate, finalize, prepare, spend_mac, token_key

BIND = b"benchmark"


def measures() -> dict[str, tuple[float, Callable[[], object]]]:
    """Name each step with its floor in milliseconds."""
    keys, m2 = IssuerKeys.generate(), request_context(bytes(32), 0)
    public = keys.public
    m1, r1 = (EDWARDS25519.random_scalar(os.urandom) for _ in range(2))

    def issue() -> object:
        sent, state = request(m1, r1, m2)
        return finish(state, respond(keys, sent), public)

    sent, state = request(m1, r1, m2)
    member = finish(state, respond(keys, sent), public)
    scope = circle_scope(bytes(32), bytes(16))
    shown = member.present(scope, BIND)
    key = token_key(bytes(32), TokenType.REQUEST, 1)
    pending = prepare(TokenType.REQUEST, 32)
    evaluated, proof = evaluate(key, pending.blinded)
    token = finalize(pending, 1, evaluated, proof, key.public)[0]
    mac = spend_mac(token.output, bytes(32))
    return {
        "issue (all three steps)": (7.3, issue),
        "present": (4.0, lambda: member.present(scope, BIND)),
        "check a presentation": (3.3, lambda: verify_presentation(keys, m2, scope, BIND, shown)),
        "evaluate 32 tokens": (14.0, lambda: evaluate(key, pending.blinded)),
        "finalize 32 tokens": (22.0, lambda: finalize(pending, 1, evaluated, proof, key.public)),
        "redeem a token": (0.84, lambda: check_spend(key, token.nonce, bytes(32), mac)),
    }


def median(action: Callable[[], object], rounds: int) -> float:
    """Median time of an action in milliseconds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        action()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def main() -> int:
    """Print each figure beside its floor."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    rounds = parser.parse_args().rounds
    slow = 0
    print(f"{'step':26}{'median ms':>10}{'floor ms':>10}")
    for name, (floor, action) in measures().items():
        figure = median(action, rounds)
        slow += figure > floor
        print(f"{name:26}{figure:10.2f}{floor:10.2f}{'  OVER' if figure > floor else ''}")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
