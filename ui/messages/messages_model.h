#pragma once
// Copies of messages of one link as a table, oldest first.

#include "engine/metrics/captured_message.h"

#include <QAbstractTableModel>
#include <QString>

#include <deque>
#include <vector>

namespace topomq::ui {

class Theme;

/// Thread: the window's. `theme` outlives it.
class MessagesModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Time, Direction, Number, Frames, Size, Latency, Content, Columns };

    struct Row
    {
        metrics::CapturedMessagePtr message;
        /// "Client → Server".
        QString direction;
        /// 0: of the first flow of its link, 1: of the second.
        int flow = 0;
        /// For the table, beside the link's title: "→ Server"; empty: `direction` is shown.
        QString toward;
    };

    MessagesModel(const Theme& theme, QObject* parent);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant
    headerData(int section, Qt::Orientation orientation, int role) const override;

    void clear();
    /// Enters them by their time; beyond `most` rows the oldest go.
    void add(std::vector<Row> rows, int most);
    void recolour();
    [[nodiscard]] const Row& rowAt(int row) const;

private:
    [[nodiscard]] static QString textOf(const Row& row, int column);
    [[nodiscard]] static QVariant tipOf(const Row& row, int column);

    const Theme& m_theme;
    std::deque<Row> m_rows;
};

} // namespace topomq::ui
