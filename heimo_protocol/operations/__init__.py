"""THE table: every operation with its arguments, result and who may call it.

The server's routes, the client's calls and docs/operations.md are made from OPERATIONS.
"""

from heimo_protocol.anonymity.tokens import TokenType
from heimo_protocol.limits import QUEUE_ANSWER_BYTES
from heimo_protocol.operations.accounts import (
    CredentialArgs,
    CredentialResult,
    DeleteAccountArgs,
    RegisterArgs,
)
from heimo_protocol.operations.appeals import AppealEntry, AppealFetchArgs, AppealFetchResult, AppealPutArgs
from heimo_protocol.operations.base import Args, Done, Operation, Result
from heimo_protocol.operations.circles import (
    ChallengeArgs,
    ChallengeResult,
    CircleEntry,
    CircleListArgs,
    CircleListResult,
    JoinArgs,
    JoinResult,
    Receipt,
)
from heimo_protocol.operations.events import (
    GovernanceArgs,
    GovernanceResult,
    HeldArgs,
    HeldEntry,
    HeldResult,
    ListArgs,
    ListResult,
    LiveArgs,
    LogEntry,
    PutArgs,
    PutResult,
    ReportArgs,
    ReportedArgs,
    ReportedEntry,
    ReportedResult,
)
from heimo_protocol.operations.franking import (
    FrankOpenArgs,
    FrankOpenResult,
    FrankTokenArgs,
    FrankTokenResult,
    ReportFetchArgs,
    ReportFetchResult,
    ReportPutArgs,
    SealedFor,
    SealedReportEntry,
)
from heimo_protocol.operations.mail import (
    BundleEntry,
    BundleListArgs,
    BundleListResult,
    BundlePutArgs,
    QueueArgs,
    QueueCreateArgs,
    QueueCreateResult,
    QueueEntry,
    QueueRecvArgs,
    QueueRecvResult,
    QueueSendArgs,
    RequestEntry,
    RequestFetchArgs,
    RequestFetchResult,
    RequestSendArgs,
)
from heimo_protocol.operations.tokens import (
    IssueArgs,
    IssueResult,
)
from heimo_protocol.requests import Mode

__all__ = [
    "APPEAL_FETCH",
    "APPEAL_PUT",
    "BUNDLE_LIST",
    "BUNDLE_PUT",
    "CHALLENGE",
    "CIRCLE_LIST",
    "CREDENTIAL",
    "DELETE_ACCOUNT",
    "FRANK_OPEN",
    "FRANK_TOKEN",
    "GOVERNANCE",
    "HELD",
    "ISSUE",
    "JOIN",
    "LIST",
    "LIVE",
    "OPERATIONS",
    "PUT",
    "QUEUE_CREATE",
    "QUEUE_DELETE",
    "QUEUE_LIVE",
    "QUEUE_RECV",
    "QUEUE_SEND",
    "REGISTER",
    "REPORT",
    "REPORTED",
    "REPORT_FETCH",
    "REPORT_PUT",
    "REQUEST_FETCH",
    "REQUEST_SEND",
    "AppealEntry",
    "AppealFetchArgs",
    "AppealFetchResult",
    "AppealPutArgs",
    "Args",
    "BundleEntry",
    "BundleListArgs",
    "BundleListResult",
    "BundlePutArgs",
    "ChallengeArgs",
    "ChallengeResult",
    "CircleEntry",
    "CircleListArgs",
    "CircleListResult",
    "CredentialArgs",
    "CredentialResult",
    "DeleteAccountArgs",
    "Done",
    "FrankOpenArgs",
    "FrankOpenResult",
    "FrankTokenArgs",
    "FrankTokenResult",
    "GovernanceArgs",
    "GovernanceResult",
    "HeldArgs",
    "HeldEntry",
    "HeldResult",
    "IssueArgs",
    "IssueResult",
    "JoinArgs",
    "JoinResult",
    "ListArgs",
    "ListResult",
    "LiveArgs",
    "LogEntry",
    "Operation",
    "PutArgs",
    "PutResult",
    "QueueArgs",
    "QueueCreateArgs",
    "QueueCreateResult",
    "QueueEntry",
    "QueueRecvArgs",
    "QueueRecvResult",
    "QueueSendArgs",
    "Receipt",
    "RegisterArgs",
    "ReportArgs",
    "ReportFetchArgs",
    "ReportFetchResult",
    "ReportPutArgs",
    "ReportedArgs",
    "ReportedEntry",
    "ReportedResult",
    "RequestEntry",
    "RequestFetchArgs",
    "RequestFetchResult",
    "RequestSendArgs",
    "Result",
    "SealedFor",
    "SealedReportEntry",
]

_ACCOUNT, _NAME = frozenset({Mode.ACCOUNT}), frozenset({Mode.NAME})
_RECEIVER, _SENDER = frozenset({Mode.QUEUE_RECEIVER}), frozenset({Mode.QUEUE_SENDER})
_NOBODY: frozenset[Mode] = frozenset()

REGISTER = Operation(
    "account.register", RegisterArgs, CredentialResult, _NOBODY, True, "Spend an invite and get a credential."
)
CREDENTIAL = Operation(
    "account.credential", CredentialArgs, CredentialResult, _ACCOUNT, False, "Get the credential again."
)
DELETE_ACCOUNT = Operation("account.delete", DeleteAccountArgs, Done, _ACCOUNT, False, "Remove the account's row.")
CIRCLE_LIST = Operation(
    "circle.list", CircleListArgs, CircleListResult, _NOBODY, True, "The circles of this community."
)
CHALLENGE = Operation("circle.challenge", ChallengeArgs, ChallengeResult, _NOBODY, True, "Begin to join a circle.")
JOIN = Operation("circle.join", JoinArgs, JoinResult, _NOBODY, True, "Join a circle under a new name.")
GOVERNANCE = Operation(
    "circle.governance",
    GovernanceArgs,
    GovernanceResult,
    _NAME,
    True,
    "What moderators and the owner decided, without reading the whole log.",
    while_banned=True,
)
PUT = Operation("event.put", PutArgs, PutResult, _NAME, False, "Write an event into a circle.")
LIST = Operation("event.list", ListArgs, ListResult, _NAME, True, "Read a circle's log.")
HELD = Operation("event.held", HeldArgs, HeldResult, _NAME, False, "Events that wait for a moderator.")
REPORT = Operation("post.report", ReportArgs, Done, _NAME, False, "Tell the moderators about a post.")
REPORTED = Operation(
    "post.reported", ReportedArgs, ReportedResult, _NAME, False, "What was reported and is not decided, for moderators."
)
APPEAL_PUT = Operation(
    "appeal.put", AppealPutArgs, Done, _NAME, False, "Ask the moderators to think again.", while_banned=True
)
APPEAL_FETCH = Operation("appeal.fetch", AppealFetchArgs, AppealFetchResult, _NAME, False, "Appeals to a moderator.")
ISSUE = Operation(
    "token.issue", IssueArgs, IssueResult, _ACCOUNT | _NAME, False, "Draw blinded tokens within a budget."
)
BUNDLE_PUT = Operation("bundle.put", BundlePutArgs, Done, _NAME, False, "Publish the keys for being written to.")
BUNDLE_LIST = Operation(
    "bundle.list",
    BundleListArgs,
    BundleListResult,
    _NAME,
    False,
    "Keys for writing to the members of a circle.",
    while_banned=True,
)
REQUEST_SEND = Operation(
    "request.send", RequestSendArgs, Done, _NOBODY, True, "Ask somebody for contact.", token=TokenType.REQUEST
)
REQUEST_FETCH = Operation("request.fetch", RequestFetchArgs, RequestFetchResult, _NAME, False, "Who asks for contact.")
QUEUE_CREATE = Operation(
    "queue.create", QueueCreateArgs, QueueCreateResult, _NOBODY, True, "Open a queue.", token=TokenType.QUEUE
)
QUEUE_SEND = Operation("queue.send", QueueSendArgs, Done, _SENDER, False, "Put a sealed message into a queue.")
QUEUE_RECV = Operation(
    "queue.recv",
    QueueRecvArgs,
    QueueRecvResult,
    _RECEIVER,
    False,
    "Take sealed messages out of a queue.",
    least_answer=QUEUE_ANSWER_BYTES,
)
QUEUE_DELETE = Operation("queue.delete", QueueArgs, Done, _RECEIVER, False, "Close a queue.")
QUEUE_LIVE = Operation("queue.live", QueueArgs, Done, _RECEIVER, False, "Be woken when a queue fills.", stream=True)
FRANK_TOKEN = Operation(
    "frank.token", FrankTokenArgs, FrankTokenResult, _NAME, False, "Draw this week's leave to write messages."
)
REPORT_PUT = Operation("report.put", ReportPutArgs, Done, _NAME, False, "Hand messages to the moderators.")
REPORT_FETCH = Operation(
    "report.fetch", ReportFetchArgs, ReportFetchResult, _NAME, False, "Messages that were handed to a moderator."
)
FRANK_OPEN = Operation(
    "frank.open", FrankOpenArgs, FrankOpenResult, _NAME, False, "Learn who sent a message that was reported."
)
LIVE = Operation("live", LiveArgs, Done, _NAME, True, "Be woken when a circle grows.", stream=True)

OPERATIONS: dict[str, Operation[Args, Result]] = {
    operation.name: operation  # type: ignore[misc] # a table of operations of different types
    for operation in (
        REGISTER,
        CREDENTIAL,
        DELETE_ACCOUNT,
        CIRCLE_LIST,
        CHALLENGE,
        JOIN,
        GOVERNANCE,
        PUT,
        LIST,
        HELD,
        REPORT,
        REPORTED,
        APPEAL_PUT,
        APPEAL_FETCH,
        ISSUE,
        LIVE,
        BUNDLE_PUT,
        BUNDLE_LIST,
        REQUEST_SEND,
        REQUEST_FETCH,
        QUEUE_CREATE,
        QUEUE_SEND,
        QUEUE_RECV,
        QUEUE_DELETE,
        QUEUE_LIVE,
        FRANK_TOKEN,
        REPORT_PUT,
        REPORT_FETCH,
        FRANK_OPEN,
    )
}
"""All operations by name; each is POST /v1/<name>."""
