#include "ui/theme/theme.h"

#include <array>
#include <cmath>

namespace topomq::ui {

namespace {

constexpr QChar kThinSpace(0x2009);

QString fixed(double value, int decimals)
{
    return QString::number(value, 'f', decimals);
}

// Three figures at most, and no ".0" where the number is whole below a thousand.
QString shortNumber(double value)
{
    const double size = std::abs(value);
    if (size == 0)
        return QStringLiteral("0");
    if (size < 0.095)
        return QString::number(value, 'g', 1);
    if (size < 9.95 && std::abs(value - std::round(value)) > 0.049)
        return fixed(value, 1);
    return fixed(value, 0);
}

struct Scaled
{
    double value;
    std::size_t step;
};

// 999.6 must become 1.0 of the next step, not 1000 of this one.
Scaled scaled(double value, double base, std::size_t steps)
{
    Scaled result{value, 0};
    while (std::abs(result.value) >= base - 0.5 && result.step + 1 < steps) {
        result.value /= base;
        ++result.step;
    }
    return result;
}

template <std::size_t Count>
QString withPrefix(double value, const std::array<const char*, Count>& units)
{
    if (!std::isfinite(value))
        return QStringLiteral("–");
    const Scaled part = scaled(value, 1000, Count);
    const QString unit = QString::fromUtf8(units.at(part.step));
    QString number = shortNumber(part.value);
    if (part.step > 0)
        number = fixed(part.value, std::abs(part.value) < 99.95 ? 1 : 0);
    return unit.isEmpty() ? number : number + QLatin1Char(' ') + unit;
}

/// Most rates are set to round numbers and swing about them a little: the unit changes where none
/// of them is, so that it does not come and go.
constexpr double kNextUnit = 950;
constexpr double kRateInThousands = 9500;

QString rateCount(double value)
{
    constexpr std::array kUnits{"", " k", " M", " G", " T"};
    if (!std::isfinite(value))
        return QStringLiteral("–");
    std::size_t step = 0;
    for (; std::abs(value) >= kNextUnit && step + 1 < kUnits.size(); ++step)
        value /= 1000;
    if (step == 0)
        return shortNumber(value);
    const double size = std::abs(value);
    return fixed(value,
                 size < 0.995       ? 2
                     : size < 99.95 ? 1
                                    : 0)
        + QString::fromUtf8(kUnits.at(step));
}

} // namespace

QString humanCount(double value)
{
    return withPrefix(value, std::array{"", "k", "M", "G", "T"});
}

QString humanRate(double perSecond)
{
    const bool isInOnes = perSecond >= 999.5 && perSecond < kRateInThousands;
    const QString count = isInOnes
        // Three figures say enough of what swings.
        ? groupedDigits(10 * static_cast<qulonglong>(std::llround(perSecond / 10)))
        : perSecond < kRateInThousands ? humanCount(perSecond) : rateCount(perSecond);
    return count + QStringLiteral(" msg/s");
}

QString humanRateShort(double perSecond)
{
    const QString count = rateCount(perSecond);
    return count
        + (count.contains(QLatin1Char(' ')) ? QStringLiteral("/s") : QStringLiteral(" /s"));
}

QString humanBytes(double bytes)
{
    return withPrefix(bytes, std::array{"B", "kB", "MB", "GB", "TB"});
}

QString humanByteRate(double bytesPerSecond)
{
    return humanBytes(bytesPerSecond) + QStringLiteral("/s");
}

QString humanMicroseconds(double microseconds)
{
    constexpr double kMinute = 60e6;
    constexpr double kHour = 60 * kMinute;
    if (!std::isfinite(microseconds))
        return QStringLiteral("–");
    if (std::abs(microseconds) < 59.95e6) {
        const Scaled part = scaled(microseconds, 1000, 3);
        constexpr std::array kUnits{"µs", "ms", "s"};
        QString number = shortNumber(part.value);
        if (part.step > 0)
            number = fixed(part.value, std::abs(part.value) < 9.95 || part.step == 2 ? 1 : 0);
        return number + QLatin1Char(' ') + QString::fromUtf8(kUnits.at(part.step));
    }
    const auto seconds = static_cast<qint64>(std::llround(microseconds / 1e6));
    if (microseconds < kHour)
        return QStringLiteral("%1 min %2 s").arg(seconds / 60).arg(seconds % 60);
    return QStringLiteral("%1 h %2 min").arg(seconds / 3600).arg(seconds / 60 % 60);
}

QString groupedDigits(qulonglong value)
{
    QString digits = QString::number(value);
    for (qsizetype place = digits.size() - 3; place > 0; place -= 3)
        digits.insert(place, kThinSpace);
    return digits;
}

QString withEstimateMark(const QString& figure, bool isEstimated)
{
    return isEstimated ? QString(kEstimateMark) + QLatin1Char(' ') + figure : figure;
}

} // namespace topomq::ui
