#pragma once
// What the sockets of a run said about their options when they were read last.

#include "engine/runtime/runtime.h"

#include <map>
#include <memory>
#include <mutex>
#include <string_view>
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
    using Names = std::vector<std::string_view>;

    struct Kept
    {
        model::SocketType type = model::SocketType::Unknown;
        std::vector<OptionReading> others;
        /// What the socket does not tell: the same for all of a type, and shared by them.
        std::shared_ptr<const Names> untold;
    };

    mutable std::mutex m_mutex; // protects both
    std::map<model::SocketType, std::shared_ptr<const Names>> m_untold; ///< as of the last one
    std::unordered_map<plan::SocketIndex, Kept> m_sockets;
};

} // namespace topomq::runtime
