"""A handler for each operation of the contract, by its name."""

from heimo_protocol import operations as table
from server_stub.context import Handler
from server_stub.operations import accounts, circles, events, joining, reports, tokens

HANDLERS: dict[str, Handler] = {
    table.REGISTER.name: accounts.register,
    table.CREDENTIAL.name: accounts.credential,
    table.DELETE_ACCOUNT.name: accounts.delete,
    table.CIRCLE_LIST.name: circles.list_circles,
    table.GOVERNANCE.name: circles.governance,
    table.CHALLENGE.name: joining.challenge,
    table.JOIN.name: joining.join,
    table.PUT.name: events.put,
    table.LIST.name: events.read,
    table.HELD.name: events.held,
    table.LIVE.name: events.live,
    table.REPORT.name: reports.report,
    table.ISSUE.name: tokens.issue,
}
"""What answers each operation; the server refuses to start where one is missing."""
