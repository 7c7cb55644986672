#include "engine/rules/merge_node.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

namespace topomq::rules {

namespace {

using model::Node;
using model::Object;
using model::Socket;
using model::Value;

template <class Field>
void mergeField(const Field& original, const Field& changed, Field& written)
{
    if (changed != original)
        written = changed;
}

void mergeObject(const Object& original, const Object& changed, Object& written)
{
    for (const auto& [key, value] : original.members()) {
        if (changed.find(key) == nullptr)
            written.remove(key);
    }
    for (const auto& [key, value] : changed.members()) {
        const Value* before = original.find(key);
        if (before == nullptr || *before != value)
            written.set(key, value);
    }
}

/// The same names as they are written: those that were there before by the words of the file.
class Names
{
public:
    explicit Names(const NameThere& nameThere)
        : m_nameThere(nameThere)
    { }

    void know(const std::vector<std::string>& flat, const std::vector<std::string>& written)
    {
        for (std::size_t i = 0; i < std::min(flat.size(), written.size()); ++i)
            m_known.emplace(flat[i], written[i]);
    }

    [[nodiscard]] std::optional<std::string> of(const std::string& entry) const
    {
        if (const auto found = m_known.find(entry); found != m_known.end())
            return found->second;
        const auto dot = entry.find('.');
        const auto name = m_nameThere(entry.substr(0, dot));
        return name ? std::optional(*name + (dot == std::string::npos ? "" : entry.substr(dot)))
                    : std::nullopt;
    }

private:
    const NameThere& m_nameThere;
    std::map<std::string, std::string> m_known;
};

bool mergeAllowed(const std::vector<std::string>& original,
                  const std::vector<std::string>& changed,
                  const NameThere& nameThere,
                  std::vector<std::string>& written)
{
    if (changed == original)
        return true;
    Names names(nameThere);
    names.know(original, written);
    std::vector<std::string> allowed;
    for (const std::string& entry : changed) {
        // Keys and users have no dot, and names of their own.
        const auto known = names.of(entry);
        if (!known && entry.find('.') != std::string::npos)
            return false;
        allowed.push_back(known.value_or(entry));
    }
    written = std::move(allowed);
    return true;
}

bool mergeSocket(const Socket& original,
                 const Socket& changed,
                 const NameThere& nameThere,
                 Socket& written)
{
    mergeField(original.type, changed.type, written.type);
    mergeField(original.unknownType, changed.unknownType, written.unknownType);
    mergeField(original.bind, changed.bind, written.bind);
    mergeObject(original.options, changed.options, written.options);
    mergeObject(original.extras, changed.extras, written.extras);
    const model::Security& before = original.security;
    const model::Security& after = changed.security;
    model::Security& target = written.security;
    mergeField(before.mechanism, after.mechanism, target.mechanism);
    mergeField(before.unknownMechanism, after.unknownMechanism, target.unknownMechanism);
    mergeField(before.server, after.server, target.server);
    mergeField(before.username, after.username, target.username);
    mergeField(before.serverKey, after.serverKey, target.serverKey);
    mergeObject(before.extras, after.extras, target.extras);
    return mergeAllowed(before.allow, after.allow, nameThere, target.allow);
}

std::vector<std::string> targetsOf(const Value* to)
{
    std::vector<std::string> targets;
    const model::Array* array = to == nullptr ? nullptr : to->asArray();
    for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
        const std::string* name = (*array)[i].asText();
        targets.push_back(name == nullptr ? std::string() : *name);
    }
    return targets;
}

/// Whom a node sends `to`: by the names of the place where it is written.
bool mergeTargets(const Node& original,
                  const Node& changed,
                  const NameThere& nameThere,
                  const std::vector<std::string>& writtenTargets,
                  Node& written)
{
    const Value* to = changed.settings.find("to");
    const Value* before = original.settings.find("to");
    if (to == nullptr || to->asArray() == nullptr || (before != nullptr && *before == *to))
        return true;
    Names names(nameThere);
    names.know(targetsOf(before), writtenTargets);
    model::Array targets = *to->asArray();
    for (Value& target : targets) {
        const std::string* name = target.asText();
        const auto known = name == nullptr ? std::nullopt : names.of(*name);
        if (name != nullptr && !known)
            return false;
        if (known)
            target = *known;
    }
    written.settings.set("to", std::move(targets));
    return true;
}

bool addSocket(const Socket& added, const NameThere& nameThere, Node& written)
{
    if (written.find(added.id) != nullptr)
        return false;
    Socket socket;
    socket.id = added.id;
    if (!mergeSocket({}, added, nameThere, socket))
        return false;
    written.sockets.push_back(std::move(socket));
    return true;
}

bool mergeSockets(const Node& original,
                  const Node& changed,
                  const NameThere& nameThere,
                  Node& written)
{
    const std::size_t count = changed.sockets.size();
    if (original.sockets.size() == count && written.sockets.size() == count) {
        // By position: an id may stand twice, or be what changes.
        for (std::size_t i = 0; i < count; ++i) {
            mergeField(original.sockets[i].id, changed.sockets[i].id, written.sockets[i].id);
            if (!mergeSocket(original.sockets[i], changed.sockets[i], nameThere,
                             written.sockets[i]))
                return false;
        }
        return true;
    }
    std::erase_if(written.sockets, [&](const Socket& socket) {
        return original.find(socket.id) != nullptr && changed.find(socket.id) == nullptr;
    });
    return std::all_of(changed.sockets.begin(), changed.sockets.end(), [&](const Socket& socket) {
        const Socket* before = original.find(socket.id);
        if (before == nullptr)
            return addSocket(socket, nameThere, written);
        Socket* target = written.find(socket.id);
        return target != nullptr && mergeSocket(*before, socket, nameThere, *target);
    });
}

bool isKnownAlike(const Socket& before, const Socket& after)
{
    const model::Security& old = before.security;
    const model::Security& now = after.security;
    const auto routingId = [](const Socket& socket) {
        const Value* id = socket.options.find("ROUTING_ID");
        return id == nullptr ? Value() : *id;
    };
    return old.mechanism == now.mechanism && old.unknownMechanism == now.unknownMechanism
        && old.server == now.server && old.username == now.username
        && old.serverKey == now.serverKey && routingId(before) == routingId(after);
}

bool isBoundByAll(const std::string& address, const Socket& before)
{
    return address.find('*') != std::string::npos
        || std::find(before.bind.begin(), before.bind.end(), address) != before.bind.end();
}

} // namespace

bool mergeNode(const Node& original, const Node& changed, const NameThere& nameThere, Node& written)
{
    const std::vector<std::string> targets = targetsOf(written.settings.find("to"));
    mergeField(original.name, changed.name, written.name);
    mergeField(original.role, changed.role, written.role);
    mergeField(original.unknownRole, changed.unknownRole, written.unknownRole);
    mergeField(original.enabled, changed.enabled, written.enabled);
    mergeObject(original.settings, changed.settings, written.settings);
    mergeObject(original.extras, changed.extras, written.extras);
    return mergeTargets(original, changed, nameThere, targets, written)
        && mergeSockets(original, changed, nameThere, written);
}

bool suitsEvery(const Node& before, const Node& after)
{
    const bool byPosition = before.sockets.size() == after.sockets.size();
    for (std::size_t i = 0; i < after.sockets.size(); ++i) {
        const Socket& now = after.sockets[i];
        const Socket* known = byPosition ? &before.sockets[i] : before.find(now.id);
        const Socket old = known == nullptr ? Socket() : *known;
        if (!isKnownAlike(old, now)
            || !std::all_of(now.bind.begin(), now.bind.end(), [&old](const std::string& address) {
                   return isBoundByAll(address, old);
               }))
            return false;
    }
    return true;
}

} // namespace topomq::rules
