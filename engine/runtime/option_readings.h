#pragma once
// What the sockets of a run said about their options when they were read last.

#include "engine/runtime/runtime.h"

#include <mutex>
#include <unordered_map>
#include <utility>
#include <vector>

namespace topomq::runtime {

/// Keeps only what differs from ZeroMQ's defaults: a run may have thousands of sockets.
/// Thread: any.
class OptionReadings
{
public:
    void publish(plan::SocketIndex socket,
                 model::SocketType type,
                 const std::vector<OptionReading>& readings);
    /// In the order of the table; empty for a socket that nobody has read yet.
    [[nodiscard]] std::vector<OptionReading> of(plan::SocketIndex socket) const;

private:
    struct Kept
    {
        model::SocketType type = model::SocketType::Unknown;
        /// Null: the socket does not tell.
        std::vector<OptionReading> others;
    };

    mutable std::mutex m_mutex; // protects m_sockets
    std::unordered_map<plan::SocketIndex, Kept> m_sockets;
};

} // namespace topomq::runtime
