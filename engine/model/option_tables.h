#pragma once
// The parts of the option table, and the words in which its rows are written.
// Thread: constants.

#include "engine/model/options.h"

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace topomq::model::tables {

inline constexpr std::int64_t kMaxInt = std::numeric_limits<int>::max();
/// The largest whole number that every JSON reader keeps.
inline constexpr std::int64_t kMaxExact = std::int64_t{1} << 53;

inline constexpr std::string_view kUseSecurity =
    "the mechanism and its keys are chosen by the socket's security, and secrets never stand in a "
    "topology file";

[[nodiscard]] std::span<const OptionInfo> queueOptions();
[[nodiscard]] std::span<const OptionInfo> patternOptions();
[[nodiscard]] std::span<const OptionInfo> connectionOptions();
[[nodiscard]] std::span<const OptionInfo> tcpOptions();
[[nodiscard]] std::span<const OptionInfo> securityOptions();
[[nodiscard]] std::span<const OptionInfo> stateOptions();

/// From, to, and what it is when nobody sets it.
struct Range
{
    std::int64_t least = 0;
    std::int64_t most = kMaxInt;
    std::int64_t standard = 0;
};

constexpr OptionInfo integer(int number,
                             std::string_view name,
                             OptionGroup group,
                             std::string_view unit,
                             Range range,
                             std::string_view help)
{
    OptionInfo info{.name = name, .kind = OptionKind::Integer, .unit = unit};
    info.defaultValue = range.standard;
    info.least = range.least;
    info.most = range.most;
    info.help = help;
    info.group = group;
    info.zmqNumber = number;
    return info;
}

constexpr OptionInfo
toggle(int number, std::string_view name, OptionGroup group, bool standard, std::string_view help)
{
    OptionInfo info = integer(number, name, group, "", {0, 1, standard ? 1 : 0}, help);
    info.kind = OptionKind::Boolean;
    return info;
}

/// A text of at most `longest` bytes.
constexpr OptionInfo
words(int number, std::string_view name, OptionGroup group, int longest, std::string_view help)
{
    OptionInfo info = integer(number, name, group, "", {1, longest, 0}, help);
    info.kind = OptionKind::Text;
    info.data = OptionData::Text;
    return info;
}

/// A row with some of its properties set: `Row(toggle(…)).live().common()`.
class Row
{
private:
    OptionInfo m_info;

    // Before its uses, as Clang 14 wants what it works out while compiling.
    template <class Value>
    constexpr Row with(Value OptionInfo::*member, Value value) const
    {
        Row row = *this;
        row.m_info.*member = value;
        return row;
    }

public:
    constexpr explicit Row(const OptionInfo& from)
        : m_info(from)
    { }

    constexpr operator OptionInfo() const { return m_info; }

    constexpr Row live() const { return with(&OptionInfo::effect, OptionEffect::Live); }

    constexpr Row beforeBind() const { return with(&OptionInfo::effect, OptionEffect::BeforeBind); }

    constexpr Row common() const { return with(&OptionInfo::isCommon, true); }

    constexpr Row ours() const { return with(&OptionInfo::ourDefault, true); }

    constexpr Row readOnly() const { return with(&OptionInfo::isReadOnly, true); }

    constexpr Row writeOnly() const { return with(&OptionInfo::isWriteOnly, true); }

    constexpr Row deprecated() const { return with(&OptionInfo::isDeprecated, true); }

    constexpr Row data(OptionData data) const { return with(&OptionInfo::data, data); }

    constexpr Row kind(OptionKind kind) const { return with(&OptionInfo::kind, kind); }

    constexpr Row managed(std::string_view why) const { return with(&OptionInfo::managed, why); }

    constexpr Row types(std::span<const SocketType> types) const
    {
        return with(&OptionInfo::types, types);
    }
};

} // namespace topomq::model::tables
