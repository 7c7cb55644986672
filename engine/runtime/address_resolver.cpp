#include "engine/runtime/address_resolver.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <cstring>
#include <netdb.h>
#include <netinet/in.h>
#include <pthread.h>
#include <system_error>
#include <thread>
#include <utility>

namespace topomq::runtime {

namespace {

using namespace std::chrono_literals;

constexpr auto kFirstPause = 250ms;
constexpr auto kLongestPause = 30000ms;
/// Lookups that have not ended by then are left alone.
constexpr auto kPatience = 100ms;

/// Where the host stands in the address: begin and length; length 0: nowhere.
struct Place
{
    std::size_t begin = 0;
    std::size_t length = 0;
};

Place hostPlace(std::string_view address)
{
    const auto scheme = address.find("://");
    const std::string_view name = address.substr(0, scheme);
    if (scheme == std::string_view::npos || (name != "tcp" && name != "ws"))
        return {};
    std::size_t begin = scheme + 3;
    // A source address comes first.
    if (const auto mark = address.find(';', begin); mark != std::string_view::npos)
        begin = mark + 1;
    const auto slash = address.find('/', begin);
    const auto colon = address.substr(0, slash).rfind(':');
    if (colon == std::string_view::npos || colon <= begin)
        return {};
    return {begin, colon - begin};
}

bool isNumeric(const std::string& host)
{
    in6_addr number{};
    return inet_pton(AF_INET, host.c_str(), &number) == 1
        || inet_pton(AF_INET6, host.c_str(), &number) == 1;
}

std::string toNumber(const addrinfo& found)
{
    std::array<char, INET6_ADDRSTRLEN + 64> text{};
    if (getnameinfo(found.ai_addr, found.ai_addrlen, text.data(), text.size(), nullptr, 0,
                    NI_NUMERICHOST)
        != 0)
        return {};
    return text.data();
}

} // namespace

LookupResult systemLookup(const std::string& host, bool ipv6)
{
    addrinfo hints{};
    hints.ai_family = ipv6 ? AF_UNSPEC : AF_INET;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    const int error = getaddrinfo(host.c_str(), nullptr, &hints, &found);
    LookupResult result;
    if (error == EAI_SYSTEM)
        result.error = std::generic_category().message(errno);
    else if (error != 0)
        result.error = gai_strerror(error);
    else
        result.address = toNumber(*found);
    if (found != nullptr)
        freeaddrinfo(found);
    return result;
}

std::string hostNameIn(std::string_view address)
{
    const Place place = hostPlace(address);
    std::string host(address.substr(place.begin, place.length));
    const bool isName = !host.empty() && host != "*" && host.front() != '[' && !isNumeric(host);
    return isName ? host : std::string();
}

std::string withNumber(std::string_view address, const std::string& number)
{
    const Place place = hostPlace(address);
    const bool needsBrackets = number.find(':') != std::string::npos;
    return std::string(address.substr(0, place.begin))
        + (needsBrackets ? "[" + number + "]" : number)
        + std::string(address.substr(place.begin + place.length));
}

AddressResolver::AddressResolver(LookupFunction lookup)
    : m_lookup(lookup == nullptr ? LookupFunction(systemLookup) : std::move(lookup))
    , m_state(std::make_shared<State>())
{ }

AddressResolver::~AddressResolver()
{
    stop();
}

void AddressResolver::find(const std::string& host, bool ipv6, Listener listener)
{
    const std::lock_guard lock(m_state->mutex);
    if (m_state->stopping)
        return;
    // Only what they share outlives the resolver: a lookup may hang for longer than the run.
    std::thread([state = m_state, lookup = m_lookup, host, ipv6, listener = std::move(listener)] {
        work(state, lookup, host, ipv6, listener);
    }).detach();
    ++m_state->working;
}

void AddressResolver::work(const std::shared_ptr<State>& state,
                           const LookupFunction& lookup,
                           const std::string& host,
                           bool ipv6,
                           const Listener& listener)
{
    pthread_setname_np(pthread_self(), "name lookup");
    std::chrono::milliseconds pause = kFirstPause;
    for (;;) {
        LookupResult result = lookup(host, ipv6);
        std::unique_lock lock(state->mutex);
        if (!state->stopping) {
            result.nextTry = pause;
            listener(result);
        }
        if (!result.address.empty()
            || state->changed.wait_for(lock, pause, [&] { return state->stopping; }))
        {
            --state->working;
            state->changed.notify_all();
            return;
        }
        pause = std::min<std::chrono::milliseconds>(pause * 2, kLongestPause);
    }
}

void AddressResolver::stop()
{
    std::unique_lock lock(m_state->mutex);
    m_state->stopping = true;
    m_state->changed.notify_all();
    m_state->changed.wait_for(lock, kPatience, [this] { return m_state->working == 0; });
}

} // namespace topomq::runtime
