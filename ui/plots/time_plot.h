#pragma once
// One plot over time: axes and lines by QCustomPlot, the rest by an overlay.

#include "ui/plots/plot_overlay.h"
#include "ui/plots/series_store.h"

#include <QString>
#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

class QCPAxisTicker;
class QCustomPlot;
class QLabel;

namespace topomq::ui {

class Theme;

struct PlotLine
{
    QColor color;
    /// Faint lines lie below the others.
    bool strong = true;
    std::vector<TimePoint> points;
};

/// Everything that one picture shows.
struct PlotPicture
{
    double from = 0;
    double to = 60;
    /// Ticks count back from `to` ("−10 s … now"); else they are times of the run.
    bool live = true;
    QString endText;
    double highest = 0;
    std::vector<PlotLine> lines;
    std::optional<double> limit;
    /// False: lines go above it.
    bool limitIsCeiling = true;
    QString limitText;
    std::vector<TimePoint> markTimes;
    std::vector<QString> markTexts;
    QString emptyText;
};

/// Thread: the window's.
class TimePlot : public QWidget
{
    Q_OBJECT

public:
    TimePlot(Theme& theme,
             const QString& title,
             const QString& unit,
             const QString& help,
             QWidget* parent);
    ~TimePlot() override;

    void setPicture(const PlotPicture& picture);
    /// Nothing: no cursor. No rows: no box beside it.
    void setCursor(std::optional<double> time, const QString& text, std::vector<CursorRow> rows);
    /// Width of the drawn part in pixels.
    [[nodiscard]] int columns() const;

    /// The moment of the run at which the mouse is; nothing: it is not over the plot. A mouse that
    /// rests is at another one with every picture that has moved on.
    [[nodiscard]] std::optional<double> timeUnderMouse() const;

    /// Of the plot's own coordinates; for the tests, which use the mouse there.
    [[nodiscard]] QWidget* surface() const;
    [[nodiscard]] double timeAt(double x) const;

    [[nodiscard]] const PlotPicture& picture() const { return m_picture; }

    [[nodiscard]] const OverlayContent& overlay() const { return m_overlay->content(); }

    [[nodiscard]] const std::vector<PlotOverlay::MarkLabel>& markLabels() const
    {
        return m_overlay->markLabels();
    }

Q_SIGNALS:
    /// The mouse has moved over the plot, or has left it.
    void cursorMoved();
    /// Above 1: closer, about this moment.
    void zoomRequested(double factor, double around);
    void panRequested(double seconds);
    void resetRequested();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void setUpKeys();
    void setUpAxes();
    void applyTheme();
    void showAxes();
    void showLines();
    /// Lines that lie on one another take turns.
    [[nodiscard]] std::vector<PlotLine> separated(double pixelOfTime, double pixelOfValue) const;
    void
    drawLine(int number, const PlotLine& line, const QColor& color, double later, double higher);
    void showOverlay();
    void mouseMoved(const QPointF& position, Qt::MouseButtons buttons);

    Theme& m_theme;
    QString m_unit;
    QString m_titleText;
    QLabel* m_title = nullptr;
    QCustomPlot* m_plot = nullptr;
    PlotOverlay* m_overlay = nullptr;
    PlotPicture m_picture;
    double m_top = 1;
    std::optional<double> m_cursor;
    QString m_cursorText;
    std::vector<CursorRow> m_rows;
    std::optional<double> m_dragTime;
    /// Where the mouse is while it is over the plot.
    std::optional<double> m_mouseX;
};

} // namespace topomq::ui
