#include "engine/plan/plan_merge.h"

#include "engine/plan/live_options.h"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <utility>

namespace topomq::plan {

namespace {

bool sameOptions(const std::vector<PlannedOption>& a, const std::vector<PlannedOption>& b)
{
    const auto covers = [](const auto& these, const auto& those) {
        return std::all_of(these.begin(), these.end(), [&those](const PlannedOption& each) {
            return isLiveOption(each.name)
                || std::any_of(those.begin(), those.end(), [&each](const PlannedOption& other) {
                       return other.name == each.name && other.value == each.value;
                   });
        });
    };
    return covers(a, b) && covers(b, a);
}

bool sameMarks(const PlannedSocket& a, const PlannedSocket& b)
{
    return a.sendHighWaterMark == b.sendHighWaterMark
        && a.receiveHighWaterMark == b.receiveHighWaterMark;
}

void takeOptions(PlannedSocket& running,
                 const PlannedSocket& wanted,
                 const std::function<bool(std::string_view)>& isTaken)
{
    std::erase_if(running.options, [&](const auto& each) { return isTaken(each.name); });
    for (const PlannedOption& option : wanted.options) {
        if (isTaken(option.name))
            running.options.push_back(option);
    }
}

void takeMarks(PlannedSocket& running, const PlannedSocket& wanted)
{
    running.sendHighWaterMark = wanted.sendHighWaterMark;
    running.receiveHighWaterMark = wanted.receiveHighWaterMark;
    takeOptions(running, wanted, isHighWaterMark);
}

void takeSubscriptions(PlannedSocket& running, const PlannedSocket& wanted)
{
    running.subscriptions = wanted.subscriptions;
    takeOptions(running, wanted, [](std::string_view name) { return name == "SUBSCRIBE"; });
}

class Merger
{
public:
    Merger(RunPlan& running, const RunPlan& wanted, const std::function<bool(NodeIndex)>& isDown)
        : m_running(running)
        , m_wanted(wanted)
        , m_isDown(isDown)
    {
        for (NodeIndex i = 0; i < running.nodes.size(); ++i) {
            if (!running.nodes[i].gone)
                m_nodes[running.nodes[i].id] = i;
        }
        for (const auto& [id, node] : m_nodes) {
            for (const SocketIndex socket : running.nodes[node].sockets)
                m_sockets[running.sockets[socket].ref] = socket;
        }
    }

    MergeResult run()
    {
        dropNodes();
        // All sockets before any security: it names others, which may come in at the same time.
        for (const PlannedNode& node : m_wanted.nodes)
            mergeSockets(node);
        for (const PlannedNode& node : m_wanted.nodes)
            mergeNode(node);
        dropLinks();
        for (LinkIndex i = 0; i < m_wanted.links.size(); ++i)
            addLink(i);
        m_running.topology = m_wanted.topology;
        return std::move(m_result);
    }

private:
    void dropNodes()
    {
        std::unordered_map<model::NodeId, bool> wanted;
        for (const PlannedNode& node : m_wanted.nodes)
            wanted[node.id] = true;
        for (NodeIndex i = 0; i < m_running.nodes.size(); ++i) {
            PlannedNode& node = m_running.nodes[i];
            if (node.gone || wanted.contains(node.id))
                continue;
            node.gone = true;
            m_nodes.erase(node.id);
            for (const SocketIndex socket : node.sockets)
                m_sockets.erase(m_running.sockets[socket].ref);
            m_result.goneNodes.push_back(i);
        }
    }

    void mergeSockets(const PlannedNode& node)
    {
        const auto found = m_nodes.find(node.id);
        if (found == m_nodes.end()) {
            addNode(node);
            return;
        }
        const NodeIndex index = found->second;
        if (!m_isDown(index))
            return;
        m_closed.insert(index);
        if (!isSameMake(m_running.nodes[index], node))
            replaceSockets(index, node);
    }

    void addNode(const PlannedNode& node)
    {
        const auto index = static_cast<NodeIndex>(m_running.nodes.size());
        m_running.nodes.push_back(node);
        m_running.nodes.back().sockets.clear();
        m_nodes[node.id] = index;
        for (const SocketIndex socket : node.sockets)
            addSocket(index, m_wanted.sockets[socket]);
        m_result.newNodes.push_back(index);
        m_closed.insert(index);
    }

    /// Once all sockets are there.
    void mergeNode(const PlannedNode& node)
    {
        const NodeIndex index = m_nodes.at(node.id);
        PlannedNode& running = m_running.nodes[index];
        bool isChanged = !(running.settings == node.settings);
        running.title = node.title;
        running.settings = node.settings;
        if (m_closed.contains(index))
            takeSecurity(node);
        else if (!isSameMake(running, node) || !isSameSecurity(node))
            m_result.outdatedNodes.push_back(index);
        for (const SocketIndex socket : node.sockets) {
            const PlannedSocket& wanted = m_wanted.sockets[socket];
            const auto known = m_sockets.find(wanted.ref);
            if (known != m_sockets.end() && takeLiveOptions(known->second, wanted))
                isChanged = true;
        }
        if (isChanged)
            m_result.changedNodes.push_back(index);
    }

    /// But for its security.
    [[nodiscard]] bool isSameMake(const PlannedNode& running, const PlannedNode& wanted) const
    {
        if (running.role != wanted.role || running.external != wanted.external
            || running.sockets.size() != wanted.sockets.size())
            return false;
        return std::all_of(wanted.sockets.begin(), wanted.sockets.end(), [&](SocketIndex index) {
            const PlannedSocket& b = m_wanted.sockets[index];
            const auto found = m_sockets.find(b.ref);
            if (found == m_sockets.end())
                return false;
            const PlannedSocket& a = m_running.sockets[found->second];
            const bool sameBinds = std::equal(
                a.binds.begin(), a.binds.end(), b.binds.begin(), b.binds.end(),
                [](const PlannedBind& x, const PlannedBind& y) { return x.address == y.address; });
            return a.type == b.type && sameBinds && a.conflate == b.conflate
                && (sameMarks(a, b) || takesHighWaterMarks(m_running, found->second))
                && sameOptions(a.options, b.options);
        });
    }

    /// Of a node whose sockets are there.
    [[nodiscard]] bool isSameSecurity(const PlannedNode& wanted) const
    {
        return std::all_of(wanted.sockets.begin(), wanted.sockets.end(), [this](SocketIndex index) {
            const PlannedSocket& socket = m_wanted.sockets[index];
            return *m_running.sockets[m_sockets.at(socket.ref)].security
                == translate(*socket.security);
        });
    }

    void takeSecurity(const PlannedNode& wanted)
    {
        for (const SocketIndex index : wanted.sockets) {
            const PlannedSocket& socket = m_wanted.sockets[index];
            PlannedSecurity security = translate(*socket.security);
            Seldom<PlannedSecurity>& taken = m_running.sockets[m_sockets.at(socket.ref)].security;
            if (*taken != security)
                taken = std::move(security);
        }
    }

    /// In positions of the running plan, once all sockets are there. One of a node that has yet to
    /// be restarted may not be: it comes in later, and this is another security then.
    [[nodiscard]] PlannedSecurity translate(PlannedSecurity security) const
    {
        if (security.keyOwner != kNone)
            security.keyOwner = placeOf(security.keyOwner);
        for (SocketIndex& socket : security.allowedSockets)
            socket = placeOf(socket);
        std::erase(security.allowedSockets, kNone);
        return security;
    }

    [[nodiscard]] SocketIndex placeOf(SocketIndex wanted) const
    {
        const auto found = m_sockets.find(m_wanted.sockets[wanted].ref);
        return found == m_sockets.end() ? kNone : found->second;
    }

    /// False: there was nothing that could be taken.
    bool takeLiveOptions(SocketIndex index, const PlannedSocket& wanted)
    {
        PlannedSocket& running = m_running.sockets[index];
        const bool hasMarks = !sameMarks(running, wanted) && takesHighWaterMarks(m_running, index);
        const bool hasSubscriptions = running.subscriptions != wanted.subscriptions;
        if (hasMarks)
            takeMarks(running, wanted);
        if (hasSubscriptions)
            takeSubscriptions(running, wanted);
        return hasMarks || hasSubscriptions;
    }

    void addSocket(NodeIndex node, const PlannedSocket& wanted)
    {
        const auto index = static_cast<SocketIndex>(m_running.sockets.size());
        PlannedSocket& socket = m_running.sockets.emplace_back(wanted);
        socket.node = node;
        socket.connects.clear();
        socket.flowsOut.clear();
        socket.flowsIn.clear();
        socket.security = PlannedSecurity();
        m_sockets[socket.ref] = index;
        m_running.nodes[node].sockets.push_back(index);
    }

    void replaceSockets(NodeIndex node, const PlannedNode& wanted)
    {
        PlannedNode& running = m_running.nodes[node];
        const bool isOutside = running.external || wanted.external;
        running.role = wanted.role;
        running.external = wanted.external;
        const std::vector<SocketIndex> old = std::move(running.sockets);
        running.sockets.clear();
        for (const SocketIndex each : wanted.sockets) {
            const PlannedSocket& to = m_wanted.sockets[each];
            const auto found = m_sockets.find(to.ref);
            const bool isKept =
                found != m_sockets.end() && m_running.sockets[found->second].type == to.type;
            if (!isKept) {
                addSocket(node, to);
                continue;
            }
            PlannedSocket& from = m_running.sockets[found->second];
            if (isOutside)
                markMoved(found->second, to.binds);
            from.options = to.options;
            from.binds = to.binds;
            from.conflate = to.conflate;
            from.sendHighWaterMark = to.sendHighWaterMark;
            from.receiveHighWaterMark = to.receiveHighWaterMark;
            from.subscriptions = to.subscriptions;
            running.sockets.push_back(found->second);
        }
        for (const SocketIndex each : old) {
            const bool isKept = std::find(running.sockets.begin(), running.sockets.end(), each)
                != running.sockets.end();
            const auto found = m_sockets.find(m_running.sockets[each].ref);
            if (!isKept && found != m_sockets.end() && found->second == each)
                m_sockets.erase(found);
        }
    }

    /// A node of ours draws its peers to its new addresses when it is started. One outside never
    /// is.
    void markMoved(SocketIndex socket, const std::vector<PlannedBind>& to)
    {
        const std::vector<PlannedBind>& from = m_running.sockets[socket].binds;
        for (std::size_t i = 0; i < from.size() && i < to.size(); ++i) {
            if (from[i].address != to[i].address)
                m_moved.emplace(socket, i);
        }
    }

    [[nodiscard]] bool isMoved(const PlannedLink& link) const
    {
        return m_moved.contains({link.bind, link.endpoint})
            && !m_running.nodes[m_running.sockets[link.connect].node].external;
    }

    /// A node that has yet to be restarted goes on with the links of its old sockets.
    [[nodiscard]] bool isSameLink(const PlannedLink& running, const PlannedLink& wanted) const
    {
        const auto& outdated = m_result.outdatedNodes;
        const bool isWaiting =
            std::find(outdated.begin(), outdated.end(), m_running.sockets[running.bind].node)
            != outdated.end();
        return placeOf(wanted.connect) == running.connect && placeOf(wanted.bind) == running.bind
            && wanted.endpoint == running.endpoint
            && (isWaiting || wanted.transport == running.transport);
    }

    void dropLinks()
    {
        std::unordered_map<model::LinkId, const PlannedLink*> wanted;
        for (const PlannedLink& link : m_wanted.links)
            wanted[link.id] = &link;
        for (LinkIndex i = 0; i < m_running.links.size(); ++i) {
            PlannedLink& link = m_running.links[i];
            if (link.gone)
                continue;
            const auto found = wanted.find(link.id);
            if (found != wanted.end() && isSameLink(link, *found->second)) {
                m_kept[link.id] = true;
                if (link.recordWire != found->second->recordWire || isMoved(link))
                    m_result.rewiredLinks.push_back(i);
                link.recordWire = found->second->recordWire;
                continue;
            }
            link.gone = true;
            std::erase_if(m_running.sockets[link.connect].connects,
                          [i](const PlannedConnect& each) { return each.link == i; });
            m_result.goneLinks.push_back(i);
        }
    }

    void addLink(LinkIndex index)
    {
        const PlannedLink& wanted = m_wanted.links[index];
        const SocketIndex connect = placeOf(wanted.connect);
        const SocketIndex bind = placeOf(wanted.bind);
        const bool isThere = connect != kNone && bind != kNone
            && m_running.sockets[connect].type == m_wanted.sockets[wanted.connect].type
            && m_running.sockets[bind].type == m_wanted.sockets[wanted.bind].type
            && wanted.endpoint < m_running.sockets[bind].binds.size()
            && m_running.sockets[bind].binds[wanted.endpoint].address
                == m_wanted.sockets[wanted.bind].binds[wanted.endpoint].address;
        if (m_kept.contains(wanted.id) || !isThere)
            return;
        const auto link = static_cast<LinkIndex>(m_running.links.size());
        m_running.links.push_back({.id = wanted.id,
                                   .path = wanted.path,
                                   .written = wanted.written,
                                   .connect = connect,
                                   .bind = bind,
                                   .endpoint = wanted.endpoint,
                                   .transport = wanted.transport,
                                   .recordWire = wanted.recordWire});
        m_running.sockets[connect].connects.push_back({link, bind, wanted.endpoint});
        for (const PlannedFlow& flow : m_wanted.flows) {
            if (flow.link == index)
                addFlow(link, flow);
        }
        m_result.newLinks.push_back(link);
    }

    void addFlow(LinkIndex link, const PlannedFlow& wanted)
    {
        const auto index = static_cast<FlowIndex>(m_running.flows.size());
        PlannedFlow& flow = m_running.flows.emplace_back(wanted);
        flow.link = link;
        flow.from = placeOf(wanted.from);
        flow.to = placeOf(wanted.to);
        m_running.sockets[flow.from].flowsOut.push_back(index);
        m_running.sockets[flow.to].flowsIn.push_back(index);
    }

    RunPlan& m_running;
    const RunPlan& m_wanted;
    const std::function<bool(NodeIndex)>& m_isDown;
    std::unordered_map<model::NodeId, NodeIndex> m_nodes;
    std::unordered_map<model::SocketRef, SocketIndex> m_sockets;
    std::unordered_map<model::LinkId, bool> m_kept;
    /// Sockets outside, and which of their addresses are other ones now.
    std::set<std::pair<SocketIndex, std::size_t>> m_moved;
    /// Nodes whose sockets take all that is wanted: they are new, or down.
    std::set<NodeIndex> m_closed;
    MergeResult m_result;
};

} // namespace

MergeResult
merge(RunPlan& running, const RunPlan& wanted, const std::function<bool(NodeIndex)>& isDown)
{
    return Merger(running, wanted, isDown).run();
}

} // namespace topomq::plan
