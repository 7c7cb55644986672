#include "ui/document/titles.h"

#include "engine/rules/rules.h"

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

} // namespace

QString nodeTitle(const model::Topology& topology, const model::NodeId& id)
{
    const model::Node* node = topology.find(id);
    return QString::fromStdString(node == nullptr ? id.text() : node->title());
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
    if (const auto slash = where.find('/'); slash != std::string::npos) {
        // Inside of a sub-topology: the instance is what can be shown.
        const model::NodeId instance(where.substr(0, slash));
        if (topology.find(instance) == nullptr)
            return {QString::fromStdString(where), {}, {}};
        const QString inner = QString::fromStdString(where.substr(slash + 1));
        return {nodeTitle(topology, instance) + QStringLiteral(" › ") + inner, {instance}, {}};
    }
    const auto dot = where.find('.');
    const model::NodeId id(where.substr(0, dot));
    if (topology.find(id) == nullptr)
        return {QString::fromStdString(where), {}, {}};
    QString title = nodeTitle(topology, id);
    if (dot != std::string::npos)
        title += QStringLiteral(" · ") + QString::fromStdString(where.substr(dot + 1));
    return {title, {id}, {}};
}

} // namespace topomq::ui
