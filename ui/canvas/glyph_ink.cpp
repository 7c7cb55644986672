#include "ui/canvas/glyph_ink.h"

#include <QFontMetricsF>
#include <QGlyphRun>
#include <QPaintEngine>
#include <QTextLayout>

#include <cmath>

namespace topomq::ui {

namespace {

/// Titles are of all kinds of letters; figures need a few dozen pairs.
constexpr qsizetype kMostSteps = 20'000;

/// Fonts give signs other forms by what stands around them, also some letters away: an arrow beside
/// capitals stands higher.
bool isPlain(QChar letter)
{
    return letter.isLetterOrNumber() || letter.isSpace()
        || QStringLiteral(".,/~%-").contains(letter);
}

/// Where Qt would begin to draw: it reckons in parts of 64.
double onGrid(double place)
{
    constexpr double kParts = 64;
    return std::trunc(place * kParts) / kParts;
}

/// One line, laid out by Qt.
struct Line
{
    Line(const QString& text, const QFont& font)
        : layout(text, font)
    {
        layout.beginLayout();
        line = layout.createLine();
        layout.endLayout();
    }

    [[nodiscard]] double width() const { return line.naturalTextWidth(); }

    QTextLayout layout;
    QTextLine line;
};

} // namespace

GlyphInk::GlyphInk(const QFont& font)
    : m_font(font)
{
    const Line sample(QStringLiteral("0"), font);
    const QList<QGlyphRun> runs = sample.layout.glyphRuns();
    if (!runs.isEmpty())
        m_raw = runs.front().rawFont();
    const QFontMetricsF metrics(font);
    m_ascent = metrics.ascent();
    m_height = metrics.height();
}

const GlyphInk::MaybeGlyph& GlyphInk::glyphOf(QChar letter) const
{
    const auto known = m_glyphs.constFind(letter.unicode());
    if (known != m_glyphs.constEnd())
        return *known;
    MaybeGlyph glyph;
    const Line line(QString(letter), m_font);
    const QList<QGlyphRun> runs = line.layout.glyphRuns();
    const double width = line.line.cursorToX(1);
    if (isPlain(letter) && runs.size() == 1 && runs.front().glyphIndexes().size() == 1
        && runs.front().rawFont() == m_raw && !letter.isSurrogate())
        glyph = Glyph{runs.front().glyphIndexes().front(), letter.isSpace(), false, width};
    else if (letter.isSpace())
        glyph = Glyph{0, true, true, width};
    return *m_glyphs.insert(letter.unicode(), glyph);
}

const std::optional<double>& GlyphInk::step(QChar first, QChar second) const
{
    const quint32 key = quint32{first.unicode()} << 16 | second.unicode();
    const auto known = m_steps.constFind(key);
    if (known != m_steps.constEnd())
        return *known;
    if (m_steps.size() > kMostSteps)
        m_steps.clear();
    const MaybeGlyph one = glyphOf(first);
    const MaybeGlyph other = glyphOf(second);
    std::optional<double> step;
    if (one && other && (one->isForeign || other->isForeign)) {
        step = one->width;
    } else if (one && other) {
        const Line line(QString(first) + second, m_font);
        const QList<QGlyphRun> runs = line.layout.glyphRuns();
        if (runs.size() == 1 && runs.front().rawFont() == m_raw
            && runs.front().glyphIndexes() == QList<quint32>{one->index, other->index})
        {
            const QList<QPointF> places = runs.front().positions();
            if (places[0].y() == places[1].y())
                step = places[1].x() - places[0].x();
        }
    }
    return *m_steps.insert(key, step);
}

std::optional<double> GlyphInk::lay(const QString& text) const
{
    if (m_text.isNull() || text != m_text) {
        m_width = layAnew(text);
        m_text = text;
    }
    return m_width;
}

std::optional<double> GlyphInk::layAnew(const QString& text) const
{
    m_indexes.clear();
    m_places.clear();
    double x = 0;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const MaybeGlyph& glyph = glyphOf(text[at]);
        if (!glyph)
            return std::nullopt;
        if (!glyph->isBlank) {
            m_indexes.append(glyph->index);
            m_places.append(QPointF(x, 0));
        }
        if (at + 1 == text.size())
            return x + glyph->width;
        const std::optional<double>& next = step(text[at], text[at + 1]);
        if (!next)
            return std::nullopt;
        x += *next;
    }
    return x;
}

double GlyphInk::width(const QString& text) const
{
    const std::optional<double> laid = lay(text);
    return laid ? *laid : QFontMetricsF(m_font).horizontalAdvance(text);
}

QString GlyphInk::elided(const QString& text, double room, Qt::TextElideMode mode) const
{
    return width(text) <= room ? text : QFontMetricsF(m_font).elidedText(text, mode, room);
}

double
GlyphInk::draw(QPainter& painter, const QRectF& rect, const QString& text, Qt::Alignment side) const
{
    const bool inPixels = painter.paintEngine()->type() == QPaintEngine::Raster;
    const std::optional<double> laid = inPixels ? lay(text) : std::nullopt;
    if (!laid) {
        QRectF drawn;
        painter.setFont(m_font);
        painter.drawText(rect, static_cast<int>(side | Qt::AlignVCenter | Qt::TextDontClip), text,
                         &drawn);
        return drawn.width();
    }
    QGlyphRun run;
    run.setRawFont(m_raw);
    run.setRawData(m_indexes.constData(), m_places.constData(), static_cast<int>(m_indexes.size()));
    double left = rect.left();
    if (side == Qt::AlignRight)
        left = rect.right() - *laid;
    else if (side == Qt::AlignHCenter)
        left += (rect.width() - *laid) / 2;
    const double top = rect.top() + (rect.height() - m_height) / 2;
    painter.drawGlyphRun(QPointF(onGrid(left), onGrid(top) + m_ascent), run);
    return *laid;
}

} // namespace topomq::ui
