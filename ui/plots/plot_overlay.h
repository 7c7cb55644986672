#pragma once
// What lies over a plot: the limit, the marks, the value cursor with its box.

#include <QColor>
#include <QString>
#include <QWidget>

#include <optional>
#include <vector>

namespace topomq::ui {

class Theme;

struct CursorRow
{
    QColor color;
    QString name;
    QString value;
};

/// In pixels of the plot.
struct OverlayContent
{
    struct Flag
    {
        double x = 0;
        QString text;
    };

    QRect area;
    /// Where the limit is drawn; above the area: only its label, with an arrow.
    std::optional<double> limitY;
    QString limitText;
    std::vector<Flag> marks;
    std::optional<double> cursorX;
    /// Heading of the box: the time under the cursor.
    QString cursorText;
    std::vector<CursorRow> rows;
    /// Instead of lines.
    QString emptyText;
};

/// Lets the mouse through. Thread: the window's.
class PlotOverlay : public QWidget
{
    Q_OBJECT

public:
    PlotOverlay(Theme& theme, QWidget* parent);

    void setContent(OverlayContent content);

    [[nodiscard]] const OverlayContent& content() const { return m_content; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintLimit(QPainter& painter) const;
    void paintMarks(QPainter& painter) const;
    void paintCursor(QPainter& painter) const;
    void paintBox(QPainter& painter) const;

    Theme& m_theme;
    OverlayContent m_content;
};

} // namespace topomq::ui
