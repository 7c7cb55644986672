#pragma once
// Where the messages of one flow are: send queue, kernel, receive queue, and how full it is.

#include "engine/metrics/snapshot.h"
#include "engine/plan/run_plan.h"

#include <QString>
#include <QWidget>

#include <array>
#include <cstdint>
#include <optional>

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

    friend bool operator==(const Stage&, const Stage&) = default;
};

/// The stages as far as they follow from what is measured: libzmq tells no queue lengths, so the
/// split is known only where the flow is empty or, without a kernel between, full.
[[nodiscard]] std::array<Stage, 3> stagesOf(const metrics::FlowFigures& figures,
                                            plan::Transport transport,
                                            std::int64_t sendLimit,
                                            std::int64_t receiveLimit);

/// Thread: the window's.
class StageView : public QWidget
{
    Q_OBJECT

public:
    StageView(const Theme& theme, QWidget* parent);

    void setStages(const std::array<Stage, 3>& stages);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] QRectF box(std::size_t stage) const;

    const Theme& m_theme;
    std::array<Stage, 3> m_stages;
};

} // namespace topomq::ui
