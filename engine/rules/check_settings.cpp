// Settings and options: known, of the right kind, in range, and of use.
#include "engine/model/options.h"
#include "engine/model/settings.h"
#include "engine/rules/check_rules.h"
#include "engine/rules/fixes.h"
#include "engine/rules/roles.h"

#include <unordered_set>

namespace topomq::rules {

namespace {

using model::Node;
using model::Socket;
using model::Value;

MaybeFix removeSetting(const CheckIndex& index,
                       Findings& findings,
                       std::size_t node,
                       const std::string& key,
                       std::string text)
{
    return changeNode(index, findings, node, std::move(text),
                      [&key](Node& changed) { changed.settings.remove(key); });
}

MaybeFix removeOption(const CheckIndex& index,
                      Findings& findings,
                      const SocketEntry& socket,
                      const std::string& name,
                      std::string text)
{
    return changeSocket(index, findings, socket, std::move(text),
                        [&name](Socket& changed) { changed.options.remove(name); });
}

/// "-5", or "\"#rate - 10\", which comes to -5," where that is what was written.
std::string reckoned(const Value* written, const Value& value)
{
    const std::string number = shortened(value.describe());
    if (written == nullptr || *written == value)
        return number;
    return shortened(written->describe()) + ", which comes to " + number + ",";
}

void checkSetting(const CheckIndex& index,
                  std::size_t nodeIndex,
                  const std::string& key,
                  const Value& value,
                  Findings& findings)
{
    const Node& node = index.topology.nodes[nodeIndex];
    const model::SettingInfo* info = model::findSetting(node.role, key);
    if (info == nullptr) {
        findings.information(
            code::kUnknownSetting, index.placeOfNode(nodeIndex).at(key),
            "The role " + roleWord(node) + " has no setting " + key + "; it is kept in the file.",
            removeSetting(index, findings, nodeIndex, key, "Remove " + shortened(key)));
        return;
    }
    if (const auto reason = model::whyNot(*info, value)) {
        const Value fallback = model::defaultOf(*info);
        const std::string word = fallback.isNull() ? "no value" : fallback.describe();
        const Value* written = index.source.nodes[nodeIndex].settings.find(key);
        findings.error(code::kBadSetting, index.placeOfNode(nodeIndex).at(key),
                       key + " is " + reckoned(written, value) + " but " + *reason + ".",
                       removeSetting(index, findings, nodeIndex, key, "Use the default, " + word));
    }
}

/// The nodes at the other ends of a node's links.
std::unordered_set<model::NodeId> neighboursOf(const CheckIndex& index, std::size_t nodeIndex)
{
    std::unordered_set<model::NodeId> neighbours;
    const Node& node = index.topology.nodes[nodeIndex];
    for (const Socket& socket : node.sockets) {
        const SocketEntry& entry = index.sockets[index.socketByRef.at({node.id, socket.id})];
        for (const std::size_t link : entry.links)
            neighbours.insert(index.peer(index.links[link], entry).node->id);
    }
    return neighbours;
}

/// A name in `to` that no peer has: nothing is sent there.
void checkReceivers(const CheckIndex& index, std::size_t nodeIndex, Findings& findings)
{
    const Node& node = index.topology.nodes[nodeIndex];
    const model::SettingInfo* info = model::findSetting(node.role, "to");
    const Value* to = node.settings.find("to");
    if (info == nullptr || to == nullptr || model::whyNot(*info, *to))
        return;
    const auto neighbours = neighboursOf(index, nodeIndex);
    const auto isPeer = [&neighbours](const Value& name) {
        return neighbours.contains(model::NodeId(*name.asText()));
    };
    std::vector<std::string> missing;
    model::Array kept;
    bool exist = true;
    for (const Value& item : *to->asArray()) {
        if (isPeer(item)) {
            kept.push_back(item);
            continue;
        }
        missing.push_back(*item.asText());
        exist = exist && index.nodeById.contains(model::NodeId(*item.asText()));
    }
    if (missing.empty())
        return;
    findings.warning(
        code::kUnknownReceiver, index.placeOfNode(nodeIndex).at("to"),
        "\"to\" names " + quotedList(missing)
            + (exist ? ", to which it has no link: " : ", which is no node here: ")
            + (kept.empty() ? "it sends nothing." : "it is left out, and the others get all."),
        // Without names it sends to all.
        changeNode(index, findings, nodeIndex,
                   kept.empty() ? "Send to all that it is linked to" : "Take it out of the list",
                   [&kept](Node& changed) { changed.settings.set("to", kept); }));
}

void checkOption(const CheckIndex& index,
                 const SocketEntry& socket,
                 const std::string& name,
                 const Value& value,
                 Findings& findings)
{
    const model::OptionInfo* info = model::findOption(name);
    if (info == nullptr) {
        findings.information(
            code::kUnknownOption, socket.place().at(name),
            shortened(name)
                + " is not an option that is known here; it is kept in the file and not set.",
            removeOption(index, findings, socket, name, "Remove " + shortened(name)));
        return;
    }
    if (!info->isSettable()) {
        const MaybeFix fix =
            removeOption(index, findings, socket, name, "Remove " + shortened(name));
        if (info->isReadOnly)
            findings.warning(code::kManagedOption, socket.place().at(name),
                             name + " can only be read; it is not set.", fix);
        else
            findings.error(code::kManagedOption, socket.place().at(name),
                           name + " cannot be set here: " + std::string(info->managed) + ".", fix);
        return;
    }
    if (const auto reason = model::whyNot(*info, value)) {
        const std::string word = model::defaultOf(*info).describe();
        const Value* written =
            index.source.nodes[socket.nodeIndex].sockets[socket.socketIndex].options.find(name);
        findings.error(code::kBadOption, socket.place().at(name),
                       name + " is " + reckoned(written, value) + " but " + *reason + ".",
                       removeOption(index, findings, socket, name, "Use the default, " + word));
    } else if (socket.type() != model::SocketType::Unknown
               && !model::appliesTo(*info, socket.type())) {
        findings.warning(code::kOptionNotForType, socket.place().at(name),
                         name + " means nothing to a " + typeWord(*socket.socket)
                             + " socket and is not set.",
                         removeOption(index, findings, socket, name, "Remove " + shortened(name)));
    }
}

} // namespace

void checkSettings(const CheckIndex& index, Findings& findings)
{
    for (std::size_t i = 0; i < index.topology.nodes.size(); ++i) {
        const Node& node = index.topology.nodes[i];
        // Without the role nobody knows its settings; that is reported.
        if (!node.enabled || node.role == model::Role::Unknown)
            continue;
        for (const auto& [key, value] : node.settings.members())
            checkSetting(index, i, key, value, findings);
        checkReceivers(index, i, findings);
    }
    for (const SocketEntry& socket : index.sockets) {
        if (!socket.active || socket.isExternal())
            continue;
        for (const auto& [name, value] : socket.socket->options.members())
            checkOption(index, socket, name, value, findings);
    }
}

} // namespace topomq::rules
