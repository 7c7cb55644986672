#pragma once
// Draws short texts that change all the time, without laying each of them out anew.

#include <QFont>
#include <QHash>
#include <QPainter>
#include <QRawFont>
#include <QRectF>
#include <QString>

#include <optional>

namespace topomq::ui {

/// Puts texts together from glyphs and distances between two letters that it has seen before, so
/// that they look as QPainter::drawText would draw them. What is more than glyphs in a row
/// (ligatures, Arabic, accents of their own) it leaves to that, and so all that is no drawing in
/// pixels: text in a PDF or an SVG stays text.
/// Thread: the window's.
class GlyphInk
{
public:
    explicit GlyphInk(const QFont& font);

    [[nodiscard]] const QFont& font() const { return m_font; }

    [[nodiscard]] double width(const QString& text) const;
    /// The text, or what of it fits with "…" in place of the rest.
    [[nodiscard]] QString
    elided(const QString& text, double room, Qt::TextElideMode mode = Qt::ElideRight) const;
    /// One line with the painter's pen, in the middle of the height of `rect`, at its left edge, in
    /// the middle of its width or at its right edge; never clipped. Leaves this font set. Returns
    /// the width.
    double draw(QPainter& painter,
                const QRectF& rect,
                const QString& text,
                Qt::Alignment side = Qt::AlignLeft) const;

private:
    struct Glyph
    {
        quint32 index = 0;
        bool isBlank = false; ///< nothing to be drawn
        /// A blank of another font, that has no distances of its own to its neighbours.
        bool isForeign = false;
        double width = 0;
    };

    /// Nothing: not one glyph of this font.
    using MaybeGlyph = std::optional<Glyph>;

    [[nodiscard]] const MaybeGlyph& glyphOf(QChar letter) const;
    /// From the first letter to the second where they stand side by side; nothing: together they
    /// are drawn otherwise.
    [[nodiscard]] const std::optional<double>& step(QChar first, QChar second) const;
    /// Fills `m_indexes` and `m_places`; the width. Nothing: not glyphs in a row. Whoever measures
    /// a text before drawing it lays it out only once.
    [[nodiscard]] std::optional<double> lay(const QString& text) const;
    [[nodiscard]] std::optional<double> layAnew(const QString& text) const;

    QFont m_font;
    QRawFont m_raw;
    double m_ascent = 0;
    double m_height = 0;
    mutable QHash<char16_t, MaybeGlyph> m_glyphs;
    mutable QHash<quint32, std::optional<double>> m_steps;
    // What was laid out last.
    mutable QString m_text;
    mutable std::optional<double> m_width;
    mutable QList<quint32> m_indexes;
    mutable QList<QPointF> m_places;
};

} // namespace topomq::ui
