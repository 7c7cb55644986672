#include "ui/plots/flow_choice.h"

#include "engine/plan/plan_places.h"
#include "ui/document/selection.h"
#include "ui/session/run_session.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <set>

namespace topomq::ui {

namespace {

struct FlowChoiceTexts
{
    Q_DECLARE_TR_FUNCTIONS(FlowChoice)
};

double fillOf(const metrics::FlowFigures& flow)
{
    const auto queued = metrics::queuedOf(flow);
    if (flow.limit == 0 || !queued)
        return 0;
    return static_cast<double>(*queued) / static_cast<double>(flow.limit);
}

const ShownFlow* findShown(const FlowChoice& choice, std::size_t flow)
{
    const auto found = std::find_if(choice.flows.begin(), choice.flows.end(),
                                    [flow](const ShownFlow& one) { return one.flow == flow; });
    return found == choice.flows.end() ? nullptr : &*found;
}

std::vector<std::size_t> selectedFlows(const RunSession& session, const Selection& selection)
{
    std::set<std::size_t> flows;
    for (const model::LinkId& link : selection.links()) {
        for (const std::size_t flow : session.flowsOf(link))
            flows.insert(flow);
    }
    const plan::RunPlan& plan = session.plan();
    for (const model::NodeId& node : selection.nodes()) {
        const std::optional<std::size_t> index = session.nodeIndex(node);
        if (!index)
            continue;
        for (const plan::SocketIndex socket : plan.nodes[*index].sockets) {
            flows.insert(plan.sockets[socket].flowsOut.begin(),
                         plan.sockets[socket].flowsOut.end());
            flows.insert(plan.sockets[socket].flowsIn.begin(), plan.sockets[socket].flowsIn.end());
        }
    }
    return {flows.begin(), flows.end()};
}

/// Half of the lines go to the fullest queues, the other half to the highest rates.
std::vector<std::size_t> busiest(const std::vector<std::size_t>& candidates,
                                 const RunSession& session,
                                 const FlowChoice& previous)
{
    if (candidates.size() <= FlowChoice::kMost)
        return candidates;
    const metrics::SnapshotPtr latest = session.latest();
    const auto figures = [&](std::size_t flow) {
        return latest && flow < latest->flows.size() ? latest->flows[flow] : metrics::FlowFigures();
    };
    // A line already drawn gets a head start, so that equals do not take turns.
    const auto headStart = [&](std::size_t flow) { return findShown(previous, flow) ? 1.3 : 1.0; };
    std::vector<std::pair<double, std::size_t>> byDepth;
    std::vector<std::pair<double, std::size_t>> byRate;
    for (const std::size_t flow : candidates) {
        const metrics::FlowFigures one = figures(flow);
        byDepth.emplace_back(-static_cast<double>(one.inFlight.value_or(0)) * headStart(flow),
                             flow);
        byRate.emplace_back(-one.messagesPerSecond * headStart(flow), flow);
    }
    std::sort(byDepth.begin(), byDepth.end());
    std::sort(byRate.begin(), byRate.end());
    std::set<std::size_t> chosen;
    for (std::size_t i = 0; i < FlowChoice::kMost / 2; ++i)
        chosen.insert(byDepth[i].second);
    for (std::size_t i = 0; chosen.size() < FlowChoice::kMost; ++i)
        chosen.insert(byRate[i].second);
    return {chosen.begin(), chosen.end()};
}

void nameFlows(FlowChoice& choice, const RunSession& session)
{
    const plan::RunPlan& plan = session.plan();
    std::set<QString> names;
    bool repeated = false;
    for (ShownFlow& shown : choice.flows) {
        const plan::PlannedFlow& flow = plan.flows[shown.flow];
        shown.name = QStringLiteral("%1 → %2").arg(session.titleOfNodeAt(flow.from),
                                                   session.titleOfNodeAt(flow.to));
        repeated = !names.insert(shown.name).second || repeated;
    }
    if (!repeated)
        return;
    for (ShownFlow& shown : choice.flows) {
        const plan::PlannedFlow& flow = plan.flows[shown.flow];
        shown.name =
            QStringLiteral("%1 → %2").arg(QString::fromStdString(plan::placeIn(plan, flow.from)),
                                          QString::fromStdString(plan::placeIn(plan, flow.to)));
    }
}

void colorFlows(FlowChoice& choice, const FlowChoice& previous)
{
    std::set<std::size_t> used;
    for (const ShownFlow& shown : choice.flows) {
        if (const ShownFlow* old = findShown(previous, shown.flow))
            used.insert(old->colorSlot);
    }
    std::size_t next = 0;
    for (ShownFlow& shown : choice.flows) {
        if (const ShownFlow* old = findShown(previous, shown.flow)) {
            shown.colorSlot = old->colorSlot;
            continue;
        }
        while (used.contains(next))
            ++next;
        used.insert(next);
        shown.colorSlot = next;
    }
}

/// Only the fullest turns red: two red lines could not be told apart.
void markFull(FlowChoice& choice, const RunSession& session, const FlowChoice& previous)
{
    const metrics::SnapshotPtr latest = session.latest();
    if (!latest || choice.flows.empty())
        return;
    double most = -1;
    std::size_t fullest = 0;
    bool isFull = false;
    for (std::size_t i = 0; i < choice.flows.size(); ++i) {
        const ShownFlow& shown = choice.flows[i];
        if (shown.flow >= latest->flows.size())
            return;
        const ShownFlow* old = findShown(previous, shown.flow);
        const Fill said = session.pressureOf(shown.flow).fill;
        // It stays the red one while it is nearly full.
        const bool staysFull = old && old->full && said >= Fill::Bad;
        const double fill = fillOf(latest->flows[shown.flow]) + (staysFull ? 1 : 0);
        isFull = fill > most ? staysFull || said == Fill::Full : isFull;
        if (fill > most) {
            most = fill;
            fullest = i;
        }
    }
    choice.flows[fullest].full = isFull;
}

/// A limit that goes from line to line belongs to none of them in the eyes of who looks.
void findLimit(FlowChoice& choice, const RunSession& session)
{
    const metrics::SnapshotPtr latest = session.latest();
    const auto isStrong = [](const ShownFlow& shown) { return shown.strong; };
    const auto first = std::find_if(choice.flows.begin(), choice.flows.end(), isStrong);
    if (!latest || first == choice.flows.end())
        return;
    const auto limitOf = [&](const ShownFlow& shown) {
        return shown.flow < latest->flows.size() ? latest->flows[shown.flow].limit : 0;
    };
    const auto endsThere = [&](const ShownFlow& shown) {
        return session.plan().flows[shown.flow].transport == plan::Transport::Inproc;
    };
    DrawnLimit limit{.messages = limitOf(*first), .whose = {}};
    const bool isOfAll =
        std::all_of(choice.flows.begin(), choice.flows.end(),
                    [&](const ShownFlow& shown) { return limitOf(shown) == limit.messages; });
    const bool isOne = choice.bySelection
        && std::count_if(choice.flows.begin(), choice.flows.end(), isStrong) == 1;
    if (limit.messages == 0 || (!isOfAll && !isOne))
        return;
    limit.isCeiling = isOne ? endsThere(*first)
                            : std::all_of(choice.flows.begin(), choice.flows.end(), endsThere);
    if (!isOfAll)
        limit.whose = first->name;
    choice.limit = limit;
}

} // namespace

bool FlowChoice::hasSameLines(const FlowChoice& other) const
{
    return std::equal(flows.begin(), flows.end(), other.flows.begin(), other.flows.end(),
                      [](const ShownFlow& a, const ShownFlow& b) { return a.flow == b.flow; });
}

QString FlowChoice::text() const
{
    if (flows.size() >= total)
        return {};
    const QString what =
        bySelection ? FlowChoiceTexts::tr("of the selection") : FlowChoiceTexts::tr("the busiest");
    return FlowChoiceTexts::tr("%1 of %2 flows shown: %3").arg(flows.size()).arg(total).arg(what);
}

FlowChoice
chooseFlows(const RunSession& session, const Selection& selection, const FlowChoice& previous)
{
    const plan::RunPlan& plan = session.plan();
    FlowChoice choice;
    choice.total = plan.flows.size();
    const std::vector<std::size_t> selected = selectedFlows(session, selection);
    choice.bySelection = !selected.empty();
    std::vector<std::size_t> all(plan.flows.size());
    for (std::size_t i = 0; i < all.size(); ++i)
        all[i] = i;
    const bool drawAll = all.size() <= FlowChoice::kMost || !choice.bySelection;
    for (const std::size_t flow : busiest(drawAll ? all : selected, session, previous)) {
        ShownFlow shown;
        shown.flow = flow;
        shown.strong =
            !choice.bySelection || std::binary_search(selected.begin(), selected.end(), flow);
        choice.flows.push_back(shown);
    }
    nameFlows(choice, session);
    colorFlows(choice, previous);
    markFull(choice, session, previous);
    findLimit(choice, session);
    return choice;
}

QColor seriesColor(const Theme& theme, const ShownFlow& flow)
{
    const Colors& colors = theme.colors();
    if (flow.full)
        return colors.bad;
    const std::array base{colors.teal,  colors.blue,    colors.violet,
                          colors.green, colors.magenta, colors.grey};
    const QColor color = base.at(flow.colorSlot % base.size());
    if (flow.colorSlot < base.size())
        return color;
    // The second round: the same families, clearly lighter or darker than the first.
    return theme.isDark() ? color.darker(155) : color.lighter(150);
}

} // namespace topomq::ui
