#include "ui/shell/gallery_card.h"

#include "ui/theme/theme.h"

#include <QFontMetrics>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QTextLayout>

#include <algorithm>

namespace topomq::ui {

namespace {

constexpr int kWidth = 300;
constexpr int kPictureHeight = 150;
constexpr int kTextHeight = 96;
constexpr int kMargin = 14;
constexpr int kRadius = 8;
constexpr int kLinesOfText = 3;

/// The text in at most `lines` lines; the last one ends in "…".
void drawLines(QPainter& painter, const QRect& area, const QString& text, int lines)
{
    const QFontMetrics metrics(painter.font());
    QTextLayout layout(text, painter.font());
    layout.beginLayout();
    int y = area.top();
    for (int i = 0; i < lines; ++i) {
        QTextLine line = layout.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(area.width());
        QString part = text.mid(line.textStart(), line.textLength());
        if (i == lines - 1)
            part = metrics.elidedText(text.mid(line.textStart()), Qt::ElideRight, area.width());
        painter.drawText(QRect(area.left(), y, area.width(), metrics.lineSpacing()),
                         Qt::AlignLeft | Qt::AlignVCenter, part.trimmed());
        y += metrics.lineSpacing() + 1;
    }
    layout.endLayout();
}

} // namespace

GalleryCard::GalleryCard(Theme& theme,
                         const QString& name,
                         const QString& title,
                         const QString& description,
                         QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_name(name)
    , m_title(title)
    , m_description(description)
{
    setObjectName(QStringLiteral("example_") + name);
    setFixedSize(sizeHint());
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAccessibleName(title);
    setAccessibleDescription(description);
    setToolTip(description);
    connect(&m_theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize GalleryCard::pictureSize()
{
    return {kWidth - 2, kPictureHeight};
}

QSize GalleryCard::sizeHint() const
{
    return {kWidth, kPictureHeight + kTextHeight};
}

bool GalleryCard::matches(const QString& text) const
{
    const QStringList words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return std::all_of(words.begin(), words.end(), [this](const QString& word) {
        return m_title.contains(word, Qt::CaseInsensitive)
            || m_name.contains(word, Qt::CaseInsensitive)
            || m_description.contains(word, Qt::CaseInsensitive);
    });
}

void GalleryCard::setPicture(const QPixmap& picture)
{
    m_picture = picture;
    update();
}

void GalleryCard::paintEvent(QPaintEvent* /*event*/)
{
    const Colors& colors = m_theme.colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool marked = m_hovered || hasFocus();
    const QRectF frame = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    QPainterPath shape;
    shape.addRoundedRect(frame, kRadius, kRadius);
    painter.fillPath(shape, colors.card);
    painter.save();
    painter.setClipPath(shape);
    painter.fillRect(QRect(1, 1, kWidth - 2, kPictureHeight), colors.canvas);
    if (!m_picture.isNull())
        painter.drawPixmap(1, 1, m_picture);
    painter.setPen(colors.line);
    painter.drawLine(1, kPictureHeight, kWidth - 2, kPictureHeight);
    painter.restore();
    painter.setPen(QPen(marked ? colors.accent : colors.line, marked ? 1.5 : 1));
    painter.drawPath(shape);

    QRect text(kMargin, kPictureHeight + 10, kWidth - 2 * kMargin, 20);
    QFont title = m_theme.font();
    title.setWeight(QFont::DemiBold);
    painter.setFont(title);
    painter.setPen(colors.text);
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetrics(title).elidedText(m_title, Qt::ElideRight, text.width()));
    painter.setFont(m_theme.smallFont());
    painter.setPen(colors.dim);
    drawLines(painter, text.translated(0, 24), m_description, kLinesOfText);
}

void GalleryCard::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
        Q_EMIT chosen();
}

int GalleryCard::cardsPerRow() const
{
    const QWidget* area = parentWidget();
    return area ? std::max(1, area->width() / kWidth) : 1;
}

void GalleryCard::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        Q_EMIT chosen();
        return;
    case Qt::Key_Right:
        Q_EMIT stepped(1);
        return;
    case Qt::Key_Left:
        Q_EMIT stepped(-1);
        return;
    case Qt::Key_Down:
        Q_EMIT stepped(cardsPerRow());
        return;
    case Qt::Key_Up:
        Q_EMIT stepped(-cardsPerRow());
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

void GalleryCard::enterEvent(QEnterEvent* /*event*/)
{
    m_hovered = true;
    update();
}

void GalleryCard::leaveEvent(QEvent* /*event*/)
{
    m_hovered = false;
    update();
}

} // namespace topomq::ui
