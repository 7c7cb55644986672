#pragma once
// The names of the lines with their colours; a click selects the link, and so does Enter.

#include <QColor>
#include <QRect>
#include <QString>
#include <QStringList>
#include <QWidget>

#include <vector>

class QFontMetrics;

namespace topomq::ui {

class Theme;

struct LegendEntry
{
    QColor color;
    QString name;
    bool strong = true;

    friend bool operator==(const LegendEntry&, const LegendEntry&) = default;
};

/// One row; what does not fit is counted at its end, where a click lists it. Thread: the window's.
class PlotLegend : public QWidget
{
    Q_OBJECT

public:
    PlotLegend(Theme& theme, QWidget* parent);

    void setEntries(std::vector<LegendEntry> entries);

    [[nodiscard]] const std::vector<LegendEntry>& entries() const { return m_entries; }

    /// As they are drawn: all of them if there is room, else shortened, so far as they fit.
    [[nodiscard]] QStringList shownNames() const;
    /// Where the others are counted; null while all of them fit.
    [[nodiscard]] QRect restPlace() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void clicked(std::size_t entry);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool event(QEvent* event) override;

private:
    /// Among those that fit.
    void makeCurrent(std::size_t entry);
    void nameCurrent();

    struct Place
    {
        QRect rect;
        QString name;
    };

    /// The entries that fit.
    [[nodiscard]] std::vector<Place> places() const;
    void listRest(QPoint place);
    /// How wide a name may be.
    [[nodiscard]] int widestName(const QFontMetrics& metrics) const;
    /// What all names have in common says the least.
    [[nodiscard]] Qt::TextElideMode elideMode() const;
    /// Before and behind a name.
    [[nodiscard]] int besideName() const;

    Theme& m_theme;
    std::vector<LegendEntry> m_entries;
    /// Where the keyboard is.
    std::size_t m_current = 0;
};

} // namespace topomq::ui
