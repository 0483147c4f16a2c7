"""Writes docs/operations.md from the operations table: `python -m docs.reference`; a test compares the two."""

from pathlib import Path

import msgspec

from heimo_protocol.errors import MEANING, STATUS
from heimo_protocol.limits import BODY_CLASSES, ServerLimits
from heimo_protocol.operations import OPERATIONS, Args, Operation, Result

TARGET = Path(__file__).with_name("operations.md")

HEAD = """# Operations

Made by `python -m docs.reference` from `heimo_protocol/operations/`; do not edit by hand.

Every operation is `POST /v1/<name>` with a body of `application/cbor`: a length (u32, big-endian), the encoded
request, and zeros up to the next of {classes} bytes. Answers have the same form; those named `live` answer with
`text/event-stream`. `GET /.well-known/heimo` gives the signed descriptor, `GET /healthz` the server's health.
"""


def render() -> str:
    """Return the page."""
    parts = [HEAD.format(classes=", ".join(str(size) for size in BODY_CLASSES))]
    parts += [_operation(operation) for operation in OPERATIONS.values()]
    parts.append("## Refusals\n\n| code | status | meaning |\n| --- | --- | --- |\n")
    parts.append("\n".join(f"| `{code}` | {STATUS[code]} | {MEANING[code]} |" for code in STATUS) + "\n")
    parts.append("\n## What a host may tune\n\n| limit | default |\n| --- | --- |\n")
    limits = msgspec.to_builtins(ServerLimits())
    parts.append("\n".join(f"| `{name}` | {value} |" for name, value in limits.items()) + "\n")
    return "\n".join(parts[:-4]) + "\n" + "".join(parts[-4:])


def _operation(operation: Operation[Args, Result]) -> str:
    callers = [f"signed as {mode.name.lower()}" for mode in sorted(operation.modes)]
    if operation.anonymous:
        callers.append("unsigned")
    banned = ", also by a banned name" if operation.while_banned else ""
    paid = "" if operation.token is None else f", paid with a {operation.token.name.lower()} token"
    lines = [f"## {operation.name}\n", f"{operation.purpose} Called {' or '.join(callers)}{paid}{banned}.\n"]
    lines += _struct("Takes", operation.args)
    if not operation.stream:
        lines += _struct("Gives", operation.result)
    return "\n".join(lines)


def _struct(title: str, struct: type[msgspec.Struct]) -> list[str]:
    doc = " ".join((struct.__doc__ or "").split())
    fields = ", ".join(f"`{field.name}`" for field in msgspec.structs.fields(struct)) or "no fields"
    return [f"*{title}* {fields}. {doc}\n"]


if __name__ == "__main__":
    TARGET.write_text(render(), encoding="utf-8")
