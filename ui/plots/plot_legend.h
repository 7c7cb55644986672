#pragma once
// The names of the lines with their colours; a click selects the link, and so does Enter.

#include <QColor>
#include <QString>
#include <QWidget>

#include <vector>

namespace topomq::ui {

class Theme;

struct LegendEntry
{
    QColor color;
    QString name;
    bool strong = true;

    friend bool operator==(const LegendEntry&, const LegendEntry&) = default;
};

/// One row; what does not fit is counted at its end. Thread: the window's.
class PlotLegend : public QWidget
{
    Q_OBJECT

public:
    PlotLegend(Theme& theme, QWidget* parent);

    void setEntries(std::vector<LegendEntry> entries);

    [[nodiscard]] const std::vector<LegendEntry>& entries() const { return m_entries; }

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
    /// The places of the entries that fit.
    [[nodiscard]] std::vector<QRect> places() const;

    Theme& m_theme;
    std::vector<LegendEntry> m_entries;
    /// Where the keyboard is.
    std::size_t m_current = 0;
};

} // namespace topomq::ui
