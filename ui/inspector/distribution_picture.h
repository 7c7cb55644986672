#pragma once
// A small picture of how a value varies: the density of a distribution, or messages on a line of
// time.

#include "engine/model/settings.h"

#include <QString>
#include <QWidget>

#include <optional>

namespace topomq::ui {

class Theme;

/// Says in words what it shows, too. Hidden where there is nothing to show. Thread: the window's.
class DistributionPicture : public QWidget
{
    Q_OBJECT

public:
    DistributionPicture(const Theme& theme, QWidget* parent);

    /// A constant is a number, not a picture.
    void showDistribution(const std::optional<model::Distribution>& distribution,
                          const QString& unit);
    void showRate(const std::optional<model::Rate>& rate);

    [[nodiscard]] QSize sizeHint() const override { return {120, 34}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void describe(const QString& words);
    void paintDensity(QPainter& painter, const QRectF& box) const;
    void paintMessages(QPainter& painter, const QRectF& box) const;

    const Theme& m_theme;
    std::optional<model::Distribution> m_distribution;
    std::optional<model::Rate> m_rate;
    QString m_first;
    QString m_last;
};

} // namespace topomq::ui
