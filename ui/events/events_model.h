#pragma once
// The events of a run as a table that only grows.

#include "engine/model/topology.h"
#include "engine/runtime/runtime.h"

#include <QAbstractTableModel>

#include <deque>
#include <span>

namespace topomq::ui {

class Theme;

/// Keeps the newest 50 000 events. Thread: the window's. `theme` outlives it.
class EventsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Time, Where, Event, Name, Address, Detail, Columns };

    /// The `where` of the event as the engine wrote it.
    static constexpr int kWhereRole = Qt::UserRole;
    static constexpr int kErrorRole = Qt::UserRole + 1;
    /// An EventKind as a number.
    static constexpr int kKindRole = Qt::UserRole + 2;

    static constexpr int kMost = 50'000;

    EventsModel(const Theme& theme, QObject* parent);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant
    headerData(int section, Qt::Orientation orientation, int role) const override;

    void clear();
    /// `topology` gives the places their names.
    void append(std::span<const runtime::RuntimeEvent> events, const model::Topology& topology);
    /// A change of colours.
    void recolour();

private:
    struct Row
    {
        runtime::RuntimeEvent event;
        QString place;
    };

    [[nodiscard]] static QString textOf(const Row& row, int column);

    const Theme& m_theme;
    std::deque<Row> m_rows;
};

} // namespace topomq::ui
