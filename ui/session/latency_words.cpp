#include "ui/session/latency_words.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace topomq::ui {

namespace {

struct LatencyWords
{
    Q_DECLARE_TR_FUNCTIONS(LatencyWords)
};

} // namespace

QString lastMomentsText(const metrics::RecentLatency& recent)
{
    const double seconds =
        std::max(metrics::RecentLatency::kLongest, std::round(static_cast<double>(recent.seconds)));
    return LatencyWords::tr("last %1 s").arg(seconds, 0, 'f', 0);
}

} // namespace topomq::ui
