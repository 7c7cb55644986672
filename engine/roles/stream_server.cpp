#include "engine/roles/stream_server.h"

#include "engine/roles/stream_text.h"

#include <algorithm>
#include <utility>

namespace topomq::roles {

using model::StreamMode;
using runtime::StreamPeers;
using runtime::WaitResult;
using Clock = runtime::NodeContext::Clock;

namespace {

/// Who asks and asks but never reads must not hold up the others for ever.
constexpr auto kLongestSend = std::chrono::seconds(1);
/// Bytes that are taken in beside one send that has to wait.
constexpr std::size_t kMostHeard = std::size_t{1024} * 1024;

} // namespace

StreamServer::StreamServer(runtime::NodeContext& context, runtime::SocketPort& port)
    : m_context(context)
    , m_port(port)
    , m_mode(context.settings().mode)
{ }

void StreamServer::run()
{
    for (;;) {
        WaitResult result = WaitResult::Ready;
        if (m_waiting.empty()) {
            result = m_context.receive(m_port, m_incoming);
            if (result == WaitResult::Ready)
                hear();
        } else {
            result = serveNext();
        }
        if (result == WaitResult::Stopped)
            return;
    }
}

void StreamServer::hear()
{
    const StreamPeers::News news = m_port.stream()->read(m_incoming);
    const std::string peer(m_incoming.frame(0));
    if (news == StreamPeers::News::Connected) {
        m_readers.insert_or_assign(peer, MessageReader(m_mode));
    } else if (news == StreamPeers::News::Bytes) {
        const auto reader = m_readers.find(peer);
        if (reader == m_readers.end())
            return;
        reader->second.add(m_incoming.lastFrame());
        if (std::find(m_waiting.begin(), m_waiting.end(), peer) == m_waiting.end())
            m_waiting.push_back(peer);
    } else if (news == StreamPeers::News::Disconnected) {
        m_port.stream()->end(peer);
        m_readers.erase(peer);
        std::erase(m_waiting, peer);
    }
}

WaitResult StreamServer::serveNext()
{
    const std::string peer = std::move(m_waiting.front());
    m_waiting.pop_front();
    // Looked up each time: it may have gone while another was answered.
    for (auto found = m_readers.find(peer); found != m_readers.end(); found = m_readers.find(peer))
    {
        MessageReader& reader = found->second;
        const MessageReader::State state = reader.next();
        if (state == MessageReader::State::Incomplete)
            break;
        const bool isBroken = state == MessageReader::State::Broken;
        const bool isLast = isBroken || reader.wantsClose();
        if (!isBroken) {
            m_port.stream()->countReceived(peer, reader.message().size());
            if (m_context.work(m_context.settings().serviceTime) == WaitResult::Stopped)
                return WaitResult::Stopped;
        }
        const WaitResult answered = isBroken ? refuse(peer, reader) : answer(peer, reader);
        if (answered == WaitResult::Stopped)
            return answered;
        if (isLast || answered == WaitResult::Late)
            hangUp(peer);
    }
    return WaitResult::Ready;
}

WaitResult StreamServer::answer(const std::string& peer, const MessageReader& reader)
{
    const std::size_t size = drawSize(m_context, m_context.settings().replySize);
    if (m_mode == StreamMode::HttpServer)
        return send(peer,
                    httpReply("200 OK", filler(size), reader.wantsClose(),
                              !reader.firstLine().starts_with("HEAD ")));
    return send(peer, size == 0 ? std::string(reader.message()) : line(filler(size)));
}

WaitResult StreamServer::refuse(const std::string& peer, const MessageReader& reader)
{
    return m_mode == StreamMode::HttpServer
        ? send(peer, httpReply("400 Bad Request", reader.problem() + "\n", true))
        : WaitResult::Ready;
}

WaitResult StreamServer::send(const std::string& peer, const std::string& text)
{
    m_message.envelope = {peer};
    if (!m_port.composeText(m_message, text)) {
        m_context.report("no memory left for another message; lower the rate or set a limit");
        return WaitResult::Stopped;
    }
    const auto deadline = Clock::now() + kLongestSend;
    std::size_t heard = 0;
    while (m_context.trySend(m_port, m_message) == runtime::SendResult::WouldBlock) {
        // A peer that has gone counts as full until its last words have been read.
        if (heard < kMostHeard && m_port.receive(m_incoming)) {
            heard += m_incoming.lastFrame().size();
            hear();
            continue;
        }
        const auto soon = std::min(deadline, Clock::now() + std::chrono::milliseconds(1));
        const WaitResult waited =
            heard < kMostHeard ? m_context.awaitTraffic(m_port, soon) : m_context.sleepUntil(soon);
        if (waited == WaitResult::Stopped)
            return waited;
        if (Clock::now() >= deadline) {
            m_port.abandon(m_message);
            return WaitResult::Late;
        }
    }
    return WaitResult::Ready;
}

void StreamServer::hangUp(const std::string& peer)
{
    m_port.hangUp(peer);
    m_readers.erase(peer);
    std::erase(m_waiting, peer);
}

} // namespace topomq::roles
