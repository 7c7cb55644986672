#pragma once
// Lays out cards of one size in as many columns as fit, which share the whole width.

#include <QLayout>
#include <QList>

namespace topomq::ui {

/// The cards' size hints say how narrow they may be and how high they are. Thread: the window's.
class CardLayout : public QLayout
{
public:
    explicit CardLayout(QWidget* parent = nullptr, int gap = 8);
    ~CardLayout() override;

    void addItem(QLayoutItem* item) override { m_items.append(item); }

    [[nodiscard]] int count() const override { return static_cast<int>(m_items.size()); }

    [[nodiscard]] QLayoutItem* itemAt(int index) const override { return m_items.value(index); }

    QLayoutItem* takeAt(int index) override;

    [[nodiscard]] Qt::Orientations expandingDirections() const override { return {}; }

    [[nodiscard]] bool hasHeightForWidth() const override { return true; }

    [[nodiscard]] int heightForWidth(int width) const override;

    [[nodiscard]] QSize sizeHint() const override { return minimumSize(); }

    [[nodiscard]] QSize minimumSize() const override;
    void setGeometry(const QRect& rect) override;

    /// In `width`, margins included; at least one.
    [[nodiscard]] int columnsIn(int width) const;

private:
    [[nodiscard]] QList<QLayoutItem*> shownItems() const;
    /// The largest size hint.
    [[nodiscard]] QSize cardSize() const;

    QList<QLayoutItem*> m_items;
    int m_gap;
};

} // namespace topomq::ui
