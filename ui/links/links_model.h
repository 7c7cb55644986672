#pragma once
// The flows of a run with their figures as a table.

#include "engine/metrics/snapshot.h"
#include "engine/model/topology.h"
#include "engine/plan/run_plan.h"

#include <QAbstractTableModel>

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
        Columns,
    };

    /// A number or a text that sorts; a fill is 0 to 1, what is unknown -1.
    static constexpr int kSortRole = Qt::UserRole;

    LinksModel(const Theme& theme, QObject* parent);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant
    headerData(int section, Qt::Orientation orientation, int role) const override;

    /// Another run: other rows. `topology`: all of the file.
    void setPlan(const plan::RunPlan& plan, const model::Topology& topology);
    /// Names may have changed.
    void rename(const model::Topology& topology);
    /// Null: no figures yet.
    void setFigures(metrics::SnapshotPtr snapshot);
    /// Where the file has the link.
    [[nodiscard]] std::string placeAt(int row) const;

private:
    struct Row
    {
        /// Places in the file: `stage1/l`, `stage1/w1.in`.
        std::string link;
        std::string from;
        std::string to;
        QString pattern;
        QString fromTitle;
        QString toTitle;
        /// Position in the figures.
        std::size_t flow = 0;
    };

    [[nodiscard]] const metrics::FlowFigures* figuresAt(int row) const;
    [[nodiscard]] static QString nameOf(const Row& row, int column);
    [[nodiscard]] QVariant lookOf(const metrics::FlowFigures* figures, int column, int role) const;

    const Theme& m_theme;
    std::vector<Row> m_rows;
    metrics::SnapshotPtr m_snapshot;
};

} // namespace topomq::ui
