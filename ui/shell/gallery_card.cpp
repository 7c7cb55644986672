#include "ui/shell/gallery_card.h"

#include "ui/theme/theme.h"

#include <QFontMetrics>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QTextLayout>

#include <algorithm>

namespace topomq::ui {

namespace {

constexpr int kLeastWidth = 300;
constexpr int kPictureHeight = 150;
constexpr int kTextHeight = 132;
constexpr int kMargin = 14;
constexpr int kRadius = 8;
constexpr int kLinesOfText = 5;

int lineCountOf(const QFont& font, const QString& text, int width)
{
    QTextLayout layout(text, font);
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine())
        line.setLineWidth(width);
    layout.endLayout();
    return layout.lineCount();
}

/// As many sentences from its beginning as have room in `lines` lines: what breaks off in the
/// middle says less. All of it when not even the first has.
QString sentencesIn(const QFont& font, const QString& text, int width, int lines)
{
    const QString end = QStringLiteral(". ");
    qsizetype to = text.size();
    while (lineCountOf(font, text.left(to), width) > lines) {
        const qsizetype before = to < 2 ? -1 : text.lastIndexOf(end, to - 2);
        if (before < 0)
            return text;
        to = before + 1;
    }
    return text.left(to);
}

/// The text in at most `lines` lines; the last one ends in "…".
void drawLines(QPainter& painter, const QRect& area, const QString& text, int lines)
{
    const QFontMetrics metrics(painter.font());
    const int step = metrics.lineSpacing() + 1;
    QTextLayout layout(text, painter.font());
    // What fits is drawn with the glyphs that were laid out: to find them takes longest.
    layout.setCacheEnabled(true);
    layout.beginLayout();
    while (layout.lineCount() < lines) {
        const int y = layout.lineCount() * step;
        QTextLine line = layout.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(area.width());
        line.setPosition(QPointF(0, y));
    }
    layout.endLayout();
    for (int i = 0; i < layout.lineCount(); ++i) {
        const QTextLine line = layout.lineAt(i);
        if (i < lines - 1 || line.textStart() + line.textLength() >= text.size()) {
            line.draw(&painter, area.topLeft());
            continue;
        }
        painter.drawText(
            QRect(area.left(), area.top() + i * step, area.width(), step),
            Qt::AlignLeft | Qt::AlignTop,
            metrics.elidedText(text.mid(line.textStart()), Qt::ElideRight, area.width()));
    }
}

} // namespace

GalleryCard::GalleryCard(Theme& theme,
                         const QString& name,
                         const QString& title,
                         const QString& description,
                         QWidget* parent)
    : CardButton(parent)
    , m_theme(theme)
    , m_name(name)
    , m_title(title)
    , m_description(description)
{
    setObjectName(QStringLiteral("example_") + name);
    setMinimumSize(GalleryCard::sizeHint());
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAccessibleName(title);
    setAccessibleDescription(description);
    // As rich text it is wrapped.
    setToolTip(QStringLiteral("<qt>%1</qt>").arg(description.toHtmlEscaped()));
    connect(&m_theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize GalleryCard::pictureSize() const
{
    return {width() - 2, kPictureHeight};
}

QSize GalleryCard::sizeHint() const
{
    return {kLeastWidth, kPictureHeight + kTextHeight};
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
    m_pictureSize = pictureSize();
    update();
}

void GalleryCard::forgetPicture()
{
    m_picture = {};
    m_pictureSize = {};
    update();
}

void GalleryCard::resizeEvent(QResizeEvent* /*event*/)
{
    if (!hasPicture())
        Q_EMIT pictureWanted();
}

void GalleryCard::paintEvent(QPaintEvent* /*event*/)
{
    const Colors& colors = m_theme.colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool marked = underMouse() || hasFocus();
    const QRectF frame = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    QPainterPath shape;
    shape.addRoundedRect(frame, kRadius, kRadius);
    painter.fillPath(shape, colors.card);
    painter.save();
    painter.setClipPath(shape);
    painter.fillRect(QRect(1, 1, width() - 2, kPictureHeight), colors.canvas);
    if (!m_picture.isNull())
        painter.drawPixmap((width() - static_cast<int>(m_picture.deviceIndependentSize().width()))
                               / 2,
                           1, m_picture);
    painter.setPen(colors.line);
    painter.drawLine(1, kPictureHeight, width() - 2, kPictureHeight);
    painter.restore();
    painter.setPen(QPen(marked ? colors.accent : colors.line, marked ? 1.5 : 1));
    painter.drawPath(shape);

    QRect text(kMargin, kPictureHeight + 10, width() - 2 * kMargin, 20);
    QFont title = m_theme.font();
    title.setWeight(QFont::DemiBold);
    painter.setFont(title);
    painter.setPen(colors.text);
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetrics(title).elidedText(m_title, Qt::ElideRight, text.width()));
    painter.setFont(m_theme.smallFont());
    painter.setPen(colors.dim);
    drawLines(painter, text.translated(0, 24), shownDescription(), kLinesOfText);
}

const QString& GalleryCard::shownDescription() const
{
    const QFont font = m_theme.smallFont();
    if (m_shownFor != width() || m_shownIn != font) {
        m_shownFor = width();
        m_shownIn = font;
        m_shown = sentencesIn(font, m_description, width() - 2 * kMargin, kLinesOfText);
    }
    return m_shown;
}

void GalleryCard::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
        Q_EMIT activated();
}

} // namespace topomq::ui
