#pragma once
// Which flows of a run are drawn, and as what: few enough to be told apart.

#include <QColor>
#include <QString>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace topomq::ui {

class RunSession;
class Selection;
class Theme;

struct ShownFlow
{
    /// Position in the figures.
    std::size_t flow = 0;
    /// "Ventilator → Worker 1".
    QString name;
    /// Keeps its colour as long as it is drawn.
    std::size_t colorSlot = 0;
    /// False: drawn faintly, because others are selected.
    bool strong = true;
    /// Its queues are full: drawn red.
    bool full = false;

    friend bool operator==(const ShownFlow&, const ShownFlow&) = default;
};

struct DrawnLimit
{
    std::uint64_t messages = 0;
    /// All that is in flight ends there. Over tcp the kernel takes more.
    bool isCeiling = true;
    /// Empty: that of all.
    QString whose;
};

struct FlowChoice
{
    /// More lines than this cannot be told apart.
    static constexpr std::size_t kMost = 12;

    std::vector<ShownFlow> flows;
    /// Flows of the run in all.
    std::size_t total = 0;
    bool bySelection = false;
    /// That of the one selected flow, or of all; nothing where they have several.
    std::optional<DrawnLimit> limit;

    /// The same lines in the same order, whatever their state.
    [[nodiscard]] bool hasSameLines(const FlowChoice& other) const;
    /// "12 of 200 links shown: the busiest"; empty when all are.
    [[nodiscard]] QString text() const;
};

/// Selected flows first; without a selection all of a small run, the busiest of a large one.
/// `previous` keeps colours and keeps lines from coming and going at a tie.
[[nodiscard]] FlowChoice
chooseFlows(const RunSession& session, const Selection& selection, const FlowChoice& previous);

[[nodiscard]] QColor seriesColor(const Theme& theme, const ShownFlow& flow);

} // namespace topomq::ui
