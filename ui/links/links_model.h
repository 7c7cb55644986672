#pragma once
// The flows of a run with their figures as a table.

#include "engine/metrics/snapshot.h"
#include "engine/plan/run_plan.h"
#include "ui/session/drawn_things.h"
#include "ui/session/queue_watch.h"

#include <QAbstractTableModel>

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace topomq::ui {

class Theme;

/// One row per flow, in the order of the plan. Figures change in place.
/// Thread: the window's. `theme` outlives it.
class LinksModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        LinkName,
        From,
        To,
        Pattern,
        Rate,
        InFlight,
        Limit,
        Fill,
        Sent,
        Received,
        Dropped,
        Bytes,
        P50,
        P99,
        RoundTrip,
        Ready,
        MaxDepth,
        P50Whole,
        P99Whole,
        Columns,
    };

    /// A number or a text that sorts; a fill is 0 to 1, what is unknown -1.
    static constexpr int kSortRole = Qt::UserRole;
    /// The colour of the bar of a row.
    static constexpr int kBarRole = Qt::UserRole + 1;

    LinksModel(const Theme& theme, QObject* parent);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant
    headerData(int section, Qt::Orientation orientation, int role) const override;

    /// What a socket of the plan is called: "First/w1 · in".
    using Titles = std::function<QString(plan::SocketIndex)>;

    /// Another run, or other things of it are drawn: other rows.
    void setPlan(const plan::RunPlan& plan, const LeftThings& left, const Titles& titleOf);
    /// Names may have changed.
    void rename(const Titles& titleOf);
    /// What is said of the queues of a flow; without it, what the figures of the moment say.
    using Pressures = std::function<Pressure(std::size_t flow)>;

    void setPressures(Pressures pressures) { m_pressures = std::move(pressures); }

    /// Null: no figures yet.
    void setFigures(metrics::SnapshotPtr snapshot);
    /// Where the file has the link; empty: it has it no more.
    [[nodiscard]] std::string placeAt(int row) const;

private:
    struct Row
    {
        /// The place in the file: `stage1/l`.
        std::string link;
        bool isDrawn = true;
        plan::SocketIndex from = plan::kNone;
        plan::SocketIndex to = plan::kNone;
        QString pattern;
        QString fromTitle;
        QString toTitle;
        /// Position in the figures.
        std::size_t flow = 0;
    };

    [[nodiscard]] const metrics::FlowFigures* figuresAt(int row) const;
    [[nodiscard]] static QString nameOf(const Row& row, int column);
    [[nodiscard]] QVariant lookOf(int row, int column, int role) const;
    [[nodiscard]] Pressure pressureAt(int row) const;

    const Theme& m_theme;
    std::vector<Row> m_rows;
    Pressures m_pressures;
    metrics::SnapshotPtr m_snapshot;
};

} // namespace topomq::ui
