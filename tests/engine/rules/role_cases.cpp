#include "tests/engine/rules/finding_case.h"

namespace topomq::rules {

using model::Role;
using model::Severity;
using enum model::SocketType;
using tests::TopologyBuilder;

namespace {

TopologyBuilder alone(Role role)
{
    return TopologyBuilder().node("n", role);
}

TopologyBuilder proxy(model::SocketType frontend, model::SocketType backend)
{
    return alone(Role::Proxy).socket("frontend", frontend).socket("backend", backend);
}

FindingCase missing(const std::string& name, const TopologyBuilder& topology)
{
    return {name, topology, Severity::Warning, code::kNothingToDo, "n"};
}

} // namespace

std::vector<FindingCase> roleCases()
{
    return {
        {"PubOnASink", alone(Role::Sink).socket("in", Pub), Severity::Error, code::kRoleSocketType,
         "n.in"},
        {"RepOnAClient", alone(Role::Client).socket("s", Rep), Severity::Error,
         code::kRoleSocketType, "n.s"},
        {"StreamOnAServer", alone(Role::Server).socket("s", Stream), Severity::Error,
         code::kRoleSocketType, "n.s"},
        {"ProxyWithoutABackend", alone(Role::Proxy).socket("frontend", XSub), Severity::Error,
         code::kRoleSockets, "n"},
        {"ProxyWithoutAFrontend", alone(Role::Proxy).socket("backend", Push), Severity::Error,
         code::kRoleSockets, "n"},
        {"ProxyOfTwoPatterns", proxy(Router, XPub), Severity::Error, code::kRoleSockets, "n"},
        {"ProxyTheWrongWayRound", proxy(Router, Pull), Severity::Error, code::kRoleSockets,
         "n.backend"},
        {"ProxyWithAnotherSocket", proxy(Pull, Push).socket("extra", Pull), Severity::Error,
         code::kRoleSockets, "n.extra"},
        {"BalancerWithoutABackend", alone(Role::Balancer).socket("frontend", Router),
         Severity::Error, code::kRoleSockets, "n"},
        {"ClientWithTwoSockets", alone(Role::Client).socket("a", Req).socket("b", Req),
         Severity::Error, code::kRoleSockets, "n.b"},
        missing("SourceWithoutASocket", alone(Role::Source)),
        missing("SinkWithoutASocket", alone(Role::Sink)),
        missing("ServerWithoutASocket", alone(Role::Server)),
        missing("WorkerWithoutAnOutput", alone(Role::Worker).socket("in", Pull)),
        missing("WorkerWithoutAnInput", alone(Role::Worker).socket("out", Push)),
    };
}

} // namespace topomq::rules
