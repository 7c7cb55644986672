#include "ui/document/role_kind.h"

#include "engine/model/settings.h"
#include "ui/document/engine_text.h"

#include <QStringList>

#include <algorithm>

namespace topomq::ui {

namespace {

using model::Role;
using model::SocketType;

constexpr qsizetype kShortestBeginning = 2;
constexpr qsizetype kShortestPart = 3;

QString fromEngine(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// More sockets than one make a type say less about the node.
int rankOf(Role role)
{
    if (role == Role::External)
        return 2;
    return model::makeNode({}, role, {}).sockets.size() > 1 ? 1 : 0;
}

void setProxyType(model::Node& node, SocketType type)
{
    for (const auto& [frontend, backend] : kProxyPairs) {
        if (node.sockets.size() < 2 || (frontend != type && backend != type))
            continue;
        node.sockets[0].type = frontend;
        node.sockets[1].type = backend;
    }
}

void setType(model::Node& node, SocketType type)
{
    for (const model::SocketSlot& slot : model::infoOf(node.role).slots) {
        if (std::find(slot.types.begin(), slot.types.end(), type) == slot.types.end())
            continue;
        const model::SocketId id{std::string(slot.name)};
        model::Socket* socket = node.find(id);
        if (socket == nullptr)
            socket = &node.sockets.emplace_back(model::Socket{.id = id});
        socket->type = type;
        return;
    }
}

} // namespace

QString titleOf(const RoleKind& kind)
{
    const QString role = engineText(model::infoOf(kind.role).label);
    return kind.type == SocketType::Unknown
        ? role
        : QStringLiteral("%1 · %2").arg(role, fromEngine(model::toText(kind.type)));
}

QString wordOf(const RoleKind& kind)
{
    const QString role = fromEngine(model::toText(kind.role));
    return kind.type == SocketType::Unknown
        ? role
        : role + QLatin1Char(':') + fromEngine(model::toText(kind.type));
}

RoleKind roleKindFrom(const QString& word)
{
    const QString role = word.section(QLatin1Char(':'), 0, 0);
    const QString type = word.section(QLatin1Char(':'), 1);
    return {model::roleFromText(role.toStdString()), model::socketTypeFromText(type.toStdString())};
}

std::vector<SocketType> typesOf(Role role)
{
    std::vector<SocketType> types;
    if (role == Role::Proxy) {
        for (const auto& [frontend, backend] : kProxyPairs)
            types.insert(types.end(), {frontend, backend});
        return types;
    }
    for (const model::SocketSlot& slot : model::infoOf(role).slots) {
        for (const SocketType type : slot.types) {
            if (std::find(types.begin(), types.end(), type) == types.end())
                types.push_back(type);
        }
    }
    return types;
}

std::vector<RoleKind> typedKinds()
{
    std::vector<RoleKind> kinds;
    for (const model::RoleInfo& info : model::allRoles()) {
        for (const SocketType type : typesOf(info.role))
            kinds.emplace_back(info.role, type);
    }
    std::stable_sort(kinds.begin(), kinds.end(), [](const RoleKind& a, const RoleKind& b) {
        return rankOf(a.role) < rankOf(b.role);
    });
    return kinds;
}

bool namesType(const QString& words, SocketType type)
{
    const QString name = fromEngine(model::toText(type));
    const QStringList all = words.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return std::any_of(all.begin(), all.end(), [&name](const QString& word) {
        return (word.size() >= kShortestBeginning && name.startsWith(word, Qt::CaseInsensitive))
            || (word.size() >= kShortestPart && name.contains(word, Qt::CaseInsensitive));
    });
}

model::Node nodeOfKind(const model::Topology& topology, const RoleKind& kind, model::Point position)
{
    model::Node node = model::makeNode(topology, kind.role, position);
    if (kind.type == SocketType::Unknown)
        return node;
    if (kind.role == Role::Proxy)
        setProxyType(node, kind.type);
    else
        setType(node, kind.type);
    // A SUB without a subscription would stay silent.
    for (model::Socket& socket : node.sockets) {
        if (socket.type == SocketType::Sub)
            socket.options.set("SUBSCRIBE", model::Array{model::Value("")});
    }
    return node;
}

} // namespace topomq::ui
