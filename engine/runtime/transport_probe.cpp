#include "engine/runtime/transport_probe.h"

#include "engine/model/options.h"
#include "engine/runtime/context_options.h"
#include "engine/runtime/probe_process.h"

#include <zmq.h>

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <ifaddrs.h>
#include <linux/capability.h>
#include <net/if.h>
#include <netdb.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace topomq::runtime {

namespace {

bool hasCapability(unsigned number)
{
    __user_cap_header_struct header{.version = _LINUX_CAPABILITY_VERSION_3, .pid = 0};
    std::array<__user_cap_data_struct, 2> data{};
    if (syscall(SYS_capget, &header, data.data()) != 0)
        return false;
    return (data[number / 32].effective & (1U << (number % 32))) != 0;
}

std::string numberOf(const sockaddr* address)
{
    const socklen_t size =
        address->sa_family == AF_INET ? sizeof(sockaddr_in) : sizeof(sockaddr_in6);
    std::array<char, NI_MAXHOST> text{};
    if (getnameinfo(address, size, text.data(), text.size(), nullptr, 0, NI_NUMERICHOST) != 0)
        return {};
    std::string number = text.data();
    // "fe80::1%eth0": the interface is known already.
    return number.substr(0, number.find('%'));
}

std::vector<rules::NetworkInterface> interfaces()
{
    std::vector<rules::NetworkInterface> all;
    ifaddrs* list = nullptr;
    if (getifaddrs(&list) != 0)
        return all;
    for (const ifaddrs* each = list; each != nullptr; each = each->ifa_next) {
        if ((each->ifa_flags & IFF_UP) == 0)
            continue;
        auto found = std::find_if(all.begin(), all.end(),
                                  [&](const auto& known) { return known.name == each->ifa_name; });
        if (found == all.end())
            found = all.insert(all.end(), {.name = each->ifa_name, .addresses = {}});
        const bool isIp = each->ifa_addr != nullptr
            && (each->ifa_addr->sa_family == AF_INET || each->ifa_addr->sa_family == AF_INET6);
        if (std::string number = isIp ? numberOf(each->ifa_addr) : ""; !number.empty())
            found->addresses.push_back(std::move(number));
    }
    freeifaddrs(list);
    return all;
}

std::vector<int> processors()
{
    cpu_set_t set;
    CPU_ZERO(&set);
    std::vector<int> numbers;
    if (sched_getaffinity(0, sizeof set, &set) != 0)
        return numbers;
    for (int i = 0; i < CPU_SETSIZE; ++i) {
        if (CPU_ISSET(static_cast<std::size_t>(i), &set))
            numbers.push_back(i);
    }
    return numbers;
}

std::uint64_t mostSockets()
{
    void* context = zmq_ctx_new();
    const int limit = context == nullptr ? 0 : zmq_ctx_get(context, ZMQ_SOCKET_LIMIT);
    if (context != nullptr)
        zmq_ctx_term(context);
    return limit > 0 ? static_cast<std::uint64_t>(limit) : 65535;
}

/// What of the socket's options the transports of multicast look at.
std::vector<std::pair<int, int>> multicastOptions(const plan::PlannedSocket& socket)
{
    std::vector<std::pair<int, int>> options;
    for (const plan::PlannedOption& option : socket.options) {
        const model::OptionInfo* info = model::findOption(option.name);
        const std::int64_t* value = option.value.asInteger();
        if (info != nullptr && value != nullptr && info->data == model::OptionData::Int
            && info->group == model::OptionGroup::Multicast)
            options.emplace_back(info->zmqNumber, static_cast<int>(*value));
    }
    return options;
}

std::string remedyFor(const std::string& address, const std::string& reason)
{
    if (address.starts_with("pgm://") && !hasCapability(CAP_NET_RAW))
        return reason
            + "; pgm opens raw sockets, which needs CAP_NET_RAW: use epgm, which needs no rights";
    if (address.starts_with("norm://"))
        return reason + "; use a form like norm://lo;239.192.1.1:5555, and a port that is free";
    return reason + "; use a form like epgm://127.0.0.1;239.192.1.1:5555";
}

} // namespace

rules::Capabilities capabilities()
{
    rules::Capabilities found;
    const bool hasPgm = zmq_has("pgm") != 0;
    found.ipc = zmq_has("ipc") != 0;
    found.curve = zmq_has("curve") != 0;
    found.ws = zmq_has("WS") != 0;
    found.norm = zmq_has("norm") != 0;
    found.epgm = hasPgm;
    found.pgm = hasPgm && hasCapability(CAP_NET_RAW);
    if (hasPgm && !found.pgm)
        found.reasons["pgm"] =
            "pgm opens raw sockets, which needs the right CAP_NET_RAW; epgm needs no rights";
    for (const auto& [scheme, has] :
         {std::pair("ipc", found.ipc), std::pair("ws", found.ws), std::pair("norm", found.norm),
          std::pair("epgm", hasPgm), std::pair("pgm", hasPgm)})
    {
        if (!has)
            found.reasons[scheme] = "this libzmq is built without " + std::string(scheme);
    }
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0)
        found.descriptors = limit.rlim_cur;
    found.maxSockets = mostSockets();
    found.interfaces = interfaces();
    found.processors = processors();
    found.realtime = whyNotThread({.policy = SCHED_FIFO, .priority = 1}).empty()
        && whyNotThread({.policy = SCHED_OTHER, .priority = 1}).empty();
    return found;
}

std::string TransportProbe::whyNot(const std::string& address, const plan::PlannedSocket& socket)
{
    if (!plan::isMulticast(plan::transportOf(address)))
        return {};
    const bool sends =
        socket.type == model::SocketType::Pub || socket.type == model::SocketType::XPub;
    const ProbeRequest request{address, sends, multicastOptions(socket)};
    std::string key = address + (sends ? " PUB" : " SUB");
    for (const auto& [number, value] : request.options)
        key += " " + std::to_string(number) + "=" + std::to_string(value);
    const std::lock_guard lock(m_mutex);
    auto known = m_known.find(key);
    if (known == m_known.end()) {
        std::string reason = tryInOwnProcess(request);
        known =
            m_known.emplace(std::move(key), reason.empty() ? reason : remedyFor(address, reason))
                .first;
    }
    return known->second;
}

} // namespace topomq::runtime
