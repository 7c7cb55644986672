// What connections need to know of the plan: whose they are, and which flows go by them.

#include "engine/runtime/run_context.h"
#include "engine/runtime/wire_meter.h"

#include <algorithm>
#include <charconv>

namespace topomq::runtime {

std::string WireMeters::nameOf(plan::SocketIndex socket) const
{
    return std::to_string(socket) + "@" + m_token;
}

std::optional<plan::SocketIndex> WireMeters::socketOf(std::string_view name) const
{
    const std::size_t at = name.find('@');
    if (at == std::string_view::npos || name.substr(at + 1) != m_token)
        return std::nullopt;
    plan::SocketIndex socket = 0;
    const auto parsed = std::from_chars(name.data(), name.data() + at, socket);
    if (parsed.ec != std::errc{} || parsed.ptr != name.data() + at)
        return std::nullopt;
    return socket;
}

void WireMeters::grow()
{
    const auto isOutside = [this](plan::SocketIndex socket) {
        return m_run.plan.nodes[m_run.plan.sockets[socket].node].external;
    };
    const std::lock_guard lock(m_mutex);
    for (plan::FlowIndex i = 0; i < m_run.plan.flows.size(); ++i) {
        const plan::PlannedFlow& flow = m_run.plan.flows[i];
        const auto [entry, isNew] = m_ways.try_emplace({flow.from, flow.to});
        Way& way = entry->second;
        if (isNew) {
            way.flow = i;
            way.link = flow.link;
            way.ledger = &m_run.flows[i].wire;
        } else if (way.flow != i) {
            // Two links between the same two sockets cannot be told apart by their names.
            way.ledger = nullptr;
        }
        way.comesFromOutside = isOutside(flow.from);
        way.leadsOutside = isOutside(flow.to);
    }
    m_choosers.clear();
    for (plan::SocketIndex i = 0; i < m_run.plan.sockets.size(); ++i) {
        const plan::PlannedSocket& socket = m_run.plan.sockets[i];
        const bool chooses = dispatchOf(socket.type) == Dispatch::Balanced;
        if (chooses && !socket.flowsOut.empty() && isAmongOurs(socket))
            m_choosers[i] = {socket.ref.text(), &m_run.sockets[i]};
    }
}

bool WireMeters::isAmongOurs(const plan::PlannedSocket& socket) const
{
    const auto isOurs = [this](plan::SocketIndex peer) {
        return !m_run.plan.nodes[m_run.plan.sockets[peer].node].external;
    };
    const auto leadsToOurs = [&](plan::FlowIndex flow) {
        return isOurs(m_run.plan.flows[flow].from) && isOurs(m_run.plan.flows[flow].to);
    };
    return std::all_of(socket.flowsOut.begin(), socket.flowsOut.end(), leadsToOurs)
        && std::all_of(socket.flowsIn.begin(), socket.flowsIn.end(), leadsToOurs);
}

void WireMeters::noteStranger(plan::SocketIndex own)
{
    std::string where;
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_choosers.find(own);
        if (found == m_choosers.end())
            return;
        found->second.ledger->strangers.fetch_add(1, std::memory_order_release);
        where = found->second.name;
    }
    m_run.tellRecurring(where, "UNDRAWN_PEER", {},
                        "a program that is not drawn has connected, and takes its share of the "
                        "messages; draw it as an external node, or keep it from this address");
}

WireMeters::Ends WireMeters::between(plan::SocketIndex own, plan::SocketIndex peer) const
{
    const std::lock_guard lock(m_mutex);
    const auto ledgerOf = [this](plan::SocketIndex from, plan::SocketIndex to) -> WireLedger* {
        const auto found = m_ways.find({from, to});
        return found == m_ways.end() ? nullptr : found->second.ledger;
    };
    return {ledgerOf(own, peer), ledgerOf(peer, own)};
}

WireMeters::Ends WireMeters::outside(plan::SocketIndex own) const
{
    const std::lock_guard lock(m_mutex);
    Ends ends;
    plan::LinkIndex only = plan::kNone;
    bool isOne = true;
    for (const auto& [pair, way] : m_ways) {
        const bool isOut = pair.first == own && way.leadsOutside;
        if (way.ledger == nullptr || (!isOut && (pair.second != own || !way.comesFromOutside)))
            continue;
        (isOut ? ends.out : ends.in) = way.ledger;
        // A link has two flows where both ends send.
        isOne = isOne && (only == plan::kNone || only == way.link);
        only = way.link;
    }
    return isOne ? ends : Ends{};
}

} // namespace topomq::runtime
