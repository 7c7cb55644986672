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

std::vector<FindingCase> settingCases()
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
        {"ReceiverThatIsNotThere",
         tests::TopologyBuilder()
             .node("p", Role::Peer)
             .setting("to", model::Array{"p", "ghost"})
             .socket("s", Router, {"inproc://*"}),
         Severity::Warning, code::kUnknownReceiver, "p"},
    };
}

} // namespace topomq::rules
