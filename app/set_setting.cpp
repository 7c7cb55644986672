#include "app/set_setting.h"

#include "engine/io/topology_file.h"
#include "engine/model/flat_topology.h"
#include "engine/model/near_names.h"
#include "engine/model/parameters.h"

#include <algorithm>
#include <utility>

namespace topomq::app {

namespace {

std::string settingNames(model::Role role)
{
    std::string names;
    for (const model::SettingInfo& setting : model::infoOf(role).settings)
        names += (names.empty() ? "" : ", ") + std::string(setting.key);
    return names;
}

/// "#rate=500"
std::string
setParameter(model::Topology& topology, const std::string& name, const std::string& text)
{
    if (!model::isParameterName(name))
        return "write it as #PARAMETER=VALUE, such as #rate=500";
    const auto found = std::find_if(topology.parameters.begin(), topology.parameters.end(),
                                    [&name](const auto& each) { return each.name == name; });
    if (found == topology.parameters.end()) {
        std::vector<std::string> names;
        for (const model::Parameter& each : topology.parameters)
            names.push_back(each.name);
        const std::string nearest = model::nearestName(name, names);
        return "there is no parameter " + name
            + (nearest.empty() ? "" : "; did you mean #" + nearest + "?");
    }
    const model::Value value = io::valueFromJsonOrText(text);
    if (!value.asNumber() && !model::isExpression(value))
        return "a parameter is a number, or reckoned from others, such as #rate / 2";
    found->value = value;
    const model::ParameterValues values(topology.parameters);
    const model::Evaluation* result = values.find(name);
    return result->number ? std::string() : name + " " + result->problem;
}

/// Why it does not fit, also when it names parameters.
std::optional<std::string> problemOf(const model::Topology& topology,
                                     const model::SettingInfo& setting,
                                     const model::Value& value)
{
    if (!model::takesParameters(setting))
        return model::whyNot(setting, value);
    model::Evaluation problem;
    const auto number =
        model::resolved(value, model::ParameterValues(topology.parameters), &problem);
    return number ? model::whyNot(setting, *number) : std::optional(problem.problem);
}

/// A path means the node that runs under this id.
std::string idOf(std::string node)
{
    std::replace(node.begin(), node.end(), '/', '-');
    return node;
}

} // namespace

void openInside(model::Topology& topology, const std::vector<std::string>& assignments)
{
    const auto isInside = [&topology](const std::string& assignment) {
        const auto dot = assignment.find('.');
        return !assignment.starts_with('#') && dot != std::string::npos
            && topology.find(model::NodeId(assignment.substr(0, dot))) == nullptr;
    };
    if (std::none_of(assignments.begin(), assignments.end(), isInside))
        return;
    const model::FlatTopology flat(topology);
    // What is wrong is told of the file as it is.
    if (!flat.problems().empty() || !flat.nestingProblems().empty())
        return;
    model::Topology copy = flat.topology();
    topology = std::move(copy);
}

std::string setSetting(model::Topology& topology, const std::string& assignment)
{
    const std::string call = "--set " + assignment + ": ";
    if (const auto sign = assignment.find('='); assignment.starts_with('#')) {
        const std::string problem = sign == std::string::npos
            ? "write it as #PARAMETER=VALUE, such as #rate=500"
            : setParameter(topology, assignment.substr(1, sign - 1), assignment.substr(sign + 1));
        return problem.empty() ? problem : call + problem;
    }
    const auto equals = assignment.find('=');
    const auto dot = assignment.find('.');
    if (equals == std::string::npos || dot == std::string::npos || dot > equals || dot == 0
        || dot + 1 == equals)
        return call + "write it as NODE.SETTING=VALUE, such as vent.rate=500";
    const std::string nodeId = idOf(assignment.substr(0, dot));
    const std::string key = assignment.substr(dot + 1, equals - dot - 1);
    model::Node* node = topology.find(model::NodeId(nodeId));
    if (node == nullptr)
        return call + "there is no node with the id " + nodeId;
    const model::SettingInfo* setting = model::findSetting(node->role, key);
    const std::string role(toText(node->role));
    if (setting == nullptr) {
        const std::string names = settingNames(node->role);
        return call + "a " + role + " has no setting " + key
            + (names.empty() ? "" : "; it has " + names);
    }
    model::Value value = io::valueFromJsonOrText(assignment.substr(equals + 1));
    if (const auto problem = problemOf(topology, *setting, value))
        return call + key + " " + *problem;
    node->settings.set(key, std::move(value));
    return {};
}

} // namespace topomq::app
