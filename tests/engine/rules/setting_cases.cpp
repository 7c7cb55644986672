#include "tests/engine/rules/finding_case.h"

namespace topomq::rules {

using model::Role;
using model::Severity;
using model::Topology;
using model::Value;
using enum model::SocketType;

namespace {

FindingCase setting(const std::string& name,
                    Severity severity,
                    const char* code,
                    const std::string& key,
                    const Value& value)
{
    return {name, changedPipeline([&](Topology& topology) {
                topology.nodes[0].settings.set(key, value);
            }),
            severity, code, "vent"};
}

FindingCase option(const std::string& name,
                   Severity severity,
                   const char* code,
                   const std::string& key,
                   const Value& value)
{
    return {name, changedPipeline([&](Topology& topology) {
                topology.nodes[0].sockets[0].options.set(key, value);
            }),
            severity, code, "vent.out"};
}

} // namespace

std::vector<FindingCase> nodeSettingCases()
{
    return {
        setting("NegativeRate", Severity::Error, code::kBadSetting, "rate", -1),
        setting("RateInWords", Severity::Error, code::kBadSetting, "rate", "fast"),
        setting("NoTopics", Severity::Error, code::kBadSetting, "topics", model::Array{}),
        setting("NullSize", Severity::Error, code::kBadSetting, "size", Value()),
        setting("SettingOfAnotherRole", Severity::Information, code::kUnknownSetting,
                "service_time", 5),
        option("NegativeHighWaterMark", Severity::Error, code::kBadOption, "SNDHWM", -1),
        option("OptionWithAWord", Severity::Error, code::kBadOption, "LINGER", "long"),
        option("MisspeltOption", Severity::Information, code::kUnknownOption, "SNDHWN", 10),
        option("OptionOfOtherTypes", Severity::Warning, code::kOptionNotForType, "SUBSCRIBE",
               model::Array{""}),
        setting("UnknownParameter", Severity::Error, code::kUnknownParameter, "rate", "#load"),
        {"DivisionByNothing", changedPipeline([](Topology& topology) {
             topology.nodes[0].settings.set("rate", "#load / 0");
             topology.parameters = {{.name = "load", .value = 5}};
         }),
         Severity::Error, code::kBadExpression, "vent", false},
        {"ParametersInACircle", changedPipeline([](Topology& topology) {
             topology.parameters = {{.name = "a", .value = "#a + 1"}};
         }),
         Severity::Error, code::kBadParameter, "", false},
        {"ReceiverThatIsNotThere",
         tests::TopologyBuilder()
             .node("p", Role::Peer)
             .setting("to", model::Array{"p", "ghost"})
             .socket("s", Router, {"inproc://*"}),
         Severity::Warning, code::kUnknownReceiver, "p"},
    };
}

/// The pipeline over tcp, in which the sink has options.
Topology receiving(const model::Object& options)
{
    Topology topology = tests::pushPull("tcp://127.0.0.1:*");
    topology.nodes[1].sockets[0].options = options;
    return topology;
}

std::vector<FindingCase> refusedLaterCases()
{
    return {
        {"NoProbesOfKeepAlive", receiving({{"TCP_KEEPALIVE", 1}, {"TCP_KEEPALIVE_CNT", 0}}),
         Severity::Error, code::kBadOption, "sink.in"},
        {"NoTimeOfKeepAliveThatIsOff",
         receiving({{"TCP_KEEPALIVE", 0}, {"TCP_KEEPALIVE_INTVL", 0}}), Severity::Error,
         code::kBadOption, "sink.in"},
        {"AFilterThatIsNoNetwork", receiving({{"TCP_ACCEPT_FILTER", "nonsense"}}), Severity::Error,
         code::kBadOption, "sink.in"},
        {"AFilterOfIpv6WithoutIpv6", receiving({{"TCP_ACCEPT_FILTER", "::1/128"}}), Severity::Error,
         code::kBadOption, "sink.in"},
        {"ALimitBelowWhatIsSent", receiving({{"MAXMSGSIZE", 60}}), Severity::Warning,
         code::kMessageTooLarge, "sink.in"},
        {"ALimitBelowAnyConnection", receiving({{"MAXMSGSIZE", 0}}), Severity::Warning,
         code::kMessageTooLarge, "sink.in"},
    };
}

/// The pipeline with one option of the context.
Topology inContext(const char* name, const model::Value& value, const std::string& address)
{
    Topology topology = tests::pushPull(address);
    topology.context.set(name, value);
    return topology;
}

std::vector<FindingCase> contextCases()
{
    const std::string tcp = "tcp://127.0.0.1:*";
    return {
        {"ContextOptionOutOfRange", inContext("IO_THREADS", -1, tcp), Severity::Error,
         code::kBadOption, ""},
        {"NoThreadsForTcp", inContext("IO_THREADS", 0, tcp), Severity::Error, code::kNoIoThreads,
         ""},
        {"ASchedulingPolicyThatIsNone", inContext("THREAD_SCHED_POLICY", 4, tcp), Severity::Error,
         code::kBadOption, ""},
        {"APriorityThatTheSystemRefuses", inContext("THREAD_PRIORITY", 5, tcp), Severity::Error,
         code::kBadOption, ""},
        {"AProcessorThatNobodyKnows", inContext("THREAD_AFFINITY_CPU_ADD", model::Array{700}, tcp),
         Severity::Error, code::kBadOption, ""},
        {"FewerSocketsThanNeeded", inContext("MAX_SOCKETS", 1, "inproc://*"), Severity::Error,
         code::kTooManySockets, ""},
        {"AContextOptionToReadOnly", inContext("SOCKET_LIMIT", 5, tcp), Severity::Warning,
         code::kManagedOption, ""},
        {"AnUnknownContextOption", inContext("WARP", 5, tcp), Severity::Information,
         code::kUnknownOption, ""},
        {"AnOptionThatWouldAbort", changedPipeline([](Topology& topology) {
             topology.nodes[0].sockets[0].options.set("CONNECT_ROUTING_ID", "x");
         }),
         Severity::Error, code::kManagedOption, "vent.out"},
        {"ASecretAsAnOption", changedPipeline([](Topology& topology) {
             topology.nodes[0].sockets[0].options.set("CURVE_SECRETKEY", "x");
         }),
         Severity::Error, code::kManagedOption, "vent.out"},
        {"AnOptionToReadOnly", changedPipeline([](Topology& topology) {
             topology.nodes[0].sockets[0].options.set("TYPE", 8);
         }),
         Severity::Warning, code::kManagedOption, "vent.out"},
        {"AThreadThatIsNotThere", changedPipeline([](Topology& topology) {
             topology.nodes[0].sockets[0].options.set("AFFINITY", 2);
         }),
         Severity::Error, code::kBadOption, "vent.out"},
    };
}

std::vector<FindingCase> settingCases()
{
    std::vector<FindingCase> cases = contextCases();
    const std::vector<FindingCase> more = nodeSettingCases();
    cases.insert(cases.end(), more.begin(), more.end());
    const std::vector<FindingCase> later = refusedLaterCases();
    cases.insert(cases.end(), later.begin(), later.end());
    return cases;
}

} // namespace topomq::rules
