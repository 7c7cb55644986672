#include "ui/document/titles.h"

#include "engine/model/instances.h"
#include "engine/rules/rules.h"

#include <QStringList>

#include <algorithm>
#include <utility>

namespace topomq::ui {

namespace {

model::SocketType typeOf(const model::Topology& topology, const model::SocketRef& ref)
{
    const model::Socket* socket = topology.find(ref);
    return socket == nullptr ? model::SocketType::Unknown : socket->type;
}

QString typeText(model::SocketType type)
{
    if (type == model::SocketType::Unknown)
        return QStringLiteral("?");
    return QString::fromStdString(std::string(model::toText(type)));
}

QString
joined(const model::Topology& topology, const model::Link& link, QString connect, QString bind)
{
    if (flowsFromBinder(topology, link))
        std::swap(connect, bind);
    const bool both = flowsBothWays(topology, link);
    return connect + (both ? QStringLiteral(" ⇄ ") : QStringLiteral(" → ")) + bind;
}

/// Each step by its name, as far as the way is known.
QString pathTitle(const model::Topology& topology, const std::string& path)
{
    QStringList titles;
    for (const model::PathStep& step : stepsOf(topology, path))
        titles +=
            QString::fromStdString(step.node == nullptr ? step.id.text() : step.node->title());
    return titles.join(u'/');
}

} // namespace

QString nodeTitle(const model::Topology& topology, const model::NodeId& id)
{
    return pathTitle(topology, id.text());
}

const model::Node* nodeAt(const model::Topology& topology, const model::NodeId& path)
{
    return stepsOf(topology, path.text()).back().node;
}

bool isLinkAt(const model::Topology& topology, const std::string& path)
{
    const auto slash = path.rfind('/');
    if (slash == std::string::npos)
        return topology.find(model::LinkId(path)) != nullptr;
    const model::Node* around = nodeAt(topology, model::NodeId(path.substr(0, slash)));
    const model::Definition* inside =
        around == nullptr ? nullptr : findDefinition(topology, around->definition);
    const model::LinkId id(path.substr(slash + 1));
    return inside != nullptr
        && std::any_of(inside->links.begin(), inside->links.end(),
                       [&id](const model::Link& link) { return link.id == id; });
}

QString linkTitle(const model::Topology& topology, const model::Link& link)
{
    return joined(topology, link, nodeTitle(topology, link.connect.node),
                  nodeTitle(topology, link.bind.node));
}

QString linkTypes(const model::Topology& topology, const model::Link& link)
{
    return joined(topology, link, typeText(typeOf(topology, link.connect)),
                  typeText(typeOf(topology, link.bind)));
}

bool flowsFromBinder(const model::Topology& topology, const model::Link& link)
{
    const auto connect = typeOf(topology, link.connect);
    const auto bind = typeOf(topology, link.bind);
    // A pair that ZeroMQ refuses has no direction: what can only send is drawn as the sender.
    if (!rules::isLegalPair(connect, bind))
        return model::canSend(bind) && !model::canReceive(bind);
    return rules::sendsTo(bind, connect) && !rules::sendsTo(connect, bind);
}

bool flowsBothWays(const model::Topology& topology, const model::Link& link)
{
    const auto connect = typeOf(topology, link.connect);
    const auto bind = typeOf(topology, link.bind);
    return rules::sendsTo(bind, connect) && rules::sendsTo(connect, bind);
}

Place placeOf(const model::Topology& topology, const std::string& where)
{
    if (where.empty())
        return {};
    if (const model::Link* link = topology.find(model::LinkId(where)))
        return {linkTitle(topology, *link), {}, {link->id}};
    // Inside of a sub-topology: the instance is what can be shown.
    const auto slash = where.find('/');
    const auto dot = where.find('.', slash == std::string::npos ? 0 : slash);
    const model::NodeId id(where.substr(0, std::min(slash, dot)));
    if (topology.find(id) == nullptr)
        return {QString::fromStdString(where), {}, {}};
    QString title = pathTitle(topology, where.substr(0, dot));
    if (dot != std::string::npos)
        title += QStringLiteral(" · ") + QString::fromStdString(where.substr(dot + 1));
    return {title, {id}, {}};
}

} // namespace topomq::ui
