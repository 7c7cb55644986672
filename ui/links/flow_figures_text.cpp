#include "ui/links/flow_figures_text.h"

#include "ui/links/links_model.h"
#include "ui/session/latency_words.h"
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
    return withEstimateMark(groupedDigits(*count), estimated);
}

QString latencyText(std::uint64_t count, double microseconds)
{
    return count == 0 ? kUnknown : humanMicroseconds(microseconds);
}

double latencyNumber(std::uint64_t count, double microseconds)
{
    return count == 0 ? -1 : microseconds;
}

QString helpOf(const metrics::RecentLatency& recent, const metrics::LatencySummary& whole)
{
    if (whole.count == 0)
        return {};
    return LinksModel::tr("Of %1 messages of the %2. Since the start: p50 %3, p99 %4, of %5 "
                          "messages.")
        .arg(groupedDigits(recent.count), lastMomentsText(recent), humanMicroseconds(whole.p50),
             humanMicroseconds(whole.p99), groupedDigits(whole.count));
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
        return latencyText(figures.recentLatency.count, figures.recentLatency.p50);
    case LinksModel::P99:
        return latencyText(figures.recentLatency.count, figures.recentLatency.p99);
    case LinksModel::RoundTrip:
        return latencyText(figures.recentRoundTrip().count, figures.recentRoundTrip().p50);
    case LinksModel::P50Whole:
        return latencyText(figures.latency.count, figures.latency.p50);
    case LinksModel::P99Whole:
        return latencyText(figures.latency.count, figures.latency.p99);
    case LinksModel::Ready:
        return figures.readiness ? QStringLiteral("%1 %").arg(*figures.readiness * 100, 0, 'f', 0)
                                 : kUnknown;
    case LinksModel::MaxDepth:
        return figures.inFlight ? groupedDigits(figures.depthMax) : kUnknown;
    default:
        return {};
    }
}

QString latencyHelp(const metrics::FlowFigures& figures, int column)
{
    if (column == LinksModel::P50 || column == LinksModel::P99)
        return helpOf(figures.recentLatency, figures.latency);
    if (column == LinksModel::RoundTrip)
        return helpOf(figures.recentRoundTrip(), figures.roundTrip());
    return {};
}

QString pressureText(const Pressure& pressure)
{
    const auto time = [](double seconds) { return humanMicroseconds(seconds * 1e6); };
    QStringList parts;
    if (pressure.growth > 0)
        parts << LinksModel::tr("growing by %1").arg(humanRate(pressure.growth));
    if (pressure.untilFull > 0)
        parts << LinksModel::tr("full in about %1").arg(time(pressure.untilFull));
    if (pressure.behind > 0)
        parts << LinksModel::tr("%1 of work behind").arg(time(pressure.behind));
    return parts.join(QStringLiteral(", "));
}

double figureNumber(const metrics::FlowFigures& figures, int column)
{
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
        return latencyNumber(figures.recentLatency.count, figures.recentLatency.p50);
    case LinksModel::P99:
        return latencyNumber(figures.recentLatency.count, figures.recentLatency.p99);
    case LinksModel::RoundTrip:
        return latencyNumber(figures.recentRoundTrip().count, figures.recentRoundTrip().p50);
    case LinksModel::P50Whole:
        return latencyNumber(figures.latency.count, figures.latency.p50);
    case LinksModel::P99Whole:
        return latencyNumber(figures.latency.count, figures.latency.p99);
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
