#include "ui/plots/plot_legend.h"

#include "ui/theme/theme.h"

#include <QFontMetrics>
#include <QHelpEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QPixmap>
#include <QStringList>
#include <QToolTip>

#include <algorithm>
#include <utility>

namespace topomq::ui {

namespace {

constexpr int kDot = 8;
constexpr int kGap = 16;
constexpr int kHeight = 22;
/// Between the dot and its name.
constexpr int kDotGap = 6;
constexpr int kLeft = 4;
/// Names are not made shorter than this.
constexpr int kLeastName = 190;
/// Room for "+ 12".
constexpr int kRestWidth = 40;

/// Letters that all have in common from the first on.
qsizetype commonLetters(const std::vector<LegendEntry>& entries, bool fromTheEnd)
{
    const QString& first = entries.front().name;
    qsizetype common = first.size();
    for (const LegendEntry& entry : entries) {
        const qsizetype most = std::min(common, entry.name.size());
        common = 0;
        while (common < most
               && (fromTheEnd ? first[first.size() - 1 - common]
                           == entry.name[entry.name.size() - 1 - common]
                              : first[common] == entry.name[common]))
            ++common;
    }
    return common;
}

} // namespace

PlotLegend::PlotLegend(Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    nameCurrent();
    connect(&m_theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void PlotLegend::setEntries(std::vector<LegendEntry> entries)
{
    if (entries == m_entries)
        return;
    m_entries = std::move(entries);
    QStringList names;
    for (const LegendEntry& entry : m_entries)
        names << entry.name;
    setAccessibleDescription(names.join(QStringLiteral(", ")));
    setFocusPolicy(m_entries.empty() ? Qt::NoFocus : Qt::TabFocus);
    nameCurrent();
    update();
}

QSize PlotLegend::sizeHint() const
{
    return {400, m_theme.scaled(kHeight)};
}

QSize PlotLegend::minimumSizeHint() const
{
    return {60, m_theme.scaled(kHeight)};
}

int PlotLegend::besideName() const
{
    return kDot + kDotGap + kGap;
}

int PlotLegend::widestName(const QFontMetrics& metrics) const
{
    std::vector<int> widths;
    for (const LegendEntry& entry : m_entries)
        widths.push_back(metrics.horizontalAdvance(entry.name));
    std::sort(widths.begin(), widths.end());
    // What short names leave free is for the long ones.
    int room = width() - kLeft - static_cast<int>(widths.size()) * besideName();
    for (std::size_t i = 0; i < widths.size(); ++i) {
        const int share = room / static_cast<int>(widths.size() - i);
        if (widths[i] > share)
            return std::max(share, m_theme.scaled(kLeastName));
        room -= widths[i];
    }
    return widths.empty() ? 0 : widths.back();
}

Qt::TextElideMode PlotLegend::elideMode() const
{
    if (m_entries.size() < 2)
        return Qt::ElideMiddle;
    const qsizetype begin = commonLetters(m_entries, false);
    const qsizetype end = commonLetters(m_entries, true);
    if (begin == end)
        return Qt::ElideMiddle;
    return begin > end ? Qt::ElideLeft : Qt::ElideRight;
}

std::vector<PlotLegend::Place> PlotLegend::places() const
{
    const QFontMetrics metrics(m_theme.smallFont());
    const int widest = widestName(metrics);
    const Qt::TextElideMode mode = elideMode();
    std::vector<Place> places;
    int x = kLeft;
    for (const LegendEntry& entry : m_entries) {
        const QString name = metrics.horizontalAdvance(entry.name) > widest
            ? metrics.elidedText(entry.name, mode, widest)
            : entry.name;
        const QRect rect(x, 0, kDot + kDotGap + metrics.horizontalAdvance(name), height());
        const bool isLast = places.size() + 1 == m_entries.size();
        if (rect.right() > width() - (isLast ? 0 : m_theme.scaled(kRestWidth)))
            break;
        places.push_back({rect, name});
        x = rect.right() + kGap;
    }
    return places;
}

QStringList PlotLegend::shownNames() const
{
    QStringList names;
    for (const Place& place : places())
        names << place.name;
    return names;
}

void PlotLegend::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(m_theme.smallFont());
    const Colors& colors = m_theme.colors();
    const std::vector<Place> shown = places();
    for (std::size_t i = 0; i < shown.size(); ++i) {
        const LegendEntry& entry = m_entries[i];
        const QRect& place = shown[i].rect;
        painter.setPen(Qt::NoPen);
        QColor dot = entry.color;
        dot.setAlphaF(entry.strong ? 1.0F : 0.35F);
        painter.setBrush(dot);
        painter.drawEllipse(QPointF(place.left() + kDot / 2.0, place.center().y() + 0.5),
                            kDot / 2.0, kDot / 2.0);
        painter.setPen(entry.strong ? colors.text : colors.dim);
        painter.drawText(place.adjusted(kDot + kDotGap, 0, 0, 0),
                         Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, shown[i].name);
        if (hasFocus() && i == m_current) {
            painter.setPen(QPen(colors.accent, 1.5));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(QRectF(place).adjusted(-3, 1, 3, -1), 4, 4);
        }
    }
    const QRect rest = restPlace();
    if (rest.isNull())
        return;
    painter.setPen(colors.dim);
    painter.drawText(rest, Qt::AlignLeft | Qt::AlignVCenter,
                     tr("+ %1").arg(m_entries.size() - shown.size()));
}

QRect PlotLegend::restPlace() const
{
    const std::vector<Place> shown = places();
    if (shown.size() == m_entries.size())
        return {};
    const int left = shown.empty() ? kLeft : shown.back().rect.right() + kGap;
    return {left, 0, m_theme.scaled(kRestWidth), height()};
}

void PlotLegend::mousePressEvent(QMouseEvent* event)
{
    const QPoint place = event->position().toPoint();
    const std::vector<Place> shown = places();
    for (std::size_t i = 0; i < shown.size(); ++i) {
        if (shown[i].rect.contains(place)) {
            Q_EMIT clicked(i);
            return;
        }
    }
    if (restPlace().contains(place))
        listRest(event->globalPosition().toPoint());
}

void PlotLegend::listRest(QPoint place)
{
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("plotLegendRest"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (std::size_t i = places().size(); i < m_entries.size(); ++i) {
        const QString name = m_entries[i].name;
        // A name may stand for text of the user, with a sign that would mark a key.
        QAction* action = menu->addAction(QString(name).replace(u'&', QStringLiteral("&&")));
        QPixmap dot(2 * kDot, 2 * kDot);
        dot.fill(Qt::transparent);
        QPainter painter(&dot);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_entries[i].color);
        painter.drawEllipse(QRectF(kDot / 2.0, kDot / 2.0, kDot, kDot));
        painter.end();
        action->setIcon(dot);
        // While it is open others may come.
        connect(action, &QAction::triggered, this, [this, name] {
            const auto found =
                std::find_if(m_entries.begin(), m_entries.end(),
                             [&](const LegendEntry& entry) { return entry.name == name; });
            if (found != m_entries.end())
                Q_EMIT clicked(static_cast<std::size_t>(found - m_entries.begin()));
        });
    }
    menu->popup(place);
}

void PlotLegend::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Left:
        makeCurrent(m_current == 0 ? 0 : m_current - 1);
        break;
    case Qt::Key_Right:
        makeCurrent(m_current + 1);
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (m_current < places().size())
            Q_EMIT clicked(m_current);
        break;
    default:
        QWidget::keyPressEvent(event);
        break;
    }
}

void PlotLegend::makeCurrent(std::size_t entry)
{
    const std::size_t shown = places().size();
    m_current = shown == 0 ? 0 : std::min(entry, shown - 1);
    nameCurrent();
    update();
}

void PlotLegend::nameCurrent()
{
    const bool isOnOne = hasFocus() && m_current < m_entries.size();
    setAccessibleName(isOnOne ? tr("Legend, %1").arg(m_entries[m_current].name) : tr("Legend"));
}

void PlotLegend::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    makeCurrent(m_current);
}

void PlotLegend::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    nameCurrent();
}

bool PlotLegend::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    QStringList names;
    for (const LegendEntry& entry : m_entries)
        names << entry.name;
    QToolTip::showText(help->globalPos(), names.join(QLatin1Char('\n')), this);
    return true;
}

} // namespace topomq::ui
