#pragma once
// Finds the numeric addresses of host names off all threads that carry messages: libzmq itself
// would do it in its I/O thread, where one slow name stalls every link.

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace topomq::runtime {

/// Either a numeric address without brackets, or the system's words.
struct LookupResult
{
    std::string address;
    std::string error;
    /// After a failure: when the name is asked for again.
    std::chrono::milliseconds nextTry{0};
};

/// May take long. Thread: any, several at once.
using LookupFunction = std::function<LookupResult(const std::string& host, bool ipv6)>;

/// getaddrinfo(3): an IPv4 address, or with `ipv6` whatever the system prefers.
[[nodiscard]] LookupResult systemLookup(const std::string& host, bool ipv6);

/// The host of a tcp or ws address that has to be looked up: a name. Empty: none.
[[nodiscard]] std::string hostNameIn(std::string_view address);
/// The address with a number, in brackets where it needs them, in place of the host name.
[[nodiscard]] std::string withNumber(std::string_view address, const std::string& number);

/// Each name that is being looked up has a thread, so that a slow one holds up no other.
/// Thread: any.
class AddressResolver
{
public:
    using Listener = std::function<void(const LookupResult&)>;

    explicit AddressResolver(LookupFunction lookup);
    ~AddressResolver();
    AddressResolver(const AddressResolver&) = delete;
    AddressResolver& operator=(const AddressResolver&) = delete;

    /// `listener` is called from another thread: after each failure, and last with an address.
    /// A name that fails is tried again after a while, less and less often.
    void find(const std::string& host, bool ipv6, Listener listener);
    /// No listener is called any more after this. Does not wait for a lookup that hangs.
    void stop();

private:
    struct State
    {
        std::mutex mutex; // protects what follows, and is held while listeners are called
        std::condition_variable changed;
        bool stopping = false;
        std::size_t working = 0;
    };

    static void work(const std::shared_ptr<State>& state,
                     const LookupFunction& lookup,
                     const std::string& host,
                     bool ipv6,
                     const Listener& listener);

    LookupFunction m_lookup;
    std::shared_ptr<State> m_state;
};

} // namespace topomq::runtime
