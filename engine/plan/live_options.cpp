#include "engine/plan/live_options.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

namespace topomq::plan {

bool isHighWaterMark(std::string_view name)
{
    return name == "SNDHWM" || name == "RCVHWM";
}

bool isLiveOption(std::string_view name)
{
    return isHighWaterMark(name) || name == "SUBSCRIBE";
}

bool takesHighWaterMarks(const RunPlan& plan, SocketIndex socket)
{
    const auto isAddressed = [&plan](SocketIndex end) {
        const model::SocketType type = plan.sockets[end].type;
        return type == model::SocketType::Req || type == model::SocketType::Rep
            || type == model::SocketType::Router;
    };
    return !plan.sockets[socket].conflate
        && std::none_of(plan.links.begin(), plan.links.end(), [&](const PlannedLink& link) {
               return !link.gone && link.transport == Transport::Inproc
                   && (link.connect == socket || link.bind == socket)
                   && (isAddressed(link.connect) || isAddressed(link.bind));
           });
}

bool takesLive(const RunPlan& plan, SocketIndex socket, std::string_view name)
{
    return isLiveOption(name) && (!isHighWaterMark(name) || takesHighWaterMarks(plan, socket));
}

void takeOption(PlannedSocket& socket, const PlannedOption& option)
{
    if (option.name == "SUBSCRIBE") {
        socket.subscriptions.clear();
        if (const auto* list = option.value.asArray()) {
            for (const model::Value& each : *list)
                socket.subscriptions.push_back(*each.asText());
        }
        return;
    }
    const auto number = option.value.asNumber();
    if (!number)
        return;
    const auto messages = static_cast<std::int64_t>(*number);
    (option.name == "SNDHWM" ? socket.sendHighWaterMark : socket.receiveHighWaterMark) = messages;
    std::erase_if(socket.options, [&](const auto& each) { return each.name == option.name; });
    socket.options.push_back(option);
}

std::vector<PlannedOption> liveDifferences(const PlannedSocket& before, const PlannedSocket& after)
{
    std::vector<PlannedOption> changed;
    if (before.sendHighWaterMark != after.sendHighWaterMark)
        changed.push_back({"SNDHWM", after.sendHighWaterMark});
    if (before.receiveHighWaterMark != after.receiveHighWaterMark)
        changed.push_back({"RCVHWM", after.receiveHighWaterMark});
    if (before.subscriptions != after.subscriptions) {
        model::Array prefixes;
        for (const std::string& prefix : after.subscriptions)
            prefixes.emplace_back(prefix);
        changed.push_back({"SUBSCRIBE", std::move(prefixes)});
    }
    return changed;
}

} // namespace topomq::plan
