#include "ui/palette/palette_card.h"

#include "ui/document/role_kind.h"
#include "ui/theme/theme.h"
#include "ui/widgets/family_color.h"

#include <QApplication>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <utility>

namespace topomq::ui {

namespace {

constexpr int kHeight = 36;
constexpr int kPadding = 6;
constexpr int kChip = 24;
constexpr int kIcon = 16;
constexpr int kGap = 9;
constexpr int kRadius = 6;
constexpr qreal kDragOpacity = 0.92;

} // namespace

bool PaletteEntry::matches(const QString& text) const
{
    const QString all = QStringList{name, title, summary, keywords}.join(QLatin1Char(' '));
    const QStringList words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return std::all_of(words.begin(), words.end(), [&all](const QString& word) {
        return all.contains(word, Qt::CaseInsensitive);
    });
}

PaletteCard::PaletteCard(const Theme& theme, PaletteEntry entry, QWidget* parent)
    : CardButton(parent)
    , m_theme(theme)
{
    setFocusPolicy(Qt::ClickFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    showEntry(std::move(entry));
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void PaletteCard::showEntry(PaletteEntry entry)
{
    m_entry = std::move(entry);
    setObjectName(m_entry.name);
    setAccessibleName(shownTitle());
    setAccessibleDescription(m_entry.summary);
    setToolTip(tr("Drag %1 onto the canvas, or double-click.").arg(shownTitle()));
    updateGeometry();
    update();
}

void PaletteCard::setSocketType(model::SocketType type)
{
    if (m_entry.type == type)
        return;
    PaletteEntry entry = m_entry;
    entry.type = type;
    showEntry(std::move(entry));
}

QString PaletteCard::shownTitle() const
{
    return m_entry.type == model::SocketType::Unknown
        ? m_entry.title
        : titleOf({model::roleFromText(m_entry.name.toStdString()), m_entry.type});
}

QSize PaletteCard::sizeHint() const
{
    return {widthWith(shownTitle()), m_theme.scaled(kHeight)};
}

int PaletteCard::widthWith(const QString& title) const
{
    const int text = std::max(QFontMetrics(titleFont()).horizontalAdvance(title),
                              QFontMetrics(m_theme.smallFont()).horizontalAdvance(m_entry.summary));
    return 3 * kPadding + pictureWidth() + kGap + text;
}

QSize PaletteCard::minimumSizeHint() const
{
    return {2 * kPadding + pictureWidth(), m_theme.scaled(kHeight)};
}

QFont PaletteCard::titleFont() const
{
    QFont font = m_theme.font();
    font.setWeight(QFont::DemiBold);
    return font;
}

QColor PaletteCard::color() const
{
    return familyColor(m_theme.colors(), m_entry.family);
}

int PaletteCard::pictureWidth() const
{
    return kChip;
}

void PaletteCard::drawPicture(QPainter& painter, const QRect& room) const
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.colors().tint(color(), m_theme.isDark() ? 0.2 : 0.14));
    painter.drawRoundedRect(room, kRadius - 1, kRadius - 1);
    const int inset = (kChip - kIcon) / 2;
    m_theme.icon(m_entry.name, color())
        .paint(&painter, room.adjusted(inset, inset, -inset, -inset));
}

QRect PaletteCard::wordRoom() const
{
    return rect().adjusted(kPadding + pictureWidth() + kGap, 0, -kPadding, 0);
}

void PaletteCard::drawInside(QPainter& painter, const QRect& room) const
{
    const Colors& colors = m_theme.colors();
    const QRect chip(room.x() + kPadding, room.y() + (room.height() - kChip) / 2, pictureWidth(),
                     kChip);
    drawPicture(painter, chip);

    const QFont summaryFont = m_theme.smallFont();
    const QFontMetrics title(titleFont());
    const QFontMetrics summary(summaryFont);
    const int left = chip.right() + kGap;
    const int width = room.right() - kPadding - left;
    const int top = room.y() + (room.height() - title.height() - summary.height()) / 2;
    painter.setFont(titleFont());
    painter.setPen(colors.text);
    painter.drawText(left, top + title.ascent(),
                     title.elidedText(shownTitle(), Qt::ElideRight, width));
    painter.setFont(summaryFont);
    painter.setPen(colors.dim);
    painter.drawText(left, top + title.height() + summary.ascent(),
                     summary.elidedText(m_entry.summary, Qt::ElideRight, width));
}

void PaletteCard::paintEvent(QPaintEvent* /*event*/)
{
    const Colors& colors = m_theme.colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(underMouse() ? colors.tint(colors.accent, 0.08) : colors.window);
    painter.setPen(hasFocus() ? colors.accent : (underMouse() ? colors.line : colors.window));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), kRadius, kRadius);
    drawInside(painter, rect());
}

QPixmap PaletteCard::dragPixmap() const
{
    const QSize size = sizeHint();
    const qreal scale = devicePixelRatioF();
    QPixmap pixmap((QSizeF(size) * scale).toSize());
    pixmap.setDevicePixelRatio(scale);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setOpacity(kDragOpacity);
    painter.setBrush(m_theme.colors().card);
    painter.setPen(QPen(color(), 1.5));
    painter.drawRoundedRect(QRectF(QPointF(0, 0), size).adjusted(1, 1, -1, -1), kRadius, kRadius);
    drawInside(painter, QRect(QPoint(0, 0), size));
    return pixmap;
}

void PaletteCard::mousePressEvent(QMouseEvent* event)
{
    m_pressed = event->button() == Qt::LeftButton;
    m_pressedAt = event->position().toPoint();
}

void PaletteCard::mouseMoveEvent(QMouseEvent* event)
{
    const QPoint moved = event->position().toPoint() - m_pressedAt;
    if (!m_pressed || moved.manhattanLength() < QApplication::startDragDistance())
        return;
    m_pressed = false;
    Q_EMIT dragRequested();
}

void PaletteCard::mouseReleaseEvent(QMouseEvent* /*event*/)
{
    m_pressed = false;
}

void PaletteCard::mouseDoubleClickEvent(QMouseEvent* event)
{
    m_pressed = false;
    if (event->button() == Qt::LeftButton)
        Q_EMIT activated();
}

} // namespace topomq::ui
