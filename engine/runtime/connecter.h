#pragma once
// Connects one socket to addresses: gives it the server's key first, waits for the numbers of host
// names, and keeps from libzmq what would end the process.

#include "engine/runtime/address_resolver.h"
#include "engine/runtime/connection_marks.h"
#include "engine/runtime/run_context.h"

#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace topomq::runtime {

/// Thread: the socket's own.
class Connecter
{
public:
    /// `marks` are those of the socket.
    Connecter(RunContext& run, plan::SocketIndex index, ConnectionMarks& marks);
    ~Connecter();
    Connecter(const Connecter&) = delete;
    Connecter& operator=(const Connecter&) = delete;

    /// `routingId`: ZMQ_CONNECT_ROUTING_ID for this connection; empty: none.
    /// What went wrong, with a remedy; empty: connected, or it will be by `resume` when the number
    /// of its host is known.
    [[nodiscard]] std::string connect(void* socket,
                                      const plan::PlannedConnect& planned,
                                      const std::string& address,
                                      const std::string& routingId = {});
    /// Connects what has got its number since; the owner is woken for it. Cheap when there is
    /// nothing to do.
    void resume(void* socket);
    /// What libzmq was given for the link, as zmq_disconnect needs it; empty: nothing yet.
    [[nodiscard]] std::string addressOf(plan::LinkIndex link) const;
    /// The link is cut, or still waits and shall not be connected any more.
    void forget(plan::LinkIndex link);
    void forgetAll();

private:
    struct Wish
    {
        plan::PlannedConnect planned;
        std::string routingId;
    };

    struct Answer
    {
        Wish wish;
        std::string address;
        std::uint64_t round = 0;
    };

    struct Known
    {
        plan::LinkIndex link = plan::kNone;
        /// What it is connected to; empty while it waits.
        std::string address;
        /// Tells an answer to an earlier question from the one to this.
        std::uint64_t round = 0;
    };

    /// Shared with the lookups, which may outlive the socket.
    struct Inbox
    {
        std::mutex mutex; // protects answers
        std::vector<Answer> answers;
    };

    /// Another link leads from this socket to the same peer.
    [[nodiscard]] bool isOneOfSeveral(const plan::PlannedConnect& planned) const;
    [[nodiscard]] std::string whyNot(const plan::PlannedConnect& planned,
                                     const std::string& address) const;
    [[nodiscard]] std::string
    connectNow(void* socket, const Wish& wish, const std::string& address);
    void
    tellNamesakes(plan::SocketIndex router, plan::SocketIndex peer, const std::string& address);
    void ask(const Wish& wish, const std::string& host, const std::string& address);

    RunContext& m_run;
    const plan::SocketIndex m_index;
    const plan::PlannedSocket& m_planned;
    ConnectionMarks& m_marks;
    std::shared_ptr<Inbox> m_inbox; ///< null until a name is looked up
    std::vector<Known> m_known;
    std::uint64_t m_round = 0;
};

} // namespace topomq::runtime
