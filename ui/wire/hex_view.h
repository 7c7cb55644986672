#pragma once
// The bytes of an exchange, piece by piece as they came, in hexadecimal and as text.

#include "ui/wire/exchange.h"

#include <QAbstractScrollArea>
#include <QString>

#include <array>
#include <memory>
#include <vector>

namespace topomq::ui {

class Theme;

/// What the program gave to be sent is underlined, the chosen part framed. A click or the arrow
/// keys choose a byte.
/// Thread: the window's. `theme` outlives it.
class HexView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    HexView(const Theme& theme, QWidget* parent);

    /// Never null. `names`: the connecting and the binding socket.
    void setExchange(std::shared_ptr<const Exchange> exchange, const std::array<QString, 2>& names);
    /// Frames its bytes and scrolls to the first of them; kNone: none.
    void showPart(int part);

    /// For tests: where a byte is painted, empty when it is not in view.
    [[nodiscard]] QRect rectOf(wire::Direction direction, std::size_t offset) const;

Q_SIGNALS:
    /// By a click or a key; kNone: the byte belongs to none.
    void partChosen(int part);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    /// A heading of a piece where `count` is 0.
    struct Row
    {
        std::size_t chunk = 0;
        std::size_t offset = 0;
        int count = 0;
    };

    struct Place
    {
        std::size_t row = 0;
        int column = 0;
    };

    void makeRows();
    void measure();
    [[nodiscard]] int widthOf(int perRow) const;
    void paintRow(QPainter& painter, const Row& row, int top) const;
    void paintHeading(QPainter& painter, const Row& row, int top) const;
    [[nodiscard]] bool isPayload(wire::Direction direction, std::size_t offset) const;
    [[nodiscard]] bool isShown(wire::Direction direction, std::size_t offset) const;
    [[nodiscard]] wire::Direction directionOf(const Row& row) const;
    [[nodiscard]] QRect cell(int column, int top, bool asText) const;
    void choose(Place place);
    void moveCursor(int rows, int columns);
    void scrollTo(std::size_t row);

    const Theme& m_theme;
    std::shared_ptr<const Exchange> m_exchange;
    std::array<QString, 2> m_names;
    std::vector<Row> m_rows;
    /// By direction and byte: it is payload.
    std::array<std::vector<bool>, 2> m_payload;
    int m_part = Exchange::kNone;
    Place m_cursor;
    /// Fewer where there is less room.
    int m_perRow = 16;
    int m_digit = 8;
    int m_line = 16;
};

} // namespace topomq::ui
