#include "engine/runtime/wire_recording.h"

#include "engine/runtime/run_context.h"

#include <algorithm>
#include <charconv>
#include <string_view>

namespace topomq::runtime {

namespace {

using wire::WireRelay;

constexpr auto kLongestSettle = std::chrono::milliseconds(100);

struct Target
{
    std::string host; ///< without brackets; empty: not understood
    std::uint16_t port = 0;
};

Target targetOf(std::string_view address)
{
    constexpr std::string_view kScheme = "tcp://";
    const auto colon = address.rfind(':');
    if (!address.starts_with(kScheme) || colon < kScheme.size())
        return {};
    std::string_view host = address.substr(kScheme.size(), colon - kScheme.size());
    if (host.starts_with('[') && host.ends_with(']'))
        host = host.substr(1, host.size() - 2);
    const std::string_view number = address.substr(colon + 1);
    std::uint16_t port = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), port);
    if (error != std::errc() || end != number.data() + number.size())
        return {};
    return {std::string(host), port};
}

} // namespace

WireRecording::WireRecording(RunContext& run)
    : m_run(run)
{ }

WireRecording::~WireRecording() = default;

std::string WireRecording::through(plan::LinkIndex link, const std::string& address)
{
    const plan::PlannedLink& planned = m_run.plan.links[link];
    if (!planned.recordWire)
        return address;
    const std::string where = m_run.plan.sockets[planned.connect].ref.text();
    std::string problem = whyNot(link);
    const std::uint16_t port = problem.empty() ? route(link, address, problem) : 0;
    if (port == 0) {
        m_run.tell(where, "WIRE_NOT_RECORDED", address,
                   "the bytes are not recorded: " + problem + "; the link connects without it",
                   true);
        return address;
    }
    std::string relayed = "tcp://127.0.0.1:" + std::to_string(port);
    m_run.tell(where, "WIRE_RECORDED", address,
               "connects by way of " + relayed
                   + ", which keeps the first 64 KiB of each direction");
    return relayed;
}

/// What would not reach the relay, or would reach another target by it.
std::string WireRecording::whyNot(plan::LinkIndex link) const
{
    const plan::PlannedSocket& socket = m_run.plan.sockets[m_run.plan.links[link].connect];
    for (const plan::PlannedOption& option : socket.options) {
        if (option.name == "SOCKS_PROXY" || option.name == "BINDTODEVICE")
            return "the socket connects in a way of its own (" + option.name + ")";
    }
    return {};
}

std::uint16_t
WireRecording::route(plan::LinkIndex link, const std::string& address, std::string& problem)
{
    const Target target = targetOf(address);
    if (target.host.empty()) {
        problem = "no tcp address with a number and a port";
        return 0;
    }
    const std::lock_guard lock(m_mutex);
    if (m_relay == nullptr) {
        const auto begins = [this](const WireRelay::Ends& ends) {
            m_run.streams.rename(ends.local + '>' + ends.target, ends.client + '>' + ends.relay);
        };
        m_relay = std::make_unique<WireRelay>(WireRelay::Listener{begins, {}});
    }
    if (const auto known = m_routes.find(link); known != m_routes.end()) {
        problem = m_relay->aim(known->second.route, target.host, target.port);
        return problem.empty() ? known->second.port : 0;
    }
    const plan::PlannedLink& planned = m_run.plan.links[link];
    const bool isRaw = m_run.plan.sockets[planned.connect].type == model::SocketType::Stream
        || m_run.plan.sockets[planned.bind].type == model::SocketType::Stream;
    const auto opened =
        m_relay->open(target.host, target.port,
                      {.protocol = isRaw ? wire::Protocol::Http : wire::Protocol::Zmtp});
    problem = opened.problem;
    if (opened.port != 0)
        m_routes.emplace(link, opened);
    return opened.port;
}

std::optional<WireRelay::Route> WireRecording::routeOf(plan::LinkIndex link) const
{
    const auto known = m_routes.find(link);
    return known == m_routes.end() ? std::nullopt : std::optional(known->second.route);
}

std::optional<wire::WireRecord> WireRecording::record(plan::LinkIndex link) const
{
    const std::lock_guard lock(m_mutex);
    const auto route = routeOf(link);
    if (!route)
        return std::nullopt;
    wire::WireRecord record = m_relay->record(*route);
    // From the start of the run, as all its times.
    const std::uint64_t start = m_run.startNanoseconds;
    for (wire::WireConnection& connection : record.connections) {
        connection.openedAt -= start;
        if (connection.closedAt)
            *connection.closedAt -= start;
        for (wire::WireChunk& chunk : connection.chunks)
            chunk.time -= start;
    }
    return record;
}

std::uint64_t WireRecording::version(plan::LinkIndex link) const
{
    const std::lock_guard lock(m_mutex);
    const auto route = routeOf(link);
    return route ? m_relay->version(*route) : 0;
}

bool WireRecording::settle()
{
    WireRelay* relay = nullptr;
    {
        const std::lock_guard lock(m_mutex);
        relay = m_relay.get();
    }
    return relay == nullptr || relay->settle(kLongestSettle);
}

bool WireRecording::isHolding(plan::LinkIndex link) const
{
    const std::lock_guard lock(m_mutex);
    const auto route = routeOf(link);
    return route && m_relay->isHolding(*route);
}

void WireRecording::stop()
{
    const std::lock_guard lock(m_mutex);
    if (m_relay != nullptr)
        m_relay->stop();
}

} // namespace topomq::runtime
