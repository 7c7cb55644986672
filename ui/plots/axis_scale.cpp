#include "ui/plots/axis_scale.h"

#include <algorithm>
#include <cmath>

namespace topomq::ui {

QString secondsText(double seconds, bool live)
{
    if (live) {
        const double ago = -seconds;
        const bool minutes = ago >= 120 && std::fmod(std::round(ago), 60) == 0;
        const double value = minutes ? ago / 60 : ago;
        return QStringLiteral("−%1 %2").arg(QString::number(value, 'g', 4),
                                            minutes ? QStringLiteral("min") : QStringLiteral("s"));
    }
    const double whole = std::floor(seconds / 60);
    const double rest = seconds - whole * 60;
    const bool fraction = std::abs(rest - std::round(rest)) > 0.005;
    const QString tail = QString::number(rest, 'f', fraction ? 2 : 0);
    return QStringLiteral("%1:%2").arg(whole).arg(tail, fraction ? 5 : 2, QLatin1Char('0'));
}

AxisScale scaleFor(double top, const QString& unit)
{
    if (unit == QStringLiteral("µs")) {
        if (top >= 2e6)
            return {1e6, QStringLiteral("s")};
        return top >= 2e3 ? AxisScale{1e3, QStringLiteral("ms")} : AxisScale{1, unit};
    }
    if (unit == QStringLiteral("messages") && top < 1e5)
        return {1, unit};
    if (top >= 2e6)
        return {1e6, QStringLiteral("M ") + unit};
    return top >= 2e3 ? AxisScale{1e3, QStringLiteral("k ") + unit} : AxisScale{1, unit};
}

double steadyTop(double current, double wanted)
{
    const double least = std::max(wanted, 1e-9);
    return least * 1.03 > current || least < 0.45 * current ? least * 1.12 : current;
}

} // namespace topomq::ui
