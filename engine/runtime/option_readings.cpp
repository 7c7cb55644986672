#include "engine/runtime/option_readings.h"

#include "engine/model/options.h"
#include "engine/runtime/socket_options.h"

#include <algorithm>

namespace topomq::runtime {

namespace {

const OptionReading* find(const std::vector<OptionReading>& readings, std::string_view name)
{
    const auto found =
        std::find_if(readings.begin(), readings.end(),
                     [name](const OptionReading& each) { return each.name == name; });
    return found == readings.end() ? nullptr : &*found;
}

} // namespace

void OptionReadings::publish(plan::SocketIndex socket,
                             model::SocketType type,
                             const std::vector<OptionReading>& readings)
{
    Kept kept{.type = type};
    for (const model::OptionInfo& info : model::allOptions()) {
        if (!isReadable(info, type))
            continue;
        const OptionReading* reading = find(readings, info.name);
        if (reading == nullptr)
            kept.others.push_back({info.name, nullptr});
        else if (reading->value != model::defaultOf(info))
            kept.others.push_back(*reading);
    }
    const std::lock_guard lock(m_mutex);
    m_sockets[socket] = std::move(kept);
}

std::vector<OptionReading> OptionReadings::of(plan::SocketIndex socket) const
{
    Kept kept;
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_sockets.find(socket);
        if (found == m_sockets.end())
            return {};
        kept = found->second;
    }
    std::vector<OptionReading> readings;
    for (const model::OptionInfo& info : model::allOptions()) {
        if (!isReadable(info, kept.type))
            continue;
        const OptionReading* other = find(kept.others, info.name);
        if (other == nullptr)
            readings.push_back({info.name, model::defaultOf(info)});
        else if (!other->value.isNull())
            readings.push_back(*other);
    }
    return readings;
}

} // namespace topomq::runtime
