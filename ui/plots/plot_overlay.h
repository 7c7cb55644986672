#pragma once
// What lies over a plot: the limit, the marks, the value cursor with its box.

#include <QColor>
#include <QString>
#include <QStringList>
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
    /// Drawn red, as the end of what is possible.
    bool limitIsCeiling = true;
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
    /// The plot has the keyboard: a frame shows it.
    void setFocused(bool focused);

    [[nodiscard]] const OverlayContent& content() const { return m_content; }

    /// A label above the plot. Marks whose labels would cover each other share one: "Worker 3:
    /// stopped +2".
    struct MarkLabel
    {
        QRectF rect;
        QString text;
        /// All that it stands for, in the order of their times.
        QStringList marks;
    };

    [[nodiscard]] const std::vector<MarkLabel>& markLabels() const { return m_labels; }

    /// What the label or line of a mark at that place stands for; empty: there is none.
    [[nodiscard]] QStringList marksAt(QPointF place) const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void placeLabels();
    void paintLimit(QPainter& painter) const;
    void paintMarks(QPainter& painter) const;
    void paintCursor(QPainter& painter) const;
    void paintBox(QPainter& painter) const;

    Theme& m_theme;
    OverlayContent m_content;
    std::vector<MarkLabel> m_labels;
    bool m_isFocused = false;
};

} // namespace topomq::ui
