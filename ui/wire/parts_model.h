#pragma once
// The parts of an exchange as a tree.

#include "ui/wire/exchange.h"

#include <QAbstractItemModel>

#include <memory>

namespace topomq::ui {

class Theme;

/// Thread: the window's. `theme` outlives it.
class PartsModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { Part, Length, Columns };

    PartsModel(const Theme& theme, QObject* parent);

    /// Never null.
    void setExchange(std::shared_ptr<const Exchange> exchange);
    [[nodiscard]] int partOf(const QModelIndex& index) const;
    [[nodiscard]] QModelIndex indexOf(int part) const;

    [[nodiscard]] QModelIndex
    index(int row, int column, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& index) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant
    headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] const Exchange::Part& at(int part) const
    {
        return m_exchange->parts[static_cast<std::size_t>(part)];
    }

    [[nodiscard]] const std::vector<int>& childrenOf(const QModelIndex& parent) const;

    const Theme& m_theme;
    std::shared_ptr<const Exchange> m_exchange;
};

} // namespace topomq::ui
