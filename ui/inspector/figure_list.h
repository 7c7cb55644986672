#pragma once
// Rows of a dim label and a figure at the right edge, painted in one widget so that figures that
// change many times a second move nothing.

#include <QColor>
#include <QString>
#include <QWidget>

#include <vector>

namespace topomq::ui {

class Theme;

/// Thread: the window's.
class FigureList : public QWidget
{
    Q_OBJECT

public:
    struct Row
    {
        QString label;
        QString value;
        /// Not valid: the colour of text.
        QColor color;
        QString toolTip;
        bool indented = false;
        /// A second figure to the left of the value, in a column of its own; may be empty.
        QString beside;

        friend bool operator==(const Row&, const Row&) = default;
    };

    FigureList(const Theme& theme, QWidget* parent);

    void setRows(std::vector<Row> rows);

    [[nodiscard]] const std::vector<Row>& rows() const { return m_rows; }

    /// The figure with this label; empty when there is none.
    [[nodiscard]] QString valueOf(const QString& label) const;
    /// The one beside it.
    [[nodiscard]] QString besideOf(const QString& label) const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] const Row* find(const QString& label) const;
    [[nodiscard]] int rowHeight() const;

    const Theme& m_theme;
    std::vector<Row> m_rows;
};

} // namespace topomq::ui
