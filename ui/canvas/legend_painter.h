#pragma once
// Writes the rows of the legend: a mark and what it means.

#include "engine/model/finding.h"
#include "ui/canvas/port_spot.h"
#include "ui/theme/theme.h"

#include <QFont>
#include <QPainter>
#include <QPointF>
#include <QSizeF>
#include <QString>

namespace topomq::ui {

inline constexpr double kLegendColumn = 236;

/// From the top down, column by column. Thread: the window's.
class LegendPainter
{
public:
    /// The painter is scaled by `scale` already.
    LegendPainter(QPainter& painter, const Theme& theme, double scale);

    void nextColumn();
    void ports();
    void patterns();
    void pressure();
    void fill();
    void links();
    void nodes();
    void drawing();
    void problems();

    /// What all of it takes so far, with as much room at its end as at its beginning.
    [[nodiscard]] QSizeF size() const;

private:
    void heading(const QString& text);
    /// The centre for the mark of a new row.
    QPointF row(const QString& text);
    /// Draws a mark around (0, 0) in its row, smaller than on the canvas.
    template <class Paint>
    void mark(QPointF centre, double scale, Paint paint);
    void port(const QString& text, PortShape shape, bool binds);
    void family(const QString& text, const QColor& color);
    /// `mark` below 0: none.
    void bar(const QString& text, double share, double mark = -1);
    void sign(const QString& text, QChar sign);
    void cutLink();
    void bentLine(QPointF centre);
    void groupFrame(QPointF centre);
    void groupCard(QPointF centre);
    void noteSheet(QPointF centre);
    void problem(const QString& text, model::Severity severity);
    [[nodiscard]] QFont rowFont() const;

    QPainter& m_painter;
    const Theme& m_theme;
    const Colors& m_colors;
    double m_scale;
    double m_x = 0;
    double m_y;
    double m_right = 0;
    double m_bottom = 0;
};

} // namespace topomq::ui
