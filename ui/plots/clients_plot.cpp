#include "ui/plots/clients_plot.h"

#include "ui/theme/theme.h"

#include <QFontMetricsF>
#include <QHelpEvent>
#include <QPainter>
#include <QPolygonF>
#include <QToolTip>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace topomq::ui {

namespace {

// As in the plots beside it.
constexpr double kLeftMargin = 52;
constexpr double kRightMargin = 22;
constexpr double kBottomMargin = 24;
constexpr double kTitleHeight = 17;
constexpr double kLegendRow = 18;
constexpr double kLegendGap = 18;
constexpr double kMarker = 4.5;
constexpr double kReach = 9;
constexpr int kLeastClients = 5;

double niceStep(double top, int count)
{
    const double wished = top / count;
    const double power = std::pow(10.0, std::floor(std::log10(wished)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= wished)
            return factor * power;
    }
    return 10 * power;
}

struct ByteScale
{
    double factor = 1;
    QString unit;
};

ByteScale scaleFor(double top)
{
    if (top >= 2e6)
        return {1e6, QStringLiteral("MB/s")};
    return top >= 2e3 ? ByteScale{1e3, QStringLiteral("kB/s")}
                      : ByteScale{1, QStringLiteral("B/s")};
}

/// Every second shape is hollow and larger, so that it does not cover a point of the same value.
void drawMarker(QPainter& painter, std::size_t shape, const QColor& color, QPointF at)
{
    const bool isHollow = shape % 2 == 1;
    const double r = isHollow ? kMarker + 1 : kMarker;
    painter.setPen(isHollow ? QPen(color, 1.8) : QPen(Qt::NoPen));
    painter.setBrush(isHollow ? QBrush(Qt::NoBrush) : QBrush(color));
    switch (shape % 4) {
    case 0:
        painter.drawEllipse(at, r, r);
        break;
    case 1:
        painter.drawRect(QRectF(at.x() - r, at.y() - r, 2 * r, 2 * r));
        break;
    case 2:
        painter.drawPolygon(QPolygonF{{at + QPointF(0, -r - 1), at + QPointF(r + 0.5, r - 0.5),
                                       at + QPointF(-r - 0.5, r - 0.5)}});
        break;
    default:
        painter.drawPolygon(QPolygonF{{at + QPointF(0, -r - 1), at + QPointF(r + 1, 0),
                                       at + QPointF(0, r + 1), at + QPointF(-r - 1, 0)}});
        break;
    }
}

} // namespace

ClientsPlot::ClientsPlot(Theme& theme, const QString& title, const QString& help, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_title(title)
    , m_help(help)
{
    setAccessibleName(title);
    connect(&m_theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void ClientsPlot::setPicture(ClientsPicture picture)
{
    if (picture == m_picture)
        return;
    m_picture = std::move(picture);
    update();
}

QSize ClientsPlot::minimumSizeHint() const
{
    return {200, 110};
}

double ClientsPlot::top() const
{
    double most = 1;
    for (const ClientsLine& line : m_picture.lines) {
        for (const auto& [clients, point] : line.points)
            most = std::max(most, point.bytesPerSecond);
    }
    const double step = niceStep(most * 1.08, 4);
    return std::ceil(most * 1.08 / step) * step;
}

int ClientsPlot::mostClients() const
{
    int most = kLeastClients;
    for (const ClientsLine& line : m_picture.lines) {
        if (!line.points.empty())
            most = std::max(most, line.points.rbegin()->first);
    }
    return most;
}

QColor ClientsPlot::colorOf(std::size_t line) const
{
    const Colors& colors = m_theme.colors();
    const std::array base{colors.blue,  colors.magenta, colors.teal,
                          colors.green, colors.violet,  colors.grey};
    return base.at(line % base.size());
}

std::vector<ClientsPlot::Entry> ClientsPlot::legend() const
{
    const QFontMetricsF metrics(m_theme.smallFont());
    const double right = width() - kRightMargin;
    std::vector<Entry> entries;
    double x = kLeftMargin;
    double y = kTitleHeight;
    for (const ClientsLine& line : m_picture.lines) {
        const QString name = metrics.elidedText(line.name, Qt::ElideMiddle,
                                                std::max(right - kLeftMargin - 16, 20.0));
        const double wide = 16 + metrics.horizontalAdvance(name);
        if (x > kLeftMargin && x + wide > right) {
            x = kLeftMargin;
            y += kLegendRow;
        }
        entries.push_back({QRectF(x, y, wide, kLegendRow), name});
        x += wide + kLegendGap;
    }
    return entries;
}

QRectF ClientsPlot::area() const
{
    const std::vector<Entry> entries = legend();
    const double above = (entries.empty() ? kTitleHeight : entries.back().rect.bottom()) + 6;
    return {kLeftMargin, above, std::max(width() - kLeftMargin - kRightMargin, 10.0),
            std::max(height() - above - kBottomMargin, 10.0)};
}

std::optional<QPointF> ClientsPlot::placeOf(std::size_t line, int clients) const
{
    const std::map<int, ClientsPoint>& points = m_picture.lines.at(line).points;
    const auto found = points.find(clients);
    if (found == points.end())
        return std::nullopt;
    const QRectF inner = area();
    // Half a step of room on both sides: markers do not lie on the axis.
    const double each = inner.width() / (mostClients() + 1);
    return QPointF(inner.left() + (clients + 0.5) * each,
                   inner.bottom() - found->second.bytesPerSecond / top() * inner.height());
}

QString ClientsPlot::textAt(QPointF place) const
{
    QStringList texts;
    for (std::size_t i = 0; i < m_picture.lines.size(); ++i) {
        for (const auto& [clients, point] : m_picture.lines[i].points) {
            const QPointF distance = *placeOf(i, clients) - place;
            if (std::hypot(distance.x(), distance.y()) <= kReach)
                texts << (clients == 1 ? tr("%1: %2 client, %3 at %4")
                                       : tr("%1: %2 clients, %3 at %4"))
                             .arg(m_picture.lines[i].name, QString::number(clients),
                                  humanByteRate(point.bytesPerSecond),
                                  humanRate(point.messagesPerSecond));
        }
    }
    return texts.join(QLatin1Char('\n'));
}

void ClientsPlot::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintTitle(painter);
    paintLegend(painter);
    paintAxes(painter);
    painter.setPen(m_theme.colors().dim);
    if (!m_picture.emptyText.isEmpty()) {
        painter.setFont(m_theme.font());
        painter.drawText(area().adjusted(12, 0, -12, 0), Qt::AlignCenter | Qt::TextWordWrap,
                         m_picture.emptyText);
        return;
    }
    painter.setFont(m_theme.smallFont());
    painter.drawText(hintPlace(), Qt::AlignCenter | Qt::TextWordWrap, m_picture.hint);
    paintPoints(painter);
}

QRectF ClientsPlot::hintPlace() const
{
    const QRectF inner = area();
    double right = inner.left();
    for (std::size_t i = 0; i < m_picture.lines.size(); ++i) {
        for (const auto& [clients, point] : m_picture.lines[i].points)
            right = std::max(right, placeOf(i, clients)->x());
    }
    // Where the points are not.
    const double half = inner.width() / 2;
    return {right > inner.center().x() ? inner.left() : inner.left() + half, inner.top(), half,
            inner.height()};
}

void ClientsPlot::paintTitle(QPainter& painter) const
{
    QFont bold = m_theme.font();
    bold.setBold(true);
    painter.setFont(bold);
    painter.setPen(m_theme.colors().text);
    const QRectF row(4, 0, width() - 8, kTitleHeight);
    painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, m_title);
    const double after = QFontMetricsF(bold).horizontalAdvance(m_title) + 8;
    painter.setFont(m_theme.font());
    painter.setPen(m_theme.colors().dim);
    painter.drawText(row.adjusted(after, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                     tr("%1 on the wire").arg(scaleFor(top()).unit));
}

void ClientsPlot::paintLegend(QPainter& painter) const
{
    const std::vector<Entry> entries = legend();
    painter.setFont(m_theme.smallFont());
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const QRectF& rect = entries[i].rect;
        drawMarker(painter, i, colorOf(i), {rect.left() + kMarker + 1, rect.center().y()});
        painter.setPen(m_theme.colors().text);
        painter.drawText(rect.adjusted(16, 0, 4, 0), Qt::AlignLeft | Qt::AlignVCenter,
                         entries[i].name);
    }
}

void ClientsPlot::paintAxes(QPainter& painter) const
{
    const Colors& colors = m_theme.colors();
    const QRectF inner = area();
    const bool hasPoints = m_picture.emptyText.isEmpty();
    const double highest = top();
    const double factor = scaleFor(highest).factor;
    const double step = niceStep(highest, inner.height() < 70 ? 2 : 4);
    painter.setFont(m_theme.smallFont());
    for (double value = 0; value <= highest * 1.001; value += step) {
        const double y = std::round(inner.bottom() - value / highest * inner.height()) + 0.5;
        painter.setPen(QPen(colors.line, 1));
        painter.drawLine(QPointF(inner.left(), y), QPointF(inner.right(), y));
        painter.setPen(colors.dim);
        if (hasPoints)
            painter.drawText(QRectF(0, y - 9, kLeftMargin - 6, 18),
                             Qt::AlignRight | Qt::AlignVCenter,
                             QString::number(value / factor, 'g', 4));
    }
    const int most = mostClients();
    const double each = inner.width() / (most + 1);
    const int stride = std::max(1, static_cast<int>(std::ceil(niceStep(28 / each, 1))));
    for (int clients = 0; clients <= most; clients += stride) {
        const double x = inner.left() + (clients + 0.5) * each;
        const bool isLast = clients + stride > most;
        painter.drawText(QRectF(x - 40, inner.bottom() + 3, 80, 18), Qt::AlignCenter,
                         isLast ? tr("%1 clients").arg(clients) : QString::number(clients));
    }
}

void ClientsPlot::paintPoints(QPainter& painter) const
{
    for (std::size_t i = 0; i < m_picture.lines.size(); ++i) {
        const ClientsLine& line = m_picture.lines[i];
        for (const auto& [clients, point] : line.points) {
            const QPointF at = *placeOf(i, clients);
            drawMarker(painter, i, colorOf(i), at);
            if (line.clientsNow != clients)
                continue;
            painter.setPen(QPen(colorOf(i), 1.2));
            painter.setBrush(Qt::NoBrush);
            painter.drawEllipse(at, kMarker + 5, kMarker + 5);
        }
    }
}

bool ClientsPlot::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    QString text = textAt(help->pos());
    if (text.isEmpty() && help->pos().y() < kTitleHeight)
        text = m_help;
    if (text.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), text, this);
    return true;
}

} // namespace topomq::ui
