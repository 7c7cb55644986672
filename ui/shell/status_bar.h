#pragma once
// The line at the foot of the window: state, run time, rates, queues, drops, conservation, cost.

#include "engine/metrics/snapshot.h"

#include <QStatusBar>
#include <QString>
#include <QTimer>

class QLabel;

namespace topomq::ui {

class ElidedLabel;
class RunSession;
class Theme;

/// "every message accounted for", or which flows are not; empty: nothing was measured.
struct ConservationText
{
    QString text;
    bool holds = true;
    /// False: of some flows nobody knows whether it holds.
    bool isWhole = true;
};

[[nodiscard]] ConservationText conservationText(const RunSession& session);
/// "00:01:41".
[[nodiscard]] QString clockText(double seconds);

/// Thread: the window's.
class RunStatusBar : public QStatusBar
{
    Q_OBJECT

public:
    /// Looks as with a tab where nothing runs until it follows one.
    RunStatusBar(Theme& theme, QWidget* parent);

    /// Shows this one from now on.
    void follow(RunSession& session);

    [[nodiscard]] QString stateText() const;
    /// For a short while, beside the state of the run and its figures.
    void say(const QString& text);

private:
    QLabel* addLabel(const QString& name, bool atTheRight);
    void refresh();
    void refreshState();
    void refreshFigures(const metrics::SnapshotPtr& latest);

    RunSession* m_session = nullptr;
    Theme& m_theme;
    QLabel* m_stateDot = nullptr;
    QLabel* m_state = nullptr;
    QLabel* m_rate = nullptr;
    QLabel* m_queued = nullptr;
    QLabel* m_dropped = nullptr;
    QLabel* m_balanceDot = nullptr;
    QLabel* m_balance = nullptr;
    QLabel* m_cost = nullptr;
    ElidedLabel* m_said = nullptr;
    QTimer m_forget;
};

} // namespace topomq::ui
