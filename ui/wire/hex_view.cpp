#include "ui/wire/hex_view.h"

#include "ui/theme/theme.h"

#include <QFontDatabase>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace topomq::ui {

namespace {

constexpr int kMargin = 8;
/// Digits of the offset before each row.
constexpr int kOffsetDigits = 5;
constexpr int kMostPerRow = 16;

} // namespace

HexView::HexView(const Theme& theme, QWidget* parent)
    : QAbstractScrollArea(parent)
    , m_theme(theme)
    , m_exchange(std::make_shared<const Exchange>())
{
    setObjectName(QStringLiteral("wireBytes"));
    setAccessibleName(tr("Bytes on the wire"));
    setFocusPolicy(Qt::StrongFocus);
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    measure();
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void HexView::setExchange(std::shared_ptr<const Exchange> exchange,
                          const std::array<QString, 2>& names)
{
    m_exchange = std::move(exchange);
    m_names = names;
    m_part = Exchange::kNone;
    makeRows();
    measure();
    viewport()->update();
}

void HexView::makeRows()
{
    m_rows.clear();
    const auto perRow = static_cast<std::size_t>(m_perRow);
    for (std::size_t i = 0; i < m_exchange->connection.chunks.size(); ++i) {
        const wire::WireChunk& chunk = m_exchange->connection.chunks[i];
        m_rows.push_back({i, chunk.offset, 0});
        for (std::size_t done = 0; done < chunk.length; done += perRow)
            m_rows.push_back(
                {i, chunk.offset + done, static_cast<int>(std::min(perRow, chunk.length - done))});
    }
    for (std::size_t i = 0; i < m_payload.size(); ++i)
        m_payload[i].assign(m_exchange->connection.bytes[i].size(), false);
    for (const Exchange::Part& part : m_exchange->parts) {
        if (part.span.kind != wire::SpanKind::Payload)
            continue;
        std::vector<bool>& marks = m_payload[wire::at(part.direction)];
        const auto first = std::min<std::uint64_t>(part.span.offset, marks.size());
        const auto last = first + std::min<std::uint64_t>(part.span.length, marks.size() - first);
        std::fill(marks.begin() + static_cast<std::ptrdiff_t>(first),
                  marks.begin() + static_cast<std::ptrdiff_t>(last), true);
    }
    m_cursor = {m_rows.size() > 1 ? std::size_t{1} : std::size_t{0}, 0};
}

void HexView::measure()
{
    const QFontMetrics metrics(font());
    m_digit = metrics.horizontalAdvance(QLatin1Char('0'));
    m_line = metrics.height() + 4;
    const int perRow = widthOf(kMostPerRow) <= viewport()->width() ? kMostPerRow : kMostPerRow / 2;
    if (perRow != m_perRow) {
        m_perRow = perRow;
        makeRows();
        showPart(m_part);
    }
    const int width = widthOf(m_perRow);
    verticalScrollBar()->setPageStep(std::max(1, viewport()->height() / m_line));
    verticalScrollBar()->setRange(
        0, std::max(0, static_cast<int>(m_rows.size()) - viewport()->height() / m_line));
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setRange(0, std::max(0, width - viewport()->width()));
    horizontalScrollBar()->setSingleStep(m_digit);
}

int HexView::widthOf(int perRow) const
{
    return 2 * kMargin + (kOffsetDigits + 2 + perRow * 4 + 3) * m_digit;
}

wire::Direction HexView::directionOf(const Row& row) const
{
    return m_exchange->connection.chunks[row.chunk].direction;
}

QRect HexView::cell(int column, int top, bool asText) const
{
    const int start = kMargin + (kOffsetDigits + 2) * m_digit - horizontalScrollBar()->value();
    // Half of a row apart, so that bytes can be counted.
    const int gap = column >= m_perRow / 2 ? m_digit : 0;
    if (!asText)
        return {start + column * 3 * m_digit + gap - m_digit / 2, top, 3 * m_digit, m_line};
    return {start + m_perRow * 3 * m_digit + (3 + column) * m_digit, top, m_digit, m_line};
}

bool HexView::isPayload(wire::Direction direction, std::size_t offset) const
{
    return m_payload[wire::at(direction)][offset];
}

bool HexView::isShown(wire::Direction direction, std::size_t offset) const
{
    if (m_part == Exchange::kNone)
        return false;
    const Exchange::Part& part = m_exchange->parts[static_cast<std::size_t>(m_part)];
    return part.direction == direction && offset >= part.span.offset
        && offset - part.span.offset < part.span.length;
}

void HexView::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), m_theme.colors().card);
    painter.setFont(font());
    auto row = static_cast<std::size_t>(verticalScrollBar()->value());
    for (int top = 0; top < viewport()->height() && row < m_rows.size(); top += m_line, ++row) {
        if (m_rows[row].count == 0)
            paintHeading(painter, m_rows[row], top);
        else
            paintRow(painter, m_rows[row], top);
        if (hasFocus() && row == m_cursor.row && m_rows[row].count > 0) {
            painter.setPen(m_theme.colors().text);
            painter.drawRect(cell(m_cursor.column, top, false).adjusted(0, 1, -1, -2));
        }
    }
}

void HexView::paintHeading(QPainter& painter, const Row& row, int top) const
{
    const Colors& colors = m_theme.colors();
    const wire::WireChunk& chunk = m_exchange->connection.chunks[row.chunk];
    const QRect line(0, top, viewport()->width(), m_line);
    painter.fillRect(line, colors.panel);
    painter.setFont(m_theme.smallFont());
    painter.setPen(colors.dim);
    const bool toBinder = chunk.direction == wire::Direction::ToBinder;
    painter.drawText(line.adjusted(kMargin, 0, -kMargin, 0), Qt::AlignLeft | Qt::AlignVCenter,
                     tr("%1 s   %2 → %3   %4")
                         .arg(QString::number(static_cast<double>(chunk.time) / 1e9, 'f', 6),
                              m_names[toBinder ? 0 : 1], m_names[toBinder ? 1 : 0],
                              chunk.length == 1 ? tr("1 byte")
                                                : tr("%1 bytes").arg(groupedDigits(chunk.length))));
    painter.setFont(font());
}

void HexView::paintRow(QPainter& painter, const Row& row, int top) const
{
    const Colors& colors = m_theme.colors();
    const wire::Direction direction = directionOf(row);
    const std::vector<std::uint8_t>& bytes = m_exchange->connection.bytes[wire::at(direction)];
    painter.setPen(colors.dim);
    const QRect offset(kMargin - horizontalScrollBar()->value(), top, kOffsetDigits * m_digit,
                       m_line);
    painter.drawText(offset, Qt::AlignRight | Qt::AlignVCenter, QString::number(row.offset));
    for (int column = 0; column < row.count; ++column) {
        const std::size_t at = row.offset + static_cast<std::size_t>(column);
        const std::uint8_t byte = bytes[at];
        const QString hex = QStringLiteral("%1").arg(byte, 2, 16, QLatin1Char('0')).toUpper();
        const bool isPrintable = byte >= 0x20 && byte < 0x7f;
        const QString text(isPrintable ? QChar(ushort{byte}) : QChar(0x00b7));
        for (const bool asText : {false, true}) {
            const QRect box = cell(column, top, asText);
            if (isShown(direction, at)) {
                painter.fillRect(box, colors.tint(colors.accent, 0.28));
                painter.setPen(colors.accent);
                painter.drawLine(box.topLeft(), box.topRight());
                painter.drawLine(box.bottomLeft(), box.bottomRight());
            }
            const bool isQuiet = asText ? !isPrintable : byte == 0;
            painter.setPen(isQuiet ? colors.dim : colors.text);
            painter.drawText(box, Qt::AlignCenter, asText ? text : hex);
            if (!isPayload(direction, at))
                continue;
            painter.setPen(colors.calm);
            const int under = box.bottom() - 1;
            const int inset = asText ? 0 : m_digit / 3;
            painter.drawLine(box.left() + inset, under, box.right() - inset, under);
        }
    }
}

QRect HexView::rectOf(wire::Direction direction, std::size_t offset) const
{
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const Row& row = m_rows[i];
        if (row.count == 0 || directionOf(row) != direction || offset < row.offset
            || offset - row.offset >= static_cast<std::size_t>(row.count))
            continue;
        const int top = (static_cast<int>(i) - verticalScrollBar()->value()) * m_line;
        const QRect box = cell(static_cast<int>(offset - row.offset), top, false);
        return viewport()->rect().contains(box.center()) ? box : QRect();
    }
    return {};
}

void HexView::showPart(int part)
{
    m_part = part;
    viewport()->update();
    if (part == Exchange::kNone)
        return;
    const Exchange::Part& shown = m_exchange->parts[static_cast<std::size_t>(part)];
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const Row& row = m_rows[i];
        if (row.count == 0 || directionOf(row) != shown.direction
            || shown.span.offset >= row.offset + static_cast<std::size_t>(row.count))
            continue;
        m_cursor = {i, static_cast<int>(shown.span.offset - row.offset)};
        scrollTo(i);
        return;
    }
}

void HexView::scrollTo(std::size_t row)
{
    const int at = static_cast<int>(row);
    QScrollBar* bar = verticalScrollBar();
    const int visible = std::max(1, viewport()->height() / m_line);
    // With the heading of its piece.
    if (at - 1 < bar->value())
        bar->setValue(at - 1);
    else if (at >= bar->value() + visible)
        bar->setValue(at - visible + 1);
}

void HexView::choose(Place place)
{
    m_cursor = place;
    const Row& row = m_rows[place.row];
    scrollTo(place.row);
    Q_EMIT partChosen(
        m_exchange->partAt(directionOf(row), row.offset + static_cast<std::size_t>(place.column)));
    m_cursor = place;
    viewport()->update();
}

void HexView::mousePressEvent(QMouseEvent* event)
{
    const QPoint point = event->position().toPoint();
    const auto row = static_cast<std::size_t>(verticalScrollBar()->value() + point.y() / m_line);
    if (event->button() != Qt::LeftButton || row >= m_rows.size())
        return;
    const int top = point.y() / m_line * m_line;
    for (int column = 0; column < m_rows[row].count; ++column) {
        if (cell(column, top, false).contains(point) || cell(column, top, true).contains(point)) {
            choose({row, column});
            return;
        }
    }
}

void HexView::moveCursor(int rows, int columns)
{
    auto row = static_cast<int>(m_cursor.row);
    const int last = static_cast<int>(m_rows.size()) - 1;
    const auto step = [&](int by) {
        int next = row + by;
        while (next >= 0 && next <= last && m_rows[static_cast<std::size_t>(next)].count == 0)
            next += by;
        if (next < 0 || next > last)
            return false;
        row = next;
        return true;
    };
    int column = m_cursor.column + columns;
    if (column < 0)
        column = step(-1) ? m_perRow - 1 : 0;
    else if (columns > 0 && column >= m_rows[m_cursor.row].count)
        column = step(1) ? 0 : column - 1;
    for (int i = 0; i < std::abs(rows); ++i)
        (void)step(rows > 0 ? 1 : -1);
    const int count = m_rows[static_cast<std::size_t>(row)].count;
    if (count > 0)
        choose({static_cast<std::size_t>(row), std::clamp(column, 0, count - 1)});
}

void HexView::keyPressEvent(QKeyEvent* event)
{
    const int page = std::max(1, viewport()->height() / m_line - 1);
    switch (m_rows.empty() ? Qt::Key_unknown : event->key()) {
    case Qt::Key_Left:
        moveCursor(0, -1);
        return;
    case Qt::Key_Right:
        moveCursor(0, 1);
        return;
    case Qt::Key_Up:
        moveCursor(-1, 0);
        return;
    case Qt::Key_Down:
        moveCursor(1, 0);
        return;
    case Qt::Key_PageUp:
        moveCursor(-page, 0);
        return;
    case Qt::Key_PageDown:
        moveCursor(page, 0);
        return;
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void HexView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    measure();
}

void HexView::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        measure();
}

} // namespace topomq::ui
