#include "ui/inspector/distribution_picture.h"

#include "ui/theme/theme.h"

#include <QLocale>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace topomq::ui {

namespace {

using Kind = model::Distribution::Kind;

constexpr int kSteps = 60;
/// So many means, and standard deviations to each side, hold nearly all of it.
constexpr double kMeans = 4;
constexpr double kDeviations = 3;
constexpr int kMessages = 14;

QString numberText(double value)
{
    return QLocale::c().toString(value, 'g', 4);
}

struct Range
{
    double from = 0;
    double to = 1;
};

Range rangeOf(const model::Distribution& shown)
{
    switch (shown.kind) {
    case Kind::Constant:
        return {0, std::max(2 * shown.a, 1.0)};
    case Kind::Uniform: {
        const double margin = std::max((shown.b - shown.a) * 0.15, shown.b * 0.02 + 0.5);
        return {std::max(0.0, shown.a - margin), shown.b + margin};
    }
    case Kind::Exponential:
        return {0, std::max(kMeans * shown.a, 1.0)};
    case Kind::Normal:
        return {std::max(0.0, shown.a - kDeviations * shown.b),
                std::max(shown.a + kDeviations * shown.b, 1.0)};
    }
    return {};
}

/// From 0 to 1: only the shape matters.
double densityAt(const model::Distribution& shown, double x)
{
    switch (shown.kind) {
    case Kind::Constant:
        return 0;
    case Kind::Uniform:
        return x >= shown.a && x <= shown.b ? 0.8 : 0;
    case Kind::Exponential:
        return shown.a > 0 ? std::exp(-x / shown.a) : 0;
    case Kind::Normal: {
        const double away = shown.b > 0 ? (x - shown.a) / shown.b : 0;
        return shown.b > 0 ? std::exp(-away * away / 2) : 0;
    }
    }
    return 0;
}

} // namespace

DistributionPicture::DistributionPicture(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("distribution"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    hide();
}

void DistributionPicture::showDistribution(const std::optional<model::Distribution>& distribution,
                                           const QString& unit)
{
    m_distribution = distribution;
    const bool varies = distribution && distribution->kind != Kind::Constant;
    setVisible(varies);
    if (!varies)
        return;
    const Range range = rangeOf(*distribution);
    m_first = numberText(range.from);
    m_last = numberText(range.to) + (unit.isEmpty() ? QString() : u' ' + unit);
    const QString a = numberText(distribution->a);
    const QString b = numberText(distribution->b);
    switch (distribution->kind) {
    case Kind::Constant:
        break;
    case Kind::Uniform:
        describe(tr("Anything from %1 to %2 is as likely; mean %3 %4.")
                     .arg(a, b, numberText(distribution->mean()), unit));
        break;
    case Kind::Exponential:
        describe(tr("Mostly small, now and then large; mean %1 %2, one in a hundred above %3.")
                     .arg(a, unit, numberText(distribution->a * std::log(100))));
        break;
    case Kind::Normal:
        describe(tr("Around %1 %2; two in three within %3 of it. Never below 0.").arg(a, unit, b));
        break;
    }
}

void DistributionPicture::showRate(const std::optional<model::Rate>& rate)
{
    m_rate = rate;
    const bool known = rate && rate->perSecond > 0;
    setVisible(known);
    if (!known)
        return;
    m_first.clear();
    m_last = numberText(1000.0 * kMessages / rate->perSecond) + QStringLiteral(" ms");
    describe(
        rate->poisson
            ? tr("Messages in time: gaps vary at random around %1 ms.")
                  .arg(numberText(1000 / rate->perSecond))
            : tr("Messages in time: one every %1 ms.").arg(numberText(1000 / rate->perSecond)));
}

void DistributionPicture::describe(const QString& words)
{
    setToolTip(words);
    setAccessibleName(words);
    update();
}

void DistributionPicture::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(m_theme.smallFont());
    const int words = painter.fontMetrics().height();
    const QRectF box(0.5, 1, width() - 1, height() - words - 2);
    painter.setPen(QPen(m_theme.colors().line, 1));
    painter.drawLine(box.bottomLeft(), box.bottomRight());
    if (m_distribution)
        paintDensity(painter, box);
    else if (m_rate)
        paintMessages(painter, box);
    painter.setPen(m_theme.colors().dim);
    const QRectF line(0, height() - words, width(), words);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, m_first);
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, m_last);
}

void DistributionPicture::paintDensity(QPainter& painter, const QRectF& box) const
{
    const Range range = rangeOf(*m_distribution);
    const Colors& colors = m_theme.colors();
    QPainterPath path(box.bottomLeft());
    for (int i = 0; i <= kSteps; ++i) {
        const double at = static_cast<double>(i) / kSteps;
        const double density =
            densityAt(*m_distribution, range.from + at * (range.to - range.from));
        path.lineTo(box.left() + at * box.width(), box.bottom() - density * box.height());
    }
    path.lineTo(box.bottomRight());
    painter.fillPath(path, colors.tint(colors.accent, 0.2));
    painter.setPen(QPen(colors.accent, 1.4));
    painter.drawPath(path);
    const double mean = (m_distribution->mean() - range.from) / (range.to - range.from);
    painter.setPen(QPen(colors.text, 1, Qt::DotLine));
    const double x = box.left() + mean * box.width();
    painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()));
}

void DistributionPicture::paintMessages(QPainter& painter, const QRectF& box) const
{
    painter.setPen(QPen(m_theme.colors().accent, 1.6));
    // Always the same picture: what moves by itself would look like a measurement.
    constexpr double kGolden = 0.6180339887;
    double share = 0.2;
    double at = 0.5;
    while (at < kMessages) {
        const double x = box.left() + at / kMessages * box.width();
        painter.drawLine(QPointF(x, box.bottom() - box.height() * 0.75), QPointF(x, box.bottom()));
        share += kGolden - std::floor(share + kGolden);
        at += m_rate->poisson ? -std::log(1 - share) : 1;
    }
}

} // namespace topomq::ui
