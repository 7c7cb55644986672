#pragma once
// The socket and context options of ZeroMQ: names, numbers, kinds, units, ranges and help.
// Source: zmq_setsockopt(3) of libzmq 4.3.4; where our default differs from ZeroMQ's it says so.

#include "engine/model/topology.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace topomq::model {

enum class OptionKind {
    Integer,
    Boolean,
    Text,
    TextList,
    IntegerList, ///< a whole number, or a list of them
};

/// When a change reaches a socket that already runs.
enum class OptionEffect {
    Live,
    NextConnection, ///< a connecting socket: when it connects; a binding one: when it binds
    BeforeBind, ///< read by the listener only
};

/// How the inspector orders options.
enum class OptionGroup {
    Queues,
    Routing,
    PubSub,
    Timing,
    Connection,
    Heartbeat,
    Tcp,
    Multicast,
    Security,
    State, ///< can only be read
    Context,
};

/// "Queues and sizes", …
[[nodiscard]] std::string_view labelOf(OptionGroup group);

/// How zmq_setsockopt and zmq_getsockopt take the value.
enum class OptionData { Int, Int64, UInt64, Text, Binary };

struct OptionInfo
{
    /// ZeroMQ's name without `ZMQ_`.
    std::string_view name;
    OptionKind kind = OptionKind::Integer;
    std::string_view unit;
    std::int64_t defaultValue = 0;
    std::int64_t least = 0;
    std::int64_t most = std::numeric_limits<int>::max();
    OptionEffect effect = OptionEffect::NextConnection;
    /// Types it means something for; empty: all.
    std::span<const SocketType> types;
    /// The default is ours, not ZeroMQ's.
    bool ourDefault = false;
    /// One line for people.
    std::string_view help;
    OptionGroup group = OptionGroup::Connection;
    /// The ZMQ_ constant.
    int zmqNumber = 0;
    OptionData data = OptionData::Int;
    /// Shown at first; the others on demand.
    bool isCommon = false;
    bool isReadOnly = false;
    /// ZeroMQ does not tell its value: whoever set it has to remember.
    bool isWriteOnly = false;
    /// Kept by libzmq for old programs only.
    bool isDeprecated = false;
    /// Why users do not set it here; empty for options that are theirs. The rules refuse it.
    std::string_view managed;

    [[nodiscard]] bool isManaged() const { return !managed.empty(); }

    [[nodiscard]] bool isSettable() const { return !isReadOnly && !isManaged(); }
};

/// Every stable socket option of libzmq 4.3.4, also those that cannot be set here.
[[nodiscard]] std::span<const OptionInfo> allOptions();
[[nodiscard]] const OptionInfo* findOption(std::string_view name);
[[nodiscard]] bool appliesTo(const OptionInfo& option, SocketType type);
/// Why a value does not fit, in words, or nothing when it does.
[[nodiscard]] std::optional<std::string> whyNot(const OptionInfo& option, const Value& value);
/// The default as it would stand in a file.
[[nodiscard]] Value defaultOf(const OptionInfo& option);
/// The options of a run's ZeroMQ context.
[[nodiscard]] std::span<const OptionInfo> contextOptions();
[[nodiscard]] const OptionInfo* findContextOption(std::string_view name);
/// The number in force: set in `Topology::context`, or the default.
[[nodiscard]] std::int64_t integerContextOption(const Topology& topology, std::string_view name);
/// The numbers of a list; one number counts as a list of one.
[[nodiscard]] std::vector<std::int64_t> integersFrom(const Value& value);
/// The number that the socket will have: set by the user, or the default.
[[nodiscard]] std::int64_t integerOption(const Socket& socket, std::string_view name);

} // namespace topomq::model
