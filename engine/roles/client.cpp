#include "engine/roles/pacer.h"
#include "engine/roles/payload.h"
#include "engine/roles/roles.h"

#include <deque>

namespace topomq::roles {

namespace {

using runtime::NodeContext;
using runtime::SocketPort;
using runtime::WaitResult;
using Clock = NodeContext::Clock;

/// Tags are 1 to this.
constexpr std::size_t kLastTag = 0xffff;

/// What a client on either socket type keeps of its requests.
class Requests
{
public:
    Requests(NodeContext& context, SocketPort& port)
        : m_context(context)
        , m_port(port)
        , m_pacer(context)
        , m_isDealer(port.type() == model::SocketType::Dealer)
        , m_mayGiveUp(m_isDealer || context.settings().timeout > 0)
    {
        if (m_isDealer)
            m_message.envelope.emplace_back();
    }

    void run();

private:
    /// A request that waits for its reply.
    struct Open
    {
        Clock::time_point givesUp;
        std::uint64_t asked = 0; ///< ticks
        std::uint64_t retriesLeft = 0;
        bool isAnswered = false; ///< before one that was asked earlier
    };

    [[nodiscard]] std::size_t window() const
    {
        return m_isDealer ? static_cast<std::size_t>(m_context.settings().window) : 1;
    }

    [[nodiscard]] bool hasMore() const
    {
        const std::uint64_t count = m_context.settings().count;
        return m_context.generating() && (count == 0 || m_asked < count);
    }

    [[nodiscard]] WaitResult ask(std::uint64_t retriesLeft);
    /// What is due is asked; it does not keep to the rate where one was wanted now.
    [[nodiscard]] WaitResult askInTurn();
    [[nodiscard]] WaitResult takeReplies(NodeContext::Until until);
    [[nodiscard]] WaitResult giveUpLate();
    /// Null: nobody waits for it any more, or it does not say what it answers.
    [[nodiscard]] Open* requestOf(const runtime::Incoming& reply);
    void close(const runtime::Incoming& reply);
    void forgetAnswered();

    NodeContext& m_context;
    SocketPort& m_port;
    Pacer m_pacer;
    const bool m_isDealer;
    const bool m_mayGiveUp;
    std::uint64_t m_asked = 0;
    std::deque<Open> m_open; ///< in the order of their tags
    std::size_t m_unanswered = 0;
    std::uint16_t m_newestTag = 0;
    bool m_hasGivenUp = false;
    runtime::Outgoing m_message;
    runtime::Incoming m_reply;
};

WaitResult Requests::ask(std::uint64_t retriesLeft)
{
    if (!generate(m_context, m_port, m_message, m_asked))
        return WaitResult::Stopped;
    // 0 means none.
    const auto tag = static_cast<std::uint16_t>(m_newestTag == kLastTag ? 1 : m_newestTag + 1);
    m_message.tag = tag;
    const WaitResult result = m_context.send(m_port, m_message);
    if (result == WaitResult::Ready) {
        const std::uint64_t timeout = m_context.settings().timeout;
        const auto givesUp = m_mayGiveUp && timeout > 0
            ? Clock::now() + std::chrono::milliseconds(timeout)
            : Clock::time_point::max();
        m_newestTag = tag;
        m_open.push_back({givesUp, m_message.firstTried(), retriesLeft});
        ++m_unanswered;
    }
    return result;
}

Requests::Open* Requests::requestOf(const runtime::Incoming& reply)
{
    if (reply.tag() == 0)
        // A REQ has one open; else only the order tells, and only where none was given up.
        return m_open.empty() || (m_isDealer && m_hasGivenUp) ? nullptr : &m_open.front();
    const std::size_t back = (m_newestTag + kLastTag - reply.tag()) % kLastTag;
    return back < m_open.size() ? &m_open[m_open.size() - 1 - back] : nullptr;
}

void Requests::close(const runtime::Incoming& reply)
{
    Open* request = requestOf(reply);
    // To a REQ that does not number its requests (REQ_CORRELATE) a late reply is the answer.
    const bool isTaken = reply.tag() == 0 || !m_isDealer;
    if (request == nullptr && isTaken && !m_open.empty())
        // Some request is answered; which of them and how long it took is unknown.
        m_open.front().isAnswered = true;
    else if (request == nullptr || request->isAnswered)
        return;
    else if (reply.tag() != 0 || window() == 1)
        m_port.recordRoundTrip(reply, request->asked);
    if (request != nullptr)
        request->isAnswered = true;
    --m_unanswered;
    forgetAnswered();
}

void Requests::forgetAnswered()
{
    while (!m_open.empty() && m_open.front().isAnswered)
        m_open.pop_front();
}

WaitResult Requests::askInTurn()
{
    const bool isAsked = m_context.isAsked();
    const WaitResult result = ask(m_context.settings().retries);
    if (result == WaitResult::Stopped)
        return result;
    ++m_asked;
    m_context.noteMade(isAsked);
    if (!isAsked)
        m_pacer.advance(1);
    return result;
}

WaitResult Requests::takeReplies(NodeContext::Until until)
{
    if (!m_open.empty())
        until.at = std::min(until.at, m_open.front().givesUp);
    const WaitResult result = m_open.empty() ? m_context.receive(m_port, m_reply, until)
                                             : m_context.receiveReply(m_port, m_reply, until);
    if (result == WaitResult::Ready)
        close(m_reply);
    return result;
}

WaitResult Requests::giveUpLate()
{
    const auto now = Clock::now();
    while (!m_open.empty() && m_open.front().givesUp <= now) {
        const std::uint64_t retries = m_open.front().retriesLeft;
        m_open.pop_front();
        --m_unanswered;
        m_hasGivenUp = true;
        forgetAnswered();
        if (retries > 0 && m_context.generating()) {
            // That, too, is a message of its own.
            const WaitResult result = m_context.awaitTurn() == WaitResult::Stopped
                ? WaitResult::Stopped
                : ask(retries - 1);
            if (result != WaitResult::Stopped)
                m_context.noteMade(false);
            if (result != WaitResult::Ready)
                return result;
        }
    }
    return WaitResult::Ready;
}

void Requests::run()
{
    while (m_context.running()) {
        if (!hasMore() && m_open.empty())
            break;
        const bool mayAsk = hasMore() && m_unanswered < window();
        if (mayAsk && m_pacer.isDue()) {
            if (askInTurn() == WaitResult::Stopped)
                return;
            if (m_isDealer)
                continue;
        }
        if (m_open.empty() && mayAsk) {
            if (m_context.sleepUntil(m_pacer.next()) == WaitResult::Stopped)
                return;
            continue;
        }
        const bool mayAskMore = m_isDealer && mayAsk && hasMore();
        if (takeReplies(mayAskMore ? m_pacer.next() : Clock::time_point::max())
                == WaitResult::Stopped
            || giveUpLate() == WaitResult::Stopped)
            return;
    }
    m_context.setGenerated();
    // Late answers are still taken in.
    while (m_isDealer && m_context.receive(m_port, m_reply) == WaitResult::Ready) {
    }
}

} // namespace

void Client::run(NodeContext& context)
{
    if (!context.sockets().empty())
        Requests(context, *context.sockets().front()).run();
}

} // namespace topomq::roles
