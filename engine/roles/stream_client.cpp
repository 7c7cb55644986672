#include "engine/roles/stream_client.h"

#include "engine/roles/stream_text.h"

#include <algorithm>
#include <utility>

namespace topomq::roles {

namespace {

using model::StreamMode;
using runtime::StreamPeers;
using runtime::WaitResult;
using State = MessageReader::State;

/// A connection of ours is made known within milliseconds.
constexpr auto kLongestIdentification = std::chrono::milliseconds(500);
constexpr auto kIdentificationStep = std::chrono::milliseconds(5);

/// One that does not read, or has gone unheard, must not hold up the others for ever.
constexpr auto kLongestSend = std::chrono::seconds(1);

/// What a request names as its host: the address of the first server, without the transport.
std::string hostOf(const runtime::NodeContext& context, const runtime::SocketPort& port)
{
    if (port.planned().connects.empty())
        return "localhost";
    const plan::PlannedConnect& connect = port.planned().connects.front();
    const std::string& address =
        context.plan().sockets[connect.binder].binds[connect.endpoint].address;
    const auto slashes = address.find("://");
    const bool isOneHost = address.starts_with("tcp://") && address.find('*') == std::string::npos;
    return isOneHost ? address.substr(slashes + 3) : "localhost";
}

} // namespace

StreamClient::StreamClient(runtime::NodeContext& context, runtime::SocketPort& port)
    : m_context(context)
    , m_port(port)
    , m_mode(context.settings().mode)
    , m_host(hostOf(context, port))
    , m_pacer(context)
{ }

bool StreamClient::hasMore() const
{
    const std::uint64_t count = m_context.settings().count;
    return m_context.generating() && (count == 0 || m_asked < count);
}

void StreamClient::forgetLost()
{
    // A link that is cut, or a socket that is made anew, says no good-bye.
    std::erase_if(m_peers, [this](const Peer& peer) { return !m_port.stream()->has(peer.id); });
}

bool StreamClient::isAnyWaiting() const
{
    return std::any_of(m_peers.begin(), m_peers.end(),
                       [](const Peer& peer) { return peer.isWaiting; });
}

bool StreamClient::mayAsk(const Peer& peer)
{
    if (peer.isWaiting)
        return false;
    if (m_port.stream()->isIdentified(peer.id))
        return true;
    if (Clock::now() < peer.identifiedBy)
        return false;
    m_port.stream()->takeForStranger(peer.id);
    return true;
}

StreamClient::Peer* StreamClient::nextToAsk()
{
    for (std::size_t i = 0; i < m_peers.size(); ++i) {
        Peer& peer = m_peers[(m_turn + i) % m_peers.size()];
        if (mayAsk(peer)) {
            m_turn = (m_turn + i + 1) % m_peers.size();
            return &peer;
        }
    }
    return nullptr;
}

WaitResult StreamClient::ask(Peer& peer)
{
    const model::RoleSettings& settings = m_context.settings();
    const std::string body =
        settings.text ? *settings.text : filler(drawSize(m_context, settings.size));
    const std::string text =
        m_mode == StreamMode::HttpClient ? httpRequest(settings.path, m_host, body) : line(body);
    m_message.envelope = {peer.id};
    if (!m_port.composeText(m_message, text)) {
        m_context.report("no memory left for another message; lower the rate or set a limit");
        return WaitResult::Stopped;
    }
    runtime::SendResult outcome = runtime::SendResult::Dropped;
    const WaitResult result = m_context.send(m_port, m_message, &outcome, kLongestSend);
    if (result == WaitResult::Late) {
        m_port.hangUp(peer.id);
        return result;
    }
    peer.isWaiting = result == WaitResult::Ready && outcome == runtime::SendResult::Sent;
    return result;
}

void StreamClient::take(Peer& peer, State state)
{
    while (state == State::Complete) {
        m_port.stream()->countReceived(peer.id, peer.reader.message().size());
        peer.isWaiting = false;
        state = peer.reader.next();
    }
    if (state != State::Broken)
        return;
    // It would say the same again and again.
    if (!std::exchange(m_hasComplained, true))
        m_context.report(m_port.planned().ref.text() + ": hung up on a server that sent "
                         + peer.reader.problem());
    const std::string id = peer.id;
    m_port.hangUp(id);
    std::erase_if(m_peers, [&id](const Peer& each) { return each.id == id; });
}

void StreamClient::heed()
{
    const StreamPeers::News news = m_port.stream()->read(m_incoming);
    const std::string id(m_incoming.frame(0));
    const auto found = std::find_if(m_peers.begin(), m_peers.end(),
                                    [&id](const Peer& peer) { return peer.id == id; });
    if (news == StreamPeers::News::Connected) {
        if (found != m_peers.end())
            m_peers.erase(found);
        m_peers.push_back(
            {id, MessageReader(m_mode), false, Clock::now() + kLongestIdentification});
    } else if (news == StreamPeers::News::Bytes && found != m_peers.end()) {
        found->reader.add(m_incoming.lastFrame());
        take(*found, found->reader.next());
    } else if (news == StreamPeers::News::Disconnected) {
        // A reply without a length ends with its connection.
        if (found != m_peers.end() && found->reader.finish() == State::Complete)
            m_port.stream()->countReceived(id, found->reader.message().size());
        m_port.stream()->end(id);
        std::erase_if(m_peers, [&id](const Peer& each) { return each.id == id; });
    }
}

runtime::NodeContext::Until StreamClient::nextTime(bool canAsk) const
{
    if (!hasMore())
        return Clock::time_point::max();
    const auto now = Clock::now();
    const bool someUnknown = std::any_of(m_peers.begin(), m_peers.end(), [&](const Peer& peer) {
        return !peer.isWaiting && peer.identifiedBy > now;
    });
    if (canAsk)
        return m_pacer.next();
    return someUnknown ? now + kIdentificationStep : Clock::time_point::max();
}

void StreamClient::run()
{
    while (m_context.running()) {
        forgetLost();
        if (!hasMore() && !isAnyWaiting())
            break;
        const bool isDue = m_pacer.isDue();
        const bool isAsked = m_context.isAsked();
        Peer* peer = hasMore() && isDue ? nextToAsk() : nullptr;
        if (peer != nullptr) {
            if (ask(*peer) == WaitResult::Stopped)
                return;
            ++m_asked;
            m_context.noteMade(isAsked);
            if (!isAsked)
                m_pacer.advance(1);
            continue;
        }
        const WaitResult result = m_context.receive(m_port, m_incoming, nextTime(!isDue));
        if (result == WaitResult::Stopped)
            return;
        if (result == WaitResult::Ready)
            heed();
    }
    m_context.setGenerated();
    while (m_context.receive(m_port, m_incoming) == WaitResult::Ready)
        heed();
}

} // namespace topomq::roles
