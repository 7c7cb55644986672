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
    Names untold;
    for (const model::OptionInfo& info : model::allOptions()) {
        if (!isReadable(info, type))
            continue;
        const OptionReading* reading = find(readings, info.name);
        if (reading == nullptr)
            untold.push_back(info.name);
        else if (reading->value != model::defaultOf(info))
            kept.others.push_back(*reading);
    }
    kept.others.shrink_to_fit();
    const std::lock_guard lock(m_mutex);
    std::shared_ptr<const Names>& last = m_untold[type];
    if (last == nullptr || *last != untold)
        last = std::make_shared<const Names>(std::move(untold));
    kept.untold = last;
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
        const bool isUntold =
            std::find(kept.untold->begin(), kept.untold->end(), info.name) != kept.untold->end();
        if (isUntold)
            continue;
        const OptionReading* other = find(kept.others, info.name);
        if (other == nullptr)
            readings.push_back({info.name, model::defaultOf(info)});
        else
            readings.push_back(*other);
    }
    return readings;
}

} // namespace topomq::runtime
