#include "engine/rules/fixes.h"

#include "engine/rules/roles.h"

#include <algorithm>

namespace topomq::rules {

using model::Node;
using model::Socket;

MaybeFix changeNode(const CheckIndex& index,
                    Findings& findings,
                    std::size_t nodeIndex,
                    std::string text,
                    const std::function<void(Node&)>& change)
{
    const Node& node = index.source.nodes[nodeIndex];
    if (!index.isFirstOfId(nodeIndex) || !findings.spendOnFix(index.nodeWeights[nodeIndex]))
        return std::nullopt;
    Node changed = node;
    change(changed);
    return model::Fix{std::move(text), model::ReplaceNode{std::move(changed)}};
}

MaybeFix changeSocket(const CheckIndex& index,
                      Findings& findings,
                      const SocketEntry& socket,
                      std::string text,
                      const std::function<void(Socket&)>& change)
{
    return changeNode(index, findings, socket.nodeIndex, std::move(text),
                      [&](Node& node) { change(node.sockets[socket.socketIndex]); });
}

MaybeFix replaceAddress(const CheckIndex& index,
                        Findings& findings,
                        const SocketEntry& socket,
                        std::size_t position,
                        const std::string& address)
{
    return changeSocket(index, findings, socket, "Use " + address,
                        [&](model::Socket& changed) { changed.bind[position] = address; });
}

MaybeFix removeLink(const LinkEntry& link)
{
    if (!link.firstOfId)
        return std::nullopt;
    return model::Fix{"Remove the link", model::RemoveLink{link.link->id}};
}

MaybeFix changeType(const CheckIndex& index,
                    Findings& findings,
                    const SocketEntry& socket,
                    model::SocketType type)
{
    if (!fitsPeers(index, socket, type))
        return std::nullopt;
    return changeSocket(index, findings, socket,
                        "Use " + std::string(toText(type)) + " instead of "
                            + typeWord(*socket.socket) + " for " + index.called(socket.ref),
                        [type](Socket& changed) {
                            changed.type = type;
                            changed.unknownType.clear();
                        });
}

bool fitsPeers(const CheckIndex& index, const SocketEntry& socket, model::SocketType type)
{
    return std::all_of(socket.links.begin(), socket.links.end(), [&](std::size_t link) {
        return isLegalPair(type, index.peer(index.links[link], socket).type());
    });
}

std::string joined(const std::vector<model::SocketType>& types)
{
    std::string text;
    for (std::size_t i = 0; i < types.size(); ++i) {
        if (i > 0)
            text += i + 1 == types.size() ? " or " : ", ";
        text += toText(types[i]);
    }
    return text;
}

std::string shortened(const std::string& text)
{
    constexpr std::size_t kMostBytes = 80;
    if (text.size() <= kMostBytes)
        return text;
    std::size_t end = kMostBytes;
    // Not in the middle of a character of UTF-8.
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U)
        --end;
    return text.substr(0, end) + "…";
}

std::string quotedList(const std::vector<std::string>& names)
{
    constexpr std::size_t kMostNames = 5;
    std::string text;
    for (std::size_t i = 0; i < std::min(names.size(), kMostNames); ++i)
        text += (i == 0 ? "\"" : ", \"") + shortened(names[i]) + "\"";
    if (names.size() > kMostNames)
        text += " and " + std::to_string(names.size() - kMostNames) + " more";
    return text;
}

} // namespace topomq::rules
