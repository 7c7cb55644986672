#include "ui/links/flow_figures_text.h"

#include "ui/links/links_model.h"
#include "ui/theme/theme.h"

#include <optional>

namespace topomq::ui {

namespace {

const QString kUnknown = QStringLiteral("–");

double numberOf(const std::optional<std::uint64_t>& count)
{
    return count ? static_cast<double>(*count) : -1;
}

QString countText(const std::optional<std::uint64_t>& count, bool estimated)
{
    if (!count)
        return kUnknown;
    return (estimated ? QStringLiteral("~ ") : QString()) + groupedDigits(*count);
}

QString latencyText(const metrics::LatencySummary& latency, double microseconds)
{
    return latency.count == 0 ? kUnknown : humanMicroseconds(microseconds);
}

} // namespace

QString figureText(const metrics::FlowFigures& figures, int column)
{
    switch (column) {
    case LinksModel::Rate:
        return figures.hasRate() ? humanRate(figures.messagesPerSecond) : kUnknown;
    case LinksModel::InFlight:
        return countText(figures.inFlight, figures.estimated);
    case LinksModel::Limit:
        return figures.limit == 0 ? LinksModel::tr("none") : groupedDigits(figures.limit);
    case LinksModel::Fill: {
        const double fill = fillOf(figures);
        return fill < 0 ? kUnknown : QStringLiteral("%1 %").arg(fill * 100, 0, 'f', 0);
    }
    case LinksModel::Sent:
        return countText(figures.sent, figures.estimated);
    case LinksModel::Received:
        return countText(figures.received, false);
    case LinksModel::Dropped:
        return countText(figures.dropped, figures.estimated);
    case LinksModel::Bytes:
        return figures.hasRate() ? humanByteRate(figures.bytesPerSecond) : kUnknown;
    case LinksModel::P50:
        return latencyText(figures.latency, figures.latency.p50);
    case LinksModel::P99:
        return latencyText(figures.latency, figures.latency.p99);
    case LinksModel::RoundTrip:
        return latencyText(figures.roundTrip(), figures.roundTrip().p50);
    case LinksModel::Ready:
        return figures.readiness ? QStringLiteral("%1 %").arg(*figures.readiness * 100, 0, 'f', 0)
                                 : kUnknown;
    case LinksModel::MaxDepth:
        return figures.inFlight ? groupedDigits(figures.depthMax) : kUnknown;
    default:
        return {};
    }
}

double figureNumber(const metrics::FlowFigures& figures, int column)
{
    const bool timed = figures.latency.count > 0;
    switch (column) {
    case LinksModel::Rate:
        return figures.hasRate() ? figures.messagesPerSecond : -1;
    case LinksModel::InFlight:
        return numberOf(figures.inFlight);
    case LinksModel::Limit:
        return static_cast<double>(figures.limit);
    case LinksModel::Fill:
        return fillOf(figures);
    case LinksModel::Sent:
        return numberOf(figures.sent);
    case LinksModel::Received:
        return numberOf(figures.received);
    case LinksModel::Dropped:
        return numberOf(figures.dropped);
    case LinksModel::Bytes:
        return figures.hasRate() ? figures.bytesPerSecond : -1;
    case LinksModel::P50:
        return timed ? figures.latency.p50 : -1;
    case LinksModel::P99:
        return timed ? figures.latency.p99 : -1;
    case LinksModel::RoundTrip:
        return figures.roundTrip().count > 0 ? figures.roundTrip().p50 : -1;
    case LinksModel::Ready:
        return figures.readiness.value_or(-1);
    case LinksModel::MaxDepth:
        return figures.inFlight ? static_cast<double>(figures.depthMax) : -1;
    default:
        return -1;
    }
}

double fillOf(const metrics::FlowFigures& figures)
{
    const auto queued = metrics::queuedOf(figures);
    if (!queued || figures.limit == 0)
        return -1;
    return static_cast<double>(*queued) / static_cast<double>(figures.limit);
}

} // namespace topomq::ui
