#include "tests/engine/rules/finding_case.h"

namespace topomq::rules {

using model::Mechanism;
using model::Security;
using model::Severity;
using model::Topology;
using tests::pushPull;

namespace {

/// The pipeline over tcp; the binder is vent.out.
Topology secured(const Security& binder,
                 const Security& connecter,
                 const std::string& address = "tcp://127.0.0.1:*")
{
    Topology topology = pushPull(address);
    topology.nodes[0].sockets[0].security = binder;
    topology.nodes[1].sockets[0].security = connecter;
    return topology;
}

const Security kNull{};
const Security kCurveServer{.mechanism = Mechanism::Curve, .server = true};
const Security kCurveClient{.mechanism = Mechanism::Curve};
const Security kPlainServer{.mechanism = Mechanism::Plain, .server = true};
const Security kPlainClient{.mechanism = Mechanism::Plain, .username = "ann"};

Security allowing(Security server, std::vector<std::string> names)
{
    server.allow = std::move(names);
    return server;
}

} // namespace

std::vector<FindingCase> securityCases()
{
    const auto info = Severity::Information;
    Security leaky = kPlainClient;
    leaky.extras.set("password", "sesame");
    Security misspelt{.mechanism = Mechanism::Unknown, .unknownMechanism = "curve"};
    misspelt.server = true;
    Security badKey = kCurveClient;
    badKey.serverKey = "short";
    Topology outside = secured(kCurveServer, kCurveClient, "tcp://127.0.0.1:5555");
    outside.nodes[0].role = model::Role::External;
    outside.nodes[0].settings = {};
    return {
        {"CurveAgainstNull", secured(kCurveServer, kNull), Severity::Error, code::kSecurityMismatch,
         "link1"},
        {"NullAgainstCurveOverIpc", secured(kNull, kCurveClient, "ipc://*"), Severity::Error,
         code::kSecurityMismatch, "link1"},
        {"PlainAgainstNull", secured(kPlainServer, kNull), Severity::Error, code::kSecurityMismatch,
         "link1"},
        {"TwoCurveServers", secured(kCurveServer, kCurveServer), Severity::Error,
         code::kSecurityRoles, "link1"},
        {"TwoPlainClients", secured(kPlainClient, kPlainClient), Severity::Error,
         code::kSecurityRoles, "link1"},
        {"PlainIsReadable", secured(kPlainServer, kPlainClient), info, code::kPlainClearText,
         "link1"},
        {"CurveOverInproc", secured(kCurveServer, kCurveClient, "inproc://*"), info,
         code::kSecurityIgnored, "link1", false},
        {"APasswordInTheFile", secured(kPlainServer, leaky), Severity::Warning, code::kSecretInFile,
         "sink.in"},
        {"AMisspeltMechanism", secured(misspelt, kCurveClient), Severity::Error,
         code::kUnknownMechanism, "vent.out"},
        {"AllowingNobodyAndSomebody",
         secured(allowing(kCurveServer, {"sink.in", "ghost.in"}), kCurveClient), Severity::Warning,
         code::kUnknownAllowed, "vent.out"},
        {"AllowingNobodyHasNoFixThatLetsAllIn",
         secured(allowing(kCurveServer, {"ghost.in"}), kCurveClient), Severity::Warning,
         code::kUnknownAllowed, "vent.out", false},
        {"AListOfAClient", secured(kCurveServer, allowing(kCurveClient, {"vent.out"})), info,
         code::kSecurityIgnored, "sink.in"},
        {"PlainWithoutAName", secured(kPlainServer, {.mechanism = Mechanism::Plain}),
         Severity::Error, code::kMissingCredentials, "sink.in"},
        {"AServerKeyThatIsNone", secured(kCurveServer, badKey), Severity::Error,
         code::kMissingCredentials, "sink.in"},
        {"AnExternalServerWithoutItsKey", outside, Severity::Error, code::kMissingCredentials,
         "sink.in", false},
    };
}

} // namespace topomq::rules
