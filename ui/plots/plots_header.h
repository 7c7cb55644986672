#pragma once
// The row above the plots: legend, what is shown, which figures, how much time, and back to live.

#include "ui/plots/measure.h"

#include <QWidget>

#include <optional>
#include <vector>

class QAction;
class QComboBox;
class QLabel;
class QMenu;
class QToolButton;

namespace topomq::ui {

class PlotLegend;
class Theme;

/// Thread: the window's.
class PlotsHeader : public QWidget
{
    Q_OBJECT

public:
    PlotsHeader(Theme& theme, const std::vector<Measure>& measures, QWidget* parent);

    [[nodiscard]] PlotLegend* legend() const { return m_legend; }

    void setShownText(const QString& text);
    /// Live: the view follows the newest sample. Not running: there is nothing to follow.
    void setLive(bool live, bool running);
    void setMeasureShown(std::size_t measure, bool shown);
    /// A further entry of the menu, for a plot that is not over time.
    QAction* addPlot(const QString& title, const QString& help);

Q_SIGNALS:
    /// Nothing: all of the run.
    void windowChosen(std::optional<double> seconds);
    void liveRequested();
    void measureToggled(std::size_t measure, bool shown);

private:
    void addWindowChoice();
    void addMeasureMenu(const std::vector<Measure>& measures);
    void applyTheme();

    QAction* addChoice(const QString& title, const QString& help, const QString& key);

    Theme& m_theme;
    PlotLegend* m_legend = nullptr;
    QLabel* m_shown = nullptr;
    QToolButton* m_measures = nullptr;
    QMenu* m_measureMenu = nullptr;
    QComboBox* m_window = nullptr;
    QToolButton* m_live = nullptr;
    bool m_isLive = true;
    bool m_isRunning = false;
};

} // namespace topomq::ui
