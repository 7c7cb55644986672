#pragma once
// Where the messages of one flow are, queue by queue, and how full each is.

#include "engine/metrics/snapshot.h"
#include "engine/plan/run_plan.h"
#include "ui/session/queue_watch.h"

#include <QString>
#include <QWidget>

#include <cstdint>
#include <optional>
#include <vector>

namespace topomq::ui {

class Theme;

/// What is known of one stage.
struct Stage
{
    QString name;
    /// Nothing: not known; `why` says the reason.
    std::optional<std::uint64_t> messages;
    std::uint64_t limit = 0;
    QString why;
    /// Only of the kernel's buffers.
    std::optional<std::uint64_t> bytes;
    bool isEstimated = false;
    /// Without a limit: it grows, or is far more than is soon done.
    bool isTooMuch = false;

    friend bool operator==(const Stage&, const Stage&) = default;
};

/// The stages as far as they are measured: over inproc one queue for both ends, else send queue,
/// kernel and receive queue.
[[nodiscard]] std::vector<Stage> stagesOf(const metrics::FlowFigures& figures,
                                          plan::Transport transport,
                                          std::int64_t sendLimit,
                                          std::int64_t receiveLimit);

/// Thread: the window's.
class StageView : public QWidget
{
    Q_OBJECT

public:
    StageView(const Theme& theme, QWidget* parent);

    /// `time`: of the figures, in seconds of the run.
    void setStages(std::vector<Stage> stages, double time = 0);

    [[nodiscard]] const std::vector<Stage>& stages() const { return m_stages; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] QRectF box(std::size_t stage) const;

    const Theme& m_theme;
    std::vector<Stage> m_stages;
    /// How full they are said to be.
    std::vector<SteadyFill> m_fills;
};

} // namespace topomq::ui
