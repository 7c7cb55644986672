#pragma once

// The codes of all findings: stable words for programs, tests and documentation.

namespace topomq::rules::code {

// Errors. A topology with one of them does not run.
inline constexpr const char* kInvalidId = "invalid-id"; ///< not [A-Za-z_][A-Za-z0-9_-]{0,63}
inline constexpr const char* kDuplicateId = "duplicate-id"; ///< nodes and links share one space
inline constexpr const char* kDuplicateSocketId = "duplicate-socket-id"; ///< within a node
inline constexpr const char* kUnknownRole = "unknown-role";
inline constexpr const char* kUnknownDefinition = "unknown-definition"; ///< of a sub-topology
inline constexpr const char* kDefinitionCircle = "definition-circle"; ///< it contains itself
inline constexpr const char* kDefinitionTooDeep = "definition-too-deep";
inline constexpr const char* kTooManyNodes = "too-many-nodes"; ///< when all is laid flat
inline constexpr const char* kTooManyValues = "too-many-values"; ///< in all of these
inline constexpr const char* kBadPort = "bad-port"; ///< of a definition; leads to no socket
inline constexpr const char* kUnknownSocketType = "unknown-socket-type";
inline constexpr const char* kDanglingLink = "dangling-link"; ///< no such node, socket, address
inline constexpr const char* kSelfLink = "self-link"; ///< a socket linked to itself
inline constexpr const char* kIllegalPair = "illegal-pair"; ///< not in ZeroMQ's matrix
inline constexpr const char* kStreamTransport = "stream-transport"; ///< raw TCP needs tcp or ipc
inline constexpr const char* kDuplicateLink = "duplicate-link"; ///< same sockets, same address
inline constexpr const char* kPairTaken = "pair-with-several-links";
inline constexpr const char* kDuplicateRoutingId = "duplicate-routing-id"; ///< at one ROUTER
inline constexpr const char* kBadAddress = "bad-address";
inline constexpr const char* kUnsupportedTransport = "unsupported-transport";
inline constexpr const char* kDuplicateAddress = "duplicate-address"; ///< also 0.0.0.0 : 127.0.0.1
inline constexpr const char* kIpv6Off = "ipv6-off"; ///< an IPv6 address without the option IPV6
inline constexpr const char* kExternalInproc = "external-inproc"; ///< inproc ends at the program
inline constexpr const char* kExternalWildcard = "external-wildcard"; ///< `*` that nobody fills in
inline constexpr const char* kRoleSocketType = "role-socket-type"; ///< type not for this role
inline constexpr const char* kRoleSockets = "role-sockets"; ///< too many, missing, or not matching
inline constexpr const char* kBadSetting = "bad-setting";
inline constexpr const char* kBadOption = "bad-option";
inline constexpr const char* kUnknownParameter = "unknown-parameter"; ///< `#name` of nobody
inline constexpr const char* kBadParameter = "bad-parameter"; ///< its name, its value, a circle
inline constexpr const char* kBadExpression = "bad-expression"; ///< `#rate / 0`
inline constexpr const char* kMulticastType = "multicast-type"; ///< not PUB, SUB, XPUB, XSUB
inline constexpr const char* kNoInterface = "no-such-interface"; ///< not on this machine
inline constexpr const char* kNoIoThreads = "no-io-threads"; ///< and not all is inproc
inline constexpr const char* kManagedOption = "managed-option"; ///< not the user's to set
inline constexpr const char* kSecurityMismatch = "security-mismatch"; ///< NULL against CURVE, …
inline constexpr const char* kSecurityRoles = "security-roles"; ///< two servers, two clients
inline constexpr const char* kUnknownMechanism = "unknown-mechanism";
inline constexpr const char* kMissingCredentials = "missing-credentials"; ///< name or server key
inline constexpr const char* kNoCurve = "no-curve"; ///< this libzmq has none
inline constexpr const char* kTooManySockets = "too-many-sockets"; ///< of one ZeroMQ context
inline constexpr const char* kTooManyDescriptors = "too-many-descriptors"; ///< of this process

// Warnings. It runs, but perhaps not as meant.
inline constexpr const char* kOpenToNetwork = "open-to-network";
inline constexpr const char* kNothingToDo = "missing-socket"; ///< a role without input or output
inline constexpr const char* kUnconnected = "unconnected-socket";
inline constexpr const char* kNoSubscription = "sub-without-subscription";
inline constexpr const char* kNeverMatches = "subscription-never-matches";
inline constexpr const char* kHwmZero = "hwm-zero"; ///< a queue without limit
inline constexpr const char* kMessageTooLarge = "message-too-large"; ///< for MAXMSGSIZE
inline constexpr const char* kConflateMultipart = "conflate-multipart";
inline constexpr const char* kOptionNotForType = "option-not-for-type";
inline constexpr const char* kStreamModes = "stream-modes"; ///< two servers, HTTP to lines, …
inline constexpr const char* kMulticastRate = "multicast-rate"; ///< RATE is far below the load
inline constexpr const char* kUnknownAllowed = "unknown-allowed"; ///< an allow entry is nobody
inline constexpr const char* kUnknownSecurityKey =
    "unknown-security-key"; ///< `alow`: what was meant is not in force
inline constexpr const char* kSecretInFile = "secret-in-file";
inline constexpr const char* kEndlessRing = "endless-ring"; ///< messages go round
inline constexpr const char* kDropsExpected = "drops-expected"; ///< PUB to what is too slow
inline constexpr const char* kNobodyAnswers = "nobody-answers"; ///< a client without a server
inline constexpr const char* kWrongSide = "wrong-side"; ///< of a proxy or balancer
inline constexpr const char* kTwoBalancers = "two-balancers"; ///< of one worker
inline constexpr const char* kNoRoutingId = "no-routing-id"; ///< a ROUTER cannot know its peer
inline constexpr const char* kUnknownReceiver = "unknown-receiver"; ///< `to` names no node

// Information.
inline constexpr const char* kUnknownSetting = "unknown-setting";
inline constexpr const char* kUnknownOption = "unknown-option";
inline constexpr const char* kUnknownKey = "unknown-key";
inline constexpr const char* kTrickyPair = "tricky-pair"; ///< legal, with a catch
inline constexpr const char* kBackPressure = "back-pressure"; ///< PUSH to what is too slow
inline constexpr const char* kUnknownSubscription = "unknown-subscription"; ///< of a program
inline constexpr const char* kWaitsForEver = "waits-for-ever"; ///< after a loss or a restart
inline constexpr const char* kPlainClearText = "plain-clear-text"; ///< the password, too
inline constexpr const char* kSecurityIgnored =
    "security-ignored"; ///< on inproc, multicast, STREAM
inline constexpr const char* kNothingToRecord =
    "nothing-to-record"; ///< `record_wire` where no bytes can be kept
inline constexpr const char* kSocketsNotShown =
    "sockets-not-shown"; ///< those of an instance, which would be too many
inline constexpr const char* kLeftOut = "left-out"; ///< `enabled` is false

} // namespace topomq::rules::code
