#include "engine/runtime/event_words.h"

#include <zmq.h>

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <netdb.h>
#include <sys/socket.h>
#include <utility>

namespace topomq::runtime {

namespace {

struct EventRow
{
    unsigned event;
    const char* name;
    bool isFailure = false;
};

constexpr std::array<EventRow, 14> kEvents{{
    {ZMQ_EVENT_CONNECTED, "CONNECTED"},
    {ZMQ_EVENT_CONNECT_DELAYED, "CONNECT_DELAYED"},
    {ZMQ_EVENT_CONNECT_RETRIED, "CONNECT_RETRIED"},
    {ZMQ_EVENT_LISTENING, "LISTENING"},
    {ZMQ_EVENT_BIND_FAILED, "BIND_FAILED", true},
    {ZMQ_EVENT_ACCEPTED, "ACCEPTED"},
    {ZMQ_EVENT_ACCEPT_FAILED, "ACCEPT_FAILED", true},
    {ZMQ_EVENT_CLOSED, "CLOSED"},
    {ZMQ_EVENT_CLOSE_FAILED, "CLOSE_FAILED", true},
    {ZMQ_EVENT_DISCONNECTED, "DISCONNECTED"},
    {ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL, "HANDSHAKE_FAILED_NO_DETAIL", true},
    {ZMQ_EVENT_HANDSHAKE_SUCCEEDED, "HANDSHAKE_SUCCEEDED"},
    {ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL, "HANDSHAKE_FAILED_PROTOCOL", true},
    {ZMQ_EVENT_HANDSHAKE_FAILED_AUTH, "HANDSHAKE_FAILED_AUTH", true},
}};

const EventRow* rowOf(unsigned event)
{
    const auto found = std::find_if(kEvents.begin(), kEvents.end(),
                                    [event](const EventRow& row) { return row.event == event; });
    return found == kEvents.end() ? nullptr : &*found;
}

constexpr std::array<std::pair<std::uint32_t, const char*>, 17> kProtocolErrors{{
    {ZMQ_PROTOCOL_ERROR_ZMTP_UNSPECIFIED, "the peer does not keep to ZMTP"},
    {ZMQ_PROTOCOL_ERROR_ZMTP_UNEXPECTED_COMMAND, "the peer sent a command out of turn"},
    {ZMQ_PROTOCOL_ERROR_ZMTP_INVALID_SEQUENCE, "the peer sent its commands in a wrong order"},
    {ZMQ_PROTOCOL_ERROR_ZMTP_KEY_EXCHANGE, "the exchange of keys failed"},
    {ZMQ_PROTOCOL_ERROR_ZMTP_MALFORMED_COMMAND_UNSPECIFIED, "the peer sent a malformed command"},
    {ZMQ_PROTOCOL_ERROR_ZMTP_MALFORMED_COMMAND_MESSAGE, "the peer sent a malformed MESSAGE"},
    {ZMQ_PROTOCOL_ERROR_ZMTP_MALFORMED_COMMAND_HELLO, "the peer sent a malformed HELLO"},
    {ZMQ_PROTOCOL_ERROR_ZMTP_MALFORMED_COMMAND_INITIATE, "the peer sent a malformed INITIATE"},
    {ZMQ_PROTOCOL_ERROR_ZMTP_MALFORMED_COMMAND_ERROR, "the peer sent a malformed ERROR"},
    {ZMQ_PROTOCOL_ERROR_ZMTP_MALFORMED_COMMAND_READY, "the peer sent a malformed READY"},
    {ZMQ_PROTOCOL_ERROR_ZMTP_MALFORMED_COMMAND_WELCOME, "the peer sent a malformed WELCOME"},
    {ZMQ_PROTOCOL_ERROR_ZMTP_INVALID_METADATA, "the peer sent malformed properties"},
    {ZMQ_PROTOCOL_ERROR_ZMTP_CRYPTOGRAPHIC,
     "wrong key: the two ends do not have keys that fit each other"},
    {ZMQ_PROTOCOL_ERROR_ZMTP_MECHANISM_MISMATCH,
     "the two ends use different security; give both the same mechanism"},
    {ZMQ_PROTOCOL_ERROR_ZAP_UNSPECIFIED, "the question who may come in was not answered"},
    {ZMQ_PROTOCOL_ERROR_ZAP_MALFORMED_REPLY, "the answer who may come in was malformed"},
    {ZMQ_PROTOCOL_ERROR_WS_UNSPECIFIED, "the peer does not speak WebSocket"},
}};

std::string protocolError(std::uint32_t value)
{
    const auto found = std::find_if(kProtocolErrors.begin(), kProtocolErrors.end(),
                                    [value](const auto& row) { return row.first == value; });
    return found == kProtocolErrors.end() ? "the peer does not keep to the protocol"
                                          : found->second;
}

std::string authentication(std::uint32_t value)
{
    if (value == 300)
        return "the server cannot tell for the moment who may come in; tried again";
    if (value == 500)
        return "the server failed to tell who may come in; not tried again";
    return "refused by the server: its list, key or password does not let this peer in; not tried "
           "again";
}

/// From whom a connection has come, while it is there.
std::string peerOf(std::uint32_t descriptor)
{
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    std::array<char, NI_MAXHOST> host{};
    std::array<char, NI_MAXSERV> port{};
    const bool known =
        getpeername(static_cast<int>(descriptor), reinterpret_cast<sockaddr*>(&address), &size) == 0
        && (address.ss_family == AF_INET || address.ss_family == AF_INET6)
        && getnameinfo(reinterpret_cast<const sockaddr*>(&address), size, host.data(), host.size(),
                       port.data(), port.size(), NI_NUMERICHOST | NI_NUMERICSERV)
            == 0;
    return known ? std::string("from ") + host.data() + " port " + port.data() : std::string();
}

/// The error that libzmq gives with it is often an older one.
constexpr const char* kBrokenHandshake =
    "the peer left before the handshake was done, or was silent for longer than HANDSHAKE_IVL; it "
    "may not speak ZMTP, or its socket type or security does not fit";

} // namespace

const char* eventName(unsigned event)
{
    const EventRow* row = rowOf(event);
    return row == nullptr ? nullptr : row->name;
}

bool isFailure(unsigned event)
{
    const EventRow* row = rowOf(event);
    return row != nullptr && row->isFailure;
}

std::string eventDetail(unsigned event, std::uint32_t value)
{
    switch (event) {
    case ZMQ_EVENT_BIND_FAILED:
    case ZMQ_EVENT_ACCEPT_FAILED:
    case ZMQ_EVENT_CLOSE_FAILED:
        return zmq_strerror(static_cast<int>(value));
    case ZMQ_EVENT_CONNECT_RETRIED:
        return "next try in " + std::to_string(value) + " ms";
    case ZMQ_EVENT_ACCEPTED:
        return peerOf(value);
    case ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL:
        return kBrokenHandshake;
    case ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL:
        return protocolError(value);
    case ZMQ_EVENT_HANDSHAKE_FAILED_AUTH:
        return authentication(value);
    default:
        return {};
    }
}

} // namespace topomq::runtime
