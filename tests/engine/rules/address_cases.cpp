#include "tests/engine/rules/finding_case.h"

namespace topomq::rules {

using model::Role;
using model::Severity;
using model::Topology;
using enum model::SocketType;
using tests::pushPull;
using tests::TopologyBuilder;

namespace {

/// Two sources that bind, each with a sink of its own.
Topology twoBinders(const std::string& first, const std::string& second)
{
    return TopologyBuilder()
        .node("a", Role::Source)
        .socket("out", Push, {first})
        .node("b", Role::Source)
        .socket("out", Push, {second})
        .node("sink", Role::Sink)
        .socket("in", Pull)
        .link("sink.in", "a.out")
        .link("sink.in", "b.out");
}

TopologyBuilder withExternal(const std::string& externalBinds)
{
    return TopologyBuilder()
        .node("ext", Role::External)
        .socket("out", Push, {externalBinds})
        .node("sink", Role::Sink)
        .socket("in", Pull)
        .link("sink.in", "ext.out");
}

FindingCase duplicate(const std::string& name, const std::string& first, const std::string& second)
{
    return {name, twoBinders(first, second), Severity::Error, code::kDuplicateAddress, "b.out"};
}

FindingCase bad(const std::string& name, const std::string& address)
{
    return {name, pushPull(address), Severity::Error, code::kBadAddress, "vent.out"};
}

} // namespace

std::vector<FindingCase> addressCases()
{
    return {
        bad("PortTooLarge", "tcp://127.0.0.1:99999"),
        bad("HostName", "tcp://localhost:5555"),
        bad("NoTransport", "localhost"),
        bad("LongPath", "ipc://" + std::string(200, 'p')),
        {"TransportThatIsNotThere", pushPull("ws://127.0.0.1:5555"), Severity::Error,
         code::kUnsupportedTransport, "vent.out"},
        {"TransportThatNobodyHas", pushPull("udp://127.0.0.1:5555"), Severity::Error,
         code::kUnsupportedTransport, "vent.out"},
        duplicate("TheSamePortTwice", "tcp://127.0.0.1:5555", "tcp://127.0.0.1:5555"),
        duplicate("TheSameNameTwice", "inproc://x", "inproc://x"),
        duplicate("TheSamePathTwice", "ipc:///tmp/x", "ipc:///tmp/x"),
        duplicate("AllInterfacesAfterLoopback", "tcp://127.0.0.1:5555", "tcp://0.0.0.0:5555"),
        duplicate("LoopbackAfterAllInterfaces", "tcp://*:5555", "tcp://127.0.0.1:5555"),
        {"TheSameAddressTwiceOnOneSocket", changedPipeline([](Topology& topology) {
             topology.nodes[0].sockets[0].bind = {"inproc://x", "inproc://x"};
         }),
         Severity::Error, code::kDuplicateAddress, "vent.out"},
        {"OpenToTheNetwork", pushPull("tcp://*:5555"), Severity::Warning, code::kOpenToNetwork,
         "vent.out"},
        {"OpenOnAnInterface", pushPull("tcp://eth0:*"), Severity::Warning, code::kOpenToNetwork,
         "vent.out"},
        {"ExternalOnAnotherMachine", withExternal("tcp://feed.example.org:5555"), Severity::Warning,
         code::kOpenToNetwork, "ext.out"},
        {"Ipv6WithoutTheOption", changedPipeline([](Topology& topology) {
             topology.nodes[0].sockets[0].bind = {"tcp://[::1]:*"};
             topology.nodes[1].sockets[0].options.set("IPV6", true);
         }),
         Severity::Error, code::kIpv6Off, "vent.out"},
        {"ConnectingToIpv6WithoutTheOption", changedPipeline([](Topology& topology) {
             topology.nodes[0].sockets[0].bind = {"tcp://[::1]:*"};
             topology.nodes[0].sockets[0].options.set("IPV6", true);
         }),
         Severity::Error, code::kIpv6Off, "link1"},
        {"ExternalByInproc", withExternal("inproc://x"), Severity::Error, code::kExternalInproc,
         "link1"},
        {"ExternalOnAnUnknownPort", withExternal("tcp://127.0.0.1:*"), Severity::Error,
         code::kExternalWildcard, "link1"},
    };
}

} // namespace topomq::rules
