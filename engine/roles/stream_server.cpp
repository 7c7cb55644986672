#include "engine/roles/stream_server.h"

#include "engine/roles/stream_text.h"

namespace topomq::roles {

using model::StreamMode;
using runtime::StreamPeers;
using runtime::WaitResult;

namespace {

/// Who asks and asks but never reads must not hold up the others for ever.
constexpr auto kLongestSend = std::chrono::seconds(1);

} // namespace

StreamServer::StreamServer(runtime::NodeContext& context, runtime::SocketPort& port)
    : m_context(context)
    , m_port(port)
    , m_mode(context.settings().mode)
{ }

void StreamServer::run()
{
    while (m_context.receive(m_port, m_incoming) == WaitResult::Ready) {
        const StreamPeers::News news = m_port.stream()->read(m_incoming);
        const std::string peer(m_incoming.frame(0));
        if (news == StreamPeers::News::Connected)
            m_readers.insert_or_assign(peer, MessageReader(m_mode));
        else if (news == StreamPeers::News::Disconnected) {
            m_port.stream()->end(peer);
            m_readers.erase(peer);
        }
        const auto reader = m_readers.find(peer);
        if (news != StreamPeers::News::Bytes || reader == m_readers.end())
            continue;
        reader->second.add(m_incoming.lastFrame());
        if (serve(peer, reader->second) == WaitResult::Stopped)
            return;
    }
}

WaitResult StreamServer::serve(const std::string& peer, MessageReader& reader)
{
    auto state = reader.next();
    while (state == MessageReader::State::Complete) {
        m_port.stream()->countReceived(peer, reader.message().size());
        if (m_context.work(m_context.settings().serviceTime) == WaitResult::Stopped)
            return WaitResult::Stopped;
        const WaitResult answered = answer(peer, reader);
        if (answered == WaitResult::Stopped)
            return answered;
        if (answered == WaitResult::Late || reader.wantsClose()) {
            hangUp(peer);
            return WaitResult::Ready;
        }
        state = reader.next();
    }
    return state == MessageReader::State::Broken ? refuse(peer, reader) : WaitResult::Ready;
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
    if (m_mode == StreamMode::HttpServer
        && send(peer, httpReply("400 Bad Request", reader.problem() + "\n", true))
            == WaitResult::Stopped)
        return WaitResult::Stopped;
    hangUp(peer);
    return WaitResult::Ready;
}

WaitResult StreamServer::send(const std::string& peer, const std::string& text)
{
    m_message.envelope = {peer};
    if (!m_port.composeText(m_message, text)) {
        m_context.report("no memory left for another message; lower the rate or set a limit");
        return WaitResult::Stopped;
    }
    return m_context.send(m_port, m_message, nullptr, kLongestSend);
}

void StreamServer::hangUp(const std::string& peer)
{
    m_port.hangUp(peer);
    m_readers.erase(peer);
}

} // namespace topomq::roles
