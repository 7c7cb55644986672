#include "engine/runtime/zap_handler.h"

#include <zmq.h>

#include <array>
#include <cstdint>
#include <pthread.h>
#include <sys/eventfd.h>
#include <unistd.h>
#include <utility>

namespace topomq::runtime {

namespace {

using Frames = std::vector<std::string>;

constexpr std::size_t kKeyBytes = 32;
constexpr std::size_t kKeyLength = 40;
/// Envelope and delimiter, then version, request, domain, address, routing id, mechanism.
constexpr std::size_t kLeastFrames = 8;

Frames receive(void* socket)
{
    Frames frames;
    int more = 1;
    while (more != 0) {
        zmq_msg_t message;
        zmq_msg_init(&message);
        if (zmq_msg_recv(&message, socket, ZMQ_DONTWAIT) < 0) {
            zmq_msg_close(&message);
            return {};
        }
        frames.emplace_back(static_cast<const char*>(zmq_msg_data(&message)),
                            zmq_msg_size(&message));
        more = zmq_msg_more(&message);
        zmq_msg_close(&message);
    }
    return frames;
}

void send(void* socket, const Frames& frames)
{
    for (std::size_t i = 0; i < frames.size(); ++i) {
        const int more = i + 1 < frames.size() ? ZMQ_SNDMORE : 0;
        if (zmq_send(socket, frames[i].data(), frames[i].size(), ZMQ_DONTWAIT | more) < 0)
            return;
    }
}

std::string toZ85(const std::string& key)
{
    if (key.size() != kKeyBytes)
        return {};
    std::array<char, kKeyLength + 1> text{};
    zmq_z85_encode(text.data(), reinterpret_cast<const std::uint8_t*>(key.data()), key.size());
    return text.data();
}

/// Takes as long for a wrong text as for the right one.
bool isSame(const std::string& a, const std::string& b)
{
    unsigned difference = a.size() == b.size() ? 0 : 1;
    for (std::size_t i = 0; i < a.size() && !b.empty(); ++i)
        difference |=
            static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i % b.size()]);
    return difference == 0;
}

/// What a stranger calls itself, fit to be shown.
std::string shown(const std::string& name)
{
    constexpr std::size_t kLongest = 64;
    std::string text = name.substr(0, kLongest);
    for (char& c : text) {
        if (c < ' ' || c > '~')
            c = '?';
    }
    return text;
}

} // namespace

struct ZapHandler::Request
{
    std::string domain;
    std::string address;
    std::string mechanism;
    Frames credentials;
};

struct ZapHandler::Verdict
{
    std::string who;
    /// Why not; empty: may come in.
    std::string refusal;
};

ZapHandler::ZapHandler(void* zmqContext,
                       const KeyStore& keys,
                       std::function<void(RuntimeEvent)> tell)
    : m_zmq(zmqContext)
    , m_keys(keys)
    , m_tell(std::move(tell))
{ }

ZapHandler::~ZapHandler()
{
    stop();
}

std::string ZapHandler::start()
{
    if (m_thread.joinable())
        return {};
    m_socket = zmq_socket(m_zmq, ZMQ_ROUTER);
    m_stop = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    const int none = 0;
    if (m_socket == nullptr || m_stop < 0
        || zmq_setsockopt(m_socket, ZMQ_LINGER, &none, sizeof none) != 0
        || zmq_bind(m_socket, kZapAddress.data()) != 0)
    {
        std::string problem =
            std::string("nobody can check who comes in: ") + zmq_strerror(zmq_errno());
        stop();
        return problem;
    }
    m_thread = std::thread([this] { run(); });
    return {};
}

void ZapHandler::setPolicy(const std::string& domain, ZapPolicy policy)
{
    const std::lock_guard lock(m_mutex);
    m_policies[domain] = std::move(policy);
}

void ZapHandler::stop()
{
    if (m_thread.joinable()) {
        const std::uint64_t one = 1;
        [[maybe_unused]] const auto written = write(m_stop, &one, sizeof one);
        m_thread.join();
    }
    if (m_socket != nullptr)
        zmq_close(m_socket);
    if (m_stop >= 0)
        close(m_stop);
    m_socket = nullptr;
    m_stop = -1;
}

void ZapHandler::run()
{
    pthread_setname_np(pthread_self(), "authentication");
    std::array<zmq_pollitem_t, 2> items{
        {{m_socket, 0, ZMQ_POLLIN, 0}, {nullptr, m_stop, ZMQ_POLLIN, 0}}};
    for (;;) {
        if (zmq_poll(items.data(), static_cast<int>(items.size()), -1) < 0 && zmq_errno() == ETERM)
            return;
        if (items[1].revents != 0)
            return;
        if (items[0].revents != 0)
            answer();
    }
}

void ZapHandler::answer()
{
    const Frames frames = receive(m_socket);
    if (frames.size() < kLeastFrames)
        return;
    const Request request{.domain = frames[4],
                          .address = frames[5],
                          .mechanism = frames[7],
                          .credentials = {frames.begin() + 8, frames.end()}};
    const Verdict verdict = judge(request);
    const bool welcome = verdict.refusal.empty();
    send(m_socket,
         {frames[0], frames[1], "1.0", frames[3], welcome ? "200" : "400",
          welcome ? "OK" : "refused", welcome ? verdict.who : "", ""});
    if (!welcome) {
        m_tell({.where = request.domain,
                .event = "PEER_REFUSED",
                .address = request.address,
                .detail = verdict.who + ": " + verdict.refusal,
                .error = true});
    }
}

ZapHandler::Verdict ZapHandler::judge(const Request& request) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_policies.find(request.domain);
    if (found == m_policies.end())
        return {"a peer", "this socket has no rule for who may come in"};
    const ZapPolicy& policy = found->second;
    if (request.mechanism != toText(policy.mechanism))
        return {"a peer", "it speaks another mechanism than this socket"};
    if (policy.mechanism == model::Mechanism::Curve && request.credentials.size() == 1)
        return judgeCurve(policy, request);
    if (policy.mechanism == model::Mechanism::Plain && request.credentials.size() == 2)
        return judgePlain(policy, request);
    return {"a peer", "its credentials are incomplete"};
}

ZapHandler::Verdict ZapHandler::judgeCurve(const ZapPolicy& policy, const Request& request) const
{
    const std::string key = toZ85(request.credentials[0]);
    const std::string owner = m_keys.ownerOf(key);
    Verdict verdict{owner.empty() ? "a program with an unknown key" : owner, {}};
    if (!policy.allowsAll && !policy.keys.contains(key))
        verdict.refusal = "it is not on the list of those who may come in; add it to the list, or "
                          "empty the list to let in all who have the server's key";
    return verdict;
}

ZapHandler::Verdict ZapHandler::judgePlain(const ZapPolicy& policy, const Request& request) const
{
    const std::string& user = request.credentials[0];
    Verdict verdict{"user \"" + shown(user) + "\"", {}};
    const std::optional<std::string> password = m_keys.findPassword(user);
    if (!policy.allowsAll && !policy.users.contains(user))
        verdict.refusal = "not on the list of those who may come in; add the user to the list";
    else if (!password)
        verdict.refusal = "there is no such user; give the user a password in the file of keys";
    else if (!isSame(*password, request.credentials[1]))
        verdict.refusal = "wrong password; both sides need the one in the file of keys";
    return verdict;
}

} // namespace topomq::runtime
