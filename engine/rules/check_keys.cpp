// Keys of the file that this version does not know: kept, and without effect.
#include "engine/model/near_names.h"
#include "engine/rules/check_rules.h"
#include "engine/rules/fixes.h"
#include "engine/rules/secret_words.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace topomq::rules {

namespace {

using model::Definition;
using model::Node;
using model::Object;
using model::Topology;

std::vector<std::string> keysOf(const Object& object)
{
    std::vector<std::string> keys;
    for (const auto& [key, value] : object.members())
        keys.push_back(key);
    return keys;
}

/// Tells of what stands in the topology by its place, of all else in words.
class KeyReport
{
public:
    explicit KeyReport(Findings& findings)
        : m_findings(findings)
    { }

    /// `whose`: " of the note n1", where the place does not tell.
    void report(const Object& extras, const Place& place, const std::string& whose = {})
    {
        if (extras.isEmpty())
            return;
        const bool isOne = extras.size() == 1;
        m_findings.information(code::kUnknownKey, place,
                               (isOne ? "The key " : "The keys ") + quotedList(keysOf(extras))
                                   + whose
                                   + (isOne ? " is not known; it is kept in the file."
                                            : " are not known; they are kept in the file."));
    }

    /// Of groups, notes and ports.
    template <class Things>
    void reportAll(const Things& things, const char* kind, const Place& place)
    {
        for (const auto& thing : things)
            report(thing.extras, place, said(kind, thing.id.text()));
    }

    void reportInside(const Definition& definition)
    {
        const Place place{.where = definition.id.text()};
        report(definition.extras, place);
        for (const Node& node : definition.nodes) {
            reportSettings(node, place, said("node", node.id.text()));
            report(node.extras, place, said("node", node.id.text()));
            for (const model::Socket& socket : socketsOf(node))
                report(socket.extras, place,
                       said("socket", model::SocketRef{node.id, socket.id}.text()));
        }
        reportAll(definition.links, "link", place);
        reportAll(definition.groups, "group", place);
        reportAll(definition.notes, "note", place);
        reportAll(definition.ports, "port", place);
    }

    /// Nobody reads those of an instance.
    void reportSettings(const Node& node, const Place& place, const std::string& whose = {})
    {
        if (!isInstance(node) || node.settings.isEmpty())
            return;
        m_findings.information(
            code::kUnknownSetting, place,
            "A sub-topology has no settings: " + quotedList(keysOf(node.settings)) + whose
                + (node.settings.size() == 1 ? " has no effect; it is kept in the file."
                                             : " have no effect; they are kept in the file."));
    }

    /// Those of an instance follow from its definition.
    static const std::vector<model::Socket>& socketsOf(const Node& node)
    {
        static const std::vector<model::Socket> kNone;
        return isInstance(node) ? kNone : node.sockets;
    }

private:
    static std::string said(const char* kind, const std::string& id)
    {
        return std::string(" of the ") + kind + " " + shortened(id);
    }

    Findings& m_findings;
};

void reportTopology(const Topology& source, KeyReport& keys)
{
    keys.report(source.extras, {});
    for (std::size_t i = 0; i < source.nodes.size(); ++i) {
        const Node& node = source.nodes[i];
        keys.reportSettings(node, {node.id.text(), i + 1, 0, {}});
        keys.report(node.extras, {node.id.text(), i + 1, 0, {}});
        const std::vector<model::Socket>& sockets = KeyReport::socketsOf(node);
        for (std::size_t k = 0; k < sockets.size(); ++k)
            keys.report(sockets[k].extras,
                        {model::SocketRef{node.id, sockets[k].id}.text(), i + 1, k + 1, {}});
    }
    for (std::size_t i = 0; i < source.links.size(); ++i)
        keys.report(source.links[i].extras,
                    {source.links[i].id.text(), source.nodes.size() + 1 + i, 0, {}});
    keys.reportAll(source.groups, "group", {});
    keys.reportAll(source.notes, "note", {});
    for (const model::Parameter& parameter : source.parameters)
        keys.report(parameter.extras, {.field = "#" + parameter.name},
                    " of the parameter " + shortened(parameter.name));
}

/// What was meant by it may be what keeps strangers out.
void checkSecurityKeys(const SocketEntry& socket, Findings& findings)
{
    static const std::vector<std::string> kKnown{"mechanism", "server", "username", "allow",
                                                 "server_key"};
    constexpr std::size_t kMostProposed = 5;
    std::vector<std::string> unknown;
    std::vector<std::string> meant;
    for (const auto& [key, value] : socket.socket->security.extras.members()) {
        if (isSecretWord(key))
            continue;
        unknown.push_back(key);
        const std::string near =
            unknown.size() <= kMostProposed ? model::nearestName(key, kKnown) : std::string();
        if (!near.empty() && std::find(meant.begin(), meant.end(), near) == meant.end())
            meant.push_back(near);
    }
    if (unknown.empty())
        return;
    findings.warning(code::kUnknownSecurityKey, socket.place(),
                     (unknown.size() == 1 ? "The key " : "The keys ") + quotedList(unknown)
                         + " of its security "
                         + (unknown.size() == 1 ? "is not known and has" : "are not known and have")
                         + " no effect, whoever it was to keep out."
                         + (meant.empty() ? " Correct it, or take it out."
                                          : " Was " + quotedList(meant) + " meant?"));
}

} // namespace

void checkKeys(const CheckIndex& index, const Topology& source, Findings& findings)
{
    KeyReport keys(findings);
    reportTopology(source, keys);
    for (const Definition& definition : source.definitions)
        keys.reportInside(definition);
    for (const SocketEntry& socket : index.sockets)
        checkSecurityKeys(socket, findings);
}

} // namespace topomq::rules
