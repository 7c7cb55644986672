#include "app/set_setting.h"

#include "engine/io/topology_file.h"
#include "engine/model/settings.h"

namespace topomq::app {

namespace {

std::string settingNames(model::Role role)
{
    std::string names;
    for (const model::SettingInfo& setting : model::infoOf(role).settings)
        names += (names.empty() ? "" : ", ") + std::string(setting.key);
    return names;
}

} // namespace

std::string setSetting(model::Topology& topology, const std::string& assignment)
{
    const std::string call = "--set " + assignment + ": ";
    const auto equals = assignment.find('=');
    const auto dot = assignment.find('.');
    if (equals == std::string::npos || dot == std::string::npos || dot > equals || dot == 0
        || dot + 1 == equals)
        return call + "write it as NODE.SETTING=VALUE, such as vent.rate=500";
    const std::string nodeId = assignment.substr(0, dot);
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
    if (const auto problem = model::whyNot(*setting, value))
        return call + key + " " + *problem;
    node->settings.set(key, std::move(value));
    return {};
}

} // namespace topomq::app
