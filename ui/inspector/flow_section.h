#pragma once
// The figures of one direction of one link.

#include "engine/metrics/snapshot.h"
#include "engine/plan/run_plan.h"
#include "ui/session/queue_watch.h"

#include <QString>
#include <QWidget>

#include <cstdint>
#include <optional>

namespace topomq::ui {

class FigureList;
class FillBar;
class StageView;
class Theme;

/// All flows of a socket that chooses itself where each message goes: what of them is under way can
/// be told apart only by estimate, but the sums are counted.
struct SenderTotal
{
    QString socket;
    int flows = 0;
    std::uint64_t sent = 0;
    std::uint64_t received = 0;
    std::uint64_t inFlight = 0;
    std::uint64_t dropped = 0;
};

/// Nothing: the socket has one flow, chooses no peer, or one end is a program outside.
[[nodiscard]] std::optional<SenderTotal>
totalOfSender(const plan::RunPlan& plan, const metrics::Snapshot& snapshot, std::size_t flow);

/// What else is known of a round trip than its whole: the way of the request, and who answers.
struct RoundTripParts
{
    metrics::LatencySummary request;
    QString server;
};

/// Limits and way of a flow, as its stages need them.
struct FlowTraits
{
    plan::Transport transport = plan::Transport::Other;
    std::int64_t sendLimit = 0;
    std::int64_t receiveLimit = 0;
    std::optional<SenderTotal> total;
    /// Of a flow of replies.
    RoundTripParts request;
    /// Nothing: what the figures of this moment say.
    std::optional<Pressure> pressure;
    /// The moment of the figures, in seconds of the run.
    double time = 0;
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
    QWidget* m_roundTripHead = nullptr;
    FigureList* m_roundTrip = nullptr;
    QWidget* m_nearSideHead = nullptr;
    FigureList* m_nearSide = nullptr;
};

} // namespace topomq::ui
