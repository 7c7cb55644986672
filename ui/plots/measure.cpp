#include "ui/plots/measure.h"

#include "ui/session/latency_words.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>

#include <cmath>
#include <limits>

namespace topomq::ui {

namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

struct MeasureTexts
{
    Q_DECLARE_TR_FUNCTIONS(Measure)
};

double orUnknown(const std::optional<std::uint64_t>& value)
{
    return value ? static_cast<double>(*value) : kUnknown;
}

QString wholeNumber(double value)
{
    return groupedDigits(static_cast<qulonglong>(std::llround(std::max(0.0, value))));
}

} // namespace

std::vector<Measure> allMeasures()
{
    const auto tr = [](const char* text) { return MeasureTexts::tr(text); };
    return {
        {QStringLiteral("depth"), tr("Queue depth"), tr("messages"),
         tr("How many messages are on their way in each link"),
         [](const metrics::FlowFigures& flow) { return orUnknown(flow.inFlight); }, true, true,
         wholeNumber},
        {QStringLiteral("throughput"), tr("Throughput"), tr("msg/s"),
         tr("How many messages per second each link delivers; to a program outside, how many are "
            "sent"),
         [](const metrics::FlowFigures& flow) {
             return flow.hasRate() ? flow.messagesPerSecond : kUnknown;
         },
         false, true, [](double value) { return humanRate(value); }},
        {QStringLiteral("latency"), tr("Latency p99, %1").arg(lastMomentsText()), tr("µs"),
         tr("99 of 100 messages that came in the last 1 to 2 seconds took no longer than this from "
            "send to receive; a gap where none came. Exact to 3 %. In a run of thousands of links "
            "they take turns, and it may be the last few seconds."),
         [](const metrics::FlowFigures& flow) {
             return flow.recentLatency.count > 0 ? static_cast<double>(flow.recentLatency.p99)
                                                 : kUnknown;
         },
         false, false, [](double value) { return humanMicroseconds(value); }},
        {QStringLiteral("drops"), tr("Dropped"), tr("messages"),
         tr("How many messages each link has lost since the start"),
         [](const metrics::FlowFigures& flow) { return orUnknown(flow.dropped); }, false, false,
         wholeNumber},
    };
}

} // namespace topomq::ui
