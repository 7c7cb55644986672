#pragma once
// The raw TCP connections between STREAM sockets of ours, as both of their ends see them: what one
// end sent and the other has put together again.

#include "engine/plan/run_plan.h"

#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace topomq::runtime {

/// A connection is known by the addresses of its ends, which the connecting end makes known before
/// it sends anything. So the binding end can tell by the first message whose connection it is.
/// Thread: any.
class StreamConnections
{
public:
    enum class End { Connecter, Binder };
    struct Connection;
    using Handle = std::shared_ptr<Connection>;

    /// By the connecting end. `key` is empty where addresses say nothing (ipc). Null: the binding
    /// end has already taken it for a stranger's.
    [[nodiscard]] Handle open(const std::string& key, plan::LinkIndex link);
    /// By the binding end. Null: not known (yet).
    [[nodiscard]] Handle claim(const std::string& key);
    /// The same where a link can only have one connection at a time.
    [[nodiscard]] Handle claimOldest(plan::LinkIndex link);
    [[nodiscard]] static plan::LinkIndex linkOf(const Connection& connection);
    /// To the binding end a connection that passes through a relay goes by another key than to the
    /// end that made it. Before a byte has passed.
    void rename(const std::string& binderKey, const std::string& connecterKey);
    /// From now on this is a stranger's connection, until it has been forgotten.
    void disown(const std::string& key);
    void forget(const std::string& key);

    void addSent(Connection& connection, End by, std::uint64_t ticks);
    /// The newest was not sent after all.
    void takeBack(Connection& connection, End by);
    /// When it was sent; nothing when the other end sent nothing more.
    [[nodiscard]] std::optional<std::uint64_t> takeReceived(Connection& connection, End by);

    struct Lost
    {
        std::uint64_t toBinder = 0;
        std::uint64_t toConnecter = 0;
    };

    /// What will never arrive, told to the end that is the last to see the connection's end.
    [[nodiscard]] Lost end(const Handle& connection, End by);

private:
    [[nodiscard]] const std::string& nameOf(const std::string& key) const;

    std::mutex m_mutex; // protects all, and what is in the connections
    std::vector<Handle> m_open;
    std::vector<std::string> m_strangers;
    /// By the binder's key, and in the order in which they came.
    std::unordered_map<std::string, std::string> m_renamed;
    std::deque<std::string> m_renamedInOrder;
};

} // namespace topomq::runtime
