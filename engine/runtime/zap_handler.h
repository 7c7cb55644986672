#pragma once
// Answers libzmq's question who may come in (ZAP, RFC 27) for the sockets of a run.

#include "engine/model/topology.h"
#include "engine/runtime/key_store.h"
#include "engine/runtime/runtime.h"

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace topomq::runtime {

/// libzmq asks at this name, and ends the process when it finds a socket there that cannot answer.
inline constexpr std::string_view kZapAddress = "inproc://zeromq.zap.01";

/// Who may come in at one server socket.
struct ZapPolicy
{
    model::Mechanism mechanism = model::Mechanism::Null;
    /// Whoever has the right key or password; else only those below.
    bool allowsAll = true;
    std::set<std::string> keys; ///< public, in Z85
    std::set<std::string> users;
};

/// Thread: any; the answers come from a thread of its own.
class ZapHandler
{
public:
    /// `tell` is called from the handler's thread. The store outlives the handler.
    ZapHandler(void* zmqContext, const KeyStore& keys, std::function<void(RuntimeEvent)> tell);
    ~ZapHandler();
    ZapHandler(const ZapHandler&) = delete;
    ZapHandler& operator=(const ZapHandler&) = delete;

    /// Why it cannot answer; empty: it does.
    [[nodiscard]] std::string start();
    /// `domain` is `node.socket`.
    void setPolicy(const std::string& domain, ZapPolicy policy);
    /// Before the context ends.
    void stop();

private:
    struct Request;
    struct Verdict;

    void run();
    void answer();
    [[nodiscard]] Verdict judge(const Request& request) const;
    [[nodiscard]] Verdict judgeCurve(const ZapPolicy& policy, const Request& request) const;
    [[nodiscard]] Verdict judgePlain(const ZapPolicy& policy, const Request& request) const;

    void* m_zmq;
    const KeyStore& m_keys;
    std::function<void(RuntimeEvent)> m_tell;
    void* m_socket = nullptr;
    int m_stop = -1;
    mutable std::mutex m_mutex; // protects m_policies
    std::map<std::string, ZapPolicy> m_policies;
    std::thread m_thread;
};

} // namespace topomq::runtime
