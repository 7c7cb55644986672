#pragma once
// Gives the sockets of a run their mechanism, keys and passwords, and lets in who may come in.

#include "engine/runtime/key_store.h"
#include "engine/runtime/zap_handler.h"

#include <memory>
#include <mutex>
#include <string>

namespace topomq::runtime {

class RunContext;

/// Does any socket of the plan need keys or passwords?
[[nodiscard]] bool needsKeys(const plan::RunPlan& plan);
/// Makes what is missing for the sockets of the plan, and keeps it; what went wrong, or empty.
[[nodiscard]] std::string prepareKeys(KeyStore& keys, const plan::RunPlan& plan);

/// Thread: any; the calls for one socket come from its owner.
class SocketSecurity
{
public:
    SocketSecurity(RunContext& run, std::shared_ptr<KeyStore> keys);

    /// Before the socket binds and connects. What went wrong, or empty.
    [[nodiscard]] std::string apply(void* socket, plan::SocketIndex index);
    /// Right before it connects to an address of `binder`: a client needs the key of each server.
    [[nodiscard]] std::string
    applyFor(void* socket, plan::SocketIndex index, plan::SocketIndex binder);
    /// Before the context ends, after all sockets of the run have closed.
    void stop();

private:
    [[nodiscard]] std::string applyServer(void* socket, const plan::PlannedSocket& planned);
    [[nodiscard]] std::string applyClient(void* socket, const plan::PlannedSocket& planned);
    [[nodiscard]] ZapPolicy policyOf(const plan::PlannedSocket& planned);
    [[nodiscard]] std::string nameOf(plan::SocketIndex socket) const;

    RunContext& m_run;
    std::shared_ptr<KeyStore> m_keys;
    std::mutex m_mutex; // protects m_zap
    std::unique_ptr<ZapHandler> m_zap;
};

} // namespace topomq::runtime
