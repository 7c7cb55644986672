#include "ui/canvas/group_totals.h"

#include "ui/canvas/instance_totals.h"

#include <algorithm>
#include <unordered_set>

namespace topomq::ui {

namespace {

using metrics::NodeState;

/// What is not known makes the sum unknown.
template <class Number>
void add(std::optional<Number>& sum, const std::optional<Number>& part)
{
    sum = sum && part ? std::optional<Number>(*sum + *part) : std::nullopt;
}

void addFlow(GroupTotals& totals, const LinkFlow& flow, bool fromInside, bool toInside)
{
    const metrics::FlowFigures& figures = *flow.figures;
    const auto rate = figures.hasRate() ? std::optional(figures.messagesPerSecond) : std::nullopt;
    if (fromInside && !toInside)
        add(totals.out, rate);
    if (!toInside)
        return;
    if (!fromInside)
        add(totals.in, rate);
    totals.fill = std::max(totals.fill, flow.pressure->fill);
    add(totals.queued, metrics::queuedOf(figures));
}

} // namespace

GroupTotals totalsOf(const CanvasPicture& picture, const GroupBox& box)
{
    GroupTotals totals;
    const std::unordered_set<model::NodeId> members(box.members.begin(), box.members.end());
    for (const model::NodeId& member : box.members) {
        const metrics::NodeFigures* figures = picture.board->node(member);
        if (figures == nullptr)
            continue;
        const NodeState state = shownState(*figures);
        if (totals.state == state) {
            ++totals.inState;
        } else if (!totals.state || urgencyOf(state) > urgencyOf(*totals.state)) {
            totals.state = state;
            totals.inState = 1;
        }
    }
    for (const model::Link& link : picture.topology->links) {
        const bool connects = members.contains(link.connect.node);
        const bool binds = members.contains(link.bind.node);
        if (!connects && !binds)
            continue;
        for (const LinkFlow& flow : picture.board->flows(link.id)) {
            const bool fromConnect = *flow.from == link.connect;
            addFlow(totals, flow, fromConnect ? connects : binds, fromConnect ? binds : connects);
        }
    }
    return totals;
}

std::optional<model::Severity> worstFinding(const CanvasPicture& picture, const GroupBox& box)
{
    if (picture.trouble == nullptr)
        return std::nullopt;
    const std::unordered_set<model::NodeId> members(box.members.begin(), box.members.end());
    std::optional<model::Severity> worst;
    for (const auto& [where, severity] : *picture.trouble) {
        const model::NodeId node(where.substr(0, where.find('.')));
        if (members.contains(node) && (!worst || severity < *worst))
            worst = severity;
    }
    return worst == model::Severity::Information ? std::nullopt : worst;
}

} // namespace topomq::ui
