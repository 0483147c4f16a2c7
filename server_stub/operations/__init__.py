"""A handler for each operation of the contract, by its name."""

from heimo_protocol import operations as table
from server_stub.context import Handler
from server_stub.operations import accounts, appeals, circles, events, joining, reports, tokens
from server_stub.operations.mail import bundles, franking, queues, requests
from server_stub.operations.mail import reports as message_reports

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
    table.REPORTED.name: reports.reported,
    table.APPEAL_PUT.name: appeals.put,
    table.APPEAL_FETCH.name: appeals.fetch,
    table.ISSUE.name: tokens.issue,
    table.BUNDLE_PUT.name: bundles.put,
    table.BUNDLE_LIST.name: bundles.read,
    table.REQUEST_SEND.name: requests.send,
    table.REQUEST_FETCH.name: requests.fetch,
    table.QUEUE_CREATE.name: queues.create,
    table.QUEUE_SEND.name: queues.send,
    table.QUEUE_RECV.name: queues.recv,
    table.QUEUE_DELETE.name: queues.delete,
    table.QUEUE_LIVE.name: queues.live,
    table.FRANK_TOKEN.name: franking.token,
    table.FRANK_OPEN.name: franking.open_token,
    table.REPORT_PUT.name: message_reports.put,
    table.REPORT_FETCH.name: message_reports.fetch,
}
"""What answers each operation; the server refuses to start where one is missing."""
