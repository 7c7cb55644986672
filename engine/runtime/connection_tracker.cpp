#include "engine/runtime/connection_tracker.h"

#include "engine/runtime/kernel_queue.h"

#include <zmq.h>

#include <algorithm>
#include <sys/socket.h>
#include <utility>

namespace topomq::runtime {

namespace {

/// 0: there is no such socket any more.
std::uint64_t cookieOf(std::uint32_t descriptor)
{
    std::uint64_t cookie = 0;
    socklen_t size = sizeof cookie;
    if (getsockopt(static_cast<int>(descriptor), SOL_SOCKET, SO_COOKIE, &cookie, &size) != 0)
        return 0;
    return cookie;
}

std::string incompatible(model::SocketType type)
{
    return "a peer whose socket type does not go with " + std::string(toText(type))
        + ": ZeroMQ has closed the connection without a word and does not try again; connect only "
          "types that go together";
}

} // namespace

std::vector<ConnectionTracker::Remark>
ConnectionTracker::take(unsigned event, std::uint32_t value, const std::string& address)
{
    std::vector<Remark> remarks;
    m_isUp = false;
    m_hasEnded = false;
    m_settled = 0;
    Endpoint& endpoint = m_endpoints[address];
    endpoint.isWebSocket = address.starts_with("ws://");
    switch (event) {
    case ZMQ_EVENT_ACCEPTED:
    case ZMQ_EVENT_CONNECTED:
        endpoint.connects = event == ZMQ_EVENT_CONNECTED;
        open(endpoint, value);
        break;
    case ZMQ_EVENT_HANDSHAKE_SUCCEEDED:
        shakeHands(endpoint, remarks);
        break;
    case ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL:
    case ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL:
    case ZMQ_EVENT_HANDSHAKE_FAILED_AUTH:
        endpoint.hasFailed = true;
        settleRefused(endpoint);
        break;
    case ZMQ_EVENT_DISCONNECTED:
        close(endpoint, value, remarks);
        break;
    default:
        break;
    }
    return remarks;
}

bool ConnectionTracker::hasBytesInKernel() const
{
    return std::any_of(m_established.begin(), m_established.end(), [](const Connection& each) {
        const auto queue = kernelQueueOf(static_cast<int>(each.descriptor));
        return queue && queue->unacknowledged + queue->unread > 0
            && cookieOf(each.descriptor) == each.cookie;
    });
}

void ConnectionTracker::open(Endpoint& endpoint, std::uint32_t descriptor)
{
    // Our own closes are not told: whoever had the number is gone.
    std::erase_if(m_established,
                  [descriptor](const Connection& each) { return each.descriptor == descriptor; });
    std::erase(m_shaken, descriptor);
    endpoint.opening.push_back({descriptor, cookieOf(descriptor)});
}

void ConnectionTracker::shakeHands(Endpoint& endpoint, std::vector<Remark>& remarks)
{
    ++endpoint.handshakes;
    // The first of the two of each WebSocket only opens it.
    const std::size_t before = endpoint.isWebSocket ? endpoint.opening.size() : 0;
    m_isUp = endpoint.handshakes > before;
    if (m_isUp)
        m_settled = std::exchange(endpoint.isRefused, false) ? -1 : 1;
    if (endpoint.handshakes < endpoint.opening.size() + before)
        return;
    m_established.insert(m_established.end(), endpoint.opening.begin(), endpoint.opening.end());
    for (const Connection& each : endpoint.opening)
        m_shaken.push_back(each.descriptor);
    endpoint.opening.clear();
    endpoint.handshakes = 0;
    dropStale();
    if (m_type == model::SocketType::Pair && m_established.size() > 1)
        remarks.push_back({"SECOND_PAIR_PEER",
                           "PAIR talks to one peer only: the second is connected, and nothing that "
                           "it sends arrives; give it a PAIR socket of its own"});
}

void ConnectionTracker::settleRefused(Endpoint& endpoint)
{
    // Many may come to one who binds: which of them it refuses, only they can tell.
    if (endpoint.connects && !std::exchange(endpoint.isRefused, true))
        m_settled = 2;
}

void ConnectionTracker::close(Endpoint& endpoint,
                              std::uint32_t descriptor,
                              std::vector<Remark>& remarks)
{
    const auto isIt = [descriptor](const Connection& each) {
        return each.descriptor == descriptor;
    };
    const auto opening = std::find_if(endpoint.opening.begin(), endpoint.opening.end(), isIt);
    const bool hasFailed = std::exchange(endpoint.hasFailed, false);
    if (opening == endpoint.opening.end()) {
        std::erase_if(m_established, isIt);
        m_hasEnded = std::erase(m_shaken, descriptor) > 0 && endpoint.connects;
        return;
    }
    const std::size_t under = endpoint.opening.size();
    endpoint.opening.erase(opening);
    // STREAM shakes no hands. Where several are under way and some have, it is not known who.
    const bool noneDone =
        endpoint.isWebSocket ? under == 1 && endpoint.handshakes == 1 : endpoint.handshakes == 0;
    if (noneDone)
        settleRefused(endpoint);
    if (!hasFailed && noneDone && m_type != model::SocketType::Stream)
        remarks.push_back({"INCOMPATIBLE_PEER", incompatible(m_type)});
    const std::size_t most = endpoint.opening.size() * (endpoint.isWebSocket ? 2 : 1);
    endpoint.handshakes = std::min(endpoint.handshakes, most);
}

void ConnectionTracker::dropStale()
{
    std::erase_if(m_established, [](const Connection& each) {
        return each.cookie == 0 || cookieOf(each.descriptor) != each.cookie;
    });
}

} // namespace topomq::runtime
