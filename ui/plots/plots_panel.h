#pragma once
// Queue depth and throughput of the flows over time, with one time axis and one value cursor; and
// traffic against the number of clients.

#include "ui/plots/flow_choice.h"
#include "ui/plots/measure.h"
#include "ui/plots/series_store.h"
#include "ui/plots/time_range.h"

#include <QElapsedTimer>
#include <QWidget>

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

class QHBoxLayout;

namespace topomq::ui {

class ClientsPlot;
class ClientsStore;
class PlotsHeader;
class RunSession;
class Theme;
struct CursorRow;
class TimePlot;
class TopologyDocument;

/// Draws only while it is on view. The figures are the samples themselves: nothing is smoothed.
/// Thread: the window's.
class PlotsPanel : public QWidget
{
    Q_OBJECT

public:
    PlotsPanel(TopologyDocument& document, RunSession& session, Theme& theme, QWidget* parent);
    ~PlotsPanel() override;

    [[nodiscard]] const TimeRange& range() const { return m_range; }

    [[nodiscard]] const FlowChoice& choice() const { return m_choice; }

    /// Plots on view, in the order of the measures.
    [[nodiscard]] std::vector<TimePlot*> plots() const;

    [[nodiscard]] ClientsPlot* clientsPlot() const { return m_clientsPlot; }

public Q_SLOTS:
    /// Follows the newest sample again.
    void goLive();

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Shown
    {
        Measure measure;
        SeriesStore store;
        TimePlot* plot = nullptr;
        bool shown = false;
    };

    void addMeasures();
    void addClients();
    void takeClients();
    void connectPlot(std::size_t index);
    void setShown(std::size_t index, bool shown);
    void startOver();
    void takeSamples();
    void chooseAgain();
    void refresh();
    void refreshPlot(Shown& shown);
    void showCursor();
    [[nodiscard]] bool isDue() const;
    /// The moment that the mouse is at in one of the plots, as far as it is in view.
    [[nodiscard]] std::optional<double> cursorTime() const;
    [[nodiscard]] std::vector<CursorRow> cursorRows(const Shown& shown, double time) const;
    [[nodiscard]] QString emptyText() const;

    TopologyDocument& m_document;
    RunSession& m_session;
    Theme& m_theme;
    PlotsHeader* m_header = nullptr;
    QHBoxLayout* m_row = nullptr;
    std::vector<Shown> m_shown;
    std::unique_ptr<ClientsStore> m_clients;
    ClientsPlot* m_clientsPlot = nullptr;
    /// The newest sample that `m_clients` has seen.
    std::uint64_t m_clientsSequence = 0;
    TimeRange m_range;
    FlowChoice m_choice;
    QElapsedTimer m_sinceChoice;
    QElapsedTimer m_sincePicture;
};

} // namespace topomq::ui
