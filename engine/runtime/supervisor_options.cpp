// Options that are set while their sockets are open.

#include "engine/plan/live_options.h"
#include "engine/runtime/supervisor.h"

#include <algorithm>

namespace topomq::runtime {

namespace {

/// The end of an inproc queue goes to and fro between its two sockets before both have let go of
/// it: who is left confirms it, who leaves confirms that, and who was left hears of it.
constexpr int kFarewells = 3;
/// Who binds takes the new queue, and may send subscriptions by it, which the other end takes in.
constexpr int kGreetings = 2;

} // namespace

void Supervisor::applyOption(plan::SocketIndex socket, const plan::PlannedOption& option)
{
    // Asked for before the link was there that forbids it.
    if (!plan::takesLive(m_plan, socket, option.name)) {
        m_run.tell(m_plan.sockets[socket].ref.text(), "OPTION_FAILED", {},
                   option.name + " = " + option.value.describe()
                       + ": a queue of this socket cannot take it while it runs; restart the node",
                   true);
        return;
    }
    takeOption(m_plan.sockets[socket], option);
    if (m_wanted) {
        for (plan::PlannedSocket& each : m_wanted->sockets) {
            if (each.ref == m_plan.sockets[socket].ref)
                takeOption(each, option);
        }
    }
    handOver(socket, option);
}

void Supervisor::handOver(plan::SocketIndex socket, const plan::PlannedOption& option)
{
    const plan::NodeIndex node = m_plan.sockets[socket].node;
    const auto set = [&](NodeStatus::Orders& orders) {
        orders.options.emplace_back(socket, option);
    };
    if (!plan::isHighWaterMark(option.name)) {
        order(node, [&](NodeStatus& status) { set(status.pending()); });
        return;
    }
    const auto setNow = [&] { return orderAllAndAwait({node}, set); };
    const std::vector<plan::LinkIndex> links = openInprocLinksOf(socket);
    if (links.empty())
        (void)setNow();
    else
        renewQueues(links, setNow);
    noteOutgrown(socket);
    m_sampler.refresh();
}

std::vector<plan::LinkIndex> Supervisor::openInprocLinksOf(plan::SocketIndex socket) const
{
    std::vector<plan::LinkIndex> found;
    for (plan::LinkIndex i = 0; i < m_plan.links.size(); ++i) {
        const plan::PlannedLink& link = m_plan.links[i];
        const bool isOpen = link.transport == plan::Transport::Inproc && !link.gone
            && !m_run.isCut[i] && !isClosed(m_plan.sockets[link.connect].node)
            && !isClosed(m_plan.sockets[link.bind].node);
        if (isOpen && (link.connect == socket || link.bind == socket))
            found.push_back(i);
    }
    return found;
}

void Supervisor::noteOutgrown(plan::SocketIndex connecter)
{
    for (plan::LinkIndex i = 0; i < m_plan.links.size(); ++i) {
        const plan::PlannedLink& link = m_plan.links[i];
        if (link.connect == connecter && link.transport == plan::Transport::Inproc
            && isClosed(m_plan.sockets[link.bind].node))
            m_outgrown.insert(i);
    }
}

void Supervisor::renewQueues(const std::vector<plan::LinkIndex>& links,
                             const std::function<bool()>& meanwhile)
{
    Nodes ends;
    for (const plan::LinkIndex link : links) {
        ends.insert(m_plan.sockets[m_plan.links[link].connect].node);
        ends.insert(m_plan.sockets[m_plan.links[link].bind].node);
    }
    // Whoever takes in all that has come must come to an end with it.
    Nodes still = ends;
    for (const plan::NodeIndex end : ends)
        still.merge(neighboursOf(end));
    // libzmq 4.3.4 limits an inproc queue by the marks that both ends have as it is connected. Of a
    // change on a live socket it makes a wrong limit, and often one at which it stops for ever: the
    // reader then says that there is room again after more messages than the writer may have sent
    // (pipe_t::set_hwms).
    bool isWhole = hold(still);
    isWhole = meanwhile() && isWhole;
    const auto all = [&](const std::function<void(NodeStatus::Orders&)>& change) {
        isWhole = orderAllAndAwait(ends, change) && isWhole;
    };
    const auto takeIn = [](NodeStatus::Orders& orders) { orders.readAhead = true; };
    all([&](NodeStatus::Orders& orders) {
        orders.leave.insert(orders.leave.end(), links.begin(), links.end());
    });
    for (int i = 0; i < kFarewells; ++i)
        all(takeIn);
    all([&](NodeStatus::Orders& orders) {
        orders.attach.insert(orders.attach.end(), links.begin(), links.end());
    });
    for (int i = 0; i < kGreetings; ++i)
        all(takeIn);
    for (const plan::LinkIndex link : links) {
        // Else nothing was lost, and nothing has left its order.
        if (!isWhole)
            breakLink(link);
        tell(m_plan.links[link].id.text(), "LINK_REWIRED",
             isWhole ? "a new queue, for the new high-water mark; what the old one held is kept"
                     : "a new queue, for the new high-water mark; a node did not answer, and what "
                       "the old one held may be lost");
    }
    release(still);
}

void Supervisor::renewOutgrownQueues(plan::NodeIndex binder)
{
    std::vector<plan::LinkIndex> links;
    for (const plan::LinkIndex link : m_outgrown) {
        if (m_plan.sockets[m_plan.links[link].bind].node != binder)
            continue;
        const std::vector<plan::LinkIndex> open = openInprocLinksOf(m_plan.links[link].connect);
        if (std::find(open.begin(), open.end(), link) != open.end())
            links.push_back(link);
    }
    std::erase_if(m_outgrown, [&](plan::LinkIndex link) {
        return m_plan.sockets[m_plan.links[link].bind].node == binder;
    });
    if (!links.empty())
        renewQueues(links, [] { return true; });
}

} // namespace topomq::runtime
