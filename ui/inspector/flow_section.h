#pragma once
// The figures of one direction of one link.

#include "engine/metrics/snapshot.h"
#include "engine/plan/run_plan.h"

#include <QString>
#include <QWidget>

namespace topomq::ui {

class FigureList;
class FillBar;
class StageView;
class Theme;

/// Limits and way of a flow, as its stages need them.
struct FlowTraits
{
    plan::Transport transport = plan::Transport::Other;
    std::int64_t sendLimit = 0;
    std::int64_t receiveLimit = 0;
};

/// Thread: the window's.
class FlowSection : public QWidget
{
    Q_OBJECT

public:
    /// `title` is shown where a link has more than one flow: "Client → Server".
    FlowSection(const QString& title, const Theme& theme, QWidget* parent);

    void setFigures(const metrics::FlowFigures& figures, const FlowTraits& traits);

private:
    const Theme& m_theme;
    StageView* m_stages = nullptr;
    FillBar* m_fill = nullptr;
    FigureList* m_counts = nullptr;
    FigureList* m_latency = nullptr;
};

} // namespace topomq::ui
