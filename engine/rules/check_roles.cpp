// Roles: which sockets a node must and may have.
#include "engine/model/settings.h"
#include "engine/rules/check_rules.h"
#include "engine/rules/fixes.h"
#include "engine/rules/roles.h"

#include <algorithm>

namespace topomq::rules {

namespace {

using model::Node;
using model::Role;
using model::Socket;
using model::SocketType;
using enum SocketType;

bool contains(std::span<const SocketType> types, SocketType type)
{
    return std::find(types.begin(), types.end(), type) != types.end();
}

std::string article(const std::string& word)
{
    const bool vowel =
        !word.empty() && std::string_view("aeiou").find(word[0]) != std::string::npos;
    return (vowel ? "An " : "A ") + word;
}

std::string spoken(Role role)
{
    return role == Role::BalancedWorker ? "balanced worker" : std::string(toText(role));
}

/// The view of one node with its sockets as the index has them.
struct NodeSockets
{
    const CheckIndex& index;
    Findings& findings;
    std::size_t nodeIndex = 0;
    std::span<const SocketEntry> sockets;

    [[nodiscard]] const Node& node() const { return index.topology.nodes[nodeIndex]; }

    [[nodiscard]] const model::RoleInfo& info() const { return model::infoOf(node().role); }

    [[nodiscard]] const SocketEntry* find(std::string_view name) const
    {
        const auto found = std::find_if(sockets.begin(), sockets.end(), [name](const auto& each) {
            return each.ref.socket.text() == name;
        });
        return found == sockets.end() ? nullptr : &*found;
    }

    [[nodiscard]] MaybeFix addSocket(std::string_view name, SocketType type) const
    {
        if (find(name) != nullptr)
            return std::nullopt;
        return changeNode(index, findings, nodeIndex,
                          "Add " + std::string(name) + " (" + std::string(toText(type)) + ")",
                          [&](Node& changed) {
                              changed.sockets.push_back(
                                  Socket{.id = model::SocketId(std::string(name)), .type = type});
                          });
    }

    [[nodiscard]] MaybeFix removeSocket(const SocketEntry& socket) const
    {
        const std::size_t size = index.links.size() + index.topology.nodes.size() + sockets.size();
        if (!index.isFirstOfId(nodeIndex) || !findings.spendOnFix(size))
            return std::nullopt;
        return model::Fix{"Remove " + index.called(socket.ref),
                          model::removeSocket(index.source, socket.ref)};
    }
};

void checkTypes(const NodeSockets& view)
{
    const Role role = view.node().role;
    for (const SocketEntry& socket : view.sockets) {
        if (socket.type() == Unknown || allowsType(role, socket.type()))
            continue;
        MaybeFix fix;
        for (const SocketType type : typesOf(role)) {
            if (!fix && !hasNamedSlots(role))
                fix = changeType(view.index, view.findings, socket, type);
        }
        view.findings.error(code::kRoleSocketType, socket.place(),
                            article(spoken(role)) + " has no " + typeWord(*socket.socket)
                                + " socket. Use " + joined(typesOf(role))
                                + ", or give the node another role.",
                            fix);
    }
}

/// A proxy's missing half follows from the other; else the first type that fits.
SocketType typeForSlot(const NodeSockets& view, const model::SocketSlot& slot)
{
    for (const auto& [front, back] : kProxyPairs) {
        const SocketEntry* frontend = view.find("frontend");
        const SocketEntry* backend = view.find("backend");
        if (view.node().role != Role::Proxy)
            break;
        if (slot.name == "backend" && frontend != nullptr && frontend->type() == front)
            return back;
        if (slot.name == "frontend" && backend != nullptr && backend->type() == back)
            return front;
    }
    return slot.types.front();
}

void checkNamedSlots(const NodeSockets& view)
{
    std::string names;
    for (const model::SocketSlot& slot : view.info().slots) {
        names += (names.empty() ? "" : ", ") + std::string(slot.name);
        const SocketEntry* socket = view.find(slot.name);
        if (socket == nullptr && slot.required) {
            const SocketType type = typeForSlot(view, slot);
            view.findings.error(code::kRoleSockets, view.index.placeOfNode(view.nodeIndex),
                                article(spoken(view.node().role)) + " needs a socket with the id "
                                    + std::string(slot.name) + ". Add it.",
                                view.addSocket(slot.name, type));
        } else if (socket != nullptr && allowsType(view.node().role, socket->type())
                   && !contains(slot.types, socket->type()))
        {
            const SocketType type = typeForSlot(view, slot);
            view.findings.error(code::kRoleSockets, socket->place(),
                                "The " + std::string(slot.name) + " of this "
                                    + spoken(view.node().role) + " is "
                                    + joined({slot.types.begin(), slot.types.end()}) + ", not "
                                    + typeWord(*socket->socket) + ".",
                                changeType(view.index, view.findings, *socket, type));
        }
    }
    for (const SocketEntry& socket : view.sockets) {
        const auto slots = view.info().slots;
        const bool known = std::any_of(slots.begin(), slots.end(), [&](const auto& slot) {
            return slot.name == socket.ref.socket.text();
        });
        if (!known)
            view.findings.error(code::kRoleSockets, socket.place(),
                                article(spoken(view.node().role)) + " has only the sockets " + names
                                    + ". Remove " + view.index.called(socket.ref)
                                    + " or rename it.",
                                view.removeSocket(socket));
    }
}

void checkProxyPair(const NodeSockets& view)
{
    const SocketEntry* frontend = view.find("frontend");
    const SocketEntry* backend = view.find("backend");
    if (frontend == nullptr || backend == nullptr)
        return;
    const auto slots = view.info().slots;
    // Each end that is wrong by itself has been reported.
    if (!contains(slots[0].types, frontend->type()) || !contains(slots[1].types, backend->type()))
        return;
    const auto pair = std::pair(frontend->type(), backend->type());
    if (std::find(kProxyPairs.begin(), kProxyPairs.end(), pair) != kProxyPairs.end())
        return;
    MaybeFix fix = changeType(view.index, view.findings, *backend, typeForSlot(view, slots[1]));
    if (!fix)
        fix = changeType(view.index, view.findings, *frontend, typeForSlot(view, slots[0]));
    view.findings.error(code::kRoleSockets, view.index.placeOfNode(view.nodeIndex),
                        "A proxy cannot pass messages between " + typeWord(*frontend->socket)
                            + " and " + typeWord(*backend->socket)
                            + ". Use ROUTER-DEALER, XSUB-XPUB or PULL-PUSH (frontend-backend).",
                        fix);
}

std::string whatIsMissing(Role role, std::string_view slot)
{
    const std::string who = "The " + spoken(role);
    if (role == Role::Source)
        return who + " has nothing to send to";
    if (role == Role::Sink)
        return who + " has nothing to receive from";
    if (role == Role::Worker)
        return who
            + (slot == "in" ? " has nothing to work on" : " has nowhere to send its results");
    return who + " has nobody to talk to";
}

void checkFreeSlots(const NodeSockets& view)
{
    const Role role = view.node().role;
    for (const model::SocketSlot& slot : view.info().slots) {
        const auto count = std::count_if(
            view.sockets.begin(), view.sockets.end(),
            [&slot](const SocketEntry& socket) { return contains(slot.types, socket.type()); });
        // A socket of a wrong type stands for the one that is missing.
        const bool hasWrong =
            std::any_of(view.sockets.begin(), view.sockets.end(),
                        [role](const auto& socket) { return !allowsType(role, socket.type()); });
        if (count == 0 && !hasWrong)
            view.findings.warning(code::kNothingToDo, view.index.placeOfNode(view.nodeIndex),
                                  whatIsMissing(role, slot.name) + ": add a socket ("
                                      + joined({slot.types.begin(), slot.types.end()}) + ").",
                                  view.addSocket(slot.name, slot.types.front()));
    }
    const bool many = view.info().slots.front().many;
    for (std::size_t i = 1; !many && i < view.sockets.size(); ++i)
        view.findings.error(code::kRoleSockets, view.sockets[i].place(),
                            article(spoken(role)) + " has one socket only. Remove "
                                + view.index.called(view.sockets[i].ref)
                                + ", or make a second node.",
                            view.removeSocket(view.sockets[i]));
}

} // namespace

void checkRoles(const CheckIndex& index, Findings& findings)
{
    std::size_t next = 0;
    for (std::size_t i = 0; i < index.topology.nodes.size(); ++i) {
        const Node& node = index.topology.nodes[i];
        const NodeSockets view{index, findings, i,
                               std::span(index.sockets).subspan(next, node.sockets.size())};
        next += node.sockets.size();
        if (!node.enabled || node.role == Role::Unknown || node.role == Role::External)
            continue;
        checkTypes(view);
        if (hasNamedSlots(node.role))
            checkNamedSlots(view);
        else
            checkFreeSlots(view);
        if (node.role == Role::Proxy)
            checkProxyPair(view);
    }
}

} // namespace topomq::rules
