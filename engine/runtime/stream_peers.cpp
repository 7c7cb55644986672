#include "engine/runtime/stream_peers.h"

#include "engine/runtime/stamp.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <netinet/in.h>
#include <sys/socket.h>

namespace topomq::runtime {

namespace {

using End = StreamConnections::End;
using AddressOf = int (*)(int, sockaddr*, socklen_t*);

/// "address:port" of one end of a TCP connection; empty for others and when it has ended.
std::string endOf(int descriptor, AddressOf addressOf)
{
    sockaddr_storage storage{};
    socklen_t size = sizeof storage;
    if (descriptor < 0 || addressOf(descriptor, reinterpret_cast<sockaddr*>(&storage), &size) != 0)
        return {};
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (storage.ss_family == AF_INET) {
        const auto* address = reinterpret_cast<const sockaddr_in*>(&storage);
        inet_ntop(AF_INET, &address->sin_addr, text.data(), text.size());
        return std::string(text.data()) + ':' + std::to_string(ntohs(address->sin_port));
    }
    if (storage.ss_family == AF_INET6) {
        const auto* address = reinterpret_cast<const sockaddr_in6*>(&storage);
        inet_ntop(AF_INET6, &address->sin6_addr, text.data(), text.size());
        return std::string(text.data()) + ':' + std::to_string(ntohs(address->sin6_port));
    }
    return {};
}

/// The same at both ends, whichever of them asks.
std::string keyOf(int descriptor, End end)
{
    const std::string here = endOf(descriptor, getsockname);
    const std::string there = endOf(descriptor, getpeername);
    if (here.empty() || there.empty())
        return {};
    return end == End::Connecter ? here + '>' + there : there + '>' + here;
}

} // namespace

bool streamIsKnown(const plan::RunPlan& plan, plan::LinkIndex link)
{
    const plan::PlannedLink& planned = plan.links[link];
    return planned.transport == plan::Transport::Tcp
        || plan.sockets[planned.bind].flowsIn.size() == 1;
}

StreamPeers::StreamPeers(RunContext& run, plan::SocketIndex index)
    : m_run(run)
    , m_index(index)
    , m_planned(run.plan.sockets[index])
    , m_ledger(run.sockets[index])
{ }

StreamPeers::~StreamPeers()
{
    for (auto& [id, peer] : m_peers)
        end(peer);
    // Connections to us of which we have not heard any more.
    for (const plan::FlowIndex flow : m_planned.flowsIn) {
        const plan::LinkIndex link = m_run.plan.flows[flow].link;
        while (const auto unheard = m_run.plan.links[link].bind == m_index
                   ? m_run.streams.claimOldest(link)
                   : nullptr)
            countLost(link, m_run.streams.end(unheard, End::Binder));
    }
}

StreamPeers::News StreamPeers::read(const Incoming& message)
{
    const std::string id(message.frame(0));
    if (m_hungUp.contains(id))
        return News::Nothing;
    const auto known = m_peers.find(id);
    if (!message.lastFrame().empty()) {
        if (known == m_peers.end())
            return News::Nothing;
        identify(known->second);
        if (!known->second.isIdentified)
            takeForStranger(id);
        tap(known->second, message);
        return News::Bytes;
    }
    if (known == m_peers.end()) {
        begin(id, message);
        return News::Connected;
    }
    return News::Disconnected;
}

void StreamPeers::tap(const Peer& peer, const Incoming& message) const
{
    if (peer.flowIn == plan::kNone || !m_run.taps.at(peer.flowIn).isWatched())
        return;
    MessageTap& flow = m_run.taps.at(peer.flowIn);
    flow.count();
    if (!flow.mayKeep(m_run.ticks()))
        return;
    metrics::CapturedMessage copy = copyOf(message, false);
    copy.time = m_run.seconds();
    flow.keep(std::move(copy));
}

void StreamPeers::end(const std::string& id)
{
    const auto known = m_peers.find(id);
    if (known == m_peers.end())
        return;
    end(known->second);
    m_peers.erase(known);
}

void StreamPeers::begin(const std::string& id, const Incoming& notice)
{
    Peer& peer = m_peers[id];
    const auto connect = m_connects.find(id);
    peer.end = connect == m_connects.end() ? End::Binder : End::Connecter;
    peer.key = keyOf(notice.sourceDescriptor(), peer.end);
    if (peer.end == End::Binder) {
        identify(peer);
        return;
    }
    peer.isIdentified = true;
    const plan::LinkIndex link = connect->second.link;
    const plan::PlannedSocket& binder = m_run.plan.sockets[connect->second.binder];
    if (m_run.plan.nodes[binder.node].external) {
        setFlows(peer, link);
        return;
    }
    const bool hasAddresses = m_run.plan.links[link].transport == plan::Transport::Tcp;
    if (hasAddresses ? peer.key.empty() : !streamIsKnown(m_run.plan, link))
        return;
    peer.connection = m_run.streams.open(peer.key, link);
    if (peer.connection != nullptr)
        setFlows(peer, link);
}

void StreamPeers::identify(Peer& peer)
{
    if (peer.isIdentified)
        return;
    if (!peer.key.empty()) {
        peer.connection = m_run.streams.claim(peer.key);
    } else if (m_planned.flowsIn.size() == 1) {
        const plan::LinkIndex link = m_run.plan.flows[m_planned.flowsIn.front()].link;
        if (m_run.plan.links[link].transport != plan::Transport::Tcp
            && streamIsKnown(m_run.plan, link))
            peer.connection = m_run.streams.claimOldest(link);
    }
    if (peer.connection == nullptr)
        return;
    peer.isIdentified = true;
    setFlows(peer, StreamConnections::linkOf(*peer.connection));
}

bool StreamPeers::isIdentified(const std::string& id)
{
    const auto known = m_peers.find(id);
    if (known == m_peers.end())
        return false;
    identify(known->second);
    return known->second.isIdentified;
}

void StreamPeers::takeForStranger(const std::string& id)
{
    const auto known = m_peers.find(id);
    if (known == m_peers.end() || known->second.isIdentified)
        return;
    Peer& peer = known->second;
    peer.isIdentified = peer.isStranger = true;
    if (!peer.key.empty())
        m_run.streams.disown(peer.key);
    // None of ours: where one program outside is linked here, it is that one.
    plan::LinkIndex outside = plan::kNone;
    int count = 0;
    for (const plan::FlowIndex flow : m_planned.flowsIn) {
        const plan::PlannedFlow& planned = m_run.plan.flows[flow];
        if (m_run.plan.nodes[m_run.plan.sockets[planned.from].node].external) {
            outside = planned.link;
            ++count;
        }
    }
    if (count == 1)
        setFlows(peer, outside);
}

void StreamPeers::setFlows(Peer& peer, plan::LinkIndex link) const
{
    for (const plan::FlowIndex flow : m_planned.flowsIn) {
        if (m_run.plan.flows[flow].link == link)
            peer.flowIn = flow;
    }
    for (const plan::FlowIndex flow : m_planned.flowsOut) {
        if (m_run.plan.flows[flow].link == link)
            peer.flowOut = flow;
    }
}

void StreamPeers::end(Peer& peer)
{
    if (peer.isStranger && !peer.key.empty())
        m_run.streams.forget(peer.key);
    if (peer.connection == nullptr)
        return;
    const plan::LinkIndex link = StreamConnections::linkOf(*peer.connection);
    countLost(link, m_run.streams.end(peer.connection, peer.end));
    peer.connection = nullptr;
}

void StreamPeers::countLost(plan::LinkIndex link, StreamConnections::Lost lost)
{
    const bool isBinder = m_run.plan.links[link].bind == m_index;
    const std::uint64_t incoming = isBinder ? lost.toBinder : lost.toConnecter;
    const std::uint64_t outgoing = isBinder ? lost.toConnecter : lost.toBinder;
    Peer flows;
    setFlows(flows, link);
    // Each side of the books has one writer: this socket's own thread.
    if (incoming > 0 && flows.flowIn != plan::kNone)
        m_run.flows[flows.flowIn].receiver.lose(metrics::DropCause::PeerGone, incoming);
    if (outgoing > 0 && flows.flowOut != plan::kNone)
        m_run.flows[flows.flowOut].sender.peerGone.add(outgoing);
}

void StreamPeers::countReceived(const std::string& id, std::uint64_t bytes)
{
    m_ledger.received.add();
    const auto known = m_peers.find(id);
    if (known == m_peers.end() || known->second.flowIn == plan::kNone)
        return;
    const Peer& peer = known->second;
    std::uint64_t ticks = 0;
    if (peer.connection != nullptr) {
        // What the other end has not counted as sent over this connection is not counted here.
        const auto sent = m_run.streams.takeReceived(*peer.connection, peer.end);
        if (!sent)
            return;
        ticks = *sent;
    }
    FlowLedger& ledger = m_run.flows[peer.flowIn];
    ledger.receiver.bytes.add(bytes);
    ledger.receiver.received.add();
    if (ticks == 0 || m_run.taps.at(peer.flowIn).detail() == metrics::Detail::Counts)
        return;
    const std::uint64_t elapsed = (m_run.ticks() - ticks) & kStampTickMask;
    ledger.latency.record(static_cast<std::uint64_t>(static_cast<double>(elapsed)
                                                     * metrics::TickClock::nanosecondsPerTick()));
}

void StreamPeers::forgetLink(plan::LinkIndex link)
{
    std::vector<std::string> ended;
    for (const auto& [id, connect] : m_connects) {
        if (connect.link == link)
            ended.push_back(id);
    }
    for (const std::string& id : ended) {
        end(id);
        m_connects.erase(id);
        m_hungUp.insert(id);
    }
}

std::string StreamPeers::nameFor(const plan::PlannedConnect& connect)
{
    // libzmq gives accepted peers ids that begin with a zero byte, and ends the process when a
    // name is used twice.
    std::string name = "link" + std::to_string(m_names++);
    m_connects.emplace(name, connect);
    return name;
}

plan::FlowIndex StreamPeers::flowTo(const std::string& id) const
{
    const auto known = m_peers.find(id);
    return known == m_peers.end() ? plan::kNone : known->second.flowOut;
}

void StreamPeers::addSent(const std::string& id, std::uint64_t ticks)
{
    const auto known = m_peers.find(id);
    if (known != m_peers.end() && known->second.connection != nullptr)
        m_run.streams.addSent(*known->second.connection, known->second.end, ticks);
}

void StreamPeers::takeBack(const std::string& id)
{
    const auto known = m_peers.find(id);
    if (known != m_peers.end() && known->second.connection != nullptr)
        m_run.streams.takeBack(*known->second.connection, known->second.end);
}

void StreamPeers::hangUp(const std::string& id)
{
    if (!m_peers.contains(id))
        return;
    end(id);
    // Ids do not come again, so an old one may be forgotten after a while.
    constexpr std::size_t kMostRemembered = 10'000;
    if (m_hungUp.size() > kMostRemembered)
        m_hungUp.clear();
    m_hungUp.insert(id);
}

} // namespace topomq::runtime
