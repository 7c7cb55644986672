#pragma once
// The settings of a role as typed values, and what each role may have.
// Source of names, units and defaults: `format.md` section 1 "Roles".

#include "engine/model/topology.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace topomq::model {

/// A number that may vary from message to message.
struct Distribution
{
    enum class Kind { Constant, Uniform, Exponential, Normal };

    Kind kind = Kind::Constant;
    /// Constant: the value. Uniform: from. Exponential and normal: the mean.
    double a = 0;
    /// Uniform: to. Normal: standard deviation.
    double b = 0;

    [[nodiscard]] double mean() const;
    /// The largest value that can be drawn, where there is one.
    [[nodiscard]] std::optional<double> largest() const;

    friend bool operator==(const Distribution&, const Distribution&) = default;
};

/// Messages per second.
struct Rate
{
    double perSecond = 0;
    /// Exponential gaps instead of even ones.
    bool poisson = false;

    friend bool operator==(const Rate&, const Rate&) = default;
};

/// What a `stream` node speaks over its raw TCP connection.
enum class StreamMode { HttpServer, HttpClient, LineServer, LineClient };

/// "http_server", …
[[nodiscard]] std::string_view toText(StreamMode mode);

[[nodiscard]] constexpr bool isServer(StreamMode mode)
{
    return mode == StreamMode::HttpServer || mode == StreamMode::LineServer;
}

/// All settings of all roles with their defaults; a role reads those that it has.
struct RoleSettings
{
    Rate rate{1000, false}; ///< 0: as fast as the socket accepts
    Distribution size{Distribution::Kind::Constant, 64, 0}; ///< bytes
    std::uint64_t count = 0; ///< 0: no end
    std::uint64_t burst = 1; ///< messages at once
    std::vector<std::string> topics{""};
    std::optional<std::string> text; ///< the payload itself, when set
    bool readable = false; ///< `"text": true`: generated text of `size` bytes
    Distribution serviceTime{}; ///< microseconds
    Distribution replySize{}; ///< bytes, 0: echo
    std::uint64_t window = 1;
    std::uint64_t timeout = 0; ///< ms, 0: wait for ever
    std::uint64_t retries = 0;
    std::vector<std::string> to; ///< node ids
    StreamMode mode = StreamMode::HttpServer;
    std::string path = "/"; ///< of an HTTP request
    bool paused = false; ///< a proxy that passes nothing on

    friend bool operator==(const RoleSettings&, const RoleSettings&) = default;
};

enum class SettingKind {
    Rate,
    Distribution,
    Count,
    TextList,
    Text, ///< a text, or true for generated text
    NodeList,
    Choice, ///< one of `SettingInfo::choices`; the first is the default
    Line, ///< a text without spaces or line breaks
    Switch, ///< true or false
};

/// One setting of a role, as the inspector and the file reader need it.
struct SettingInfo
{
    std::string_view key;
    std::string_view label;
    std::string_view unit;
    SettingKind kind = SettingKind::Count;
    double least = 0;
    double most = 0;
    std::string_view help;
    std::span<const std::string_view> choices;
};

/// How many sockets of which types a role may have.
struct SocketSlot
{
    /// The id a new socket gets: "in", "out", "frontend", …
    std::string_view name;
    std::span<const SocketType> types;
    bool required = true;
    bool many = false;
};

struct RoleInfo
{
    Role role = Role::Unknown;
    std::string_view label;
    /// A few words: "generates messages".
    std::string_view summary;
    std::span<const SettingInfo> settings;
    std::span<const SocketSlot> slots;
};

[[nodiscard]] const RoleInfo& infoOf(Role role);
/// In the order of the palette; without Unknown.
[[nodiscard]] std::span<const RoleInfo> allRoles();
/// Null when the role has no such setting.
[[nodiscard]] const SettingInfo* findSetting(Role role, std::string_view key);
/// The default as it would stand in a file.
[[nodiscard]] Value defaultOf(const SettingInfo& setting);

/// Why a value does not fit, in words ("must be 0 or more"), or nothing when it does.
[[nodiscard]] std::optional<std::string> whyNot(const SettingInfo& setting, const Value& value);
/// Typed settings of a node. Values that do not fit count as left out (rules report them).
[[nodiscard]] RoleSettings settingsOf(const Node& node);
/// That one alone, which takes no copy of the others.
[[nodiscard]] StreamMode streamModeOf(const Node& node);

[[nodiscard]] std::optional<Distribution> distributionFrom(const Value& value);
[[nodiscard]] std::optional<Rate> rateFrom(const Value& value);

/// A new node of the role with its usual sockets, ready to be placed.
[[nodiscard]] Node makeNode(const Topology& topology, Role role, Point position);

} // namespace topomq::model
