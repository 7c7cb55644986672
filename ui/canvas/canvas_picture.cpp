#include "ui/canvas/canvas_picture.h"

#include "ui/canvas/soft_edge.h"
#include "ui/widgets/family_color.h"

#include <algorithm>
#include <cmath>

namespace topomq::ui {

namespace {

QFont sized(const Theme& theme, QFont font, int pixels, QFont::Weight weight)
{
    font.setPixelSize(static_cast<int>(std::lround(pixels * theme.canvasType())));
    font.setWeight(weight);
    // Scaled text must keep its shape: whole-pixel hinting would make letters jump while zooming.
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

QFont spaced(QFont font, double spacing)
{
    font.setLetterSpacing(QFont::AbsoluteSpacing, spacing);
    return font;
}

} // namespace

Detail detailFor(double zoom)
{
    if (zoom >= 0.6)
        return Detail::Full;
    return zoom >= 0.28 ? Detail::Names : Detail::Shapes;
}

QFont readable(QFont font, double zoom, double onScreen)
{
    font.setPixelSize(std::max(font.pixelSize(), static_cast<int>(std::ceil(onScreen / zoom))));
    return font;
}

CanvasFonts::CanvasFonts(const Theme& theme)
    : title(sized(theme, theme.font(), 14, QFont::DemiBold))
    , small(sized(theme, theme.font(), 12, QFont::Normal))
    // Large, it has a line of its own.
    , figure(sized(theme, theme.figureFont(), theme.isLarge() ? 12 : 11, QFont::Normal))
    , strong(sized(theme, theme.font(), 12, QFont::DemiBold))
    , port(spaced(sized(theme, theme.font(), 10, QFont::DemiBold), 0.4))
    , badge(sized(theme, theme.font(), 11, QFont::Normal))
    , farTitle(sized(theme, theme.font(), 20, QFont::DemiBold))
    , farText(sized(theme, theme.font(), 22, QFont::Normal))
    , titleInk(title)
    , smallInk(small)
    , figureInk(figure)
    , strongInk(strong)
    , portInk(port)
    , badgeInk(badge)
{ }

bool CanvasPicture::isEnabled(const LinkCurve& curve) const
{
    return linkOf(curve).enabled && curve.endsEnabled;
}

std::optional<model::Severity> CanvasPicture::troubleAt(const std::string& where) const
{
    if (trouble == nullptr)
        return std::nullopt;
    const auto found = trouble->find(where);
    return found == trouble->end() ? std::nullopt : std::optional(found->second);
}

QColor familyColor(const Colors& colors, model::SocketType type)
{
    return familyColor(colors, rules::familyOf(type));
}

QColor namedColor(const Colors& colors, const std::string& name)
{
    if (name == "blue")
        return colors.blue;
    if (name == "violet")
        return colors.violet;
    if (name == "green")
        return colors.green;
    if (name == "teal")
        return colors.teal;
    return name == "magenta" ? colors.magenta : colors.grey;
}

QColor withAlpha(QColor color, int alpha)
{
    color.setAlpha(alpha);
    return color;
}

void paintShadow(QPainter& painter, const Theme& theme, const QRectF& rect, double radius)
{
    const QColor ink = withAlpha(theme.colors().shadow, theme.isDark() ? 34 : 9);
    constexpr double kReach = 4.5;
    paintSoftEdge(painter, rect, kReach, QStringLiteral("shadow %1 %2").arg(ink.rgba()).arg(radius),
                  [&](QPainter& to, const QRectF& around) {
                      to.setPen(Qt::NoPen);
                      to.setBrush(ink);
                      for (const double grow : {3.0, 2.0, 1.0})
                          to.drawRoundedRect(around.adjusted(-grow, -grow + 2, grow, grow + 1.5),
                                             radius + grow, radius + grow);
                  });
}

} // namespace topomq::ui
